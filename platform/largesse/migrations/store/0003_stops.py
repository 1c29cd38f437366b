"""Deliveries count how often their worker stopped while doing them."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table store_delivery add column stops int not null default 0 check (stops >= 0);
create index store_delivery_suspect on store_delivery (stops) where stops > 0 and state in ('due', 'leased');
"""

BACKWARD = """
drop index store_delivery_suspect;
alter table store_delivery drop column stops;
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0002_outbox_months")]
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
