"""The guard's rules as the institution keeps them: versions of their words and sign-off, each by two people."""

from tortoise import migrations
from tortoise.migrations import operations as ops

TABLES = """
create table activities_rule (
  id uuid primary key,
  code text not null check (code ~ '^[a-z_]+[.][a-z0-9_]+$'),
  version int not null check (version > 0),
  org_unit uuid not null references identity_org_unit,
  body jsonb not null,
  shipped text not null check (shipped ~ '^sha256:[0-9a-f]{64}$'),
  state text not null check (state in ('proposed', 'active', 'returned', 'withdrawn')),
  approval uuid not null references identity_approval,
  created_by uuid not null references identity_staff,
  created_at timestamptz not null,
  decided_at timestamptz check ((decided_at is null) = (state = 'proposed')),
  unique (code, version)
);
comment on table activities_rule is 'what compliance says of a rule of the guard; the newest active version counts';
create unique index activities_rule_waits on activities_rule (code) where state = 'proposed';

grant select, insert on activities_rule to largesse_app;
grant update (state, decided_at) on activities_rule to largesse_app;
"""

REVERSE = "drop table activities_rule;"


class Migration(migrations.Migration):
    """Create the table of kept rules."""

    dependencies = [("activities", "0002_left_out")]
    operations = [ops.RunSQL(TABLES, reverse_sql=REVERSE)]
