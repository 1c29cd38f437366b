"""What is given as a compensation: looked at, weighed against one person's limit, given.

Invariant   a unit goes the way of every unit: budget, stock and right in one statement under their locks
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because
from largesse.rights.batches.batch import BatchMissing
from largesse.rights.batches.records import Batch
from largesse.rights.catalogue.records import Sku
from largesse.rights.compensations.records import Compensation, CompensationId, CompensationLimit
from largesse.rights.entitlements.giving import lock_one
from largesse.rights.entitlements.grant import Gift, grant
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.points.alone import alone, held_kind
from largesse.rights.points.award import Wanted, award
from largesse.rights.points.locking import lock_account
from largesse.rights.points.post import Signed
from largesse.rights.points.records import PointsAwardId, PointsKindId
from largesse.store.work import Tx

SOURCE = "compensation"


@dataclass(frozen=True)
class Offer:
    """What would be given: ``alone`` tells whether one person may; money is in minor units."""

    title: dict[str, str]
    alone: bool
    worth_minor: int = 0
    currency: str = ""
    unit_cost_minor: int = 0
    limit: int = 0


@dataclass(frozen=True)
class CompensationStanding:
    """A compensation (pending, given, returned, withdrawn, undone) and what was given."""

    compensation: CompensationId
    state: str
    entitlement: EntitlementId | None
    award: PointsAwardId | None


def standing(row: Compensation) -> CompensationStanding:
    """Say where a compensation stands."""
    right = EntitlementId(row.entitlement) if row.entitlement else None
    award_ = PointsAwardId(row.award) if row.award else None
    return CompensationStanding(CompensationId(row.id), row.state, right, award_)


async def look(
    tx: Tx[Any], batch: UUID | None, kind: PointsKindId | None, points: int | None, holder: UUID
) -> Offer:
    """Lock what would be given and weigh it.

    Raises:
        BatchMissing, BatchWrongState, StockExhausted: of the batch; refusals of its budget.
        KindMissing: ``rights.points_kind_missing``.
        Malformed: ``kernel.malformed`` at ``points``.
    """
    if batch is not None:
        return await _look_right(tx, batch, holder)
    if kind is None or points is None:
        raise Malformed(because("rights.reason.one_of_two"), "points")
    held = await held_kind(tx, kind)
    await lock_account(tx, kind, holder)
    return Offer(held.name, await alone(tx, held, points), limit=held.hand_day_max)


async def _look_right(tx: Tx[Any], batch: UUID, holder: UUID) -> Offer:
    found = await Batch.get_or_none(id=batch, using_db=tx.conn)
    if found is None or found.kind != "issue":
        raise BatchMissing(batch)
    tx.actor.reach(found.org_unit, BatchMissing(batch))
    await lock_one(tx, found, holder)
    sku = await Sku.get(id=found.sku, using_db=tx.conn)
    worth = found.market_value_minor if found.market_value_minor is not None else sku.market_value_minor
    said = await CompensationLimit.get_or_none(currency=found.currency, using_db=tx.conn)
    limit = said.alone_minor if said else 0
    return Offer(sku.title, worth <= limit, worth, found.currency, found.unit_cost_minor, limit)


async def give(tx: Tx[Any], row: Compensation, signed: Signed | None = None) -> None:
    """Give what a compensation names, and note it; the row is kept by the caller."""
    if row.batch is not None:
        row.entitlement = EntitlementId(new_id())
        gift = Gift(row.entitlement, row.batch, row.client, row.client, SOURCE, str(row.id))
        await grant(tx, [gift])
    elif row.points_kind is not None:
        wanted = Wanted(row.client, int(row.points or 0), str(row.id), row.reason)
        row.award = (await award(tx, row.points_kind, SOURCE, wanted, signed)).award
    row.update_from_dict({"state": "given", "ended_at": tx.now})
    facts = {
        "entitlement": str(row.original),
        "client": str(row.client),
        "given": str(row.entitlement or row.award),
        "points": Long(row.points or 0),
        "reason": row.reason,
    }
    tx.audit("rights.right_compensated", str(row.id), facts, org_unit=row.org_unit)
