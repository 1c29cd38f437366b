"""Codes tell whether their number was known, for the ceilings of the whole house; indexes by age."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table audience_code add column known boolean not null default true;
create index audience_code_created on audience_code (created_at, known);
drop index audience_code_address;
create index audience_launch_used_expires on audience_launch_used (expires_at);
"""

BACKWARD = """
drop index audience_launch_used_expires;
create index audience_code_address on audience_code (address, created_at desc);
drop index audience_code_created;
alter table audience_code drop column known;
"""


class Migration(migrations.Migration):
    """Count codes over the whole house."""

    dependencies = [("audience", "0001_clients")]
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
