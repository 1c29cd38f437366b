"""Refused attempts are counted by reason and minute."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_refusal (
  activity uuid not null,
  play text not null,
  code text not null,
  minute timestamptz not null,
  attempts bigint not null check (attempts > 0),
  primary key (activity, play, code, minute)
);
grant select, insert, update, delete on play_refusal to largesse_app;
"""

REVERSE = "drop table play_refusal;"


class Migration(migrations.Migration):
    """Count refusals."""

    dependencies = [("play", "0006_events")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
