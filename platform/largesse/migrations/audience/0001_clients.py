"""Clients: tiers, households, customers, identities, launch issuers and tokens, codes, imports."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table audience_tier (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{1,31}$'),
  rank int not null unique,
  name_zh text not null,
  name_en text not null
);
insert into audience_tier (code, rank, name_zh, name_en) values
  ('classic', 0, '普通客户', 'Classic'),
  ('gold', 10, '金卡', 'Gold'),
  ('platinum', 20, '铂金', 'Platinum'),
  ('black', 30, '黑金', 'Black');

create table audience_household (
  id uuid primary key,
  code text not null unique,
  created_at timestamptz not null
);

create table audience_customer (
  id uuid primary key,
  ext_id text not null unique check (ext_id ~ '^[0-9A-Za-z_-]{3,40}$'),
  name text not null check (length(name) between 1 and 60),
  tier text not null references audience_tier (code),
  class text not null default '',
  grade text not null default '',
  lifecycle text not null default '' check (lifecycle in ('', 'new', 'growing', 'mature', 'dormant', 'lost')),
  tags text[] not null default '{}' check (cardinality(tags) <= 50),
  org_unit uuid not null references identity_org_unit (id),
  adviser uuid references identity_staff (id),
  wealth_band text not null default '',
  birth_date date,
  household uuid references audience_household (id),
  is_staff boolean not null default false,
  blocked boolean not null default false,
  blocked_why text not null default '',
  joined_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index audience_customer_name on audience_customer (lower(name));
create index audience_customer_shown on audience_customer (left(name, 1), id);
create index audience_customer_unit on audience_customer (org_unit, id);
create index audience_customer_adviser on audience_customer (adviser, id);
create index audience_customer_household on audience_customer (household) where household is not null;
create index audience_customer_tags on audience_customer using gin (tags);

create table audience_identity (
  id uuid primary key,
  customer uuid not null references audience_customer (id),
  kind text not null check (kind in ('bank_app', 'wechat', 'wecom', 'mobile')),
  value_index text not null,
  value_sealed text not null,
  hint text not null,
  via text not null,
  bound_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  constraint audience_identity_revoked check ((revoked_at is null) = (revoked_by is null))
);
create unique index audience_identity_one_owner on audience_identity (kind, value_index) where revoked_at is null;
create unique index audience_identity_one_mobile on audience_identity (customer)
  where kind = 'mobile' and revoked_at is null;
create index audience_identity_customer on audience_identity (customer);
comment on column audience_identity.hint is 'the masked value, for screens';

create table audience_launch_issuer (
  issuer text primary key,
  public_key jsonb not null,
  private_key_sealed text,
  state text not null default 'active' check (state in ('active', 'stopped')),
  created_at timestamptz not null
);
comment on column audience_launch_issuer.private_key_sealed is 'only of the demo''s own app, which mints links here';
create table audience_launch_used (
  issuer text not null references audience_launch_issuer (issuer),
  jti text not null check (length(jti) between 8 and 128),
  expires_at timestamptz not null,
  used_at timestamptz not null,
  primary key (issuer, jti)
);
create index audience_launch_used_expiry on audience_launch_used (expires_at);

create table audience_code (
  id uuid primary key,
  number_index text not null,
  code_hash text not null,
  tries_left int not null check (tries_left >= 0),
  address text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index audience_code_number on audience_code (number_index, created_at desc);
create index audience_code_address on audience_code (address, created_at desc);

create table audience_import (
  id uuid primary key,
  file_name text not null,
  file_sha text not null,
  encoding text not null default '',
  dry_run boolean not null,
  state text not null check (state in ('waiting', 'reading', 'done', 'refused')),
  why text not null default '',
  read_count int not null default 0,
  total_count int not null default 0,
  created_count int not null default 0,
  updated_count int not null default 0,
  bad_count int not null default 0,
  bad jsonb not null default '[]',
  by_staff uuid not null,
  org_unit uuid,
  asked_at timestamptz not null,
  done_at timestamptz
);
create index audience_import_asked on audience_import (asked_at desc, id);
create table audience_import_row (
  import uuid not null references audience_import (id) on delete cascade,
  line int not null,
  ext_id text not null,
  fields jsonb not null,
  primary key (import, line)
);

grant select on audience_tier to largesse_app;
grant select, insert, update on audience_household, audience_customer, audience_identity, audience_launch_issuer,
  audience_import to largesse_app;
grant select, insert, update, delete on audience_code, audience_import_row, audience_launch_used to largesse_app;
"""

BACK = """
drop table audience_import_row, audience_import, audience_code, audience_launch_used,
  audience_launch_issuer, audience_identity, audience_customer, audience_household, audience_tier;
"""


class Migration(migrations.Migration):
    """Create the tables of clients."""

    dependencies = [("identity", "0001_people")]

    initial = True

    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
