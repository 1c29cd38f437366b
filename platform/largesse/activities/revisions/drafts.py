"""Revisions as use cases read and write them; the activity is locked first.

Words       *open* draft, in review, or approved and not out yet; *out* what clients see
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import PUT_FORWARD, RevisionState
from largesse.activities.lifecycle.locking import locked
from largesse.activities.lifecycle.records import Activity
from largesse.activities.revisions.records import Revision
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.kernel.ids import new_id
from largesse.store.sql import statement
from largesse.store.work import Read, Tx

OPEN: tuple[RevisionState, ...] = ("draft", *sorted(PUT_FORWARD))
_INSERT = statement(__name__, "insert")


@dataclass(frozen=True)
class RevisionMissing(Missing):
    """No such revision within reach."""

    code = "activities.revision_missing"
    revision: UUID


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A draft to be written; ``document`` may be incomplete; ``kind`` is edit, restock or extend."""

    activity: UUID
    document: Any
    kind: str = "edit"


async def locked_revision(tx: Tx[Any], revision: UUID, actor: Actor) -> tuple[Activity, Revision]:
    """Lock the activity of a revision and read both.

    Raises:
        RevisionMissing: ``activities.revision_missing``, also when out of the actor's reach.
    """
    missing = RevisionMissing(revision)
    before = await Revision.get_or_none(id=revision, using_db=tx.conn)
    if before is None:
        raise missing
    activity = await locked(tx, before.activity, actor, missing)
    return activity, await Revision.get(id=revision, using_db=tx.conn)


async def open_edit(read: Read, activity: UUID) -> Revision | None:
    """Give the open revision that people work on."""
    found = Revision.filter(activity=activity, kind="edit", state__in=OPEN)
    return await found.using_db(read.conn).first()


async def out(read: Read, activity: UUID) -> Revision | None:
    """Give the revision that clients see."""
    return await Revision.filter(activity=activity, state="published").using_db(read.conn).first()


async def short_route_is_taken(read: Read, activity: UUID) -> bool:
    """Tell whether a restock or an extension is open."""
    found = Revision.filter(activity=activity, state__in=OPEN).exclude(kind="edit")
    return await found.using_db(read.conn).exists()


async def insert(tx: Tx[Any], new: NewRevision, actor: Actor) -> UUID:
    """Write a draft with the activity's next number."""
    revision = new_id()
    await tx.run(_INSERT, revision, new.activity, new.kind, new.document, actor.id, actor.name, tx.now)
    return revision
