"""An order's history tells why staff gave it up, gave it to another provider or closed it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_order_note
  drop constraint rights_order_note_kind_check,
  add constraint rights_order_note_kind_check check (kind in ('note', 'evidence', 'given_up', 'rerouted', 'closed')),
  drop constraint rights_order_note_check,
  add constraint rights_order_note_check check (kind <> 'evidence' or reference <> '');
"""

BACK = """
update rights_order_note set kind = 'note' where kind in ('given_up', 'rerouted', 'closed');
alter table rights_order_note
  drop constraint rights_order_note_kind_check,
  add constraint rights_order_note_kind_check check (kind in ('note', 'evidence')),
  drop constraint rights_order_note_check,
  add constraint rights_order_note_check check (kind = 'note' or reference <> '');
"""


class Migration(migrations.Migration):
    """Let a note be the reason of an act."""

    dependencies = [("rights", "0030_turns_of_complaints")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
