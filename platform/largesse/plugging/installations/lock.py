"""An installation locked for a change, and who may change it."""

from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.plugging.installations.installation import InstallationMissing, OfTheInstitution, State
from largesse.plugging.installations.records import Installation
from largesse.store.work import Tx


async def lock_installation(tx: Tx[Any], installation: UUID, actor: Actor) -> Installation:
    """Lock an installation's row for a change by this actor.

    Raises:
        InstallationMissing: ``plugging.installation_missing``, also when out of reach.
        OfTheInstitution: ``plugging.of_the_institution``.
    """
    missing = InstallationMissing(str(installation))
    rows = Installation.filter(id=installation).exclude(state=State.UNINSTALLED)
    found = await rows.using_db(tx.conn).select_for_update().first()
    if found is None:
        raise missing
    actor.reach(found.org_unit, missing)
    check_decides_for(found.org_unit, actor)
    return found


def check_decides_for(unit: UUID | None, actor: Actor) -> None:
    """Refuse one who reaches a part of the institution and decides for the whole of it.

    Raises:
        OfTheInstitution: ``plugging.of_the_institution``.
    """
    if not decides_for(unit, actor):
        raise OfTheInstitution


def decides_for(unit: UUID | None, actor: Actor) -> bool:
    """Say whether an actor decides for a unit within reach; None is the whole institution."""
    return unit is not None or actor.units is None
