"""A package's picture is one of the library, with words for those who do not see it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_package
  add column picture_id uuid,
  add column picture_alt jsonb not null default '{}';
"""

REVERSE = "alter table rights_package drop column picture_id, drop column picture_alt;"


class Migration(migrations.Migration):
    """Add which picture it is, and what it shows."""

    dependencies = [("rights", "0027_evidence")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
