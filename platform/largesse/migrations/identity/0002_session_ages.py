"""Indexes over sessions and counts of failed log-ins: by age, and where from."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create index identity_session_expires on identity_session (expires_at);
create index identity_session_came_from on identity_session (subject, address, created_at)
  where subject_kind = 'staff';
create index identity_sign_in_throttle_first on identity_sign_in_throttle (first_at);
"""

BACKWARD = """
drop index identity_session_came_from, identity_sign_in_throttle_first, identity_session_expires;
"""


class Migration(migrations.Migration):
    """Find old rows without reading young ones."""

    dependencies = [("identity", "0001_people")]
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
