"""Taking part: chances, pools, seeds, draws, entrants."""

from tortoise import migrations
from tortoise.migrations import operations as ops

TABLES = """
create table play_chance (
  client uuid not null,
  activity uuid not null,
  nonce bigint not null check (nonce >= 0),
  used bigint not null check (used >= 0),
  tallies jsonb not null,
  moved_at timestamptz not null,
  primary key (client, activity)
) with (fillfactor = 70);

create table play_pool (
  id uuid primary key,
  activity uuid not null,
  key text not null,
  cap bigint not null check (cap >= 0),
  used bigint not null default 0 check (used >= 0),
  unique (activity, key),
  constraint play_pool_within_cap check (used <= cap)
) with (fillfactor = 50);

create table play_seed (
  activity uuid not null,
  revision_hash text not null,
  odds_hash text not null,
  commitment text not null,
  seed_sealed text not null,
  published_at timestamptz not null,
  revealed_hex text,
  revealed_at timestamptz,
  primary key (activity, revision_hash)
);

create table play_draw (
  id uuid not null,
  at timestamptz not null,
  activity uuid not null,
  revision_hash text not null,
  play text not null,
  client uuid not null,
  nonce bigint not null,
  number int check (number between 0 and 999999),
  drawn text not null,
  given text not null,
  outcome text not null check (outcome in ('win', 'fallback', 'none')),
  batch uuid,
  entitlement uuid,
  odds_hash text not null,
  chances_left bigint not null,
  primary key (id, at)
) partition by range (at);
create index play_draw_client on play_draw (client, activity, nonce);
create index play_draw_activity on play_draw (activity, at);
create index play_draw_entitlement on play_draw (entitlement) where entitlement is not null;
create table play_draw_rest partition of play_draw default;

create table play_entrant (
  activity uuid not null,
  client uuid not null,
  adviser uuid not null,
  draw uuid not null,
  at timestamptz not null,
  primary key (activity, client)
);
create index play_entrant_adviser on play_entrant (adviser, activity);

create type play_choice as (given text, outcome text, batch uuid, tallies text);
comment on type play_choice is 'what a play can get, and the client''s tallies after it';
create type play_decided as (
  draw uuid, client uuid, activity uuid, key text, revision_hash text, play text, nonce bigint, used bigint, number int,
  drawn text, odds_hash text, chances_left bigint, entitlement uuid, first play_choice, second play_choice
);
comment on type play_decided is 'one play of a group, decided, before it is known what is left';
create type play_need as (play int, choice int, pool int, units bigint, refuses boolean);
comment on type play_need is 'units of a pool that a choice of a play uses; all three by place, from 1';
create type play_receipt as (client uuid, key text);

grant select, insert, update on play_chance, play_pool, play_seed to largesse_app;
grant select, insert on play_draw, play_entrant to largesse_app;
"""

REVERSE = """
drop type play_receipt, play_need, play_decided, play_choice cascade;
drop table play_entrant, play_draw, play_seed, play_pool, play_chance;
"""


class Migration(migrations.Migration):
    """Create the room's tables."""

    dependencies = [("store", "0001_ground"), ("rights", "0001_register")]
    initial = True
    operations = [ops.RunSQL(TABLES, reverse_sql=REVERSE)]
