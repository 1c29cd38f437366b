"""What a provider told about an order: facts, only ever added to."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_order_event (
  id uuid primary key,
  provider_order uuid not null references rights_order (id),
  installation uuid not null,
  event_id text not null check (event_id <> ''),
  kind text not null check (kind in ('issued', 'used', 'expired', 'cancelled', 'refunded', 'attendance',
    'report_ready', 'shipped', 'delivered', 'returned', 'case_assigned', 'case_closed', 'amended', 'unknown')),
  at timestamptz not null,
  booked_at timestamptz not null,
  late boolean not null,
  out_of_order boolean not null,
  facts jsonb not null check (jsonb_typeof(facts) = 'object'),
  unique (installation, event_id)
);
create index rights_order_event_order on rights_order_event (provider_order, at desc, id desc);
grant select, insert on rights_order_event to largesse_app;
"""

REVERSE = """
drop table rights_order_event;
"""


class Migration(migrations.Migration):
    """Add the table."""

    dependencies = [("rights", "0011_booking")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
