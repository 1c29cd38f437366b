"""What waits for a person: each room counts its own; the home screen adds nothing to it.

Words       a *wait* is a kind of work and how much of it lies before this actor
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from largesse.identity.approvals.reads import approvals_waiting
from largesse.identity.deliveries.reads import dead_waiting
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Broken
from largesse.store.work import Read

Count = Callable[[Read, Actor], Awaitable[int]]


@dataclass(frozen=True)
class Wait:
    """A kind of work; who lacks ``operation`` is not asked to do it."""

    kind: str
    operation: str
    count: Count


_waits: dict[str, Wait] = {}


def register_wait(wait: Wait) -> None:
    """Let a room tell of its work; called from the room's ``ports.register``."""
    if wait.kind in _waits:
        raise Broken(f"two rooms count {wait.kind}")
    _waits[wait.kind] = wait


async def waiting(read: Read, actor: Actor) -> dict[str, int]:
    """Count what waits, by kind, kinds with nothing left out."""
    counts = {w.kind: await w.count(read, actor) for w in _waits.values() if actor.may(w.operation)}
    return {kind: count for kind, count in counts.items() if count}


register_wait(Wait("approval", "identity.read_approvals", approvals_waiting))
register_wait(Wait("delivery", "identity.retry_delivery", dead_waiting))
