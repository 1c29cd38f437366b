"""Queries for screens and for the rooms above: what is out, lists, one activity with its history.

Words       *published* the revision that clients see, with the state of its activity
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.activities.lifecycle.rows import Row
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.store.keyset import List, Rows, Sort, Wish, chosen, listed
from largesse.store.work import Read

_PUBLISHED = """
select a.id, a.slug, a.state, a.org_unit, a.starts_at, a.ends_at, r.id as revision, r.number, r.hash,
  r.document
from activities_activity a join activities_revision r on r.id = a.published
"""
SORTS = {
    "updatedAt": Sort("a.moved_at", "timestamptz"),
    "startsAt": Sort("coalesce(a.starts_at, 'epoch'::timestamptz)", "timestamptz"),
    "slug": Sort("a.slug"),
    "state": Sort("a.state"),
    "title": Sort("a.title->>'zh-CN'"),
}
_COLUMNS = """a.id, a.slug, a.title, a.state, a.starts_at, a.ends_at, a.moved_at, a.created_by_name,
  a.org_unit, u.name_zh as unit_zh, u.name_en as unit_en, r.state as revision_state,
  r.number as revision_number"""
_FROM = """activities_activity a join identity_org_unit u on u.id = a.org_unit
  left join lateral (select state, number from activities_revision where activity = a.id
    order by number desc limit 1) r on true"""
_REVISIONS = """
select r.id, r.number, r.kind, r.state, r.hash, r.edited_at, r.edited_by_name, r.submitted_at, r.decided_at,
  r.published_at, r.note, r.approval, r.summary, r.difference
from activities_revision r where r.activity = $1 order by r.number desc limit 100
"""


@dataclass(frozen=True, slots=True)
class Published:
    """What clients see: the document that was approved as ``hash``, and whether it runs."""

    id: UUID
    slug: str
    state: str
    org_unit: UUID
    starts_at: datetime
    ends_at: datetime
    revision: UUID
    number: int
    hash: str
    document: ActivityDocument


async def published(read: Read, slug_or_id: str | UUID) -> Published | None:
    """Give what clients see of an activity, by its link name, its UUID or its ``act_`` id."""
    if isinstance(slug_or_id, str) and slug_or_id.startswith("act_"):
        slug_or_id = _id_or_slug(slug_or_id)
    column = "a.id" if isinstance(slug_or_id, UUID) else "a.slug"
    row = await read.row(f"{_PUBLISHED} where {column} = $1", slug_or_id)
    return Published(**row) if row else None


def _id_or_slug(text: str) -> UUID | str:
    try:
        return parse_id("act", text)
    except Malformed:
        return text


async def page_of_activities(read: Read, actor: Actor, wish: Wish, state: str | None) -> Rows:
    """Give a page of activities within reach, one row more than asked, and their count up to 10,000."""
    asked = List(_COLUMNS, _FROM, "a.id")
    asked.within(actor.units, "a.org_unit")
    asked.search(wish.search, "a.slug", "a.title->>'zh-CN'", "a.title->>'en'")
    if state:
        asked.conditions.append(f"a.state = {asked.param(state)}")
    return await listed(read, asked, chosen(wish.sort, SORTS, "-updatedAt"), wish.page)


async def one(read: Read, activity: UUID, actor: Actor) -> Row | None:
    """Give one activity within reach with the names that its page shows; None when there is none."""
    row = await read.row(f"select {_COLUMNS} from {_FROM} where a.id = $1", activity)  # noqa: S608 - constants
    return row if row is not None and actor.reaches(row["org_unit"]) else None


async def revisions(read: Read, activity: UUID) -> list[Row]:
    """Give the history of an activity, newest first, at most 100; without documents."""
    return await read.rows(_REVISIONS, activity)


async def shown_in_editor(read: Read, activities: list[UUID]) -> dict[UUID, Row]:
    """Give the revisions that the editor opens: the open one, else the newest of people's hands."""
    rows = await read.rows(
        "select distinct on (activity) activity, id, number, state, hash, document, draft_version,"
        " edited_by_name, edited_at from activities_revision"
        " where activity = any($1::uuid[]) and kind = 'edit'"
        " order by activity, (state in ('draft', 'in_review', 'approved')) desc, number desc",
        activities,
    )
    return {row["activity"]: row for row in rows}


async def revision_document(read: Read, revision: UUID) -> Row | None:
    """Give a revision's document with its activity's slug, state and org unit, for a preview."""
    return await read.row(
        "select r.id as revision, r.document, r.hash, r.state as revision_state, a.id, a.slug, a.state,"
        " a.org_unit, a.starts_at, a.ends_at"
        " from activities_revision r join activities_activity a on a.id = r.activity"
        " where r.id = $1",
        revision,
    )


async def approved_waiting(read: Read, actor: Actor) -> int:
    """Count approved revisions within reach that wait to be published."""
    sql = (
        "select count(*) from activities_revision r join activities_activity a on a.id = r.activity"
        " where r.state = 'approved' and ($1::uuid[] is null or a.org_unit = any($1))"
    )
    return int(await read.value(sql, None if actor.units is None else list(actor.units)))


async def shareable(read: Read, actor: Actor) -> list[Row]:
    """Give what runs in the actor's own units and those above, at most 100; what is public anyway."""
    return await read.rows(
        "select a.id, a.slug, a.title, a.ends_at from activities_activity a where a.state = 'running'"
        " and ($1::uuid[] is null or a.org_unit = any($1)"
        "   or a.org_unit in (select unnest(path) from identity_org_unit where id = $2))"
        " order by a.ends_at, a.id limit 100",
        None if actor.units is None else list(actor.units),
        actor.unit,
    )


async def compared(read: Read, revision: UUID, actor: Actor) -> Row | None:
    """Give a revision with its document and the one it would replace, within reach."""
    row = await read.row(
        "select r.id, r.number, r.kind, r.state, r.hash, r.document, a.id as activity, a.slug, a.org_unit,"
        " (select b.document from activities_revision b where b.activity = a.id and b.number < r.number"
        "   and b.published_at is not null order by b.number desc limit 1) as base_document"
        " from activities_revision r join activities_activity a on a.id = r.activity where r.id = $1",
        revision,
    )
    return row if row is not None and actor.reaches(row["org_unit"]) else None


async def seen_by_clients(read: Read, activity: UUID) -> list[Row]:
    """Give the revisions that were ever out, newest first, each with the names under its approval."""
    return await read.rows(
        "select r.id, r.number, r.hash, r.published_at, r.edited_by_name, r.approval,"
        " coalesce((select array_agg(s.name order by g.at) from identity_signature g"
        "   join identity_staff s on s.id = g.hand"
        "   where g.approval = r.approval and g.annulled_by is null and g.decision = 'approve'), '{}')"
        " as signers"
        " from activities_revision r where r.activity = $1 and r.published_at is not null"
        " order by r.number desc limit 50",
        activity,
    )
