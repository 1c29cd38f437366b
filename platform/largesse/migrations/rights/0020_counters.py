"""Counters: a key belongs to a place, a use remembers both, a shown code is used once, scans without a net."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_provider_key add column place uuid references rights_place (id);

alter table rights_redemption
  add column place uuid references rights_place (id),
  add column counter uuid references rights_provider_key (id),
  add column offline boolean not null default false,
  add column shown_sha256 text;
create unique index rights_redemption_shown on rights_redemption (shown_sha256) where shown_sha256 is not null;
create index rights_redemption_counter on rights_redemption (counter, booked_at desc) where counter is not null;
create index rights_redemption_place on rights_redemption (place, booked_at desc) where place is not null;

create table rights_offline_scan (
  id uuid primary key,
  provider uuid not null references rights_provider (id),
  counter uuid not null references rights_provider_key (id),
  place uuid references rights_place (id),
  scan_key text not null,
  code_hint text not null,
  entitlement uuid references rights_entitlement (id),
  units int not null check (units between 1 and 1000),
  told_at timestamptz not null,
  clock_off_s int not null,
  received_at timestamptz not null,
  state text not null check (state in ('open', 'booked', 'closed')),
  why text not null,
  redemption uuid unique references rights_redemption (id),
  settled_by uuid,
  settled_at timestamptz,
  reason text not null default '',
  org_unit uuid not null,
  constraint rights_offline_scan_once unique (provider, scan_key),
  constraint rights_offline_scan_booked check ((state = 'booked') = (redemption is not null)),
  constraint rights_offline_scan_settled check ((state = 'open') = (settled_at is null)
    and (settled_at is null) = (settled_by is null) and (settled_at is null) = (reason = ''))
);
create index rights_offline_scan_age on rights_offline_scan (received_at desc, id desc);
grant select, insert, update on rights_offline_scan to largesse_app;
"""

REVERSE = """
drop table rights_offline_scan;
drop index rights_redemption_place, rights_redemption_counter, rights_redemption_shown;
alter table rights_redemption
  drop column shown_sha256, drop column offline, drop column counter, drop column place;
alter table rights_provider_key drop column place;
"""


class Migration(migrations.Migration):
    """Add places of counters and scans without a net."""

    dependencies = [("rights", "0019_routing")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
