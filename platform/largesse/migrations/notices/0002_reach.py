"""Messages belong to the client's org unit, so that the tray ends at one's own part of the tree."""

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Add the org unit to messages."""

    dependencies = [("notices", "0001_messages")]

    operations = [
        ops.RunSQL(
            "alter table notices_message add column org_unit uuid",
            reverse_sql="alter table notices_message drop column org_unit",
        ),
    ]
