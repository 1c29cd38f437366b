"""Simulations of documents: what was assumed, how far each is, what it found."""

from tortoise import migrations
from tortoise.migrations import operations as ops

TABLES = """
create table activities_simulation (
  id uuid primary key,
  activity uuid not null references activities_activity (id),
  document_hash text not null check (document_hash ~ '^sha256:[0-9a-f]{64}$'),
  document jsonb,
  assumptions jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  total bigint not null check (total > 0),
  done bigint not null default 0 check (done between 0 and total),
  outcome jsonb,
  why text not null default '',
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  check ((state in ('waiting', 'running')) = (document is not null)),
  check ((state in ('waiting', 'running')) = (ended_at is null)),
  check ((state = 'done') = (outcome is not null))
);
create unique index activities_simulation_under_way on activities_simulation (activity)
  where state in ('waiting', 'running');
create index activities_simulation_latest on activities_simulation (activity, asked_at desc, id desc);

grant select, insert, update on activities_simulation to largesse_app;
"""

REVERSE = "drop table activities_simulation;"


class Migration(migrations.Migration):
    """Create the table of simulations."""

    dependencies = [("activities", "0003_kept_rules")]
    operations = [ops.RunSQL(TABLES, reverse_sql=REVERSE)]
