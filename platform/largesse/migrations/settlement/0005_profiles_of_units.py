"""Column mappings belong to an org unit; what is there already is the head office's and in use."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table settlement_profile
  add column org_unit uuid,
  add column state text not null default 'active',
  add column approval uuid;
update settlement_profile set org_unit = (select id from identity_org_unit where parent is null);
alter table settlement_profile
  alter column org_unit set not null,
  alter column state drop default,
  drop constraint settlement_profile_name_version_key,
  add constraint settlement_profile_of_unit unique (org_unit, name, version),
  add constraint settlement_profile_states check (state in ('proposed', 'active', 'returned', 'withdrawn')),
  add constraint settlement_profile_approval check (state = 'active' or approval is not null);
create index settlement_profile_default on settlement_profile (provider, org_unit) where state = 'active';
grant update (state, approval) on settlement_profile to largesse_app;
"""

REVERSE = """
drop index settlement_profile_default;
revoke update (state, approval) on settlement_profile from largesse_app;
alter table settlement_profile
  drop constraint settlement_profile_approval,
  drop constraint settlement_profile_states,
  drop constraint settlement_profile_of_unit,
  drop column org_unit, drop column state, drop column approval,
  add constraint settlement_profile_name_version_key unique (name, version);
"""


class Migration(migrations.Migration):
    """Give each mapping its org unit, and those that others use by default a second person."""

    dependencies = [("settlement", "0004_ways_back")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
