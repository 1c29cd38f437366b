"""Offers of a SKU, the clock of an order's SLA, and what people note of an order; orders remember their offer."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_offer (
  id uuid primary key,
  sku uuid not null references rights_sku (id),
  provider uuid not null references rights_provider (id),
  provider_sku text not null check (length(provider_sku) between 1 and 200),
  cost_minor bigint not null check (cost_minor >= 0),
  settle_minor bigint not null check (settle_minor >= 0),
  weight int not null check (weight between 1 and 1000),
  preference int not null check (preference between 1 and 99),
  units uuid[] not null default '{}',
  sla_hours int check (sla_hours between 1 and 2160),
  sla_clock text not null default 'wall' check (sla_clock in ('wall', 'working')),
  state text not null default 'active' check (state in ('active', 'resting', 'ended')),
  version int not null default 1,
  made_at timestamptz not null,
  constraint rights_offer_billed check (settle_minor <= cost_minor)
);
create unique index rights_offer_once on rights_offer (sku, provider, provider_sku) where state <> 'ended';
create index rights_offer_sku on rights_offer (sku) where state <> 'ended';
create index rights_offer_by_age on rights_offer (made_at desc, id desc);

create table rights_route (
  sku uuid primary key references rights_sku (id),
  policy text not null check (policy in ('weight', 'price', 'sla')),
  changed_at timestamptz not null
);

alter table rights_order
  add column offer uuid references rights_offer (id),
  add column chain uuid,
  add column why text[] not null default '{}',
  add column settle_minor bigint check (settle_minor >= 0),
  add column handled_at timestamptz,
  add column sla_seconds int check (sla_seconds > 0),
  add column sla_clock text check (sla_clock in ('wall', 'working')),
  add column sla_state text check (sla_state in ('running', 'paused', 'met', 'missed', 'ended')),
  add column sla_due_at timestamptz,
  add column sla_left_s int,
  add column sla_cause text check (sla_cause in ('client', 'booking', 'provider', 'force')),
  add constraint rights_order_clock check ((sla_seconds is null) = (sla_state is null)),
  add constraint rights_order_clock_runs check (sla_state <> 'running' or sla_due_at is not null),
  add constraint rights_order_clock_paused
    check (sla_state <> 'paused' or (sla_left_s is not null and sla_cause is not null)),
  drop constraint rights_order_state_check,
  add constraint rights_order_state_check check (state in
    ('created', 'submitted', 'unknown', 'accepted', 'completed', 'failed', 'cancelled', 'rerouted'));
drop index rights_order_one_live;
create unique index rights_order_one_live on rights_order (entitlement)
  where state not in ('failed', 'cancelled', 'rerouted');
create index rights_order_sla on rights_order (sla_due_at) where sla_state = 'running';
create index rights_order_chain on rights_order (chain) where chain is not null;
create unique index rights_order_offer_once on rights_order (chain, offer) where offer is not null;
create index rights_order_by_age on rights_order (placed_at desc, id desc);
create index rights_order_recent on rights_order (provider, settled_at desc) where settled_at is not null;

create index rights_order_failed on rights_order (placed_at) where state = 'failed' and handled_at is null;
create index rights_order_refused on rights_order (id)
  where state = 'completed' and code = 'provider.refused_after' and handled_at is null;
create index rights_order_over on rights_order (id) where state in ('failed', 'cancelled', 'rerouted');
create index rights_order_event_undone on rights_order_event (provider_order)
  where kind in ('cancelled', 'refunded', 'returned');

create table rights_order_clock (
  id uuid primary key,
  provider_order uuid not null references rights_order (id),
  kind text not null check (kind in ('started', 'paused', 'resumed', 'met', 'missed', 'ended')),
  cause text check (cause in ('client', 'booking', 'provider', 'force')),
  reason text not null default '' check (length(reason) <= 500),
  by_staff uuid,
  at timestamptz not null,
  check ((kind = 'paused') = (cause is not null))
);
create index rights_order_clock_order on rights_order_clock (provider_order, at, id);

create table rights_order_note (
  id uuid primary key,
  provider_order uuid not null references rights_order (id),
  kind text not null check (kind in ('note', 'evidence')),
  words text not null check (length(words) between 1 and 500),
  reference text not null default '' check (length(reference) <= 200),
  by_staff uuid not null,
  at timestamptz not null,
  check (kind = 'note' or reference <> '')
);
create index rights_order_note_order on rights_order_note (provider_order, at, id);

grant select, insert, update on rights_offer, rights_route to largesse_app;
grant select, insert on rights_order_clock, rights_order_note to largesse_app;
"""

REVERSE = """
drop table rights_order_note, rights_order_clock;
update rights_order set state = 'failed' where state = 'rerouted';
drop index rights_order_one_live, rights_order_sla, rights_order_chain, rights_order_offer_once,
  rights_order_by_age, rights_order_recent, rights_order_failed, rights_order_refused,
  rights_order_over, rights_order_event_undone;
alter table rights_order drop constraint rights_order_clock, drop constraint rights_order_clock_runs,
  drop constraint rights_order_clock_paused, drop constraint rights_order_state_check,
  drop column offer, drop column chain, drop column why, drop column settle_minor, drop column handled_at,
  drop column sla_seconds,
  drop column sla_clock, drop column sla_state, drop column sla_due_at, drop column sla_left_s,
  drop column sla_cause,
  add constraint rights_order_state_check check (state in
    ('created', 'submitted', 'unknown', 'accepted', 'completed', 'failed', 'cancelled'));
create unique index rights_order_one_live on rights_order (entitlement)
  where state not in ('failed', 'cancelled');
drop table rights_route, rights_offer;
"""


class Migration(migrations.Migration):
    """Add the tables and the columns."""

    dependencies = [("rights", "0018_provider_sessions")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
