"""An adviser's task says what it is about: a right that ends soon, or one that its client left half-way."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_task
  add column reason text not null default 'expiring'
    check (reason in ('expiring', 'order', 'offer', 'hold', 'form', 'unclaimed')),
  drop constraint rights_task_once,
  add constraint rights_task_once unique (entitlement, client, reason);
create index rights_booking_lapsed on rights_booking (entitlement) where why = 'lapsed';
create index rights_waiting_lapsed on rights_waiting (entitlement) where state = 'lapsed';
"""

REVERSE = """
drop index rights_booking_lapsed, rights_waiting_lapsed;
delete from rights_task where reason <> 'expiring';
alter table rights_task drop constraint rights_task_once, drop column reason,
  add constraint rights_task_once unique (entitlement, client);
"""


class Migration(migrations.Migration):
    """Add why an adviser has a task, and the ways to what lapsed."""

    dependencies = [("rights", "0024_dear_gifts")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
