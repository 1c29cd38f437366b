"""Rights that end soon: their holders are told once a step, and their advisers have a task."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_reminder (
  entitlement uuid not null references rights_entitlement (id),
  step_days int not null check (step_days > 0),
  holder uuid not null,
  at timestamptz not null,
  primary key (entitlement, holder, step_days)
);
create index rights_reminder_holder on rights_reminder (holder, at desc);

create table rights_task (
  id uuid primary key,
  entitlement uuid not null,
  client uuid not null,
  adviser uuid not null,
  state text not null default 'open' check (state in ('open', 'done')),
  made_at timestamptz not null,
  snoozed_until timestamptz,
  done_at timestamptz,
  constraint rights_task_entitlement foreign key (entitlement) references rights_entitlement (id),
  constraint rights_task_once unique (entitlement, client),
  constraint rights_task_done check ((state = 'done') = (done_at is not null))
);
create index rights_task_adviser on rights_task (adviser, made_at desc) where state = 'open';
grant select, insert, update on rights_reminder, rights_task to largesse_app;
"""

REVERSE = """
drop table rights_task, rights_reminder;
"""


class Migration(migrations.Migration):
    """Add reminders and tasks."""

    dependencies = [("rights", "0014_agents")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
