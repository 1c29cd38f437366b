"""Claim a right to points: they are awarded, and the right is used by that, in one commit.

Invariant   lock order: points account, budget, right; one award a use, whose reversal takes it back
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.rights.budgets.locking import lock_budget
from largesse.rights.entitlements.claim import RightClaimed, tell_claimed
from largesse.rights.entitlements.entitlement import EntitlementMissing, State, claim, move
from largesse.rights.entitlements.locking import Right, keep_right, lock_right
from largesse.rights.entitlements.validity import note_claim
from largesse.rights.points.award import Wanted, award
from largesse.rights.points.locking import lock_account
from largesse.rights.points.records import PointsSku
from largesse.rights.redemptions.use import Use, use_right
from largesse.store.work import Tx

SOURCE = "right"


@dataclass(frozen=True)
class PointsUnsaid(Refusal):
    """Nobody has said yet how many points this right is."""

    code = "rights.points_unsaid"


async def credit(tx: Tx[Any], found: Right, holder: UUID) -> RightClaimed:
    """Award a right's points to its holder and use the right up.

    Raises:
        PointsUnsaid: ``rights.points_unsaid``.
        EntitlementMissing: ``rights.entitlement_missing``: it went to somebody else meanwhile.
        WrongState, Lapsed: of any claim.
        KindStopped: ``rights.points_kind_stopped``.
    """
    said = await PointsSku.get_or_none(sku=found.sku, using_db=tx.conn)
    if said is None:
        raise PointsUnsaid
    await lock_account(tx, said.kind, holder)
    await lock_budget(tx, found.budget)
    right = await lock_right(tx, found.id)
    if right.holder != holder:
        raise EntitlementMissing(found.id)
    claim(right.entitlement, tx.now)
    await keep_right(tx, right, move(right.entitlement, State.ACTIVE))
    await note_claim(tx, right)
    tell_claimed(tx, right)
    used = await use_right(tx, Use(right.id, "console", "points", units=right.units))
    await award(tx, said.kind, SOURCE, Wanted(holder, said.points, str(used.redemption)))
    return RightClaimed(right.id, State.REDEEMED.value)
