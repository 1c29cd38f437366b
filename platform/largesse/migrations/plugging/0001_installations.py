"""Plugins, versions, installations with their configurations, callbacks as they came, problems."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table plugging_plugin (
  id uuid primary key,
  name text not null unique,
  created_at timestamptz not null
);

create table plugging_version (
  id uuid primary key,
  plugin uuid not null references plugging_plugin,
  version text not null,
  digest text not null unique,
  entry text not null,
  manifest jsonb not null,
  config_schema jsonb not null,
  found_at timestamptz not null
);
create index plugging_version_plugin on plugging_version (plugin, found_at);

create table plugging_installation (
  id uuid primary key,
  plugin uuid not null references plugging_plugin,
  version uuid not null references plugging_version,
  org_unit uuid,
  user_number bigint generated always as identity,
  state text not null check (state in
    ('requested', 'consented', 'configured', 'tested', 'enabled', 'suspended', 'upgrading', 'disabled', 'uninstalled')),
  environment text not null check (environment in ('sandbox', 'production')),
  consents jsonb not null,
  config int not null default 0,
  tested_config int,
  tested_ok boolean,
  tested_at timestamptz,
  test_facts jsonb,
  isolation text not null default '',
  installed_by uuid not null,
  installed_at timestamptz not null,
  check (state not in ('tested', 'enabled') or (tested_ok and tested_config = config and config > 0))
);
create unique index plugging_installation_once on plugging_installation (plugin, org_unit) nulls not distinct
  where state <> 'uninstalled';

create table plugging_config (
  installation uuid not null references plugging_installation,
  n int not null check (n > 0),
  data jsonb not null,
  secrets jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (installation, n)
);

create table plugging_callback (
  id uuid primary key,
  installation uuid not null references plugging_installation,
  received_at timestamptz not null,
  method text not null,
  path text not null,
  headers jsonb not null,
  body bytea not null check (octet_length(body) <= 262144),
  peer text not null,
  state text not null check (state in ('received', 'accepted', 'duplicate', 'rejected', 'unavailable')),
  event_id text,
  reason text not null default '',
  settled_at timestamptz
);
create unique index plugging_callback_event on plugging_callback (installation, event_id) where state = 'accepted';
create index plugging_callback_newest on plugging_callback (installation, id);

create table plugging_problem (
  id uuid primary key,
  installation uuid not null references plugging_installation,
  key text not null,
  count bigint not null,
  critical boolean not null,
  note text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  dismissed_by uuid,
  unique (installation, key)
);

grant select, insert, update, delete on plugging_plugin, plugging_version, plugging_installation,
  plugging_callback, plugging_problem to largesse_app;
grant select, insert on plugging_config to largesse_app;
"""

BACKWARD = """
drop table plugging_problem, plugging_callback, plugging_config, plugging_installation, plugging_version, plugging_plugin;
"""


class Migration(migrations.Migration):
    initial = True
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
