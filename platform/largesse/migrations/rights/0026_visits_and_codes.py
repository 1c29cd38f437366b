"""Several visits under one order, and codes that come with rights from elsewhere.

A use says which visit it was, and is unique with it under its provider's reference. A lot of a pool may be the codes
of a file of rights from elsewhere: they have their rights from the first.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_redemption add column visit text;
create unique index rights_redemption_visit on rights_redemption (provider, provider_ref, coalesce(visit, ''), kind)
  where provider_ref is not null;
drop index rights_redemption_provider_ref;

alter table rights_code_lot drop constraint rights_code_lot_origin_check,
  add constraint rights_code_lot_origin_check check (origin in ('file', 'made', 'elsewhere'));
create unique index rights_code_lot_of_elsewhere on rights_code_lot (pool, (choice->>'file'))
  where origin = 'elsewhere';
"""

REVERSE = """
drop index rights_code_lot_of_elsewhere;
alter table rights_code_lot drop constraint rights_code_lot_origin_check,
  add constraint rights_code_lot_origin_check check (origin in ('file', 'made'));

create unique index rights_redemption_provider_ref on rights_redemption (provider, provider_ref, kind)
  where provider_ref is not null;
drop index rights_redemption_visit;
alter table rights_redemption drop column visit;
"""


class Migration(migrations.Migration):
    """Add which visit a use was, and lots of codes from elsewhere."""

    dependencies = [("rights", "0025_left_half_way")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
