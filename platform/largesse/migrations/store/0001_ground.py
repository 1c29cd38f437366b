"""Receipts, audit rows and their chain, outbox and deliveries, ticks, applied repeatables."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table store_receipt (
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid not null,
  use_case text not null,
  key text not null check (length(key) between 1 and 128),
  ask_digest text not null,
  answer jsonb,
  primary key (actor_kind, actor_id, use_case, key)
) partition by hash (actor_kind, actor_id, use_case, key);
do $$ begin for n in 0..7 loop
  execute format('create table store_receipt_%s partition of store_receipt for values with (modulus 8, remainder %s)', n, n);
end loop; end $$;

create table store_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid not null,
  actor_name text not null,
  action text not null,
  subject text not null,
  facts jsonb not null,
  org_unit uuid,
  xid xid8 not null default pg_current_xact_id()
);
create index store_audit_subject on store_audit (subject, id);
create index store_audit_actor on store_audit (actor_id, id);
create index store_audit_order on store_audit (xid, id);

create table store_audit_chain (
  seq bigint primary key,
  audit bigint not null unique references store_audit,
  hash text not null
);

create table store_outbox (
  id uuid not null,
  at timestamptz not null,
  topic text not null,
  key text not null,
  payload jsonb not null,
  relayed_at timestamptz,
  primary key (id, at)
) partition by range (at);
create table store_outbox_rest partition of store_outbox default;
create index store_outbox_waiting on store_outbox (id) where relayed_at is null;
create index store_outbox_key on store_outbox (key);

create table store_delivery (
  id uuid primary key,
  event uuid not null,
  event_at timestamptz not null,
  topic text not null,
  handler text not null,
  class text not null,
  state text not null check (state in ('due', 'leased', 'done', 'dead')),
  attempts int not null default 0 check (attempts >= 0),
  stops int not null default 0 check (stops >= 0),
  due_at timestamptz not null,
  leased_until timestamptz,
  lease uuid,
  error text not null default '',
  done_at timestamptz,
  unique (event, handler),
  check ((state = 'leased') = (lease is not null)),
  check ((state = 'done') = (done_at is not null))
);
create index store_delivery_due on store_delivery (class, due_at) where state = 'due';
create index store_delivery_leased on store_delivery (class, leased_until) where state = 'leased';
create index store_delivery_dead on store_delivery (id) where state = 'dead';
create index store_delivery_suspect on store_delivery (stops) where stops > 0 and state in ('due', 'leased');

create table store_tick (
  name text primary key,
  due_at timestamptz not null,
  ran_at timestamptz,
  error text not null default ''
);

create table store_repeatable (
  name text primary key,
  checksum text not null,
  earlier text[] not null default '{}',
  applied_at timestamptz not null
);
comment on column store_repeatable.earlier is 'checksums that were applied before, by which an older program knows its own';

grant select, insert, update, delete on store_receipt, store_outbox, store_delivery, store_tick to largesse_app;
grant select, insert on store_audit, store_audit_chain to largesse_app;
grant select on store_repeatable to largesse_app;
"""

BACKWARD = """
drop table store_repeatable, store_tick, store_delivery, store_outbox, store_audit_chain, store_audit, store_receipt;
"""


class Migration(migrations.Migration):
    initial = True
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
