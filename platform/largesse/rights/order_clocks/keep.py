"""Start, pause, resume and stop the clocks of orders; each turn is written down.

Invariant   the order's row is locked by the caller, or taken here with its state in the guard
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from largesse.identity.calendars.reads import calendar_now
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.kernel.workdays import WEEKENDS_ONLY
from largesse.rights.order_clocks.clock import Hours, Kind, between, due
from largesse.store.work import Read, Tx, Work

Turn = Literal["started", "paused", "resumed", "met", "missed", "ended"]
Cause = Literal["client", "booking", "provider", "force"]
PROVIDER: Cause = "provider"
MISSED_MAX = 500
_CLOCKS = "select id, sla_seconds, sla_clock, sla_state, sla_due_at, sla_left_s, sla_cause from rights_order"
_SET = """
update rights_order set sla_state = $2, sla_due_at = $3, sla_left_s = $4, sla_cause = $5 where id = $1
"""
_MISSED = """
update rights_order set sla_state = 'missed' where id in (select id from rights_order
  where sla_state = 'running' and sla_due_at <= $1 order by sla_due_at limit $2 for update skip locked)
returning id, sla_due_at as at
"""


@dataclass(frozen=True)
class Clock:
    """The clock of an order as its row says it; ``sla_state`` None: it has none."""

    id: UUID
    sla_seconds: int | None
    sla_clock: Kind | None
    sla_state: str | None
    sla_due_at: datetime | None
    sla_left_s: int | None
    sla_cause: str | None


@dataclass(frozen=True)
class Noted:
    """Why a clock turned, in words, and who of the staff turned it."""

    cause: Cause | None = None
    reason: str = ""
    by: UUID | None = None


@dataclass(frozen=True)
class _Missed:
    id: UUID
    at: datetime


async def clock_of(read: Read, order: UUID) -> Clock | None:
    """Read the clock of an order; None: the order has none."""
    return await read.one(Clock, f"{_CLOCKS} where id = $1 and sla_state is not null", order)


async def hours_of(read: Read, kind: Kind) -> Hours:
    """Give how a clock counts, by the calendar that holds now."""
    calendar = await calendar_now(read) if kind == "working" else WEEKENDS_ONLY
    return Hours(kind, calendar, settings().zone)


async def due_in(read: Read, kind: Kind, start: datetime, seconds: int) -> datetime:
    """Give when so many seconds of a clock will have run."""
    return due(await hours_of(read, kind), start, seconds)


async def note_start(tx: Tx[Any], order: UUID) -> None:
    """Write down that the clock of a new order runs."""
    await _note(tx, order, "started", tx.now, Noted())


async def pause(tx: Tx[Any], order: UUID, noted: Noted) -> bool:
    """Stop the clock of a locked order for a cause; False where it does not run."""
    found = await clock_of(tx, order)
    if found is None or found.sla_state != "running":
        return False
    await _pause(tx, found, noted)
    return True


async def resume(tx: Tx[Any], order: UUID, noted: Noted) -> bool:
    """Let the clock of a locked order go on with what was left; False where it is not paused."""
    found = await clock_of(tx, order)
    if found is None or found.sla_state != "paused":
        return False
    await _resume(tx, found, noted)
    return True


async def pause_of_provider(tx: Tx[Any], provider: UUID) -> None:
    """Stop the running clocks of a provider that is paused by us: it is not asked to be quick meanwhile."""
    for one in await _locked(tx, provider, "running", None):
        await _pause(tx, one, Noted(PROVIDER))


async def resume_of_provider(tx: Tx[Any], provider: UUID) -> None:
    """Let the clocks go on that only the pause of their provider had stopped."""
    for one in await _locked(tx, provider, "paused", PROVIDER):
        await _resume(tx, one, Noted())


async def stop(tx: Tx[Any], order: UUID, served_at: datetime | None) -> None:
    """Stop the clock of a locked order that was served then, or that came to nothing.

    What is served is judged by when that happened, also where it is learnt after the clock was missed.
    """
    found = await clock_of(tx, order)
    if found is None or found.sla_state in {"met", "ended"}:
        return
    if served_at is None:
        if found.sla_state != "missed":
            await _turn(tx, found, "ended", tx.now)
        return
    in_time = found.sla_due_at is None or found.sla_state == "paused" or served_at <= found.sla_due_at
    if in_time or found.sla_state != "missed":
        await _turn(tx, found, "met" if in_time else "missed", served_at if in_time else tx.now)


async def note_missed(work: Work) -> None:
    """Write down which orders were not served in time."""
    async with work.job() as tx:
        for one in await tx.all(_Missed, _MISSED, tx.now, MISSED_MAX):
            await _note(tx, one.id, "missed", one.at, Noted())


async def _locked(tx: Tx[Any], provider: UUID, state: str, cause: str | None) -> Sequence[Clock]:
    where = "where provider = $1 and sla_state = $2 and ($3::text is null or sla_cause = $3)"
    return await tx.all(Clock, f"{_CLOCKS} {where} order by id for no key update", provider, state, cause)


async def _pause(tx: Tx[Any], clock: Clock, noted: Noted) -> None:
    hours = await hours_of(tx, clock.sla_clock or "wall")
    left = between(hours, tx.now, clock.sla_due_at or tx.now)
    await tx.run(_SET, clock.id, "paused", None, left, noted.cause)
    await _note(tx, clock.id, "paused", tx.now, noted)


async def _resume(tx: Tx[Any], clock: Clock, noted: Noted) -> None:
    hours = await hours_of(tx, clock.sla_clock or "wall")
    await tx.run(_SET, clock.id, "running", due(hours, tx.now, clock.sla_left_s or 0), None, None)
    await _note(tx, clock.id, "resumed", tx.now, noted)


async def _turn(tx: Tx[Any], clock: Clock, turn: Turn, at: datetime) -> None:
    await tx.run("update rights_order set sla_state = $2, sla_cause = null where id = $1", clock.id, turn)
    await _note(tx, clock.id, turn, at, Noted())


async def _note(tx: Tx[Any], order: UUID, turn: Turn, at: datetime, noted: Noted) -> None:
    await tx.run(
        "insert into rights_order_clock (id, provider_order, kind, cause, reason, by_staff, at)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        new_id(),
        order,
        turn,
        noted.cause,
        noted.reason,
        noted.by,
        at,
    )
