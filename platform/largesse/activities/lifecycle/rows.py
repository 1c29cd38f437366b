"""Rows of activities and revisions, locked late and always the activity first.

Invariant   whoever changes an activity or a revision of it holds the activity's row lock
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import RevisionState, State
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.kernel.ids import new_id
from largesse.store.work import Read, Tx

Row = dict[str, Any]


@dataclass(frozen=True)
class ActivityMissing(Missing):
    """No such activity within reach."""

    code = "activities.activity_missing"
    activity: UUID


@dataclass(frozen=True)
class RevisionMissing(Missing):
    """No such revision within reach."""

    code = "activities.revision_missing"
    revision: UUID


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as read under lock."""

    id: UUID
    slug: str
    title: dict[str, str]
    org_unit: UUID
    state: State
    starts_at: datetime | None
    ends_at: datetime | None
    published: UUID | None

    def facts(self) -> dict[str, str]:
        """Give what every event of this activity says."""
        return {
            "activity": str(self.id),
            "slug": self.slug,
            "org_unit": str(self.org_unit),
            "state": self.state,
        }


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as read under its activity's lock."""

    id: UUID
    activity: UUID
    number: int
    kind: str
    state: RevisionState
    document: ActivityDocument
    hash: str | None
    draft_version: int
    edited_by_name: str
    edited_at: datetime
    maker: UUID | None
    approval: UUID | None
    editors: list[UUID]


_ACTIVITY = "select id, slug, title, org_unit, state, starts_at, ends_at, published from activities_activity"
_REVISION = (
    "select id, activity, number, kind, state, document, hash, draft_version, edited_by_name, edited_at,"
    " maker, approval, editors from activities_revision"
)


async def locked(tx: Tx[Any], activity: UUID, actor: Actor) -> Activity:
    """Lock an activity.

    Raises:
        ActivityMissing: ``activities.activity_missing``, also when out of the actor's reach.
    """
    row = await tx.row(f"{_ACTIVITY} where id = $1 for update", activity)
    if row is None:
        raise ActivityMissing(activity)
    actor.reach(row["org_unit"], ActivityMissing(activity))
    return Activity(**row)


async def locked_revision(tx: Tx[Any], revision: UUID, actor: Actor) -> tuple[Activity, Revision]:
    """Lock the activity of a revision and read both.

    Raises:
        RevisionMissing: ``activities.revision_missing``, also when out of the actor's reach.
    """
    of = await tx.value("select activity from activities_revision where id = $1", revision)
    row = await tx.row(f"{_ACTIVITY} where id = $1 for update", of) if of else None
    if row is None:
        raise RevisionMissing(revision)
    actor.reach(row["org_unit"], RevisionMissing(revision))
    found = await tx.row(f"{_REVISION} where id = $1", revision)
    return Activity(**row), _revision(cast("Row", found))


async def open_edit(read: Read, activity: UUID) -> Revision | None:
    """Give the revision that people work on: draft, in review, or approved and not out yet."""
    sql = f"{_REVISION} where activity = $1 and kind = 'edit' and state in ('draft', 'in_review', 'approved')"
    row = await read.row(sql, activity)
    return _revision(row) if row else None


async def out(read: Read, activity: UUID) -> Revision | None:
    """Give the revision that clients see."""
    row = await read.row(f"{_REVISION} where activity = $1 and state = 'published'", activity)
    return _revision(row) if row else None


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A draft to be written; ``kind`` is edit, restock or extend."""

    activity: UUID
    document: Any
    kind: str = "edit"


async def insert(tx: Tx[Any], new: NewRevision, actor: Actor) -> UUID:
    """Write a draft with the activity's next number; who wrote the returned one before it wrote this too."""
    revision = new_id()
    await tx.run(
        "insert into activities_revision"
        " (id, activity, number, kind, document, edited_by, edited_by_name, edited_at, editors)"
        " select $1::uuid, $2::uuid, coalesce(max(r.number), 0) + 1, $3::text, $4::jsonb, $5::uuid, $6::text,"
        " $7::timestamptz, array(select distinct unnest(array[$5::uuid] || coalesce(max(r.editors) filter ("
        "   where $3 = 'edit' and r.state = 'changes_requested' and r.number = l.last), '{}')))"
        " from activities_revision r, lateral (select max(number) as last from activities_revision"
        "   where activity = $2) l where r.activity = $2",
        revision,
        new.activity,
        new.kind,
        new.document,
        actor.id,
        actor.name,
        tx.now,
    )
    return revision


def _revision(row: Row) -> Revision:
    return Revision(**row)
