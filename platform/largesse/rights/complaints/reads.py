"""Complaints and ratings for screens."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.complaints.records import ComplaintId
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_OWN = """
select id, about, words, state, at, due_at, answer, answered_at from rights_complaint
where entitlement = $1 and client = $2 order by at desc, id desc limit 10
"""
_TURNS = """
select complaint, staff is not null as by_staff, words, at from rights_complaint_turn
where complaint = any($1::uuid[]) order by at, id
"""
_OF_CLIENT = """
select t.complaint, t.staff is not null as by_staff, t.words, t.at
from rights_complaint_turn t join rights_complaint c on c.id = t.complaint
where c.client = $1 order by c.at, c.id, t.at, t.id
"""
_WAITING = """
select count(*) from rights_complaint where state = 'open' and ($1::uuid[] is null or org_unit = any($1))
"""
SORTS = {"at": Sort("c.at", "timestamptz"), "dueAt": Sort("c.due_at", "timestamptz")}


@dataclass(frozen=True)
class Turn:
    """What was said once in a complaint."""

    complaint: ComplaintId
    by_staff: bool
    words: str
    at: datetime


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint with its right and provider; ``turns`` are added after reading."""

    id: ComplaintId
    entitlement: EntitlementId
    client: UUID
    org_unit: UUID
    sku_title: dict[str, str]
    provider_name: dict[str, str] | None
    about: str
    words: str
    state: str
    at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None
    reopened: int
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True)
class OwnComplaint:
    """A complaint as its client sees it; ``turns`` are added after reading."""

    id: ComplaintId
    about: str
    words: str
    state: str
    at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None
    turns: tuple[Turn, ...] = ()


async def complaints_page(
    read: Read, actor: Actor, wish: Wish, *, state: str | None = None
) -> Paged[ComplaintRow]:
    """List complaints within reach."""
    asked = List(
        "c.*, s.title as sku_title, v.name as provider_name",
        "rights_complaint c join rights_entitlement e on e.id = c.entitlement"
        " join rights_sku s on s.id = e.sku left join rights_provider v on v.id = c.provider",
        "c.id",
    )
    asked.within(actor.units, "c.org_unit")
    if state:
        asked.conditions.append(f"c.state = {asked.param(state)}")
    asked.search(wish.search, "s.title->>'zh-CN'", "s.title->>'en'", "c.words")
    page = await paged(read, ComplaintRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)
    turns = await _turns(read, [row.id for row in page.rows])
    return page.with_rows(lambda row: replace(row, turns=tuple(turns.get(row.id, ()))))


async def own_complaints(read: Read, entitlement: UUID, client: UUID) -> list[OwnComplaint]:
    """Read a client's own complaints of one right, newest first."""
    rows = await read.all(OwnComplaint, _OWN, entitlement, client)
    turns = await _turns(read, [row.id for row in rows])
    return [replace(row, turns=tuple(turns.get(row.id, ()))) for row in rows]


async def turns_of_client(read: Read, client: UUID) -> list[Turn]:
    """Read all that was said in a client's complaints, in order, for the copy that he takes along."""
    return await read.all(Turn, _OF_CLIENT, client)


async def _turns(read: Read, complaints: list[ComplaintId]) -> dict[ComplaintId, list[Turn]]:
    found: dict[ComplaintId, list[Turn]] = {}
    for turn in await read.all(Turn, _TURNS, complaints) if complaints else []:
        found.setdefault(turn.complaint, []).append(turn)
    return found


async def complaints_waiting(read: Read, actor: Actor) -> int:
    """Count the complaints within reach that nobody has answered."""
    found: int = await read.value(_WAITING, None if actor.units is None else list(actor.units))
    return found
