"""How the form of a right stands, for those who know the right."""

from uuid import UUID

from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.forms.form import Standing
from largesse.rights.forms.reads import standing_of
from largesse.store.work import Read


async def form_of(read: Read, entitlement: UUID) -> Standing:
    """Read how a right's form stands.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
    """
    found = await standing_of(read, entitlement)
    if found is None:
        raise EntitlementMissing(entitlement)
    return found
