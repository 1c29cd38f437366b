"""A draft made ready to be played in memory: its plays compiled as a published revision's are."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from largesse.activities.documents.document import hash_of
from largesse.activities.guard.check import check
from largesse.activities.guard.register import batches, offers
from largesse.activities.guard.standard import standard_of
from largesse.activities.operators.reading import values
from largesse.activities.revisions.problems import refuse_problems
from largesse.contracts.documents_gen import ActivityDocument
from largesse.play.dry_runs.world import Offered, World
from largesse.play.plans.memory import means_of
from largesse.play.plans.plan import Edition, Plan, plan_of
from largesse.store.house import House
from largesse.store.work import Read

DRY = UUID(int=0xD27)
_HALF_WRITTEN = (LookupError, TypeError, ValueError, AttributeError, RuntimeError)


def plans_of_draft(document: Mapping[str, Any], house: House) -> list[Plan]:
    """Compile every play of a draft, in the document's order.

    Raises:
        ProblemsStop: ``activities.problems_stop``: it does not hold together yet.
        Unserved: ``play.unserved``.
    """
    whole, means = cast("ActivityDocument", document), means_of(house)
    found = check(whole, standard_of(house))
    refuse_problems([problem for problem in found if problem.of_shape])
    edition = Edition(DRY, hash_of(whole), dict(document))
    try:
        return [plan_of(edition, play, means) for play in values(document, "plays/*/id")]
    except _HALF_WRITTEN:
        refuse_problems(found)
        raise


async def offers_of_draft(
    read: Read, document: ActivityDocument, org_unit: UUID | None
) -> tuple[dict[UUID, Offered], dict[UUID, int]]:
    """Give what the register has of a draft's batches now, and what is left in their budgets.

    Args:
        read: where to read.
        document: the draft.
        org_unit: the activity's; None: batches of all units.
    """
    known = await offers(read, batches(document), org_unit)
    found = {
        batch: Offered(one.free if one.state == "active" else 0, one.unit_cost_minor, one.budget)
        for batch, one in known.items()
    }
    return found, {one.budget: one.budget_left_minor for one in known.values()}


async def world_of_draft(read: Read, document: ActivityDocument, org_unit: UUID | None) -> World:
    """Give a world with what the register has of the draft's batches now."""
    return World.of(*await offers_of_draft(read, document, org_unit))
