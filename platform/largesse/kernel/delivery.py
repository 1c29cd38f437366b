"""Draining deliveries: lease, act, mark done in the same commit; retry with jitter, then lie dead in sight.

Invariant   only the holder of the lease can finish a delivery; the lease, not the queue, decides redelivery
"""

import asyncio
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.kernel.outbox import (
    ATTEMPTS_MAX,
    RELAY_BATCH,
    Class,
    Event,
    Handler,
    Handlers,
    Later,
    TwoStep,
    relay,
)
from largesse.kernel.settings import settings
from largesse.kernel.work import Tx, Work

log = structlog.get_logger(__name__)
LEASE_BATCH = 16
_BACKOFF_MAX_S = 600.0
_DETAIL = "\nDETAIL:"


@dataclass(frozen=True, slots=True)
class _Leased:
    delivery: UUID
    lease: UUID
    handler: str
    attempts: int
    event: Event


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
    async with work.read() as read:
        rows = await read.rows(
            "select class, count(*) as n from kernel_delivery where (state = 'due' and due_at <= now())"
            " or (state = 'leased' and leased_until < now()) group by class"
        )
    return {row["class"]: row["n"] for row in rows}


async def drain(work: Work, handlers: Handlers, klass: Class, rounds_max: int = 1000) -> int:
    """Deliver what is due in a class; gives how many were finished."""
    by_name = {h.name: h for hs in handlers.values() for h in hs}
    finished = 0
    for _ in range(rounds_max):
        leased = await _lease(work, klass)
        if not leased:
            break
        results = await asyncio.gather(
            *(_deliver(work, by_name.get(one.handler, _nobody(one)), one) for one in leased)
        )
        finished += sum(results)
    return finished


async def _lease(work: Work, klass: Class) -> list[_Leased]:
    lease = new_id()
    async with work.job() as tx:
        rows = await tx.rows(
            "with due as (select id from kernel_delivery where class = $1 and"
            " ((state = 'due' and due_at <= now()) or (state = 'leased' and leased_until < now()))"
            " order by due_at limit $2 for update skip locked)"
            " update kernel_delivery d set state = 'leased', lease = $3, attempts = attempts + 1,"
            " leased_until = now() + make_interval(secs => $4) from due where d.id = due.id"
            " returning d.id, d.handler, d.attempts, d.event, d.event_at",
            klass,
            LEASE_BATCH,
            lease,
            settings().lease_s,
        )
        events = await tx.rows(
            "select o.id, o.topic, o.key, o.payload, o.at from kernel_outbox o"
            " join unnest($1::uuid[], $2::timestamptz[]) as w(id, at) on o.id = w.id and o.at = w.at",
            [row["event"] for row in rows],
            [row["event_at"] for row in rows],
        )
    known = {row["id"]: Event(**row) for row in events}
    return [
        _Leased(row["id"], lease, row["handler"], row["attempts"], known[row["event"]])
        for row in rows
        if row["event"] in known
    ]


async def _deliver(work: Work, handler: Handler | TwoStep, one: _Leased) -> bool:
    keep = asyncio.create_task(_keep_lease(work, one))
    try:
        if isinstance(handler, TwoStep):
            await _two_steps(work, handler, one)
        else:
            async with work.job() as tx:
                await handler.act(one.event, tx)
                await _done(tx, one)
    except _LeaseLost:
        return False
    except Exception as error:  # noqa: BLE001 - whatever a handler raises, the delivery must be kept
        await _put_back(work, one, error)
        return False
    finally:
        keep.cancel()
    return True


def _nobody(one: _Leased) -> Handler:
    """Stand in for a handler that this version does not have: the delivery waits, then lies dead in sight."""

    async def act(_event: Event, _tx: Tx[Any]) -> None:
        raise LookupError(f"no handler is called {one.handler}")

    return Handler(one.handler, act)


async def _two_steps(work: Work, handler: TwoStep, one: _Leased) -> None:
    async with work.job() as tx:
        ask = await handler.prepare(one.event, tx)
        if ask is None:
            await _done(tx, one)
            return
    outcome = await handler.call(ask, str(one.delivery))
    async with work.job() as tx:
        await handler.finish(ask, outcome, tx)
        await _done(tx, one)


async def _done(tx: Tx[Any], one: _Leased) -> None:
    await tx.flush()
    count = await tx.run(
        "update kernel_delivery set state = 'done', done_at = now(), lease = null, leased_until = null,"
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
                "update kernel_delivery set leased_until = now() + make_interval(secs => $3)"
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
            "update kernel_delivery set state = $3, lease = null, leased_until = null, due_at = $4,"
            " error = $5, attempts = attempts - $6 where id = $1 and lease = $2",
            one.delivery,
            one.lease,
            "dead" if dead else "due",
            tx.now + timedelta(seconds=after_s),
            words,
            1 if patient else 0,
        )


def _fault(error: Exception) -> str:
    """Name a fault for a screen; the DETAIL of the database repeats whole rows and is left out."""
    return f"{type(error).__name__}: {str(error).partition(_DETAIL)[0]}"


def _backoff_s(attempts: int) -> float:
    """Double from a fifth of a second up to ten minutes, half of it by chance."""
    span = min(_BACKOFF_MAX_S, 0.2 * 2.0**attempts)
    return span / 2 + random.random() * span / 2  # noqa: S311 - spreads retries, guards nothing
