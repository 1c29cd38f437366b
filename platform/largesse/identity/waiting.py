"""What waits for a person: each room counts its own; the home screen adds nothing to it.

Words       a *wait* is a kind of work and how much of it lies before this actor
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from largesse.identity.approvals.reads import approvals_waiting
from largesse.identity.calendars.reads import calendar_ends
from largesse.identity.deliveries.reads import dead_waiting
from largesse.identity.resets.reads import OPERATION, count_waiting
from largesse.kernel.actor import Actor
from largesse.store.house import Port
from largesse.store.work import Read

Count = Callable[[Read, Actor], Awaitable[int]]


@dataclass(frozen=True)
class Wait:
    """A kind of work; who lacks ``operation`` is not asked to do it."""

    kind: str
    operation: str
    count: Count


WAITS: Port[Wait] = Port("identity.waits")


async def waiting(read: Read, actor: Actor) -> dict[str, int]:
    """Count what waits, by kind, kinds with nothing left out."""
    waits = [one for one in read.house.all(WAITS) if actor.may(one.operation)]
    counts = {one.kind: await one.count(read, actor) for one in waits}
    return {kind: count for kind, count in counts.items() if count}


OWN_WAITS = (
    WAITS.of(Wait("approval", "identity.read_approvals", approvals_waiting)),
    WAITS.of(Wait("reset", OPERATION, count_waiting)),
    WAITS.of(Wait("calendar", "identity.load_calendar", calendar_ends)),
    WAITS.of(Wait("delivery", "identity.retry_delivery", dead_waiting)),
)
