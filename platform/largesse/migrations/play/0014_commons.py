"""States that clients of an activity share: a household's, a tier's, those of all together."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_common (
  activity uuid not null,
  state text not null check (state <> ''),
  owner text not null,
  held jsonb check (jsonb_typeof(held) = 'array'),
  moves bigint not null default 0 check (moves >= 0),
  moved_at timestamptz not null default now(),
  primary key (activity, state, owner)
) with (fillfactor = 70);
grant select, insert, update on play_common to largesse_app;
"""

REVERSE = "drop table play_common;"


class Migration(migrations.Migration):
    """Create the table."""

    dependencies = [("play", "0013_checked")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
