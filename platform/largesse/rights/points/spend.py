"""Spend points, and give a spend back; other rooms call both inside their transaction.

Invariant   those points go first that end first; a spend is given back once, to the awards that it came from
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.clock import day_in
from largesse.kernel.errors import Broken
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.rights.points import ledger
from largesse.rights.points.lasting import ends_at
from largesse.rights.points.ledger import Account, Return, Until
from largesse.rights.points.locking import awards_by_id, books_of, find_kind, lock_account, unused_awards
from largesse.rights.points.post import Posted, post
from largesse.rights.points.records import PointsKind, PointsMove, PointsMoveId
from largesse.store.work import Tx

_PARTS = """
select e.award, -e.points as points
from rights_points_entry e join rights_points_account a on a.id = e.account
where e.move = $1 and a.role = 'client' order by e.id
"""


@dataclass(frozen=True)
class _Part:
    award: UUID
    points: int


async def spend(tx: Tx[Any], account: Account, points: int, source: str, ref: str) -> PointsMoveId:
    """Spend points of a locked account for what ``(source, ref)`` names.

    Raises:
        PointsNotEnough: ``rights.points_not_enough``.
    """
    books = await books_of(tx, account.kind)
    what = ledger.spend(account, books, await unused_awards(tx, account), points, tx.now)
    move = PointsMoveId(new_id())
    await post(tx, books, [Posted(move, what, source, ref)])
    return move


async def give_back(tx: Tx[Any], move: UUID, reason: str) -> PointsMoveId | None:
    """Give the points of a spend back, once; None where it was done before.

    Points whose award has ended meanwhile come back for the kind's days of grace, or expire at once.
    """
    spent = await PointsMove.get(id=move, using_db=tx.conn)
    if spent.act != "spend":
        raise Broken(f"only a spend is given back: {spent.act}")
    account = await lock_account(tx, spent.kind, spent.client)
    if await PointsMove.filter(reverses=move).using_db(tx.conn).exists():
        return None
    parts = await tx.all(_Part, _PARTS, move)
    awards = await awards_by_id(tx, [one.award for one in parts])
    how = Return(tx.now, _grace(await find_kind(tx, spent.kind), tx))
    books = await books_of(tx, spent.kind)
    what = ledger.give_back(account, books, [(awards[one.award], one.points) for one in parts], how, new_id)
    made = PointsMoveId(new_id())
    await post(tx, books, [Posted(made, what, "give_back", str(move), reason, reverses=move)])
    return made


def _grace(kind: PointsKind, tx: Tx[Any]) -> Until | None:
    if kind.grace_days == 0:
        return None
    zone = settings().zone
    last = day_in(tx.now, zone) + timedelta(days=kind.grace_days)
    return Until(last, ends_at(last, zone))
