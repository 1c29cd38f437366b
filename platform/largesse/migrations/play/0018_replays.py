"""Replays of long days: which day under which document, how far each is, what it found."""

from tortoise import migrations
from tortoise.migrations import operations as ops

TABLES = """
create table play_replay (
  id uuid primary key,
  activity uuid not null references activities_activity (id),
  org_unit uuid not null,
  document jsonb,
  document_hash text not null check (document_hash ~ '^sha256:[0-9a-f]{64}$'),
  since timestamptz,
  chosen jsonb not null,
  units uuid[],
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  total bigint not null check (total > 0),
  done bigint not null default 0 check (done between 0 and total),
  outcome jsonb,
  why text not null default '',
  asked_by uuid not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  check ((state in ('waiting', 'running')) = (document is not null)),
  check ((state in ('waiting', 'running')) = (ended_at is null)),
  check ((state = 'done') = (outcome is not null))
);
create unique index play_replay_under_way on play_replay (asked_by) where state in ('waiting', 'running');
create index play_replay_latest on play_replay (asked_by, asked_at desc, id desc);
create index play_replay_ended on play_replay (ended_at) where ended_at is not null;
create index play_inbound_day on play_inbound (coalesce(happened_at, received_at), id);

grant select, insert, update, delete on play_replay to largesse_app;
"""

REVERSE = "drop index play_inbound_day; drop table play_replay;"


class Migration(migrations.Migration):
    """Create the table of replays, and find events by the day on which they happened."""

    dependencies = [("play", "0017_asked_again")]
    operations = [ops.RunSQL(TABLES, reverse_sql=REVERSE)]
