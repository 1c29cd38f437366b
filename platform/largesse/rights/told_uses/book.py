"""Book the rows of a file in the background: each a fact in a transaction of its own, each once.

Invariant   a row and its key commit together; a worker that died is followed by one that books the rest
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from largesse.kernel.clock import now
from largesse.kernel.errors import Refusal
from largesse.rights.budgets.budget import BudgetExhausted
from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.redemptions.use import ReferenceTaken, Use, use_right
from largesse.rights.told_uses.apart import uses_apart
from largesse.rights.told_uses.match import Judged, judged
from largesse.rights.told_uses.records import UseFile, UseFileId
from largesse.rights.told_uses.take_file import kept_file
from largesse.rights.told_uses.use_row import Verdict
from largesse.rights.told_uses.use_table import BadUse
from largesse.store.outbox import Event
from largesse.store.retry import retried
from largesse.store.tables.unreadable import Unreadable
from largesse.store.work import Tx, Work

PROOF = "provider_file"
CHUNK = 100
_BOOKED = "select line from rights_use_file_row where file = $1 and redemption is not null"
_ROW = """
insert into rights_use_file_row (file, line, verdict, entitlement, used_at, units, place, redemption)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (file, line) do nothing
"""
_TELL = """
insert into rights_use_told (provider, row_key, redemption) values ($1, $2, $3) on conflict do nothing
"""
_PROGRESS = "update rights_use_file set read_count = $2, total_count = $3 where id = $1"


@dataclass(frozen=True)
class Booking:
    """What ``book_file`` needs, prepared in a transaction; ``booked`` lines were booked by an earlier try."""

    file: UseFileId
    provider: UUID
    file_sha: str
    zone: str
    booked: frozenset[int]


@dataclass
class Booked:
    """What booking came to; ``why``: refused as a whole."""

    why: str = ""
    left_out: list[Judged] = field(default_factory=list)
    bad: list[BadUse] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    line: int


class _ToldBefore(Exception):  # noqa: N818 - undoes the transaction in which it is seen
    """The row was booked meanwhile."""


async def prepare(event: Event, tx: Tx[Any]) -> Booking | None:
    """Take the file up, unless it is finished."""
    found = await _locked(tx, UUID(event.key))
    if found is None or found.state in {"done", "refused"}:
        return None
    found.state = "reading"
    await found.save(using_db=tx.conn, update_fields=["state"])
    lines = frozenset(one.line for one in await tx.all(_Line, _BOOKED, found.id))
    return Booking(UseFileId(found.id), found.provider, found.file_sha, found.zone, lines)


async def book_file(asked: Booking, _request: str, work: Work) -> Booked:
    """Read the file and book its rows one by one."""
    try:
        data = await asyncio.to_thread(kept_file, asked.file_sha)
        uses = await uses_apart(data, asked.zone, work.house)
    except Unreadable as wrong:
        return Booked(":".join(filter(None, (wrong.why, wrong.what))))
    rows = [row for row in uses.rows if row.line not in asked.booked]
    booked = Booked(bad=uses.bad)
    async with work.read() as read:
        found = await judged(read, asked.provider, rows, now())
    for start in range(0, len(found), CHUNK):
        booked.left_out += await _chunk(asked, found[start : start + CHUNK], work)
        async with work.job() as tx:
            done = start + CHUNK + len(asked.booked) + len(uses.bad)
            total = len(uses.rows) + len(uses.bad)
            await tx.run(_PROGRESS, asked.file, min(done, total), total)
    return booked


async def finish(asked: Booking, booked: Booked, tx: Tx[Any]) -> None:
    """Keep what was left out, and why, and how many were booked."""
    found = await _locked(tx, asked.file)
    if found is None or found.state != "reading":
        return
    await tx.many(_ROW, [_args(asked, one, one.verdict, None) for one in booked.left_out])
    nothing = (None, None, 1, "", None)
    await tx.many(_ROW, [(asked.file, one.line, one.verdict, *nothing) for one in booked.bad])
    count = "select count(*) from rights_use_file_row where file = $1 and redemption is not null"
    found.booked_count = int(await tx.value(count, asked.file))
    found.bad_count = len(booked.left_out) + len(booked.bad)
    found.read_count = found.total_count = found.booked_count + found.bad_count
    found.state, found.why, found.done_at = "refused" if booked.why else "done", booked.why, tx.now
    await found.save(using_db=tx.conn)
    facts = {"booked": found.booked_count, "left_out": found.bad_count, "why": booked.why}
    tx.audit("rights.use_file_finished", str(found.id), facts, org_unit=found.org_unit)


async def _chunk(asked: Booking, rows: Sequence[Judged], work: Work) -> list[Judged]:
    """Book some rows; gives those that were left out, each with its verdict."""
    left_out = []
    for one in rows:
        verdict = one.verdict
        if verdict is Verdict.MATCHED:
            verdict = await _book(asked, one, work)
        if verdict is not Verdict.BOOKED:
            left_out.append(Judged(one.row, verdict, one.right))
    return left_out


async def _book(asked: Booking, one: Judged, work: Work) -> Verdict:
    async def once() -> Verdict:
        async with work.job() as tx:
            used = await use_right(tx, _use(asked, one))
            if not await tx.run(_TELL, asked.provider, one.key, used.redemption):
                raise _ToldBefore
            await tx.run(_ROW, *_args(asked, one, Verdict.BOOKED, used.redemption))
        return Verdict.BOOKED

    try:
        return await retried(once)
    except _ToldBefore:
        return Verdict.TOLD_BEFORE
    except AlreadyUsed:
        return Verdict.ALREADY_USED
    except ReferenceTaken:
        return Verdict.REFERENCE_TAKEN
    except BudgetExhausted:
        return Verdict.NO_MONEY
    except Refusal:
        return Verdict.WRONG_STATE


def _use(asked: Booking, one: Judged) -> Use:
    assert one.right is not None
    return Use(
        one.right,
        "console",
        PROOF,
        provider=asked.provider,
        units=one.row.units,
        provider_ref=one.row.provider_ref or None,
        at=one.row.at,
    )


def _args(asked: Booking, one: Judged, verdict: str, redemption: UUID | None) -> tuple[Any, ...]:
    row = one.row
    return (asked.file, row.line, str(verdict), one.right, row.at, row.units, row.place, redemption)


async def _locked(tx: Tx[Any], file: UUID) -> UseFile | None:
    return await UseFile.filter(id=file).using_db(tx.conn).select_for_update(no_key=True).first()
