"""The ground of a group: which activities run with which revision, and which clients are blocked.

Invariant   a play is decided by the revision that is published in its own transaction, never by an older one
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.play.groups.attempt import NotRunning
from largesse.play.groups.eligible import NotEligible
from largesse.play.plans.plan import Plan
from largesse.store.work import Read

_OPEN = "running"
_GROUND = """
select activity, state, hash from activities_out($1)
union all
select blocked, '', '' from audience_blocked($2) blocked
"""


class _Row(NamedTuple):
    """An activity that is out, or without state and hash a client who is blocked."""

    id: UUID
    state: str
    hash: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for a whole group, read in its transaction."""

    running: dict[UUID, tuple[str, str]]
    blocked: frozenset[UUID]


async def ground(read: Read, activities: Collection[UUID], clients: Collection[UUID]) -> Ground:
    """Read states and published hashes of some activities, and who of some clients is blocked."""
    rows = await read.tuples(_Row, _GROUND, list(activities), list(clients))
    return Ground(
        {row.id: (row.state, row.hash) for row in rows if row.state},
        frozenset(row.id for row in rows if not row.state),
    )


def check(found: Ground, plan: Plan, client: UUID) -> None:
    """Refuse unless the activity runs and the client is free to take part.

    Raises:
        NotRunning: ``play.not_running``.
        NotEligible: ``play.not_eligible``.
        Contended: a newer revision was published meanwhile; the caller asks again with its plan.
    """
    state, revision_hash = found.running.get(plan.activity, ("unpublished", ""))
    if state != _OPEN:
        raise NotRunning(state, plan.start if state == "scheduled" else None)
    if client in found.blocked:
        raise NotEligible
    if revision_hash != plan.revision_hash:
        raise Contended
