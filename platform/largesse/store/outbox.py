"""The outbox: events become one delivery per handler; the table is the truth, wakes are only wakes.

Words       event -> (relay) -> delivery: due -> leased -> done | dead
Invariant   a handler's effect and ``done`` commit together, so each effect happens exactly once
Source      docs/explanation/outbox.md
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.errors import Leaf
from largesse.store.work import Tx, Work

Class = Literal["fast", "provider", "slow"]
CLASSES: tuple[Class, ...] = ("fast", "provider", "slow")
ATTEMPTS_MAX = 12
STOPS_MAX = 5
LIMIT_S: dict[Class, float] = {"fast": 20.0, "provider": 45.0, "slow": 240.0}
RELAY_BATCH = 500


@dataclass(frozen=True, slots=True)
class Event:
    """What was told; ``key`` is the subject's id, ``payload`` plain JSON."""

    id: UUID
    topic: str
    key: str
    payload: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Handler:
    """Act on an event inside one transaction. ``name`` is stable: it is part of the delivery.

    ``klass`` says which drain runs it and how long it may take, ``LIMIT_S``.
    """

    name: str
    act: Callable[[Event, Tx[Any]], Awaitable[None]]
    klass: Class = "fast"


@dataclass(frozen=True, slots=True)
class TwoStep:
    """Act with a call outside any transaction: prepare (tx) -> call -> finish (tx).

    ``prepare`` gives what to ask, or None when nothing is left to do. ``call`` gets a request id that stays
    the same over redeliveries, and the work that reaches the house.
    ``finish`` records the outcome; it commits together with ``done``.
    """

    name: str
    prepare: Callable[[Event, Tx[Any]], Awaitable[Any | None]]
    call: Callable[[Any, str, Work], Awaitable[Any]]
    finish: Callable[[Any, Any, Tx[Any]], Awaitable[None]]
    klass: Class = "provider"


@dataclass(frozen=True, slots=True)
class Tick:
    """Work by the clock: ``act`` runs at most once per ``every_s`` in the whole house.

    ``waits`` is a query that has a row while there is something to do, for what runs every few seconds and
    mostly finds nothing: a worker asks it as it looks what is due. In it ``$1`` is the time; empty: it runs
    each time.
    """

    name: str
    every_s: float
    act: Callable[[Work], Awaitable[None]]
    waits: str = ""


Handlers = dict[str, list[Handler | TwoStep]]


@dataclass(frozen=True)
class Later(Exception, metaclass=Leaf):  # noqa: N818 - an instruction, not an error
    """Raised by a handler that wants the same delivery again, for example while an outcome is unknown."""

    after_s: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An event that nobody has relayed yet."""

    id: UUID
    at: datetime
    topic: str


async def relay(tx: Tx[Any], handlers: Handlers) -> int:
    """Turn waiting events into deliveries, at most ``RELAY_BATCH``; rows another relay holds are skipped.

    Returns:
        How many events were relayed; call again while it equals ``RELAY_BATCH``.
    """
    events = await tx.all(
        _Waiting,
        "select id, at, topic from store_outbox where relayed_at is null"
        " order by id limit $1 for update skip locked",
        RELAY_BATCH,
    )
    if not events:
        return 0
    wanted = [
        (event.id, event.at, event.topic, handler.name, handler.klass)
        for event in events
        for handler in handlers.get(event.topic, [])
    ]
    if wanted:
        columns = [list(column) for column in zip(*wanted, strict=True)]
        await tx.run(
            "insert into store_delivery (id, event, event_at, topic, handler, class, state, due_at)"
            " select gen_random_uuid(), e, a, t, h, c, 'due', $6"
            " from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[])"
            " as w(e, a, t, h, c) on conflict (event, handler) do nothing",
            *columns,
            tx.now,
        )
    await tx.run(
        "update store_outbox o set relayed_at = $3"
        " from unnest($1::uuid[], $2::timestamptz[]) as w(id, at) where o.id = w.id and o.at = w.at",
        [event.id for event in events],
        [event.at for event in events],
        tx.now,
    )
    return len(events)
