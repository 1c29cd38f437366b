"""Clients for whom the platform failed on a day of the clock: who, and since when they are to be asked again."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_occasion_failed (
  occasion uuid not null references play_occasion,
  client uuid not null,
  again_at timestamptz,
  primary key (occasion, client)
);
create index play_occasion_failed_again on play_occasion_failed (occasion, client) where again_at is not null;
grant select, insert, update, delete on play_occasion_failed to largesse_app;
"""

REVERSE = "drop table play_occasion_failed;"


class Migration(migrations.Migration):
    """Note who was failed."""

    dependencies = [("play", "0016_emitted")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
