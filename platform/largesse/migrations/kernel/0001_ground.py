"""Receipts, audit rows and their chain, outbox and deliveries."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table kernel_receipt (
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
  execute format('create table kernel_receipt_%s partition of kernel_receipt for values with (modulus 8, remainder %s)', n, n);
end loop; end $$;

create table kernel_audit (
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
create index kernel_audit_subject on kernel_audit (subject, id);
create index kernel_audit_actor on kernel_audit (actor_id, id);
create index kernel_audit_order on kernel_audit (xid, id);

create table kernel_audit_chain (
  seq bigint primary key,
  audit bigint not null unique references kernel_audit,
  hash text not null
);

create table kernel_outbox (
  id uuid not null,
  at timestamptz not null,
  topic text not null,
  key text not null,
  payload jsonb not null,
  relayed_at timestamptz,
  primary key (id, at)
) partition by range (at);
create table kernel_outbox_rest partition of kernel_outbox default;
create index kernel_outbox_waiting on kernel_outbox (id) where relayed_at is null;
create index kernel_outbox_key on kernel_outbox (key);

create table kernel_delivery (
  id uuid primary key,
  event uuid not null,
  event_at timestamptz not null,
  topic text not null,
  handler text not null,
  class text not null,
  state text not null check (state in ('due', 'leased', 'done', 'dead')),
  attempts int not null default 0 check (attempts >= 0),
  due_at timestamptz not null,
  leased_until timestamptz,
  lease uuid,
  error text not null default '',
  done_at timestamptz,
  unique (event, handler),
  check ((state = 'leased') = (lease is not null)),
  check ((state = 'done') = (done_at is not null))
);
create index kernel_delivery_due on kernel_delivery (class, due_at) where state = 'due';
create index kernel_delivery_leased on kernel_delivery (class, leased_until) where state = 'leased';
create index kernel_delivery_dead on kernel_delivery (id) where state = 'dead';

create table kernel_tick (
  name text primary key,
  due_at timestamptz not null,
  ran_at timestamptz,
  error text not null default ''
);

create function kernel_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger kernel_audit_append_only before update or delete or truncate on kernel_audit
  for each statement execute function kernel_append_only();
create trigger kernel_audit_chain_append_only before update or delete or truncate on kernel_audit_chain
  for each statement execute function kernel_append_only();

grant select, insert, update, delete on kernel_receipt, kernel_outbox, kernel_delivery, kernel_tick to largesse_app;
grant select, insert on kernel_audit, kernel_audit_chain to largesse_app;
"""

BACKWARD = """
drop table kernel_tick, kernel_delivery, kernel_outbox, kernel_audit_chain, kernel_audit, kernel_receipt;
drop function kernel_append_only;
"""


class Migration(migrations.Migration):
    initial = True
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
