"""Attempts over a limit that lets them wait stand beside those that risk holds."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table play_suspect
  alter column rule drop not null,
  add column due_at timestamptz,
  add column line text not null default '',
  add column over jsonb,
  add constraint play_suspect_has_a_cause
    check (num_nonnulls(rule, due_at) > 0 and (due_at is null) = (over is null));
drop index play_suspect_one_waits;
create unique index play_suspect_one_waits on play_suspect (client, activity)
  where state = 'waiting' and due_at is null;
create unique index play_suspect_one_queued on play_suspect (client, activity, play)
  where due_at is not null and outcome = '' and state in ('waiting', 'released');
create index play_suspect_turns on play_suspect (at, id) where state = 'waiting' and due_at is not null;
create index play_suspect_ahead on play_suspect (activity, line)
  where outcome = '' and line <> '' and state in ('waiting', 'released');
"""

REVERSE = """
delete from play_suspect where rule is null;
drop index play_suspect_ahead, play_suspect_turns, play_suspect_one_queued, play_suspect_one_waits;
create unique index play_suspect_one_waits on play_suspect (client, activity) where state = 'waiting';
alter table play_suspect drop column over, drop column line, drop column due_at,
  alter column rule set not null;
"""


class Migration(migrations.Migration):
    """Let attempts wait for their turn."""

    dependencies = [("play", "0011_rankings")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
