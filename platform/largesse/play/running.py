"""Is the activity running, and is the plan at hand still the published one: asked again in each group.

Invariant   a play is decided by the revision that is published in its own transaction, never by an older one
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.errors import Contended
from largesse.kernel.work import Read
from largesse.play.attempt import NotRunning
from largesse.play.rulebook import Plan

_OPEN = "running"


@dataclass(frozen=True, slots=True)
class Running:
    """An activity's state and the hash of its published revision."""

    state: str
    revision_hash: str


async def states(read: Read, activities: Collection[UUID]) -> dict[UUID, Running]:
    """Read the states of some activities that are published."""
    rows = await read.rows(
        "select a.id, a.state, r.hash from activities_activity a"
        " join activities_revision r on r.id = a.published where a.id = any($1::uuid[])",
        list(activities),
    )
    return {row["id"]: Running(row["state"], row["hash"]) for row in rows}


def check(plan: Plan, found: Running | None) -> None:
    """Refuse unless the activity runs.

    Raises:
        NotRunning: ``play.not_running``.
        Contended: a newer revision was published meanwhile; the caller asks again with its plan.
    """
    if found is None or found.state != _OPEN:
        raise NotRunning(found.state if found else "unpublished", plan.start if found else None)
    if found.revision_hash != plan.revision_hash:
        raise Contended
