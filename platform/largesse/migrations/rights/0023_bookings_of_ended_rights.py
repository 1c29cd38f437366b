"""A booking ends with its right, and its provider is asked to give the session back."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_CHECKS = """
alter table rights_booking drop constraint rights_booking_why_check,
  add constraint rights_booking_why_check
    check (why in ('', 'lapsed', 'client', 'staff', 'refused', 'provider', 'moved'{right}));
alter table rights_session_ask drop constraint rights_session_ask_why_check,
  add constraint rights_session_ask_why_check check (why in ('client', 'staff'{right}));
"""


class Migration(migrations.Migration):
    """Name the end of the right among the reasons."""

    dependencies = [("rights", "0022_told_of_places")]
    operations = [
        ops.RunSQL(_CHECKS.format(right=", 'right'"), reverse_sql=_CHECKS.format(right="")),
    ]
