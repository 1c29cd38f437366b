"""The ground of a group: which activities run with which revision, and which clients are blocked.

Invariant   a play is decided by the revision that is published in its own transaction, never by an older one
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.play.attempt import NotRunning
from largesse.play.eligible import NotEligible
from largesse.play.rulebook import Plan
from largesse.store.work import Read

_OPEN = "running"
_GROUND = """
select a.id, a.state, r.hash, false as blocked
from activities_activity a join activities_revision r on r.id = a.published where a.id = any($1::uuid[])
union all
select c.id, '', '', true from audience_customer c where c.id = any($2::uuid[]) and c.blocked
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for a whole group, read in its transaction."""

    running: dict[UUID, tuple[str, str]]
    blocked: frozenset[UUID]


async def ground(read: Read, activities: Collection[UUID], clients: Collection[UUID]) -> Ground:
    """Read states and published hashes of some activities, and who of some clients is blocked."""
    rows = await read.rows(_GROUND, list(activities), list(clients))
    return Ground(
        {row["id"]: (row["state"], row["hash"]) for row in rows if not row["blocked"]},
        frozenset(row["id"] for row in rows if row["blocked"]),
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
