"""Who of a household works for the bank is found without reading the others of it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create index audience_customer_staff on audience_customer (household) where is_staff;
"""

BACK = """
drop index audience_customer_staff;
"""


class Migration(migrations.Migration):
    """Add the index that audiences without staff are counted by."""

    dependencies = [("audience", "0008_cities")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
