"""Indexes by age of what is forgotten: finished deliveries, receipts."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create index store_delivery_done on store_delivery (done_at) where state = 'done';
create index store_receipt_at on store_receipt using brin (at);
"""

BACKWARD = """
drop index store_receipt_at, store_delivery_done;
"""


class Migration(migrations.Migration):
    """Find old rows without reading young ones."""

    dependencies = [("store", "0002_versions")]
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
