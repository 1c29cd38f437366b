"""A notice that stands in the list alone: its message, where there is one, goes another way and at once."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table notices_notice drop constraint notices_notice_message_check,
  add constraint notices_notice_message_check check (message in ('waiting', 'handed', 'dropped', 'shown'));
"""

REVERSE = """
update notices_notice set message = 'handed' where message = 'shown';
alter table notices_notice drop constraint notices_notice_message_check,
  add constraint notices_notice_message_check check (message in ('waiting', 'handed', 'dropped'));
"""


class Migration(migrations.Migration):
    """Let a notice have no message of its own."""

    dependencies = [("notices", "0003_notices")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
