"""Deliveries count how often their worker stopped while doing them."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table kernel_delivery add column stops int not null default 0 check (stops >= 0);
create index kernel_delivery_suspect on kernel_delivery (stops) where stops > 0 and state in ('due', 'leased');
"""

BACKWARD = """
drop index kernel_delivery_suspect;
alter table kernel_delivery drop column stops;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_outbox_months")]
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
