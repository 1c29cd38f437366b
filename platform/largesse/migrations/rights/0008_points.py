"""Points: kinds of them, double entry over accounts, awards with their last day, and what is had for them."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_points_kind (
  id uuid primary key,
  code text not null unique,
  name jsonb not null,
  lasts text not null check (lasts in ('days', 'months', 'year_end', 'never')),
  lasts_for int not null check (lasts_for between 0 and 3660),
  grace_days int not null check (grace_days between 0 and 366),
  hand_day_max bigint not null check (hand_day_max > 0),
  transferable boolean not null,
  exchange_rule jsonb not null,
  scope jsonb not null,
  org_unit uuid,
  state text not null default 'active' check (state in ('active', 'stopped')),
  version int not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  check ((lasts in ('days', 'months')) = (lasts_for > 0) or lasts = 'year_end')
);

create table rights_points_account (
  id uuid primary key,
  kind uuid not null references rights_points_kind (id),
  role text not null check (role in ('client', 'owed', 'issued', 'adjusted', 'spent', 'expired', 'transfer')),
  client uuid,
  balance bigint not null default 0,
  opened_at timestamptz not null,
  check ((role in ('client', 'owed')) = (client is not null)),
  check (role <> 'client' or balance >= 0),
  check (role <> 'owed' or balance <= 0),
  check (client is not null or balance = 0)
);
create unique index rights_points_account_client on rights_points_account (client, kind, role)
  where client is not null;
create unique index rights_points_account_house on rights_points_account (kind, role) where client is null;

create table rights_points_move (
  id uuid primary key,
  act text not null check (act in ('award', 'spend', 'expire', 'give_back', 'take_back', 'transfer')),
  kind uuid not null references rights_points_kind (id),
  client uuid not null,
  other uuid,
  points bigint not null check (points > 0),
  source_kind text not null check (source_kind ~ '^[a-z][a-z_]{1,39}$'),
  source_ref text not null check (source_ref <> ''),
  reverses uuid references rights_points_move (id),
  reason text not null default '',
  made_by uuid not null,
  at timestamptz not null,
  unique (source_kind, source_ref),
  check ((act = 'transfer') = (other is not null)),
  check (other <> client),
  check ((act in ('give_back', 'take_back')) = (reverses is not null))
);
create unique index rights_points_move_reversed_once on rights_points_move (reverses) where reverses is not null;
create index rights_points_move_client on rights_points_move (client, at desc, id desc);
create index rights_points_move_other on rights_points_move (other, at desc, id desc) where other is not null;
create index rights_points_move_by_hand on rights_points_move (kind, made_by, at) where source_kind in ('manual', 'file');

create table rights_points_award (
  id uuid primary key,
  account uuid not null references rights_points_account (id),
  move uuid not null references rights_points_move (id),
  came_from uuid references rights_points_award (id),
  points bigint not null check (points > 0),
  unused bigint not null check (unused >= 0),
  lapsed bigint not null default 0 check (lapsed >= 0),
  last_day date,
  ends_at timestamptz,
  told_days int not null default 999,
  taken_at timestamptz,
  given_at timestamptz not null,
  check (unused + lapsed <= points),
  check (taken_at is null or unused = 0),
  check ((last_day is null) = (ends_at is null))
);
create index rights_points_award_account on rights_points_award (account, given_at desc);
create index rights_points_award_unused on rights_points_award (account, ends_at) where unused > 0;
create index rights_points_award_ends on rights_points_award (ends_at) where unused > 0 and ends_at is not null;
create index rights_points_award_move on rights_points_award (move);

create table rights_points_entry (
  id uuid primary key,
  move uuid not null references rights_points_move (id),
  account uuid not null references rights_points_account (id),
  award uuid references rights_points_award (id),
  points bigint not null check (points <> 0)
);
create index rights_points_entry_move on rights_points_entry (move);
create index rights_points_entry_account on rights_points_entry (account);
create index rights_points_entry_award on rights_points_entry (award) where award is not null;

create table rights_points_sku (
  sku uuid primary key references rights_sku (id),
  kind uuid not null references rights_points_kind (id),
  points bigint not null check (points > 0),
  said_by uuid not null,
  said_at timestamptz not null
);

create table rights_points_offer (
  id uuid primary key,
  batch uuid not null references rights_batch (id),
  kind uuid not null references rights_points_kind (id),
  price_points bigint not null check (price_points > 0),
  client_max int check (client_max > 0),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  org_unit uuid not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  created_by uuid not null,
  created_at timestamptz not null,
  check (starts_at < ends_at)
);
create index rights_points_offer_batch on rights_points_offer (batch);

create table rights_points_exchange (
  id uuid primary key,
  offer uuid not null references rights_points_offer (id),
  client uuid not null,
  move uuid not null unique references rights_points_move (id),
  entitlement uuid not null unique references rights_entitlement (id),
  points bigint not null check (points > 0),
  state text not null default 'active' check (state in ('active', 'returned')),
  at timestamptz not null,
  returned_at timestamptz,
  check ((state = 'returned') = (returned_at is not null))
);
create index rights_points_exchange_client on rights_points_exchange (offer, client);

grant select, insert, update on rights_points_kind, rights_points_account, rights_points_award, rights_points_sku,
  rights_points_offer, rights_points_exchange to largesse_app;
grant select, insert on rights_points_move, rights_points_entry to largesse_app;
"""

REVERSE = """
drop table rights_points_exchange, rights_points_offer, rights_points_sku, rights_points_entry, rights_points_award,
  rights_points_move, rights_points_account, rights_points_kind;
"""


class Migration(migrations.Migration):
    """Create the tables of points and of their mall."""

    dependencies = [("rights", "0007_code_pools")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
