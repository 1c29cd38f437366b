"""What screens read of breaks: those of a batch, with what was proposed for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import one_of
from largesse.settlement.dispositions.records import BreakId, DispositionId
from largesse.settlement.ledger.records import EntryId
from largesse.settlement.people import names_of
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

BREAK_SORTS = {
    "code": Sort("b.code"),
    "difference": Sort("abs(b.line_minor - b.item_minor)", "bigint"),
    "openedAt": Sort("b.opened_at", "timestamptz"),
}
_STATES = {
    "all": "b.state <> 'auto_closed'",
    "open": "b.state in ('open', 'assigned', 'investigating', 'waiting')",
    "proposed": "(b.state = 'proposed' or d.state = 'approved' and d.undo_by is not null)",
    "decided": "b.state in ('approved', 'posted', 'closed', 'carried')",
}
_COLUMNS = """b.*, h.state as batch_state, coalesce(l.provider_ref, i.provider_ref, '') as provider_ref,
  coalesce(l.platform_ref, i.order_ref, '') as order_ref, l.row_no,
  i.provider_ref as item_ref, i.order_ref as item_order_ref, i.sku_code, i.entitlement, s.file_name,
  case when d.id is not null then jsonb_build_object('id', d.id, 'kind', d.kind, 'reason', d.reason,
    'state', d.state, 'pay_minor', d.pay_minor, 'adjust_minor', d.adjust_minor, 'proposed_by', d.proposed_by,
    'proposed_at', d.proposed_at, 'decided_by', d.decided_by, 'opinion', d.opinion,
    'entry_id', d.entry_id, 'undo_by', d.undo_by,
    'undo_reason', coalesce(d.undo_reason, '')) end as disposition"""
_FROM = """settlement_break b join settlement_batch h on h.id = b.batch
  left join settlement_line l on l.id = b.line left join settlement_statement s on s.id = l.statement
  left join settlement_item i on i.id = b.item
  left join lateral (select * from settlement_disposition x where x.break = b.id
    order by (x.state in ('proposed', 'approved')) desc, x.proposed_at desc limit 1) d on true"""


@dataclass(frozen=True, kw_only=True)
class DispositionDetails:
    """The live or last disposition of a break."""

    id: DispositionId
    kind: str
    reason: str
    state: str
    pay_minor: int
    adjust_minor: int
    proposed_by: UUID
    proposed_by_name: str = ""
    proposed_at: datetime
    decided_by: UUID | None
    decided_by_name: str = ""
    opinion: str
    entry_id: EntryId | None
    undo_by: UUID | None
    undo_by_name: str = ""
    undo_reason: str = ""


@dataclass(frozen=True)
class BreakDetails:
    """A break with what its line and its item state, and its disposition."""

    id: BreakId
    code: str
    state: str
    batch_state: str
    provider_ref: str
    order_ref: str
    item_ref: str | None
    item_order_ref: str | None
    opened_at: datetime
    line: UUID | None
    item: UUID | None
    line_minor: int
    item_minor: int
    currency: str
    file_name: str | None
    row_no: int | None
    sku_code: str | None
    entitlement: UUID | None
    disposition: DispositionDetails | None


async def breaks_page(
    read: Read, actor: Actor, wish: Wish, *, batch: UUID, state: str
) -> Paged[BreakDetails]:
    """List the breaks of a batch within reach, by where they stand."""
    if state not in _STATES:
        raise Malformed(one_of(_STATES), "state")
    asked = List(_COLUMNS, _FROM, "b.id")
    asked.within(actor.units, "h.org_unit")
    asked.conditions += [f"b.batch = {asked.param(batch)}", _STATES[state]]
    asked.search(wish.search, "l.provider_ref", "i.provider_ref", "l.platform_ref", "i.order_ref", "b.code")
    page = await paged(read, BreakDetails, asked, chosen(wish.sort, BREAK_SORTS, "code"), wish.page)
    return page.with_rows(await _naming(read, page.rows))


async def _naming(read: Read, rows: Sequence[BreakDetails]) -> Callable[[BreakDetails], BreakDetails]:
    """Give what adds to each of the rows the names of who proposed and who decided."""
    proposals = [row.disposition for row in rows if row.disposition]
    people = (one for found in proposals for one in (found.proposed_by, found.decided_by, found.undo_by))
    names = await names_of(read, people)

    def named(row: BreakDetails) -> BreakDetails:
        found = row.disposition
        if found is None:
            return row
        proposed, decided = names.of(found.proposed_by), names.of(found.decided_by)
        with_names = replace(
            found,
            proposed_by_name=proposed,
            decided_by_name=decided,
            undo_by_name=names.of(found.undo_by),
        )
        return replace(row, disposition=with_names)

    return named


async def waiting_breaks(read: Read, actor: Actor) -> int:
    """Count dispositions that wait for a second person, this actor's own left out."""
    found = await read.value(
        "select count(*) from settlement_disposition d join settlement_break b on b.id = d.break"
        " join settlement_batch h on h.id = b.batch"
        " where (d.state = 'proposed' and d.proposed_by <> $1 or d.state = 'approved' and d.undo_by <> $1)"
        " and ($2::uuid[] is null or h.org_unit = any($2::uuid[]))",
        actor.id,
        None if actor.units is None else list(actor.units),
    )
    return int(found)
