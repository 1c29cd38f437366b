"""Draining deliveries: lease, act, mark done in the same commit; retry with jitter, then lie dead in sight.

Words       a *stop* is a lease that ran out without an end: its worker died or hung; a delivery with stops
            is a *suspect*
Invariant   only the holder of the lease can finish a delivery; the lease, not the queue, decides redelivery;
            one suspect at a time in the whole house, so that none is taken for another's fault
Source      docs/explanation/outbox.md
"""

import asyncio
import math
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from largesse.kernel.copy import noted
from largesse.kernel.errors import Contended, Told
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.store.outbox import (
    ATTEMPTS_MAX,
    LIMIT_S,
    RELAY_BATCH,
    STOPS_MAX,
    Class,
    Event,
    Handler,
    Handlers,
    Later,
    TwoStep,
    relay,
)
from largesse.store.work import Tx, Work

log = structlog.get_logger(__name__)
LEASE_BATCH = 16
_BACKOFF_MAX_S = 600.0
_SUSPECTS = 7_130_001  # the advisory lock under which a suspect is taken
_DETAIL = "\nDETAIL:"


@dataclass(frozen=True, slots=True)
class _Leased:
    delivery: UUID
    lease: UUID
    handler: str
    attempts: int
    event: Event


@dataclass(frozen=True, slots=True)
class _Taken:
    """A delivery as it was leased."""

    id: UUID
    handler: str
    attempts: int
    event: UUID
    event_at: datetime


@dataclass(frozen=True, slots=True)
class _Due:
    """How many deliveries of a class are due."""

    klass: str
    n: int


class _LeaseLost(Exception):  # noqa: N818 - the other worker won, nothing is wrong
    """Another worker has this delivery now; what was done here rolls back."""


async def relay_all(work: Work, handlers: Handlers, rounds_max: int = 100) -> int:
    """Relay until nothing waits; gives how many events were relayed."""
    total = 0
    for _ in range(rounds_max):
        async with work.job() as tx:
            count = await relay(tx, handlers)
        total += count
        if count < RELAY_BATCH:
            break
    return total


async def waiting(work: Work) -> dict[str, int]:
    """Count due deliveries by class."""
    counts = await work.alone(
        _Due,
        "select class as klass, count(*) as n from store_delivery"
        " where (state = 'due' and due_at <= now()) or (state = 'leased' and leased_until < now())"
        " group by class",
    )
    return {one.klass: one.n for one in counts}


async def drain(
    work: Work, handlers: Handlers, klass: Class, *, rounds_max: int = 1000, begin_s: float = math.inf
) -> int:
    """Deliver what is due in a class; gives how many were finished.

    At most ``rounds_max`` leases of ``LEASE_BATCH`` each, none begun after ``begin_s``; what is begun
    takes at most ``LIMIT_S`` of the class.
    """
    by_name = {h.name: h for hs in handlers.values() for h in hs}
    until = time.monotonic() + begin_s
    finished = 0
    for _ in range(rounds_max):
        if time.monotonic() >= until:
            break
        lease = new_id()
        try:
            leased = await _lease(work, klass, lease)
            results = await asyncio.gather(
                *(_deliver(work, by_name.get(one.handler, _nobody(one, klass)), one) for one in leased),
                return_exceptions=True,  # else a cancel would wait for the first of them only
            )
        except asyncio.CancelledError:
            await _hand_back(work, klass, lease)
            raise
        if not leased:
            break
        for one in results:
            if isinstance(one, BaseException):
                raise one  # it could not even be put back
            finished += one
    return finished


async def _lease(work: Work, klass: Class, lease: UUID) -> list[_Leased]:
    """Lease one suspect alone, or else a batch of what is due."""
    async with work.job() as tx:
        await _count_stops(tx, klass)
        taken = await _take_suspect(tx, klass, lease) or await _take(
            tx, klass, lease, "stops = 0", LEASE_BATCH
        )
        events = await tx.all(
            Event,
            "select o.id, o.topic, o.key, o.payload, o.at from store_outbox o"
            " join unnest($1::uuid[], $2::timestamptz[]) as w(id, at) on o.id = w.id and o.at = w.at",
            [one.event for one in taken],
            [one.event_at for one in taken],
        )
    known = {event.id: event for event in events}
    return [
        _Leased(one.id, lease, one.handler, one.attempts, known[one.event])
        for one in taken
        if one.event in known
    ]


async def _count_stops(tx: Tx[Any], klass: Class) -> None:
    """Make due again whose lease ran out, and dead what stopped its worker too often."""
    await tx.run(
        "with lapsed as (select id from store_delivery where class = $1 and state = 'leased'"
        " and leased_until < now() for update skip locked)"
        " update store_delivery d set stops = stops + 1, lease = null, leased_until = null, due_at = now(),"
        " state = case when stops + 1 >= $2 then 'dead' else 'due' end,"
        " error = case when stops = 0 then 'the worker stopped while doing this'"
        " else format('the worker stopped %s times while doing this', stops + 1) end"
        " from lapsed where d.id = lapsed.id",
        klass,
        STOPS_MAX,
    )


async def _take_suspect(tx: Tx[Any], klass: Class, lease: UUID) -> list[_Taken]:
    """Take the suspect that stopped the fewest workers, unless another one is under way anywhere."""
    waits = await tx.value(
        "select exists (select from store_delivery where class = $1 and state = 'due' and stops > 0"
        " and due_at <= now()) and pg_try_advisory_xact_lock($2)",
        klass,
        _SUSPECTS,
    )
    if not waits or await tx.value(
        "select exists (select from store_delivery where state = 'leased' and stops > 0"
        " and leased_until >= now())"
    ):
        return []
    return await _take(tx, klass, lease, "stops > 0", 1)


async def _take(tx: Tx[Any], klass: Class, lease: UUID, which: str, count: int) -> list[_Taken]:
    sql = f"""with due as (
                select id from store_delivery
                where class = $1 and state = 'due' and due_at <= now() and {which}
                order by stops, due_at limit $2 for update skip locked)
              update store_delivery d set state = 'leased', lease = $3, attempts = attempts + 1,
                leased_until = now() + make_interval(secs => $4) from due where d.id = due.id
              returning d.id, d.handler, d.attempts, d.event, d.event_at"""  # noqa: S608 - constants
    return await tx.all(_Taken, sql, klass, count, lease, settings().lease_s)


async def _deliver(work: Work, handler: Handler | TwoStep, one: _Leased) -> bool:
    keep = asyncio.create_task(_keep_lease(work, one))
    try:
        try:
            async with _limited(LIMIT_S[handler.klass]):
                await _act(work, handler, one)
        finally:
            keep.cancel()
            await asyncio.wait([keep])  # its transaction may hold the row, which the next lease would skip
    except _LeaseLost:
        return False
    except Exception as error:  # noqa: BLE001 - whatever a handler raises, the delivery must be kept
        await _put_back(work, one, error)
        return False
    return True


@asynccontextmanager
async def _limited(limit_s: float) -> AsyncIterator[None]:
    """End what takes too long with words that a screen can show."""
    try:
        async with asyncio.timeout(limit_s) as clock:
            yield
    except TimeoutError as error:
        if clock.expired():
            raise TimeoutError(f"took longer than {limit_s:g} s") from error
        raise


async def _act(work: Work, handler: Handler | TwoStep, one: _Leased) -> None:
    if isinstance(handler, TwoStep):
        await _two_steps(work, handler, one)
        return
    async with work.job() as tx:
        await handler.act(one.event, tx)
        await _done(tx, one)


def _nobody(one: _Leased, klass: Class) -> Handler:
    """Stand in for a handler that this version does not have: the delivery waits, then lies dead in sight."""

    async def act(_event: Event, _tx: Tx[Any]) -> None:
        raise LookupError(f"no handler is called {one.handler}")

    return Handler(one.handler, act, klass)


async def _two_steps(work: Work, handler: TwoStep, one: _Leased) -> None:
    async with work.job() as tx:
        ask = await handler.prepare(one.event, tx)
        if ask is None:
            await _done(tx, one)
            return
    outcome = await handler.call(ask, str(one.delivery), work)
    async with work.job() as tx:
        await handler.finish(ask, outcome, tx)
        await _done(tx, one)


async def _done(tx: Tx[Any], one: _Leased) -> None:
    await tx.flush()
    count = await tx.run(
        "update store_delivery set state = 'done', done_at = now(), lease = null, leased_until = null,"
        " error = '' where id = $1 and lease = $2",
        one.delivery,
        one.lease,
    )
    if count != 1:
        raise _LeaseLost


async def _keep_lease(work: Work, one: _Leased) -> None:
    span = settings().lease_s
    while True:
        await asyncio.sleep(span / 3)
        async with work.job() as tx:
            held = await tx.run(
                "update store_delivery set leased_until = now() + make_interval(secs => $3)"
                " where id = $1 and lease = $2",
                one.delivery,
                one.lease,
                span,
            )
        if not held:
            return


async def _put_back(work: Work, one: _Leased, error: Exception) -> None:
    patient = isinstance(error, Later | Contended)
    dead = not patient and one.attempts >= ATTEMPTS_MAX
    after_s = error.after_s if isinstance(error, Later) else _backoff_s(one.attempts)
    words = (error.why if isinstance(error, Later) else _fault(error))[:500]
    if not patient:
        log.warning("delivery_failed", handler=one.handler, attempt=one.attempts, dead=dead, exc_info=error)
    async with work.job() as tx:
        await tx.run(
            "update store_delivery set state = $3, lease = null, leased_until = null, due_at = $4,"
            " error = $5, attempts = attempts - $6, stops = 0 where id = $1 and lease = $2",
            one.delivery,
            one.lease,
            "dead" if dead else "due",
            tx.now + timedelta(seconds=after_s),
            words,
            1 if patient else 0,
        )


async def _hand_back(work: Work, klass: Class, lease: UUID) -> None:
    """Make due again what a lease still holds when its worker is told to stop, as if it were never taken."""
    async with work.job() as tx:
        await tx.run(
            "update store_delivery set state = 'due', lease = null, leased_until = null, due_at = $3,"
            " error = 'the worker was told to stop', attempts = attempts - 1"
            " where class = $1 and state = 'leased' and lease = $2",
            klass,
            lease,
            tx.now,
        )


def _fault(error: Exception) -> str:
    """Name a fault for a screen, a refusal so that it can be said in the reader's language.

    The DETAIL of the database repeats whole rows and is left out.
    """
    if isinstance(error, Told):
        return noted(error)
    return f"{type(error).__name__}: {str(error).partition(_DETAIL)[0]}"


def _backoff_s(attempts: int) -> float:
    """Double from a fifth of a second up to ten minutes, half of it by chance."""
    span = min(_BACKOFF_MAX_S, 0.2 * 2.0**attempts)
    return span / 2 + random.random() * span / 2  # noqa: S311 - spreads retries, guards nothing
