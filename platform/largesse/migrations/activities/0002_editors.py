"""Everyone who wrote a revision, so that nobody approves what he helped to write."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table activities_revision add column editors uuid[] not null default '{}';
update activities_revision set editors = array[edited_by] where state = 'draft';
"""
REVERSE = "alter table activities_revision drop column editors;"


class Migration(migrations.Migration):
    """Add the editors of a revision."""

    dependencies = [("activities", "0001_documents")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
