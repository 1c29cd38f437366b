"""Pictures that pages may show."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table media_picture (
  id uuid primary key,
  org_unit uuid references identity_org_unit (id),
  sha text not null check (sha ~ '^[0-9a-f]{64}$'),
  name text not null check (length(name) between 1 and 120),
  width int not null check (width > 0),
  height int not null check (height > 0),
  size_bytes int not null check (size_bytes > 0),
  made_by uuid not null,
  made_at timestamptz not null,
  constraint media_picture_once unique nulls not distinct (org_unit, sha)
);
create index media_picture_sha on media_picture (sha);
create index media_picture_newest on media_picture (made_at desc, id desc);
grant select, insert, update on media_picture to largesse_app;
"""


class Migration(migrations.Migration):
    """Create the table of pictures."""

    dependencies = [("identity", "0001_people")]

    initial = True

    operations = [ops.RunSQL(FORWARD, reverse_sql="drop table media_picture")]
