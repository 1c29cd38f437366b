"""Files of evidence beside orders: what they hold is sealed among the blobs, and taken away once it is old."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_order_evidence (
  id uuid primary key,
  provider_order uuid not null references rights_order (id),
  name text not null check (name <> ''),
  kind text not null check (kind in ('image/webp', 'application/pdf')),
  size_bytes int not null check (size_bytes > 0),
  sha256 text not null,
  file_sha text not null,
  by_staff uuid not null,
  at timestamptz not null
);
create index rights_order_evidence_order on rights_order_evidence (provider_order, at, id);
create index rights_order_evidence_kept on rights_order_evidence (at) where file_sha <> '';
grant select, insert, update on rights_order_evidence to largesse_app;
"""

REVERSE = "drop table rights_order_evidence;"


class Migration(migrations.Migration):
    """Add files of evidence."""

    dependencies = [("rights", "0026_visits_and_codes")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
