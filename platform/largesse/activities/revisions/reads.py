"""Revisions for screens: the history, what the editor opens, what approvers compare, what clients saw."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import RevisionState, ShownState, State
from largesse.activities.lifecycle.reads import SHOWN_STATE
from largesse.activities.lifecycle.records import ActivityId
from largesse.activities.revisions.drafts import OPEN
from largesse.activities.revisions.records import RevisionId
from largesse.identity.approvals.reads import SignatureRow, approval_signatures
from largesse.identity.approvals.records import ApprovalId
from largesse.kernel.actor import Actor
from largesse.store.work import Read

_HISTORY = f"""
select id, number, kind, {SHOWN_STATE}, hash, edited_at, edited_by_name, submitted_at,
  published_at, note, approval, maker, summary, difference
from activities_revision where activity = $1 order by number desc limit 100
"""  # noqa: S608 - constants
_EDITING = """
select distinct on (r.activity) r.activity, r.id, r.state, r.hash, r.document, r.draft_version,
  r.edited_by_name, exists (select 1 from activities_revision s where s.activity = r.activity
    and s.kind <> 'edit' and s.state = any($2)) as short_route_taken
from activities_revision r where r.activity = any($1::uuid[]) and r.kind = 'edit'
order by r.activity, (r.state = any($2)) desc, r.number desc
"""
_PREVIEWED = """
select r.id as revision, r.document, a.id as activity, a.slug, a.state, a.org_unit
from activities_revision r join activities_activity a on a.id = r.activity where r.id = $1
"""
_COMPARED = """
select r.id, r.number, r.kind, r.state, r.hash, r.document, a.id as activity, a.slug, a.org_unit,
  (select b.document from activities_revision b where b.activity = a.id and b.number < r.number
    and b.published_at is not null order by b.number desc limit 1) as base_document
from activities_revision r join activities_activity a on a.id = r.activity where r.id = $1
"""
_SEEN = """
select id, number, hash, published_at, edited_by_name, approval from activities_revision
where activity = $1 and published_at is not null order by number desc limit 50
"""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A revision in the history of an activity, without its document."""

    id: RevisionId
    number: int
    kind: str
    state: ShownState
    hash: str | None
    edited_at: datetime
    edited_by_name: str
    submitted_at: datetime | None
    published_at: datetime | None
    note: str
    approval: ApprovalId | None
    maker: UUID | None
    summary: dict[str, Any] | None
    difference: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Editing:
    """The revision that the editor opens, complete or not; ``short_route_taken`` is of its activity."""

    activity: ActivityId
    id: RevisionId
    state: RevisionState
    hash: str | None
    document: dict[str, Any]
    draft_version: int
    edited_by_name: str
    short_route_taken: bool


@dataclass(frozen=True, slots=True)
class Previewed:
    """A revision's document for a preview, with its activity."""

    revision: RevisionId
    document: dict[str, Any]
    activity: ActivityId
    slug: str
    state: State
    org_unit: UUID


@dataclass(frozen=True, slots=True)
class Compared:
    """A revision and the document it would replace; None for the first."""

    id: RevisionId
    number: int
    kind: str
    state: RevisionState
    hash: str | None
    document: dict[str, Any]
    base_document: dict[str, Any] | None
    activity: ActivityId
    slug: str
    org_unit: UUID


@dataclass(frozen=True, slots=True)
class Seen:
    """A revision that was ever out, and the names under its approval in the order of signing."""

    id: RevisionId
    number: int
    hash: str
    published_at: datetime
    edited_by_name: str
    approval: ApprovalId
    signers: tuple[str, ...] = ()


async def history(read: Read, activity: UUID) -> list[HistoryRow]:
    """Give the revisions of an activity, newest first, at most 100."""
    return await read.all(HistoryRow, _HISTORY, activity)


async def shown_in_editor(read: Read, activities: list[ActivityId]) -> dict[ActivityId, Editing]:
    """Give the revisions that the editor opens: the open one, else the newest of people's hands."""
    return {one.activity: one for one in await read.all(Editing, _EDITING, activities, list(OPEN))}


async def previewed(read: Read, revision: UUID) -> Previewed | None:
    """Give a revision's document with its activity's slug, state and org unit."""
    return await read.one(Previewed, _PREVIEWED, revision)


async def approved_waiting(read: Read, actor: Actor) -> int:
    """Count approved revisions within reach that wait to be published."""
    sql = (
        "select count(*) from activities_revision r join activities_activity a on a.id = r.activity"
        " where r.state = 'approved' and ($1::uuid[] is null or a.org_unit = any($1))"
    )
    return int(await read.value(sql, None if actor.units is None else list(actor.units)))


async def returned_waiting(read: Read, actor: Actor) -> int:
    """Count activities within reach whose newest revision came back to this actor, who put it forward."""
    sql = (
        f"select count(*) from activities_activity a cross join lateral (select {SHOWN_STATE}, maker from"  # noqa: S608 - constants
        " activities_revision where activity = a.id order by number desc limit 1) r"
        " where r.state = 'changes_requested' and r.maker = $2"
        " and ($1::uuid[] is null or a.org_unit = any($1))"
    )
    return int(await read.value(sql, None if actor.units is None else list(actor.units), actor.id))


async def compared(read: Read, revision: UUID, actor: Actor) -> Compared | None:
    """Give a revision with its document and the one it would replace, within reach."""
    row = await read.one(Compared, _COMPARED, revision)
    return row if row is not None and actor.reaches(row.org_unit) else None


async def seen_by_clients(read: Read, activity: UUID) -> list[Seen]:
    """Give the revisions that were ever out, newest first, each with the names under its approval."""
    rows = await read.all(Seen, _SEEN, activity)
    signed = await approval_signatures(read, [row.approval for row in rows])
    return [replace(row, signers=_names(signed.get(row.approval, []))) for row in rows]


def _names(signatures: list[SignatureRow]) -> tuple[str, ...]:
    return tuple(one.hand_name for one in signatures if one.decision == "approve" and not one.annulled)
