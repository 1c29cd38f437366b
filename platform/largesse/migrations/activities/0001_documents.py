"""Activities and their revisions; content frozen from review on, approval bound to its hash."""

from tortoise import migrations
from tortoise.migrations import operations as ops

TABLES = """
create table activities_activity (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
  title jsonb not null,
  org_unit uuid not null references identity_org_unit (id),
  state text not null default 'unpublished' check (state in
    ('unpublished', 'scheduled', 'running', 'paused', 'halted', 'ended', 'settling', 'archived')),
  starts_at timestamptz,
  ends_at timestamptz,
  published uuid,
  created_by uuid not null,
  created_by_name text not null,
  created_at timestamptz not null,
  moved_at timestamptz not null,
  version int not null default 1,
  constraint activities_activity_window check (ends_at > starts_at),
  constraint activities_activity_out_has_revision check (
    state = 'unpublished' or (published is not null and starts_at is not null and ends_at is not null))
);
create index activities_activity_by_time on activities_activity (moved_at desc, id desc);
create index activities_activity_starting on activities_activity (starts_at) where state = 'scheduled';
create index activities_activity_ending on activities_activity (ends_at) where state in ('running', 'paused');

create table activities_revision (
  id uuid primary key,
  activity uuid not null references activities_activity (id),
  number int not null check (number >= 1),
  kind text not null default 'edit' check (kind in ('edit', 'restock', 'extend')),
  state text not null default 'draft' check (state in
    ('draft', 'in_review', 'changes_requested', 'approved', 'published', 'superseded')),
  document jsonb not null check (jsonb_typeof(document) = 'object'),
  hash text check (hash ~ '^sha256:[0-9a-f]{64}$'),
  draft_version int not null default 1,
  edited_by uuid not null,
  edited_by_name text not null,
  edited_at timestamptz not null,
  editors uuid[] not null default '{}',
  maker uuid,
  approval uuid references identity_approval (id),
  summary jsonb,
  difference jsonb,
  note text not null default '',
  submitted_at timestamptz,
  decided_at timestamptz,
  published_at timestamptz,
  constraint activities_revision_number unique (activity, number),
  constraint activities_revision_addressed check (
    (state = 'draft') = (hash is null) and (state = 'draft') = (approval is null) and (state = 'draft') = (maker is null))
);
create unique index activities_revision_one_published on activities_revision (activity) where state = 'published';
create unique index activities_revision_one_open_edit on activities_revision (activity)
  where kind = 'edit' and state in ('draft', 'in_review', 'approved');
create unique index activities_revision_one_open_short_route on activities_revision (activity)
  where kind <> 'edit' and state in ('draft', 'in_review', 'approved');
alter table activities_activity add constraint activities_activity_published
  foreign key (published) references activities_revision (id);

grant select, insert, update on activities_activity, activities_revision to largesse_app;
"""

REVERSE = """
alter table activities_activity drop constraint activities_activity_published;
drop table activities_revision, activities_activity;
"""


class Migration(migrations.Migration):
    """Create the tables of activities."""

    dependencies = [("identity", "0001_people")]
    initial = True
    operations = [ops.RunSQL(TABLES, reverse_sql=REVERSE)]
