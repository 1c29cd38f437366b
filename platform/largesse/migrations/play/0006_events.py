"""Events that other systems tell: sources and their keys, what was told, what it started, files of them."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_source (
  id uuid primary key,
  name text not null,
  installation uuid unique,
  org_unit uuid not null,
  events text[] not null default '{}',
  made_by uuid not null,
  made_at timestamptz not null,
  stopped_at timestamptz,
  stopped_by uuid,
  reason text not null default '',
  constraint play_source_stopped check ((stopped_at is null) = (stopped_by is null))
);
create unique index play_source_name on play_source (lower(name)) where stopped_at is null;

create table play_source_key (
  id uuid primary key,
  source uuid not null references play_source,
  renews uuid references play_source_key,
  made_by uuid not null,
  made_at timestamptz not null,
  ends_at timestamptz,
  ended_by uuid,
  reason text not null default '',
  used_at timestamptz,
  constraint play_source_key_ended check ((ends_at is null) = (ended_by is null))
);
create index play_source_key_source on play_source_key (source);

create table play_event_file (
  id uuid primary key,
  source uuid not null references play_source,
  file_name text not null,
  file_sha text not null,
  zone text not null,
  state text not null check (state in ('waiting', 'reading', 'done', 'refused')),
  why text not null default '',
  read_count int not null default 0,
  total_count int not null default 0,
  taken_count int not null default 0,
  bad_count int not null default 0,
  by_staff uuid not null,
  org_unit uuid not null,
  asked_at timestamptz not null,
  done_at timestamptz
);
create table play_event_file_row (
  file uuid not null references play_event_file,
  line int not null,
  verdict text not null,
  reference text not null default '',
  inbound uuid,
  primary key (file, line)
);

create table play_inbound (
  id uuid primary key,
  source uuid not null references play_source,
  told_id text not null check (length(told_id) between 1 and 128),
  digest text not null,
  via text not null check (via in ('system', 'file', 'plugin')),
  name text not null,
  happened_at timestamptz,
  received_at timestamptz not null,
  state text not null check (state in ('accepted', 'played', 'quarantined', 'dismissed')),
  reason text not null default '',
  what text not null default '',
  again boolean not null default false,
  client uuid,
  hint text not null default '',
  props jsonb not null default '{}',
  sealed text,
  settled_at timestamptz,
  settled_by uuid,
  settled_why text not null default '',
  constraint play_inbound_whole check (
    state not in ('accepted', 'played') or (client is not null and happened_at is not null and not again)),
  constraint play_inbound_reasoned check ((state = 'quarantined') <= (reason <> ''))
);
create unique index play_inbound_once on play_inbound (source, told_id) where not again;
create unique index play_inbound_told on play_inbound (source, told_id, digest);
create index play_inbound_waiting on play_inbound (received_at, id) where state = 'quarantined';
create index play_inbound_received on play_inbound (received_at, id);
create index play_inbound_client on play_inbound (client) where client is not null;

create table play_started (
  inbound uuid not null references play_inbound,
  activity uuid not null,
  play text not null,
  outcome text not null,
  draw uuid,
  at timestamptz not null,
  primary key (inbound, activity, play)
);
create index play_started_activity on play_started (activity, at);

grant select, insert, update on play_source, play_source_key, play_event_file, play_event_file_row, play_inbound
  to largesse_app;
grant select, insert on play_started to largesse_app;
"""

BACK = """
drop table play_started, play_inbound, play_event_file_row, play_event_file, play_source_key, play_source;
"""


class Migration(migrations.Migration):
    """Create the tables."""

    dependencies = [("play", "0005_by_time")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
