"""Take an award back inside the caller's transaction: by hand, or where a use was reversed.

Invariant   the client's account is held; what was spent already is taken of other points, the rest is owed
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.ids import new_id
from largesse.rights.points import ledger
from largesse.rights.points.award import origin_of
from largesse.rights.points.ledger import AwardTaken, Posting
from largesse.rights.points.locking import awards_by_id, books_of, lock_account, unused_awards
from largesse.rights.points.post import Posted, post
from largesse.rights.points.records import PointsMove
from largesse.store.outbox import Event
from largesse.store.work import Tx, typed

# What was awarded before a use could be reversed and claimed anew names the right itself.
_OF_USE = """
select w.id as award, m.id as move, m.kind, m.client, m.source_kind
from rights_points_move m join rights_points_award w on w.move = m.id
where m.source_kind = 'right' and m.source_ref in ($1, $2) and m.act = 'award'
order by m.source_ref = $1 desc limit 1
"""


@dataclass(frozen=True)
class Root:
    """An award that came from the house, with the move that made it."""

    award: UUID
    move: UUID
    kind: UUID
    client: UUID
    source_kind: str

    @classmethod
    def of(cls, award: UUID, move: PointsMove) -> "Root":
        """Give an award of a move."""
        return cls(award, move.id, move.kind, move.client, move.source_kind)


@dataclass(frozen=True)
class _Told:
    redemption: UUID
    entitlement: UUID


async def take_back(tx: Tx[Any], root: Root, reason: str) -> Posting:
    """Take an award back.

    Raises:
        AwardTaken: ``rights.points_award_taken``.
    """
    account = await lock_account(tx, root.kind, root.client)
    what, books = (await awards_by_id(tx, [root.award]))[root.award], await books_of(tx, root.kind)
    source = origin_of(books, root.source_kind)
    posting = ledger.take_back(account, source, what, await unused_awards(tx, account), tx.now)
    await post(tx, books, [Posted(new_id(), posting, "take_back", str(root.award), reason, root.move)])
    return posting


async def after_reversal(event: Event, tx: Tx[Any]) -> None:
    """Take back what a right to points awarded whose use was reversed; other rights awarded nothing."""
    told = typed(event.payload, _Told)
    root = await tx.one(Root, _OF_USE, str(told.redemption), str(told.entitlement))
    if root is None:
        return
    try:
        await take_back(tx, root, "reversed")
    except AwardTaken:
        return
