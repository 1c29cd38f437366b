"""The cities that an offer serves, by their plain names, none: everywhere; a booking that nobody decided over."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_offer add column cities text[] not null default '{}' check (cardinality(cities) <= 500);
create index rights_order_nobody on rights_order (placed_at) where state = 'created' and offer is null and cardinality(why) > 0;
alter table rights_booking drop constraint rights_booking_why_check, add constraint rights_booking_why_check check (why in
  ('', 'lapsed', 'client', 'staff', 'refused', 'provider', 'moved', 'right', 'undecided'));
create index rights_booking_undecided on rights_booking (starts_at) where state = 'pending' and session is null;
"""

BACK = """
drop index rights_order_nobody, rights_booking_undecided;
update rights_booking set why = 'refused' where why = 'undecided';
alter table rights_booking drop constraint rights_booking_why_check, add constraint rights_booking_why_check check (why in
  ('', 'lapsed', 'client', 'staff', 'refused', 'provider', 'moved', 'right'));
alter table rights_offer drop column cities;
"""


class Migration(migrations.Migration):
    """Add the column, and how an order that waits for an offer is found."""

    dependencies = [("rights", "0028_pictures_of_packages")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
