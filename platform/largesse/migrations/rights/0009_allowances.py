"""Allowances: how much a client or household may take in a period by tier, and who took what of it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_allowance_rule (
  id uuid primary key,
  tier text not null references audience_tier (code),
  batch uuid not null references rights_batch (id),
  sku uuid not null references rights_sku (id),
  period text not null check (period in ('year', 'quarter', 'month', 'once')),
  units int not null check (units between 1 and 1000),
  owner text not null check (owner in ('person', 'household')),
  pro_rata boolean not null,
  returns boolean not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  org_unit uuid not null references identity_org_unit (id),
  starts_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  stopped_at timestamptz,
  check ((state = 'stopped') = (stopped_at is not null)),
  check (period <> 'once' or not pro_rata)
);
create unique index rights_allowance_rule_one on rights_allowance_rule (tier, sku, owner) where state = 'active';
create index rights_allowance_rule_made on rights_allowance_rule (made_at desc, id);

create table rights_allowance (
  id uuid primary key,
  rule uuid not null references rights_allowance_rule (id),
  owner_kind text not null check (owner_kind in ('person', 'household')),
  owner uuid not null,
  starts_on date not null,
  ends_on date,
  granted int not null,
  held int not null default 0 check (held >= 0),
  used int not null default 0 check (used >= 0),
  made_at timestamptz not null,
  constraint rights_allowance_within check (used + held <= granted),
  constraint rights_allowance_owner_key unique (rule, owner, starts_on)
);
create index rights_allowance_owner on rights_allowance (owner, starts_on);

create table rights_allowance_take (
  entitlement uuid primary key references rights_entitlement (id),
  allowance uuid not null references rights_allowance (id),
  customer uuid not null references audience_customer (id),
  state text not null default 'held' check (state in ('held', 'used', 'returned', 'lapsed')),
  at timestamptz not null,
  moved_at timestamptz
);
create index rights_allowance_take_of on rights_allowance_take (allowance, customer);

grant select, insert on rights_allowance_rule, rights_allowance, rights_allowance_take to largesse_app;
grant update (state, stopped_at) on rights_allowance_rule to largesse_app;
grant update (granted, held, used) on rights_allowance to largesse_app;
grant update (state, moved_at) on rights_allowance_take to largesse_app;
"""

REVERSE = "drop table rights_allowance_take, rights_allowance, rights_allowance_rule"


class Migration(migrations.Migration):
    """Create the tables of allowances."""

    dependencies = [("rights", "0008_points"), ("audience", "0006_households")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
