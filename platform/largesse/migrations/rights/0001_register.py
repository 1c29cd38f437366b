"""The register of rights: supply, budgets, batches, entitlements, orders, redemptions."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_provider (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
  name jsonb not null,
  installation uuid,
  key_sha256 text unique,
  counter_epoch int not null default 1,
  org_unit uuid not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  created_at timestamptz not null default now()
);

create table rights_product (
  id uuid primary key,
  code text not null unique,
  title jsonb not null,
  summary jsonb not null default '{}',
  category text not null check (category in
    ('concierge', 'health', 'legal', 'travel', 'lounge', 'voucher', 'gift', 'points', 'fee_waiver', 'ticket')),
  org_unit uuid not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  created_at timestamptz not null default now()
);

create table rights_sku (
  id uuid primary key,
  product uuid not null references rights_product (id),
  provider uuid references rights_provider (id),
  code text not null unique,
  title jsonb not null,
  terms jsonb not null default '{}',
  fulfil_mode text not null check (fulfil_mode in ('own_code', 'provider')),
  provider_sku text,
  currency varchar(3) not null,
  face_value_minor bigint not null check (face_value_minor >= 0),
  market_value_minor bigint not null check (market_value_minor >= 0),
  unit_cost_minor bigint not null check (unit_cost_minor >= 0),
  income_tax text not null check (income_tax in ('incidental_20', 'discount_coupon_exempt', 'none')),
  borne_by text not null check (borne_by in ('client', 'bank')),
  vat_treatment text not null check (vat_treatment in
    ('deduct_and_deem', 'no_deduct', 'prepaid_card_non_taxable', 'discount')),
  vat_rate_ppm int not null check (vat_rate_ppm between 0 and 1000000),
  valid_days int not null check (valid_days between 1 and 3660),
  state text not null default 'active' check (state in ('active', 'stopped')),
  created_at timestamptz not null default now(),
  check (fulfil_mode = 'own_code' or (provider is not null and provider_sku is not null))
);
create index rights_sku_product on rights_sku (product);

create table rights_budget (
  id uuid primary key,
  code text not null unique,
  title jsonb not null,
  currency varchar(3) not null,
  cap_minor bigint not null check (cap_minor > 0),
  reserved_minor bigint not null default 0 check (reserved_minor >= 0),
  spent_minor bigint not null default 0 check (spent_minor >= 0),
  org_unit uuid not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  created_at timestamptz not null default now(),
  constraint rights_budget_within_cap check (reserved_minor + spent_minor <= cap_minor)
) with (fillfactor = 50);

create table rights_batch (
  id uuid primary key,
  code text not null unique,
  title jsonb not null,
  sku uuid not null references rights_sku (id),
  budget uuid not null references rights_budget (id),
  total bigint not null check (total > 0),
  free bigint not null check (free >= 0),
  held bigint not null default 0 check (held >= 0),
  issued bigint not null default 0 check (issued >= 0),
  unit_cost_minor bigint not null check (unit_cost_minor >= 0),
  currency varchar(3) not null,
  valid_days int not null check (valid_days between 1 and 3660),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'draft' check (state in
    ('draft', 'pending_approval', 'active', 'paused', 'stopped', 'settled', 'voided')),
  org_unit uuid not null,
  created_by uuid not null,
  approval uuid,
  content_hash text not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint rights_batch_adds_up check (free + held + issued = total),
  constraint rights_batch_window check (ends_at > starts_at)
) with (fillfactor = 50);
create index rights_batch_sku on rights_batch (sku);

create table rights_entitlement (
  id uuid primary key,
  batch uuid not null references rights_batch (id),
  sku uuid not null,
  holder uuid not null,
  beneficiary uuid not null,
  source_kind text not null check (source_kind in ('play', 'manual', 'tier')),
  source_ref text not null,
  activity uuid,
  org_unit uuid not null,
  state text not null check (state in ('pending', 'issued', 'active', 'reserved', 'transferring', 'suspended',
    'redeemed', 'reversed', 'expired', 'revoked', 'failed')),
  units int not null default 1 check (units > 0),
  units_used int not null default 0,
  unit_cost_minor bigint not null,
  currency varchar(3) not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  claimed_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null,
  constraint rights_entitlement_use_within_units check (units_used between 0 and units),
  constraint rights_entitlement_source unique (source_kind, source_ref)
);
create index rights_entitlement_by_age on rights_entitlement (created_at desc, id desc);
create index rights_entitlement_holder on rights_entitlement (holder, id);
create index rights_entitlement_due on rights_entitlement (valid_to)
  where state in ('pending', 'issued', 'active', 'reserved', 'suspended');

create table rights_code (
  entitlement uuid primary key references rights_entitlement (id),
  blind text not null unique,
  sealed text not null,
  made_at timestamptz not null
);

create table rights_counter_failure (
  subject text not null,
  window_at timestamptz not null,
  failures int not null,
  primary key (subject, window_at)
);

create table rights_order (
  id uuid primary key,
  entitlement uuid not null references rights_entitlement (id),
  provider uuid not null references rights_provider (id),
  installation uuid not null,
  provider_sku text not null,
  request_id text not null unique,
  state text not null check (state in ('created', 'submitted', 'unknown', 'accepted', 'completed', 'failed', 'cancelled')),
  provider_ref text,
  voucher_sealed text,
  code text,
  queries int not null default 0,
  due_at timestamptz,
  placed_at timestamptz not null,
  settled_at timestamptz
);
create unique index rights_order_one_live on rights_order (entitlement) where state not in ('failed', 'cancelled');
create index rights_order_entitlement on rights_order (entitlement, placed_at desc);
create unique index rights_order_provider_ref on rights_order (installation, provider_ref) where provider_ref is not null;
create index rights_order_due on rights_order (due_at) where state in ('created', 'submitted', 'unknown', 'accepted');

create table rights_redemption (
  id uuid primary key,
  entitlement uuid not null references rights_entitlement (id),
  kind text not null check (kind in ('use', 'reversal')),
  reverses uuid unique references rights_redemption (id),
  units int not null check (units > 0),
  amount_minor bigint not null check (amount_minor >= 0),
  currency varchar(3) not null,
  channel text not null check (channel in ('counter', 'api', 'callback', 'console')),
  provider uuid references rights_provider (id),
  provider_ref text,
  order_ref text,
  proof text not null,
  reason text,
  biz_date date not null,
  at timestamptz not null,
  check ((kind = 'reversal') = (reverses is not null))
);
create index rights_redemption_by_age on rights_redemption (at desc, id desc);
create index rights_redemption_entitlement on rights_redemption (entitlement);
create unique index rights_redemption_provider_ref on rights_redemption (provider, provider_ref, kind)
  where provider_ref is not null;

create type rights_stock as (batch uuid, budget uuid, free bigint, unit_cost_minor bigint, budget_left_minor bigint);
comment on type rights_stock is 'what can be given of a batch now; see rights_lock_stock';
create type rights_gift as (
  entitlement uuid, batch uuid, holder uuid, beneficiary uuid, source_kind text, source_ref text, activity uuid
);
comment on type rights_gift is 'one unit of a batch for a client; see rights_grant';

grant select, insert, update, delete on rights_provider, rights_product, rights_sku, rights_budget, rights_batch,
  rights_entitlement, rights_code, rights_counter_failure, rights_order to largesse_app;
grant select, insert on rights_redemption to largesse_app;
"""

REVERSE = """
drop type rights_gift, rights_stock cascade;
drop table rights_redemption, rights_order, rights_counter_failure, rights_code, rights_entitlement, rights_batch,
  rights_budget, rights_sku, rights_product, rights_provider;
"""


class Migration(migrations.Migration):
    """Create every table of the room."""

    dependencies = [("store", "0001_ground")]
    initial = True
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
