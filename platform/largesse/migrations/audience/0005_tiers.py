"""Tiers that staff keep, bands of wealth, where every client stands and how he came there."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table audience_band (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{0,31}$'),
  place int not null,
  name_zh text not null check (length(name_zh) between 1 and 60),
  name_en text not null,
  gap_zh text not null,
  gap_en text not null,
  idiom_zh text not null,
  idiom_en text not null,
  called text[] not null default '{}' check (cardinality(called) <= 20),
  updated_at timestamptz not null,
  constraint audience_band_place_key unique (place) deferrable initially immediate
);
comment on column audience_band.called is 'how files of the bank write it';

alter table audience_tier
  drop constraint audience_tier_rank_key,
  add column state text not null default 'active' check (state in ('active', 'stopped')),
  add column face text not null default 'ink',
  add column picture text not null default '',
  add column theme text not null default 'light',
  add column enter_band text references audience_band (code),
  add column keep_band text references audience_band (code),
  add column valid_months int check (valid_months between 1 and 120),
  add column downgrade text not null default 'one_down' check (downgrade in ('one_down', 'to_band')),
  add column adds jsonb not null default '[]',
  add column version int not null default 1,
  add column updated_at timestamptz not null default now(),
  add constraint audience_tier_keep check (keep_band is null or enter_band is not null),
  add constraint audience_tier_rank_key unique (rank) deferrable initially immediate;
alter table audience_tier alter column updated_at drop default;
update audience_tier set face = code, theme = case code when 'black' then 'black-gold' else 'light' end
where code in ('gold', 'platinum', 'black');

create table audience_tier_standing (
  customer uuid primary key references audience_customer (id),
  tier text not null references audience_tier (code),
  since timestamptz not null,
  valid_to timestamptz
);
create index audience_tier_standing_due on audience_tier_standing (valid_to) where valid_to is not null;
create index audience_tier_standing_tier on audience_tier_standing (tier, customer);

create table audience_tier_move (
  id bigint generated always as identity primary key,
  customer uuid not null references audience_customer (id),
  kind text not null check (kind in ('enter', 'prolong', 'upgrade', 'downgrade', 'leave')),
  from_tier text references audience_tier (code),
  to_tier text not null references audience_tier (code),
  cause text not null check (cause in ('before', 'import', 'hand', 'policy')),
  reason text not null default '',
  by_kind text not null,
  by_id uuid not null,
  valid_to timestamptz,
  at timestamptz not null,
  check ((kind = 'prolong') = (from_tier is not distinct from to_tier))
);
create index audience_tier_move_customer on audience_tier_move (customer, id);

create table audience_tier_night (
  day date primary key,
  moved int not null default 0,
  begun_at timestamptz not null,
  done_at timestamptz
);

insert into audience_tier_standing (customer, tier, since) select id, tier, created_at from audience_customer;
insert into audience_tier_move (customer, kind, to_tier, cause, by_kind, by_id, at)
select id, 'enter', tier, 'before', 'system', '00000000-0000-0000-0000-000000000000', created_at
from audience_customer order by created_at, id;

grant select, insert, update, delete on audience_band to largesse_app;
grant insert, update, delete on audience_tier to largesse_app;
grant select, insert, update on audience_tier_standing, audience_tier_night to largesse_app;
grant select, insert on audience_tier_move to largesse_app;
"""

BACK = """
drop function if exists audience_follow_tiers;
revoke insert, update, delete on audience_tier from largesse_app;
drop table audience_tier_night, audience_tier_move, audience_tier_standing;
alter table audience_tier
  drop constraint audience_tier_rank_key,
  drop constraint audience_tier_keep,
  drop column state, drop column face, drop column picture, drop column theme, drop column enter_band,
  drop column keep_band, drop column valid_months, drop column downgrade, drop column adds,
  drop column version, drop column updated_at,
  add constraint audience_tier_rank_key unique (rank);
drop table audience_band;
"""


class Migration(migrations.Migration):
    """Make tiers and bands rows that staff keep."""

    dependencies = [("audience", "0004_launch_keys")]

    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
