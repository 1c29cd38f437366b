"""Complaints and ratings for screens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.complaints.records import ComplaintId
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_OWN = """
select id, about, words, state, at, due_at, answer, answered_at, reopened from rights_complaint
where entitlement = $1 and client = $2 order by at desc, id desc limit 10
"""
_WAITING = """
select count(*) from rights_complaint where state = 'open' and ($1::uuid[] is null or org_unit = any($1))
"""
SORTS = {"at": Sort("c.at", "timestamptz"), "dueAt": Sort("c.due_at", "timestamptz")}


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint with its right and provider."""

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


@dataclass(frozen=True)
class OwnComplaint:
    """A complaint as its client sees it."""

    id: ComplaintId
    about: str
    words: str
    state: str
    at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None
    reopened: int


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
    return await paged(read, ComplaintRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)


async def own_complaints(read: Read, entitlement: UUID, client: UUID) -> list[OwnComplaint]:
    """Read a client's own complaints of one right, newest first."""
    return await read.all(OwnComplaint, _OWN, entitlement, client)


async def complaints_waiting(read: Read, actor: Actor) -> int:
    """Count the complaints within reach that nobody has answered."""
    found: int = await read.value(_WAITING, None if actor.units is None else list(actor.units))
    return found
