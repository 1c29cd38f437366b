"""What advisers can hand over, what they handed, and the note that a client reads."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.identity.approvals.reads import approval_signatures
from largesse.identity.approvals.records import ApprovalId
from largesse.identity.units.line import units_above
from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_starts, month_in, now
from largesse.kernel.settings import settings
from largesse.rights.batches.records import BatchId
from largesse.rights.handing.records import HandingRequestId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_NOTE = """
select h.note, h.locale, h.adviser, h.at from rights_handing h
where h.entitlement = $1 and h.client = $2 and h.note <> '—'
"""
_OF_RIGHT = """
select h.note, h.locale, h.adviser, h.at from rights_handing h where h.entitlement = $1
"""
_NOTES = """
select h.note, h.locale, h.adviser, h.at from rights_handing h where h.client = $1 order by h.at desc
"""
_OPEN = """a.state = 'open' and b.state = 'active' and b.free > 0
  and b.starts_at <= now() and b.ends_at > now()"""
_WORTH = "greatest(coalesce(b.market_value_minor, s.market_value_minor), b.unit_cost_minor)"
_REQUESTS = """q.id, q.batch, q.client, q.note, q.worth_minor, q.currency, q.state, q.entitlement, q.approval,
  q.made_at, s.title"""
_OF_REQUESTS = """rights_handing_request q join rights_batch b on b.id = q.batch
  join rights_sku s on s.id = b.sku"""
SORTS = {"madeAt": Sort("q.made_at", "timestamptz")}
_TERMS = """
select a.state, a.per_adviser, a.per_client,
  (select count(*) from rights_handing h where h.batch = a.batch and h.at >= $2) as this_month
from rights_adviser_batch a where a.batch = $1
"""


@dataclass(frozen=True)
class HandableRow:
    """A batch that an adviser may hand from; ``left_now``: how many he may still hand over this month.

    ``signed``: a second person signs it.
    """

    id: BatchId
    code: str
    title: dict[str, str]
    free: int
    left_now: int
    signed: bool


@dataclass(frozen=True)
class Note:
    """What an adviser wrote to a client."""

    note: str
    locale: str
    adviser: UUID
    at: datetime


@dataclass(frozen=True)
class RequestRow:
    """What an adviser asked to hand over; the client's name, masked, and why it was returned
    are added after reading.
    """

    id: HandingRequestId
    batch: UUID
    client: UUID
    note: str
    worth_minor: int
    currency: str
    state: str
    entitlement: UUID | None
    approval: UUID
    made_at: datetime
    title: dict[str, str]
    client_name: str = ""
    reason: str = ""


@dataclass(frozen=True)
class TermsRow:
    """What a batch lets advisers hand over, and what they did this month."""

    state: str
    per_adviser: int
    per_client: int
    this_month: int


async def handable_page(read: Read, actor: Actor, wish: Wish) -> Paged[HandableRow]:
    """List the batches that an adviser may hand from now: open, in their window, of his unit or one above."""
    zone = settings().zone
    units = await units_above(read, actor.unit) if actor.unit else []
    asked = List("", "", "b.id")
    me, month = asked.param(actor.id), asked.param(day_starts(month_in(now(), zone), zone))
    handed = f"h.batch = b.id and h.adviser = {me} and h.at >= {month}"
    left = f"a.per_adviser - (select count(*) from rights_handing h where {handed})"  # noqa: S608 - placeholders
    signed = f"{_WORTH} > {asked.param(settings().adviser_gift_max_minor)}"
    asked.columns = f"b.id, b.code, b.title, b.free, {left} as left_now, {signed} as signed"
    asked.source = (
        "rights_adviser_batch a join rights_batch b on b.id = a.batch join rights_sku s on s.id = b.sku"
    )
    asked.conditions += [
        _OPEN,
        f"b.org_unit = any({asked.param(units)}::uuid[])",
    ]
    asked.search(wish.search, "b.code", "b.title->>'zh-CN'", "b.title->>'en'", "s.code")
    sorts = {"code": Sort("b.code")}
    return await paged(read, HandableRow, asked, chosen(wish.sort, sorts, "code"), wish.page)


async def requests_page(
    read: Read, actor: Actor, wish: Wish, *, state: str | None = None
) -> Paged[RequestRow]:
    """List what an adviser asked to hand over."""
    asked = List(_REQUESTS, _OF_REQUESTS, "q.id")
    asked.conditions.append(f"q.adviser = {asked.param(actor.id)}")
    if state:
        asked.conditions.append(f"q.state = {asked.param(state)}")
    asked.search(wish.search, "s.title->>'zh-CN'", "s.title->>'en'", "b.code")
    page = await paged(read, RequestRow, asked, chosen(wish.sort, SORTS, "-madeAt"), wish.page)
    names = await names_of(read, list({row.client for row in page.rows})) if page.rows else {}
    returned = [ApprovalId(row.approval) for row in page.rows if row.state == "returned"]
    signed = await approval_signatures(read, returned) if returned else {}
    why = {
        key: next((one.opinion for one in rows[::-1] if one.decision == "return"), "")
        for key, rows in signed.items()
    }
    return page.with_rows(
        lambda row: replace(
            row, client_name=names.get(row.client, ""), reason=why.get(ApprovalId(row.approval), "")
        )
    )


async def note_of(read: Read, client: UUID, right: UUID) -> Note | None:
    """Read the note to a client about a right; whoever gets the right from him does not read it."""
    return await read.one(Note, _NOTE, right, client)


async def handing_of(read: Read, right: UUID) -> Note | None:
    """Read who handed a right over, and his note, for staff; None: no adviser did."""
    return await read.one(Note, _OF_RIGHT, right)


async def notes_to(read: Read, client: UUID) -> list[Note]:
    """Read every note to a client, newest first, for the copy that he takes along."""
    return await read.all(Note, _NOTES, client)


async def terms_of(read: Read, batch: UUID) -> TermsRow | None:
    """Read what a batch lets advisers hand over; None: it was never opened to them."""
    zone = settings().zone
    return await read.one(TermsRow, _TERMS, batch, day_starts(month_in(now(), zone), zone))
