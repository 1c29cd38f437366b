"""What advisers do for their clients: rights that they hand over with a note, tasks that end with an outcome; and
for which time a booking was told of the day before."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_booking add column reminded_for timestamptz;
create index rights_booking_starts on rights_booking (starts_at) where state = 'booked';

alter table rights_task
  add column outcome text check (outcome in ('done', 'unreachable', 'declined')),
  add column words text not null default '',
  add constraint rights_task_outcome check (outcome is null or state = 'done');
create index rights_task_client on rights_task (client, made_at desc);

create table rights_adviser_batch (
  batch uuid primary key references rights_batch (id),
  state text not null check (state in ('open', 'closed')),
  per_adviser int not null check (per_adviser between 1 and 10000),
  per_client int not null check (per_client between 1 and 100),
  changed_by uuid not null,
  changed_at timestamptz not null
);

create table rights_handing (
  entitlement uuid primary key references rights_entitlement (id),
  batch uuid not null references rights_batch (id),
  client uuid not null,
  adviser uuid not null,
  note text not null check (note <> ''),
  locale text not null check (locale in ('zh-CN', 'en')),
  at timestamptz not null
);
create index rights_handing_adviser on rights_handing (batch, adviser, at);
create index rights_handing_client on rights_handing (client, at desc);
grant select, insert, update on rights_adviser_batch, rights_handing to largesse_app;
"""

REVERSE = """
drop table rights_handing, rights_adviser_batch;
drop index rights_task_client;
alter table rights_task drop constraint rights_task_outcome, drop column words, drop column outcome;
drop index rights_booking_starts;
alter table rights_booking drop column reminded_for;
"""


class Migration(migrations.Migration):
    """Add what advisers hand over, how their tasks end, and reminders of bookings."""

    dependencies = [("rights", "0020_counters")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
