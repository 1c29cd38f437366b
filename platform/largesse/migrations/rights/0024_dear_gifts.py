"""What advisers ask to hand over above their own limit: it waits for a signature and is handed with it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_handing_request (
  id uuid primary key,
  batch uuid not null references rights_batch (id),
  client uuid not null,
  adviser uuid not null,
  org_unit uuid not null,
  note text not null check (note <> ''),
  locale text not null check (locale in ('zh-CN', 'en')),
  worth_minor bigint not null check (worth_minor >= 0),
  currency varchar(3) not null,
  state text not null check (state in ('pending', 'handed', 'returned', 'withdrawn')),
  approval uuid not null,
  entitlement uuid unique references rights_entitlement (id),
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint rights_handing_request_handed check ((state = 'handed') = (entitlement is not null)),
  constraint rights_handing_request_ended check ((ended_at is null) = (state = 'pending'))
);
create unique index rights_handing_request_one_open on rights_handing_request (batch, client)
  where state = 'pending';
create index rights_handing_request_adviser on rights_handing_request (adviser, made_at desc, id desc);
create index rights_handing_request_client on rights_handing_request (client);
grant select, insert, update on rights_handing_request to largesse_app;
"""

REVERSE = "drop table rights_handing_request;"


class Migration(migrations.Migration):
    """Add the requests of advisers above their limit."""

    dependencies = [("rights", "0023_bookings_of_ended_rights")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
