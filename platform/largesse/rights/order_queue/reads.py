"""The queue of orders that need a person, and what people and clocks wrote on an order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.kernel.reasons import one_of
from largesse.plugging.callbacks.receive import EVENT_TOPIC
from largesse.rights.entitlements.entitlement import ORDER
from largesse.rights.entitlements.placing import ORDERED
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.order_queue.act import OPERATION
from largesse.rights.order_queue.case import UNKNOWN_LONG, Standing, acts
from largesse.rights.order_queue.locking import BESIDE
from largesse.rights.orders.fulfil import CHECK
from largesse.rights.orders.outcome import REFUSED_AFTER
from largesse.rights.orders.records import OrderId
from largesse.store.dead import dead_told
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

_OPEN = "o.state in ('created', 'submitted', 'unknown', 'accepted')"
# A provider served what it had refused: told after that, and not settled since.
_SERVED_AFTER = """
o.state in ('failed', 'cancelled', 'rerouted') and exists (select from rights_order_event x
  where x.provider_order = o.id and x.booked_at > coalesce(o.handled_at, o.settled_at)
    and x.kind in ('issued', 'used', 'shipped', 'delivered', 'attendance', 'report_ready', 'case_assigned'))
"""
# It undid what was used, or refused what a person had marked as served.
_UNDONE_AFTER = """
o.state = 'completed' and e.units_used > 0 and o.id in (select x.provider_order from rights_order_event x
  where x.kind in ('cancelled', 'refunded', 'returned')
    and x.booked_at > coalesce(o.handled_at, o.settled_at))
"""
_REFUSED_AFTER = f"o.state = 'completed' and o.code = '{REFUSED_AFTER}' and o.handled_at is null"
_FAILED = """
o.state = 'failed' and o.handled_at is null and e.state = 'issued' and e.valid_to > {now}
  and not exists (select from rights_order n where n.entitlement = o.entitlement
                  and (n.placed_at, n.id) > (o.placed_at, o.id))
"""
_SOON = """
o.sla_state = 'running' and o.sla_due_at <= {now} + interval '2 hours'
  and o.sla_due_at <= {now} + interval '1 second' * (o.sla_seconds / 4)
"""
_NO_CITY = "o.state = 'created' and rights_asked_nobody(o.offer, o.why)"
# Nothing was done at the provider, which does not answer. One that was paused here is known to take none.
_UNSENT = f"""
o.state = 'created' and o.placed_at <= {{long}} and not ({_NO_CITY})
  and not exists (select from rights_provider v where v.id = o.provider and v.state = 'paused')
"""
# Each cause by its conditions, which an index each leads to: the list is their union, never one long scan.
_CAUSES = {
    "unknown": ("o.state in ('submitted', 'unknown') and o.placed_at <= {long}",),
    "unsent": (_UNSENT,),
    "failed": (_FAILED,),
    "city": (_NO_CITY,),
    "missed": (f"o.sla_state = 'missed' and {_OPEN}",),
    "soon": (_SOON,),
    "dead": ("o.id = any({dead}) and o.handled_at is null",),
    "contradicts": (_SERVED_AFTER, _UNDONE_AFTER, _REFUSED_AFTER),
}
SORTS = {
    "placedAt": Sort("o.placed_at", "timestamptz"),
    "due": Sort("coalesce(o.sla_due_at, o.placed_at + interval '50 years')", "timestamptz"),
}
_NOTES = """
select id, provider_order, kind, words, reference, by_staff, at from rights_order_note
where provider_order = any($1::uuid[]) order by at, id limit 1000
"""
_EVIDENCE = """
select id, provider_order, name, kind, size_bytes, sha256, file_sha <> '' as kept, by_staff, at
from rights_order_evidence where provider_order = any($1::uuid[]) order by at, id limit 1000
"""
_TURNS = """
select provider_order, kind, cause, reason, by_staff, at from rights_order_clock
where provider_order = any($1::uuid[]) order by at, id limit 1000
"""


@dataclass(frozen=True)
class CaseRow:
    """An order that needs a person, with its right and provider; ``causes`` say why."""

    id: OrderId
    entitlement: EntitlementId
    holder: UUID
    org_unit: UUID
    sku_title: dict[str, str]
    provider_name: dict[str, str]
    request_id: str
    state: str
    code: str | None
    provider_ref: str | None
    queries: int
    placed_at: datetime
    settled_at: datetime | None
    due_at: datetime | None
    handled_at: datetime | None
    why: list[str]
    sla_seconds: int | None
    sla_clock: str | None
    sla_state: str | None
    sla_due_at: datetime | None
    sla_left_s: int | None
    sla_cause: str | None
    right_state: str
    waits: bool
    newest: bool
    more: bool
    paused: bool
    nobody: bool
    causes: list[str]
    client_name: str = ""

    @property
    def standing(self) -> Standing:
        """What decides over acts."""
        return Standing(
            state=self.state,
            paused=self.paused,
            waits=self.waits,
            newest=self.newest,
            more=self.more,
            sla_state=self.sla_state,
            sla_cause=self.sla_cause,
            closed=self.handled_at is not None and not self.causes,
            nobody=self.nobody,
        )


@dataclass(frozen=True)
class NoteRow:
    """A note or evidence, and who wrote it."""

    id: UUID
    provider_order: UUID
    kind: str
    words: str
    reference: str
    by_staff: UUID
    at: datetime
    name: str = ""


@dataclass(frozen=True)
class EvidenceRow:
    """A file beside an order, and who attached it; ``kept`` until it is old."""

    id: UUID
    provider_order: UUID
    name: str
    kind: str
    size_bytes: int
    sha256: str
    kept: bool
    by_staff: UUID
    at: datetime
    by_name: str = ""


@dataclass(frozen=True)
class TurnRow:
    """One turn of a clock, and who of the staff turned it."""

    provider_order: UUID
    kind: str
    cause: str | None
    reason: str
    by_staff: UUID | None
    at: datetime
    name: str = ""


async def _cases(read: Read, actor: Actor) -> tuple[List, Mapping[str, list[str]]]:
    """Keep orders of rights within reach; gives the conditions of every cause too."""
    asked = List("", "", "o.id")
    at = asked.param(now())
    moment, dead = f"{at}::timestamptz", f"{asked.param(await _dead(read))}::uuid[]"
    long = f"{asked.param(now() - UNKNOWN_LONG)}::timestamptz"
    causes = {
        name: [sql.format(now=moment, long=long, dead=dead) for sql in several]
        for name, several in _CAUSES.items()
    }
    told = ", ".join(
        f"case when {' or '.join(f'({one})' for one in several)} then '{name}' end"
        for name, several in causes.items()
    )
    asked.columns = (
        "o.*, e.holder, e.org_unit, e.state as right_state, s.title as sku_title, w.name as provider_name,"
        f" e.state = 'issued' and e.valid_to > {moment} as waits, {BESIDE},"
        f" array_remove(array[{told}]::text[], null) as causes"
    )
    asked.source = (
        "rights_order o join rights_entitlement e on e.id = o.entitlement"
        " join rights_sku s on s.id = e.sku join rights_provider w on w.id = o.provider"
    )
    asked.within(actor.units, "e.org_unit")
    return asked, causes


async def cases_page(read: Read, actor: Actor, wish: Wish, *, state: str | None = None) -> Paged[CaseRow]:
    """List orders within reach that need a person, for one cause or any; most pressing first.

    Raises:
        Malformed: ``kernel.malformed`` at ``state``: no such cause.
    """
    asked, causes = await _cases(read, actor)
    if state and state not in causes:
        raise Malformed(one_of(causes), "state")
    asked.conditions.append(_among([causes[state]] if state else causes.values()))
    asked.search(wish.search, "s.title->>'zh-CN'", "s.title->>'en'", "w.name->>'zh-CN'", "o.request_id")
    page = await paged(read, CaseRow, asked, chosen(wish.sort, SORTS, "due"), wish.page)
    names = await names_of(read, [row.holder for row in page.rows]) if page.rows else {}
    return page.with_rows(lambda row: replace(row, client_name=names.get(row.holder, "")))


async def case_of(read: Read, actor: Actor, order: OrderId) -> CaseRow | None:
    """Read one order within reach, whether it needs a person or not."""
    asked, _ = await _cases(read, actor)
    asked.conditions.append(f"o.id = {asked.param(order)}")
    row = await only(read, CaseRow, asked)
    if row is None:
        return None
    names = await names_of(read, [row.holder])
    return replace(row, client_name=names.get(row.holder, ""))


async def cases_waiting(read: Read, actor: Actor) -> int:
    """Count the orders within reach that need a person."""
    asked, causes = await _cases(read, actor)
    asked.conditions.append(_among(causes.values()))
    where = " and ".join(asked.conditions)
    sql = f"select count(*) from {asked.source} where {where}"  # noqa: S608 - constants
    return int(await read.value(sql, *asked.args))


def case_actions(actor: Actor, row: CaseRow, standing: Standing) -> list[str]:
    """Name what one may safely do with an order, which stands as told."""
    may = actor.may(OPERATION) and actor.reaches(row.org_unit)
    return list(acts(standing)) if may else []


async def notes_of(read: Read, orders: Sequence[OrderId]) -> Mapping[OrderId, list[NoteRow]]:
    """Read what people noted on orders, oldest first."""
    rows = await read.all(NoteRow, _NOTES, list(orders))
    names = await names_of_staff(read, {row.by_staff for row in rows})
    named = [replace(row, name=names.get(row.by_staff, "")) for row in rows]
    return {order: [row for row in named if row.provider_order == order] for order in orders}


async def evidence_of(read: Read, orders: Sequence[OrderId]) -> Mapping[OrderId, list[EvidenceRow]]:
    """Read the files beside orders, oldest first."""
    rows = await read.all(EvidenceRow, _EVIDENCE, list(orders))
    names = await names_of_staff(read, {row.by_staff for row in rows})
    named = [replace(row, by_name=names.get(row.by_staff, "")) for row in rows]
    return {order: [row for row in named if row.provider_order == order] for order in orders}


async def turns_of(read: Read, orders: Sequence[OrderId]) -> Mapping[OrderId, list[TurnRow]]:
    """Read the turns of orders' clocks, oldest first."""
    rows = await read.all(TurnRow, _TURNS, list(orders))
    names = await names_of_staff(read, {row.by_staff for row in rows if row.by_staff})
    named = [replace(row, name=names.get(row.by_staff, "") if row.by_staff else "") for row in rows]
    return {order: [row for row in named if row.provider_order == order] for order in orders}


def _among(causes: Iterable[list[str]]) -> str:
    """Keep the orders that any condition of the causes finds."""
    found = (
        f"select o.id from rights_order o join rights_entitlement e on e.id = o.entitlement where {sql}"  # noqa: S608 - constants
        for several in causes
        for sql in several
    )
    return f"o.id in ({' union '.join(found)})"


async def _dead(read: Read) -> list[UUID]:
    """Give the orders of ours that deliveries which failed for good are about."""
    ours = await dead_told(read, [ORDERED, CHECK], "order")
    told = await dead_told(read, [EVENT_TOPIC], "order_ref")
    return [*(UUID(one) for one in ours), *(order for one in told if (order := _own(one)))]


def _own(reference: str) -> UUID | None:
    """Read a reference that a provider told as the id of an order of ours; None: it is something else."""
    try:
        return parse_id(ORDER, reference)
    except Malformed:
        return None
