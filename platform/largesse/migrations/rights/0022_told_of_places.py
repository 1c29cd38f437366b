"""Who waits for a place says in which language he is told of it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_waiting add column locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en'));
"""

REVERSE = """
alter table rights_waiting drop column locale;
"""


class Migration(migrations.Migration):
    """Remember the language of one who waits."""

    dependencies = [("rights", "0021_advisers")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
