"""Components that failed on a page that clients see, kept where staff look."""

from tortoise import migrations
from tortoise.migrations import operations as ops

TABLES = """
create table activities_left_out (
  id uuid primary key,
  activity uuid not null references activities_activity (id),
  revision_hash text not null check (revision_hash ~ '^sha256:[0-9a-f]{64}$'),
  node text not null,
  component text not null,
  why text not null,
  phase text not null,
  locale text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  unique (activity, revision_hash, node)
);

grant select, insert, update on activities_left_out to largesse_app;
"""

REVERSE = "drop table activities_left_out;"


class Migration(migrations.Migration):
    """Create the table of components that were left out."""

    dependencies = [("activities", "0001_documents")]
    operations = [ops.RunSQL(TABLES, reverse_sql=REVERSE)]
