"""Pools of codes that a provider honours: numbered, sealed, each given to one right at most.

A lot is one import, or one making, of codes. A cursor is a run of numbers that can be given out; a claim moves one
on. Uses that a provider tells by file are kept a row each, so that a row is booked once.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_code_pool (
  id uuid primary key,
  code text not null unique,
  title jsonb not null,
  sku uuid not null unique references rights_sku (id),
  provider uuid not null references rights_provider (id),
  org_unit uuid not null,
  case_matters boolean not null,
  low_at bigint not null check (low_at >= 0),
  is_low boolean not null default false,
  last_number bigint not null default 0 check (last_number >= 0),
  created_by uuid not null,
  created_at timestamptz not null
);
create index rights_code_pool_provider on rights_code_pool (provider);

create table rights_code_lot (
  id uuid primary key,
  pool uuid not null references rights_code_pool (id),
  origin text not null check (origin in ('file', 'made')),
  file_name text not null default '',
  file_sha text not null default '',
  choice jsonb not null default '{}',
  format text not null default '',
  encoding text not null default '',
  state text not null check (state in ('waiting', 'reading', 'done', 'refused', 'cancelled', 'voided')),
  why text not null default '',
  first_number bigint not null default 1,
  last_number bigint not null default 0,
  read_count int not null default 0,
  total_count int not null default 0,
  kept_count int not null default 0,
  voided_count int not null default 0,
  bad_count int not null default 0,
  bad jsonb not null default '[]',
  void_reason text not null default '',
  by_staff uuid not null,
  org_unit uuid not null,
  asked_at timestamptz not null,
  done_at timestamptz,
  voided_at timestamptz,
  check ((state = 'voided') = (void_reason <> '')),
  check ((state = 'voided') = (voided_at is not null))
);
create index rights_code_lot_pool on rights_code_lot (pool, asked_at desc);

create table rights_pool_code (
  pool uuid not null,
  number bigint not null check (number > 0),
  lot uuid not null references rights_code_lot (id),
  provider uuid not null,
  blind text,
  sealed text not null,
  pin_sealed text,
  expires_at timestamptz,
  state text not null check (state in
    ('imported', 'available', 'allocated', 'delivered', 'redeemed', 'expired', 'revoked')),
  entitlement uuid references rights_entitlement (id),
  allocated_at timestamptz,
  delivered_at timestamptz,
  redeemed_at timestamptz,
  primary key (pool, number),
  constraint rights_pool_code_once_a_provider unique (provider, blind),
  constraint rights_pool_code_one_right
    check ((entitlement is not null) = (state in ('allocated', 'delivered', 'redeemed'))),
  constraint rights_pool_code_allocated check ((allocated_at is not null) = (entitlement is not null)),
  constraint rights_pool_code_delivered check (state <> 'delivered' or delivered_at is not null),
  constraint rights_pool_code_revoked check ((state = 'revoked') = (blind is null))
) with (fillfactor = 50);
create unique index rights_pool_code_one_a_right on rights_pool_code (entitlement) where entitlement is not null;

create table rights_code_cursor (
  id uuid primary key,
  pool uuid not null references rights_code_pool (id),
  lot uuid not null references rights_code_lot (id),
  shard int not null check (shard between 0 and 15),
  expires_at timestamptz,
  next bigint not null,
  hi bigint not null,
  constraint rights_code_cursor_within check (next <= hi + 1)
) with (fillfactor = 50);
create index rights_code_cursor_pool on rights_code_cursor (pool);
create index rights_code_cursor_lot on rights_code_cursor (lot);

create table rights_use_file (
  id uuid primary key,
  provider uuid not null references rights_provider (id),
  file_name text not null,
  file_sha text not null,
  zone text not null,
  state text not null check (state in ('waiting', 'reading', 'done', 'refused')),
  why text not null default '',
  read_count int not null default 0,
  total_count int not null default 0,
  booked_count int not null default 0,
  bad_count int not null default 0,
  by_staff uuid not null,
  org_unit uuid not null,
  asked_at timestamptz not null,
  done_at timestamptz
);
create index rights_use_file_asked on rights_use_file (asked_at desc, id desc);

create table rights_use_file_row (
  file uuid not null references rights_use_file (id),
  line int not null,
  verdict text not null,
  entitlement uuid,
  used_at timestamptz,
  units int not null default 1,
  place text not null default '',
  redemption uuid references rights_redemption (id),
  primary key (file, line)
);

create table rights_use_told (
  provider uuid not null references rights_provider (id),
  row_key text not null,
  redemption uuid not null references rights_redemption (id),
  primary key (provider, row_key)
);

grant select, insert, update, delete on rights_code_pool, rights_code_lot, rights_pool_code, rights_code_cursor,
  rights_use_file, rights_use_file_row to largesse_app;
grant select, insert on rights_use_told to largesse_app;
"""

REVERSE = """
drop table rights_use_told, rights_use_file_row, rights_use_file, rights_code_cursor, rights_pool_code,
  rights_code_lot, rights_code_pool;
"""


class Migration(migrations.Migration):
    """Create the tables of pools and of uses told by file."""

    dependencies = [("rights", "0006_supply")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
