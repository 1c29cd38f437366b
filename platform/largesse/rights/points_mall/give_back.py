"""Give points back for a right of the mall that its provider refused or cancelled, or that was revoked.

Invariant   points of an exchange come back once, to who paid them; a refused right ends, its unit and its
            money are free again; one that was asked for anew meanwhile, or was used, stays
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.rights.batches.locking import keep_stock, lock_giving
from largesse.rights.batches.stock import take_back
from largesse.rights.budgets.budget import release
from largesse.rights.budgets.locking import keep_budget, lock_budget
from largesse.rights.entitlements.entitlement import OPEN_ORDER, State, move
from largesse.rights.entitlements.locking import find_right, keep_right, lock_right
from largesse.rights.points.locking import lock_account
from largesse.rights.points.records import PointsMove
from largesse.rights.points.spend import give_back
from largesse.rights.points_mall.records import PointsExchange
from largesse.store.outbox import Event
from largesse.store.work import Tx, typed

NO = frozenset({"failed", "cancelled"})
_ASKED = "select count(*) from rights_order where entitlement = $1 and state = any($2::text[])"
FAILED, REVOKED = "provider", "revoked"


@dataclass(frozen=True)
class _Told:
    """What an order's or a revocation's event says of a right; ``state`` is the order's."""

    entitlement: UUID
    state: str = ""


async def after_order(event: Event, tx: Tx[Any]) -> None:
    """End a right of the mall to which its provider said no, and give its points back."""
    told = typed(event.payload, _Told)
    exchange = await _exchange(tx, told.entitlement) if told.state in NO else None
    if exchange is None:
        return
    await _lock_points(tx, exchange)
    if await _end(tx, exchange.entitlement):
        await _return(tx, exchange, FAILED)


async def after_revocation(event: Event, tx: Tx[Any]) -> None:
    """Give the points of a revoked right of the mall back."""
    exchange = await _exchange(tx, typed(event.payload, _Told).entitlement)
    if exchange is not None:
        await _return(tx, exchange, REVOKED)


async def _exchange(tx: Tx[Any], right: UUID) -> PointsExchange | None:
    return await PointsExchange.get_or_none(entitlement=right, state="active", using_db=tx.conn)


async def _lock_points(tx: Tx[Any], exchange: PointsExchange) -> None:
    spent = await PointsMove.get(id=exchange.move, using_db=tx.conn)
    await lock_account(tx, spent.kind, exchange.client)


async def _end(tx: Tx[Any], entitlement: UUID) -> bool:
    """End a right that waits to be claimed and is asked of nobody; False where it is not so."""
    found = await find_right(tx, entitlement)
    budget = await lock_budget(tx, found.budget)
    batch = await lock_giving(tx, found.batch)
    right = await lock_right(tx, entitlement)
    if right.state is not State.ISSUED or await tx.value(_ASKED, entitlement, sorted(OPEN_ORDER)):
        return False
    await keep_right(tx, right, move(right.entitlement, State.FAILED))
    await keep_budget(tx, release(budget, right.unit_cost_minor), right.id)
    await keep_stock(tx, take_back(batch.stock, 1))
    return True


async def _return(tx: Tx[Any], exchange: PointsExchange, why: str) -> None:
    """Give the points back; a second notice of the same right finds nothing to do."""
    if await give_back(tx, exchange.move, why) is None:
        return
    kept = PointsExchange.filter(id=exchange.id, state="active").using_db(tx.conn)
    await kept.update(state="returned", returned_at=tx.now)
