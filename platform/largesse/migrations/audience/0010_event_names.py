"""Names of events that staff declare, beside those that every house begins with."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table audience_event_name (
  name text primary key check (name ~ '^[a-z][a-z0-9_]*([.][a-z0-9_]+)*$' and length(name) <= 60),
  zh text not null,
  en text not null,
  regulated text not null check (regulated in ('none', 'deposit', 'wealth', 'fund', 'insurance', 'loan')),
  sharing boolean not null default false,
  props jsonb not null default '[]',
  late_days int not null check (late_days between 0 and 366),
  ahead_minutes int not null check (ahead_minutes between 0 and 1440),
  retired boolean not null default false,
  version int not null,
  updated_by uuid not null,
  updated_at timestamptz not null
);
grant select, insert, update on audience_event_name to largesse_app;
"""

BACK = """
drop table audience_event_name;
"""


class Migration(migrations.Migration):
    """Create the table."""

    dependencies = [("audience", "0009_households_of_staff")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
