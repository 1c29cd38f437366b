"""A right may come from more than a play, a member of staff or a tier, and be fulfilled in more ways.

Source  a package, points that were spent, a compensation, an import of what was granted elsewhere, an allowance.
Ways    a code out of a pool that was uploaded; points that are credited.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_entitlement drop constraint rights_entitlement_source_kind_check;
alter table rights_entitlement add constraint rights_entitlement_source_kind_check check (source_kind in
  ('play', 'manual', 'tier', 'package', 'points', 'compensation', 'import', 'allowance'));
alter table rights_sku drop constraint rights_sku_fulfil_mode_check, drop constraint rights_sku_check;
alter table rights_sku
  add constraint rights_sku_fulfil_mode_check check (fulfil_mode in ('own_code', 'provider', 'pool', 'points')),
  add constraint rights_sku_check
    check (fulfil_mode <> 'provider' or (provider is not null and provider_sku is not null));
"""

REVERSE = """
alter table rights_sku drop constraint rights_sku_check, drop constraint rights_sku_fulfil_mode_check;
alter table rights_sku
  add constraint rights_sku_fulfil_mode_check check (fulfil_mode in ('own_code', 'provider')),
  add constraint rights_sku_check
    check (fulfil_mode = 'own_code' or (provider is not null and provider_sku is not null));
alter table rights_entitlement drop constraint rights_entitlement_source_kind_check;
alter table rights_entitlement add constraint rights_entitlement_source_kind_check
  check (source_kind in ('play', 'manual', 'tier'));
"""


class Migration(migrations.Migration):
    """Widen three checks."""

    dependencies = [("rights", "0003_doors")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
