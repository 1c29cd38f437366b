"""Events that plugins emit: when a source told something last, though it has no key."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = "alter table play_source add column told_at timestamptz;"
REVERSE = "alter table play_source drop column told_at;"


class Migration(migrations.Migration):
    """Add the instant."""

    dependencies = [("play", "0015_gifts_of_things")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
