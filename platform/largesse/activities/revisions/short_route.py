"""The short route: a restock or an extension of an activity that is out needs fewer signatures than an edit.

Invariant   each is a revision of its own, so that what clients see is always an approved document;
            at most one waits at a time
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import LIVE, WrongState
from largesse.activities.lifecycle.locking import locked
from largesse.activities.lifecycle.records import Activity
from largesse.activities.revisions.drafts import (
    NewRevision,
    insert,
    locked_revision,
    out,
    short_route_is_taken,
)
from largesse.activities.revisions.records import Revision
from largesse.activities.revisions.submit import RevisionSubmitted, put_forward
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Refusal
from largesse.store.work import Tx


@dataclass(frozen=True)
class ShortRouteTaken(Refusal):
    """Another restock or extension of the activity waits for signatures."""

    code = "activities.short_route_taken"


async def locked_out(tx: Tx[Any], id_: UUID, actor: Actor, move: str) -> tuple[Activity, Revision]:
    """Lock an activity that is out and give the revision that clients see.

    Raises:
        ActivityMissing: ``activities.activity_missing``, also when out of the actor's reach.
        WrongState: ``activities.wrong_state``: nothing is out.
    """
    activity = await locked(tx, id_, actor)
    shown = await out(tx, activity.id)
    if shown is None or activity.state not in LIVE:
        raise WrongState(activity.state, move)
    return activity, shown


async def propose(tx: Tx[Any], activity: Activity, new: NewRevision) -> RevisionSubmitted:
    """Write the changed document as a revision and put it before the approvers of the short route.

    Raises:
        ShortRouteTaken: ``activities.short_route_taken``.
    """
    if await short_route_is_taken(tx, activity.id):
        raise ShortRouteTaken
    revision = await insert(tx, new, tx.actor)
    _, draft = await locked_revision(tx, revision, tx.actor)
    return await put_forward(tx, activity, draft)
