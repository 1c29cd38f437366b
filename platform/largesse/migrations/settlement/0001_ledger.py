"""The ledger: entities, accounts, periods, entries whose rows are debit-credit pairs, holds, balances.

Nothing here rests on an exclusion constraint or on a contrib extension.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table settlement_currency (
  code varchar(3) primary key check (code ~ '^[A-Z]{3}$'),
  exponent smallint not null check (exponent between 0 and 4)
);
insert into settlement_currency values ('CNY', 2), ('HKD', 2), ('USD', 2), ('EUR', 2), ('SGD', 2), ('JPY', 0);

create table settlement_entity (
  id int generated always as identity primary key,
  code text not null unique check (code ~ '^[A-Z0-9-]{2,20}$'),
  name jsonb not null,
  chart text not null,
  base_currency varchar(3) not null references settlement_currency,
  tax_number text not null default '',
  is_default boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index settlement_entity_one_default on settlement_entity ((1)) where is_default;
create table settlement_entity_unit (
  org_unit uuid primary key,
  entity_id int not null references settlement_entity
);

create table settlement_account (
  id bigint generated always as identity primary key,
  entity_id int not null references settlement_entity,
  book text not null check (book in ('gl', 'memo')),
  code text not null,
  currency varchar(3) not null references settlement_currency,
  name jsonb not null,
  normal varchar(1) not null check (normal in ('D', 'C')),
  floor_zero boolean not null default false,
  eager boolean not null default false,
  must_clear boolean not null default false,
  closed_at timestamptz,
  constraint settlement_account_floor_is_eager check (eager or not floor_zero),
  unique (entity_id, code, currency),
  unique (id, entity_id, currency, book)
);

create table settlement_period (
  entity_id int not null references settlement_entity,
  id int not null,
  d1 date not null,
  d2 date not null,
  status text not null default 'open' check (status in ('open', 'soft', 'closed')),
  closed_by text,
  closed_at timestamptz,
  primary key (entity_id, id),
  constraint settlement_period_is_a_month check
    (d1 = make_date(id / 100, id % 100, 1) and d2 = (d1 + interval '1 month' - interval '1 day')::date)
);

create table settlement_entry (
  id bigint generated always as identity primary key,
  entity_id int not null,
  kind text not null check (kind ~ '^[a-z_]{2,40}$'),
  idem text not null check (length(idem) between 1 and 200),
  body_sha varchar(64) not null check (body_sha ~ '^[0-9a-f]{64}$'),
  biz_date date not null,
  period_id int not null,
  row_count int not null check (row_count > 0),
  source_type text not null,
  source_id text not null,
  reverses bigint unique references settlement_entry,
  reason text not null default '',
  made_by text not null,
  approved_by text,
  posted_at timestamptz not null,
  constraint settlement_entry_four_eyes check (approved_by is null or approved_by <> made_by),
  constraint settlement_entry_reversal check ((kind = 'reversal') = (reverses is not null)),
  constraint settlement_entry_in_period check
    (period_id = extract(year from biz_date)::int * 100 + extract(month from biz_date)::int),
  foreign key (entity_id, period_id) references settlement_period (entity_id, id),
  unique (entity_id, kind, idem),
  unique (id, period_id, biz_date, row_count)
);
create index settlement_entry_source on settlement_entry (source_type, source_id);
create index settlement_entry_by_day on settlement_entry (entity_id, biz_date, id);

create table settlement_posting (
  entry_id bigint not null,
  seq int not null,
  row_count int not null,
  entity_id int not null,
  period_id int not null,
  biz_date date not null,
  book text not null,
  dr bigint not null,
  cr bigint not null,
  currency varchar(3) not null,
  amount_minor bigint not null,
  dims_dr jsonb not null default '{}',
  dims_cr jsonb not null default '{}',
  summary text not null default '',
  primary key (entry_id, seq),
  constraint settlement_posting_within_entry check (seq between 1 and row_count),
  constraint settlement_posting_positive check (amount_minor > 0),
  constraint settlement_posting_two_sides check (dr <> cr or dims_dr <> dims_cr),
  constraint settlement_posting_entry foreign key (entry_id, period_id, biz_date, row_count)
    references settlement_entry (id, period_id, biz_date, row_count),
  constraint settlement_posting_period foreign key (entity_id, period_id)
    references settlement_period (entity_id, id),
  constraint settlement_posting_debit foreign key (dr, entity_id, currency, book)
    references settlement_account (id, entity_id, currency, book),
  constraint settlement_posting_credit foreign key (cr, entity_id, currency, book)
    references settlement_account (id, entity_id, currency, book)
);
create index settlement_posting_dr on settlement_posting (dr, biz_date);
create index settlement_posting_cr on settlement_posting (cr, biz_date);

create table settlement_hold (
  id bigint generated always as identity primary key,
  entity_id int not null,
  book text not null,
  dr bigint not null,
  cr bigint not null,
  currency varchar(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null default 'pending' check (state in ('pending', 'posted', 'voided', 'expired')),
  source_type text not null,
  source_id text not null,
  expires_at timestamptz,
  entry_id bigint unique references settlement_entry,
  constraint settlement_hold_posted check ((state = 'posted') = (entry_id is not null)),
  unique (source_type, source_id),
  foreign key (dr, entity_id, currency, book) references settlement_account (id, entity_id, currency, book),
  foreign key (cr, entity_id, currency, book) references settlement_account (id, entity_id, currency, book)
);

create table settlement_balance_now (
  account_id bigint primary key references settlement_account,
  net_minor bigint not null
);
create table settlement_balance_day (
  account_id bigint not null references settlement_account,
  day date not null,
  dr_minor bigint not null default 0,
  cr_minor bigint not null default 0,
  primary key (account_id, day)
);
create table settlement_unrolled (
  entry_id bigint primary key references settlement_entry
);
create table settlement_seal (
  entity_id int not null references settlement_entity,
  day date not null,
  entries int not null,
  previous_sha text not null,
  sha varchar(64) not null,
  sealed_at timestamptz not null,
  primary key (entity_id, day)
);

create type settlement_pair as (dr bigint, cr bigint, amount_minor bigint);

grant select on settlement_currency to largesse_app;
grant select, insert, update on settlement_entity, settlement_entity_unit, settlement_account, settlement_period,
  settlement_hold, settlement_balance_now, settlement_balance_day to largesse_app;
grant select, insert on settlement_entry, settlement_posting, settlement_seal to largesse_app;
grant select, insert, update, delete on settlement_unrolled to largesse_app;
"""

REVERSE = """
drop table settlement_seal, settlement_unrolled, settlement_balance_day, settlement_balance_now, settlement_hold,
  settlement_posting, settlement_entry, settlement_period, settlement_account, settlement_entity_unit,
  settlement_entity, settlement_currency;
drop type settlement_pair;
"""


class Migration(migrations.Migration):
    """Create the ledger."""

    dependencies = [("store", "0001_ground")]
    initial = True
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
