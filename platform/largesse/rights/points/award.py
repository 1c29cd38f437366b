"""Award points: the one way in which they come to be, once a source, inside the caller's transaction.

Invariant   a source ``(kind of source, reference)`` awards once: the second time it gives the first award;
            what is owed is settled first
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.rights.points import ledger
from largesse.rights.points.kind import KindStopped, points_given
from largesse.rights.points.lasting import Lasts, Rule, ends_at, last_day
from largesse.rights.points.ledger import Account, Books, Until
from largesse.rights.points.locking import books_of, find_kind, lock_accounts
from largesse.rights.points.post import Posted, Signed, post
from largesse.rights.points.records import PointsAwardId, PointsKind
from largesse.store.work import Tx

ADJUSTED = frozenset({"manual", "file", "compensation"})
_AWARDED = """
select m.source_ref, w.id as award from rights_points_move m join rights_points_award w on w.move = m.id
where m.source_kind = $1 and m.source_ref = any($2::text[])
"""


@dataclass(frozen=True)
class Wanted:
    """Points for a client; ``ref`` is what they are for, unique within the kind of source."""

    client: UUID
    points: int
    ref: str
    reason: str = ""


@dataclass(frozen=True)
class Awarded:
    """The award of a source; ``fresh`` tells whether it was made now."""

    award: PointsAwardId
    fresh: bool


@dataclass(frozen=True)
class _Giving:
    """What all awards of one source share: until when, out of which account of the house."""

    until: Until
    origin: UUID
    source: str
    signed: Signed | None


@dataclass(frozen=True)
class _Earlier:
    source_ref: str
    award: PointsAwardId


async def award(
    tx: Tx[Any], kind: UUID, source: str, wanted: Wanted, signed: Signed | None = None
) -> Awarded:
    """Award points to one client inside the caller's transaction, once for each source.

    Args:
        tx: the transaction of what the points are for.
        kind: the kind of points.
        source: what gives them, as ``play``; with ``wanted.ref`` it is posted once.
        wanted: for whom, how many, for what.
        signed: the approval that allows it; None: it needs none.

    Raises:
        KindMissing: ``rights.points_kind_missing``.
        KindStopped: ``rights.points_kind_stopped``.
        Malformed: ``kernel.malformed`` at ``points``.
    """
    return (await award_many(tx, kind, source, [wanted], signed))[wanted.ref]


async def award_many(
    tx: Tx[Any], kind: UUID, source: str, wanted: list[Wanted], signed: Signed | None = None
) -> dict[str, Awarded]:
    """Award points to many clients at once; gives awards by reference. Raises as ``award``."""
    for one in wanted:
        points_given(one.points)
    found = await find_kind(tx, kind)
    accounts = await lock_accounts(tx, kind, [one.client for one in wanted])
    refs = [one.ref for one in wanted]
    earlier = {one.source_ref: one.award for one in await tx.all(_Earlier, _AWARDED, source, refs)}
    anew = [one for one in wanted if one.ref not in earlier]
    if anew and found.state != "active":
        raise KindStopped
    books = await books_of(tx, kind)
    giving = _Giving(until_of(found, tx), origin_of(books, source), source, signed)
    posted = [_posted(giving, accounts, one) for one in anew]
    await post(tx, books, posted)
    made = {one.source_ref: Awarded(PointsAwardId(one.posting.awards[0].id), fresh=True) for one in posted}
    return made | {ref: Awarded(one, fresh=False) for ref, one in earlier.items()}


def _posted(giving: _Giving, accounts: dict[UUID, Account], one: Wanted) -> Posted:
    account = accounts[one.client]
    what = ledger.award(account, giving.origin, one.points, giving.until, new_id)
    accounts[one.client] = ledger.settled(account, what.facts.get("settled", 0))
    return Posted(new_id(), what, giving.source, one.ref, one.reason, signed=giving.signed)


def until_of(kind: PointsKind, tx: Tx[Any]) -> Until:
    """Give to the end of which day points that are awarded now can be spent."""
    zone = settings().zone
    last = last_day(Rule(Lasts(kind.lasts), kind.lasts_for), tx.now, zone)
    return Until(last, ends_at(last, zone))


def origin_of(books: Books, source: str) -> UUID:
    """Give the house's account that a source's points come out of: people's own acts are adjustments."""
    return books.adjusted if source in ADJUSTED else books.issued
