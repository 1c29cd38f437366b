"""The checksum of every applied migration."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table store_version (
  room text not null,
  name text not null,
  checksum text not null,
  kept_at timestamptz not null,
  primary key (room, name)
);
comment on table store_version is 'the sha256 of each migration as it was applied; a file with another text stops the house';
grant select on store_version to largesse_app;
"""

REVERSE = "drop table store_version;"


class Migration(migrations.Migration):
    """Create where the checksums of migrations are kept."""

    dependencies = [("store", "0001_ground")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
