"""The city where a client lives, by its plain name; empty where it is not known."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table audience_customer add column city text not null default '' check (length(city) <= 60);
"""

BACK = """
alter table audience_customer drop column city;
"""


class Migration(migrations.Migration):
    """Add the column."""

    dependencies = [("audience", "0007_privacy")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
