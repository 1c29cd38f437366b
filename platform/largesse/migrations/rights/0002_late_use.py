"""Uses that were told late: what is remembered of them, and when they were booked."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_redemption
  add column mark text check (mark in ('late', 'outside')),
  add column booked_at timestamptz;
"""

REVERSE = """
alter table rights_redemption drop column mark, drop column booked_at;
"""


class Migration(migrations.Migration):
    """Add both columns; the uses of before have neither."""

    dependencies = [("rights", "0001_register")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
