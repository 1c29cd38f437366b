"""A right that is kept for its holder until a time: claimed by then it is valid as ever, else it goes back.

While it waits to be claimed ``valid_to`` is ``claim_until``; ``valid_if_claimed`` is what it becomes with the claim,
which empties both.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_entitlement add column claim_until timestamptz, add column valid_if_claimed timestamptz,
  add constraint rights_entitlement_reserved check ((claim_until is null) = (valid_if_claimed is null)
    and claim_until <= valid_if_claimed);
"""

REVERSE = """
update rights_entitlement set valid_to = valid_if_claimed where claim_until is not null and state = 'issued';
alter table rights_entitlement drop column claim_until, drop column valid_if_claimed;
"""


class Migration(migrations.Migration):
    """Add until when a right is kept for its holder."""

    dependencies = [("rights", "0031_reasons_of_order_acts")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
