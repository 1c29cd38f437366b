"""Activities for screens and for the rooms above: what is out, lists, one activity.

Words       *published* the revision that clients see, with the state of its activity
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import State
from largesse.activities.lifecycle.records import ActivityId
from largesse.identity.units.line import units_above
from largesse.identity.units.reads import names_of_units
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_PUBLISHED = """
select a.id, a.slug, a.state, a.org_unit, a.starts_at, a.ends_at, r.id as revision, r.number, r.hash,
  r.document
from activities_activity a join activities_revision r on r.id = a.published
"""
_RUNNING = """
select a.id, r.hash from activities_activity a join activities_revision r on r.id = a.published
where a.state = 'running' order by a.id
"""
SORTS = {
    "updatedAt": Sort("a.moved_at", "timestamptz"),
    "startsAt": Sort("coalesce(a.starts_at, 'epoch'::timestamptz)", "timestamptz"),
    "slug": Sort("a.slug"),
    "state": Sort("a.state"),
    "title": Sort("store_name_order(a.title->>'zh-CN')", "int[]"),
}
# A return always has its reason: what went back without one was taken back by its maker.
SHOWN_STATE = "case when state = 'changes_requested' and note = '' then 'withdrawn' else state end as state"
_COLUMNS = """a.id, a.slug, a.title, a.state, a.starts_at, a.ends_at, a.moved_at, a.created_by_name,
  a.org_unit, r.state as revision_state"""
_FROM = f"""activities_activity a
  left join lateral (select {SHOWN_STATE} from activities_revision where activity = a.id
    order by number desc limit 1) r on true"""  # noqa: S608 - constants
BY_REVISION = frozenset({"changes_requested", "withdrawn", "approved", "in_review"})


@dataclass(frozen=True, slots=True)
class Published:
    """What clients see: the document that was approved as ``hash``, and whether it runs."""

    id: ActivityId
    slug: str
    state: str
    org_unit: UUID
    starts_at: datetime
    ends_at: datetime
    revision: UUID
    number: int
    hash: str
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Running:
    id: UUID
    hash: str


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as screens list it; ``revision_state`` is the newest revision's."""

    id: ActivityId
    slug: str
    title: dict[str, str]
    state: State
    starts_at: datetime | None
    ends_at: datetime | None
    moved_at: datetime
    created_by_name: str
    org_unit: UUID
    revision_state: str | None
    unit_name: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShareableRow:
    """A running activity that an adviser may share."""

    id: ActivityId
    slug: str
    title: dict[str, str]


async def published(read: Read, slug_or_id: str | UUID) -> Published | None:
    """Give what clients see of an activity, by its link name, its UUID or its ``act_`` id."""
    if isinstance(slug_or_id, str):
        slug_or_id = _id_or_slug(slug_or_id.lower())
    column = "a.id" if isinstance(slug_or_id, UUID) else "a.slug"
    return await read.one(Published, f"{_PUBLISHED} where {column} = $1", slug_or_id)


async def running(read: Read) -> list[tuple[UUID, str]]:
    """Give the activities that run, each with the hash of what is out."""
    rows = await read.all(_Running, _RUNNING)
    return [(row.id, row.hash) for row in rows]


def _id_or_slug(text: str) -> UUID | str:
    try:
        return parse_id("act", text)
    except Malformed:
        return text


async def activities_page(read: Read, actor: Actor, wish: Wish, state: str | None) -> Paged[ActivityRow]:
    """Give a page of activities within reach, of one state, theirs or their newest revision's."""
    asked = List(_COLUMNS, _FROM, "a.id")
    asked.within(actor.units, "a.org_unit")
    asked.search(wish.search, "a.slug", "a.title->>'zh-CN'", "a.title->>'en'")
    if state:
        column = "r.state" if state in BY_REVISION else "a.state"
        asked.conditions.append(f"{column} = {asked.param(state)}")
    page = await paged(read, ActivityRow, asked, chosen(wish.sort, SORTS, "-updatedAt"), wish.page)
    names = await names_of_units(read, {row.org_unit for row in page.rows})
    return page.with_rows(lambda row: replace(row, unit_name=names.get(row.org_unit, {})))


async def activity_row(read: Read, activity: UUID, actor: Actor) -> ActivityRow | None:
    """Give one activity within reach with the names that its page shows; None when there is none."""
    row = await read.one(ActivityRow, f"select {_COLUMNS} from {_FROM} where a.id = $1", activity)  # noqa: S608 - constants
    if row is None or not actor.reaches(row.org_unit):
        return None
    names = await names_of_units(read, {row.org_unit})
    return replace(row, unit_name=names.get(row.org_unit, {}))


async def shareable_page(read: Read, actor: Actor, wish: Wish) -> Paged[ShareableRow]:
    """List what runs in the actor's own units and those above, what ends first first; it is public anyway."""
    asked = List("a.id, a.slug, a.title", "activities_activity a", "a.id")
    above = await units_above(read, actor.unit) if actor.unit else []
    asked.within(None if actor.units is None else actor.units | frozenset(above), "a.org_unit")
    asked.conditions.append("a.state = 'running'")
    asked.search(wish.search, "a.slug", "a.title->>'zh-CN'", "a.title->>'en'")
    sorts = {"endsAt": Sort("a.ends_at", "timestamptz")}
    return await paged(read, ShareableRow, asked, chosen(wish.sort, sorts, "endsAt"), wish.page)
