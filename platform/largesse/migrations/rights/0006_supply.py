"""Lines and pace of a budget, what is set aside of it, its days; thresholds and days of batches; packages.

A line is what a rule of a budget holds for one period, activity or org unit; a promise says which lines a right
was reserved in, so that whatever comes back comes back there.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_budget
  add column zone text not null default 'Asia/Shanghai',
  add column lined boolean not null default false,
  add column set_aside_minor bigint not null default 0,
  add column pace_shape text not null default 'none' check (pace_shape in ('none', 'linear', 'front', 'custom')),
  add column pace_from timestamptz,
  add column pace_to timestamptz,
  add column pace_times int[] not null default '{}',
  add column pace_shares int[] not null default '{}',
  add column pace_floor_minor bigint not null default 0 check (pace_floor_minor >= 0),
  add column raise_to_minor bigint,
  add column approval uuid,
  add constraint rights_budget_set_aside check (set_aside_minor between 0 and reserved_minor),
  add constraint rights_budget_raise check ((raise_to_minor is null) = (approval is null)),
  add constraint rights_budget_pace check (
    case when pace_shape = 'none' then pace_from is null and pace_to is null
    else coalesce(pace_from < pace_to, false) and cardinality(pace_times) between 2 and 24
      and cardinality(pace_times) = cardinality(pace_shares) end);

create table rights_budget_rule (
  id uuid primary key,
  budget uuid not null references rights_budget (id),
  kind text not null check (kind in ('day', 'week', 'month', 'quarter', 'year', 'activity', 'unit')),
  key text not null default '',
  cap_minor bigint not null check (cap_minor > 0),
  made_by uuid not null,
  made_at timestamptz not null,
  constraint rights_budget_rule_key check ((key = '') = (kind in ('day', 'week', 'month', 'quarter', 'year'))),
  constraint rights_budget_rule_once unique (budget, kind, key)
);

create table rights_budget_line (
  id bigint primary key generated always as identity,
  budget uuid not null references rights_budget (id),
  kind text not null,
  key text not null check (key <> ''),
  cap_minor bigint not null check (cap_minor > 0),
  reserved_minor bigint not null default 0 check (reserved_minor >= 0),
  spent_minor bigint not null default 0 check (spent_minor >= 0),
  constraint rights_budget_line_once unique (budget, kind, key),
  constraint rights_budget_line_within_cap check (reserved_minor + spent_minor <= cap_minor)
) with (fillfactor = 50);

create table rights_promise (
  entitlement uuid not null references rights_entitlement (id),
  line bigint not null references rights_budget_line (id),
  primary key (entitlement, line)
);

create table rights_budget_hold (
  id uuid primary key,
  budget uuid not null references rights_budget (id),
  amount_minor bigint not null check (amount_minor > 0),
  reason text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  released_at timestamptz,
  released_by uuid,
  constraint rights_budget_hold_lasts check (expires_at > made_at),
  constraint rights_budget_hold_released check (released_by is null or released_at is not null)
);
create index rights_budget_hold_budget on rights_budget_hold (budget, made_at desc);
create index rights_budget_hold_due on rights_budget_hold (expires_at) where released_at is null;

create table rights_budget_day (
  budget uuid not null references rights_budget (id),
  day date not null,
  reserved_minor bigint not null,
  spent_minor bigint not null,
  primary key (budget, day)
);

alter table rights_batch
  add column low_at bigint check (low_at >= 0),
  add column low_told_at timestamptz;
create table rights_batch_day (
  batch uuid not null references rights_batch (id),
  day date not null,
  free bigint not null,
  held bigint not null,
  issued bigint not null,
  used bigint not null,
  expired bigint not null,
  primary key (batch, day)
);
create index rights_entitlement_batch on rights_entitlement (batch);

create table rights_package (
  id uuid primary key,
  code text not null unique,
  title jsonb not null,
  picture text,
  org_unit uuid not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  made_by uuid not null,
  created_at timestamptz not null
);
create table rights_package_item (
  id uuid primary key,
  package uuid not null references rights_package (id),
  seq int not null check (seq between 1 and 20),
  batch uuid not null references rights_batch (id),
  units int not null check (units between 1 and 100),
  constraint rights_package_item_seq unique (package, seq),
  constraint rights_package_item_batch unique (package, batch)
);
create table rights_package_gift (
  id uuid primary key,
  package uuid not null references rights_package (id),
  client uuid not null,
  given_by uuid not null,
  at timestamptz not null,
  reason text not null
);
create index rights_package_gift_package on rights_package_gift (package, at desc, id desc);

alter type rights_stock add attribute lined boolean;
create type rights_want as (batch uuid, activity uuid, holder uuid);
comment on type rights_want is 'a unit of a batch that somebody may get, won in an activity or not; see rights_lines';
create type rights_line_left as (line bigint, left_minor bigint, wants int[]);
comment on type rights_line_left is 'a line, what it has left, and which wants, from 1, draw on it; see rights_lines';

grant select, insert, update, delete on rights_budget_rule, rights_budget_line, rights_promise, rights_budget_hold,
  rights_budget_day, rights_batch_day, rights_package, rights_package_item to largesse_app;
grant select, insert on rights_package_gift to largesse_app;
"""

REVERSE = """
drop type rights_line_left cascade;
drop type rights_want cascade;
alter type rights_stock drop attribute lined;
drop table rights_package_gift, rights_package_item, rights_package, rights_batch_day, rights_budget_day,
  rights_budget_hold, rights_promise, rights_budget_line, rights_budget_rule;
drop index rights_entitlement_batch;
alter table rights_batch drop column low_at, drop column low_told_at;
update rights_budget set reserved_minor = reserved_minor - set_aside_minor;
alter table rights_budget drop column zone, drop column lined, drop column set_aside_minor, drop column pace_shape,
  drop column pace_from, drop column pace_to, drop column pace_times, drop column pace_shares,
  drop column pace_floor_minor, drop column raise_to_minor, drop column approval;
"""


class Migration(migrations.Migration):
    """Add them all."""

    dependencies = [("rights", "0005_catalogue")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
