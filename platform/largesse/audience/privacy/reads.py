"""How a client's choices and requests stand, for himself and for staff."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.records import ClientId
from largesse.audience.privacy.privacy import AT_FIRST, PURPOSES, Purpose
from largesse.audience.privacy.records import ErasureId
from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

RECEIPTS_MAX = 50
SORTS = {"askedAt": Sort("e.asked_at", "timestamptz")}
_COLUMNS = """e.id, e.customer, e.org_unit, e.state, e.asked_at, e.ended_at, e.reason, c.name, c.ext_id"""
_FROM = "audience_erasure e join audience_customer c on c.id = e.customer"
_RECEIPTS = """
select purpose, agreed, words, at from audience_choice where customer = $1 order by at desc, id desc limit $2
"""
_LATEST = """
select id, customer, org_unit, state, asked_at, ended_at, reason, '' as name, '' as ext_id
from audience_erasure where customer = $1 order by asked_at desc, id desc limit 1
"""
_WAITING = """
select count(*) from audience_erasure where state = 'asked' and ($1::uuid[] is null or org_unit = any($1))
"""


@dataclass(frozen=True)
class Receipt:
    """What a client chose, when, and the words that stood beside it."""

    purpose: str
    agreed: bool
    words: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """How a purpose stands; ``at`` None: never chosen."""

    purpose: Purpose
    agreed: bool
    at: datetime | None


@dataclass(frozen=True)
class ErasureRow:
    """A request to be erased."""

    id: ErasureId
    customer: ClientId
    org_unit: UnitId
    state: str
    asked_at: datetime
    ended_at: datetime | None
    reason: str
    name: str
    ext_id: str


async def receipts_of(read: Read, client: UUID) -> list[Receipt]:
    """Read a client's choices, newest first, at most 50."""
    return await read.all(Receipt, _RECEIPTS, client, RECEIPTS_MAX)


def standing_of(receipts: list[Receipt]) -> list[Standing]:
    """Say how each purpose stands, out of the choices newest first."""
    found = []
    for purpose in PURPOSES:
        last = next((one for one in receipts if one.purpose == purpose), None)
        found.append(Standing(purpose, last.agreed if last else AT_FIRST[purpose], last.at if last else None))
    return found


async def latest_erasure(read: Read, client: UUID) -> ErasureRow | None:
    """Read a client's last request."""
    return await read.one(ErasureRow, _LATEST, client)


async def erasures_page(
    read: Read, actor: Actor, wish: Wish, *, state: str | None = None
) -> Paged[ErasureRow]:
    """List requests within reach, newest first."""
    asked = List(_COLUMNS, _FROM, "e.id")
    asked.within(actor.units, "e.org_unit")
    if state:
        asked.conditions.append(f"e.state = {asked.param(state)}")
    asked.search(wish.search, "c.ext_id")
    return await paged(read, ErasureRow, asked, chosen(wish.sort, SORTS, "-askedAt"), wish.page)


async def erasures_waiting(read: Read, actor: Actor) -> int:
    """Count the requests that wait within reach."""
    units = None if actor.units is None else list(actor.units)
    found: int = await read.value(_WAITING, units)
    return found
