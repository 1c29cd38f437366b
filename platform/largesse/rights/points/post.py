"""Write what acts of points came to: moves, entries, awards and balances, many at once.

Invariant   the caller holds the accounts; a balance and an award move by their entries and by nothing else,
            with the guard in the write and a CHECK behind it; a source is posted once
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.rights.points.ledger import Books, Posting
from largesse.store.work import Tx

MOVED = "rights.points_moved.v1"
_MOVES = """
insert into rights_points_move
  (id, act, kind, client, other, points, source_kind, source_ref, reverses, reason, approval, made_by, at)
select id, act, kind, client, other, points, source_kind, source_ref, reverses, reason, approval, made_by, $13
from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[],
  $9::uuid[], $10::text[], $11::uuid[], $12::uuid[])
  as m(id, act, kind, client, other, points, source_kind, source_ref, reverses, reason, approval, made_by)
on conflict do nothing
"""
_AWARDS = """
insert into rights_points_award (id, account, move, came_from, points, unused, last_day, ends_at, given_at)
select id, account, move, came_from, points, unused, last_day, ends_at, $9
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[], $7::date[],
  $8::timestamptz[])
  as w(id, account, move, came_from, points, unused, last_day, ends_at)
"""
_ENTRIES = """
insert into rights_points_entry (id, move, account, award, points)
select id, move, account, award, points
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[])
  as e(id, move, account, award, points)
"""
_BALANCES = """
update rights_points_account a set balance = a.balance + d.points
from unnest($1::uuid[], $2::bigint[]) as d(account, points)
where a.id = d.account and a.client is not null
  and (a.role <> 'client' or a.balance + d.points >= 0) and (a.role <> 'owed' or a.balance + d.points <= 0)
"""
_MOVED_AWARDS = """
update rights_points_award w set unused = w.unused + d.unused, lapsed = w.lapsed + d.lapsed,
  taken_at = case when d.taken then $5 else w.taken_at end
from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::boolean[]) as d(award, unused, lapsed, taken)
where w.id = d.award and w.unused + d.unused >= 0 and w.unused + w.lapsed + d.unused + d.lapsed <= w.points
"""


@dataclass(frozen=True)
class Signed:
    """The approval under which something is posted, and who asked for it: he made it, not who signed."""

    approval: UUID
    maker: UUID


@dataclass(frozen=True)
class Posted:
    """A posting under its id and source; ``reverses`` the move that it undoes."""

    move: UUID
    posting: Posting
    source_kind: str
    source_ref: str
    reason: str = ""
    reverses: UUID | None = None
    signed: Signed | None = None


async def post(tx: Tx[Any], books: Books, posted: Sequence[Posted]) -> None:
    """Write postings of one kind and tell the house.

    Raises:
        Contended: a source was posted meanwhile, or something moved that the caller did not hold.
    """
    if not posted:
        return
    _exactly(len(posted), await tx.run(_MOVES, *_columns(_move_of(tx, one) for one in posted), tx.now))
    units, lapsed, balances = _sums(books, posted)
    await _make_awards(tx, posted, units)
    await _move_awards(tx, posted, units, lapsed)
    entries = [
        (new_id(), one.move, e.account, e.award, e.points) for one in posted for e in one.posting.entries
    ]
    await tx.run(_ENTRIES, *_columns(entries))
    if balances:
        moved = sorted(balances.items(), key=str)
        _exactly(len(moved), await tx.run(_BALANCES, *_columns(moved)))
    for one in posted:
        tx.emit(MOVED, str(one.posting.client), _event(tx, one))


async def _make_awards(tx: Tx[Any], posted: Sequence[Posted], units: Counter[UUID]) -> None:
    """Write new awards with what is left of them; that is taken out of ``units``."""
    rows = [
        (
            w.id,
            w.account,
            one.move,
            w.came_from,
            w.points,
            units.pop(w.id, 0),
            w.until.last_day,
            w.until.ends_at,
        )
        for one in posted
        for w in one.posting.awards
    ]
    if rows:
        await tx.run(_AWARDS, *_columns(rows), tx.now)


async def _move_awards(
    tx: Tx[Any], posted: Sequence[Posted], units: Counter[UUID], lapsed: Counter[UUID]
) -> None:
    taken = {one.posting.taken for one in posted if one.posting.taken}
    changed = sorted({*units, *lapsed, *taken})
    if changed:
        rows = [(one, units[one], lapsed[one], one in taken) for one in changed]
        _exactly(len(rows), await tx.run(_MOVED_AWARDS, *_columns(rows), tx.now))


def _sums(books: Books, posted: Sequence[Posted]) -> tuple[Counter[UUID], Counter[UUID], Counter[UUID]]:
    """Sum entries: unused points by award, lapsed points by award, points by client's account."""
    house = {books.issued, books.adjusted, books.spent, books.expired, books.transfer}
    units: Counter[UUID] = Counter()
    lapsed: Counter[UUID] = Counter()
    balances: Counter[UUID] = Counter()
    for entry in (entry for one in posted for entry in one.posting.entries):
        if entry.account not in house:
            balances[entry.account] += entry.points
            if entry.award is not None:
                units[entry.award] += entry.points
        elif entry.account == books.expired and entry.award is not None:
            lapsed[entry.award] += entry.points
    return units, lapsed, balances


def _move_of(tx: Tx[Any], one: Posted) -> tuple[Any, ...]:
    what, signed = one.posting, one.signed
    source = (one.source_kind, one.source_ref, one.reverses, one.reason)
    by = (signed.approval, signed.maker) if signed else (None, tx.actor.id)
    return (one.move, what.act, what.kind, what.client, what.other, what.points, *source, *by)


def _columns(rows: Any) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _exactly(wanted: int, touched: int) -> None:
    if touched != wanted:
        raise Contended


def _event(tx: Tx[Any], one: Posted) -> dict[str, Any]:
    what = one.posting
    return {
        "move": str(one.move),
        "act": what.act,
        "kind": str(what.kind),
        "client": str(what.client),
        "other": str(what.other) if what.other else None,
        "points": what.points,
        "owed": what.facts.get("owed", 0),
        "settled": what.facts.get("settled", 0),
        "lapsed": what.facts.get("lapsed", 0),
        "source_kind": one.source_kind,
        "source_ref": one.source_ref,
        "at": tx.now.isoformat(),
    }
