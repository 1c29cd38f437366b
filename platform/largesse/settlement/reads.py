"""Queries for the screens of settlement: lists, one row with what belongs to it, the trail's last steps."""

from operator import itemgetter
from typing import Any
from uuid import UUID

from largesse.faces.together import grouped
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.store.keyset import List, Rows, Sort, Wish, chosen, listed
from largesse.store.work import Read

Row = dict[str, Any]

STATEMENT_SORTS = {
    "loadedAt": Sort("s.loaded_at", "timestamptz"),
    "fileName": Sort("s.file_name"),
    "state": Sort("s.state"),
    "gross": Sort("s.gross_minor", "bigint"),
}
LINE_SORTS = {
    "lineNo": Sort("l.line_no", "int"),
    "gross": Sort("l.gross_minor", "bigint"),
    "occurredAt": Sort("l.occurred_at", "timestamptz"),
    "providerRef": Sort("l.provider_ref"),
}
BATCH_SORTS = {
    "createdAt": Sort("b.created_at", "timestamptz"),
    "number": Sort("b.number"),
    "asOf": Sort("b.as_of", "date"),
    "state": Sort("b.state"),
    "netPayable": Sort("b.net_payable_minor", "bigint"),
}
BREAK_SORTS = {
    "code": Sort("b.code"),
    "difference": Sort("abs(b.line_minor - b.item_minor)", "bigint"),
    "openedAt": Sort("b.opened_at", "timestamptz"),
}
ENTRY_SORTS = {"id": Sort("e.id", "bigint"), "bizDate": Sort("e.biz_date", "date"), "kind": Sort("e.kind")}

ENTRY_DIGITS = 18
_BREAK_STATES = {
    "all": "b.state <> 'auto_closed'",
    "open": "b.state in ('open', 'assigned', 'investigating', 'waiting')",
    "proposed": "b.state = 'proposed'",
    "decided": "b.state in ('approved', 'posted', 'closed', 'carried')",
}
_STATEMENT_COLUMNS = """s.*, p.name as provider_name, coalesce(f.name, '') as loaded_by_name,
  coalesce(r.name, '') as released_by_name, g.name as profile_name, g.version as profile_version,
  b.number as batch_number"""
_STATEMENT_FROM = """settlement_statement s join rights_provider p on p.id = s.provider
  left join identity_staff f on f.id = s.loaded_by left join identity_staff r on r.id = s.released_by
  left join settlement_profile g on g.id = s.profile left join settlement_batch b on b.id = s.batch"""
_BATCH_COLUMNS = """b.*, p.name as provider_name, e.code as entity_code, e.name as entity_name,
  coalesce(c.name, '') as created_by_name, coalesce(u.name, '') as submitted_by_name,
  coalesce(a.name, '') as approved_by_name, r.run_hash, r.result_hash, r.matches, r.breaks,
  (select count(*) from settlement_break k where k.batch = b.id
   and k.state in ('open', 'assigned', 'investigating', 'waiting', 'proposed')) as open_breaks"""
_BATCH_FROM = """settlement_batch b join rights_provider p on p.id = b.provider
  join settlement_entity e on e.id = b.entity_id left join identity_staff c on c.id = b.created_by
  left join identity_staff u on u.id = b.submitted_by left join identity_staff a on a.id = b.approved_by
  left join settlement_run r on r.id = b.run_id"""
_BREAK_COLUMNS = """b.*, coalesce(l.provider_ref, i.provider_ref, '') as provider_ref,
  coalesce(l.platform_ref, i.order_ref, '') as order_ref, l.occurred_at, l.row_no,
  i.provider_ref as item_ref, i.order_ref as item_order_ref,
  i.biz_date as item_day, i.sku_code, i.entitlement, s.file_name, d.id as disposition, d.kind, d.reason,
  d.state as disposition_state, d.pay_minor, d.adjust_minor, d.proposed_at, d.decided_at, d.opinion,
  d.entry_id,
  d.proposed_by, coalesce(p.name, '') as proposed_by_name, coalesce(a.name, '') as decided_by_name"""
_BREAK_FROM = """settlement_break b join settlement_batch h on h.id = b.batch
  left join settlement_line l on l.id = b.line left join settlement_statement s on s.id = l.statement
  left join settlement_item i on i.id = b.item
  left join lateral (select * from settlement_disposition x where x.break = b.id
    order by (x.state <> 'rejected') desc, x.proposed_at desc limit 1) d on true
  left join identity_staff p on p.id = d.proposed_by left join identity_staff a on a.id = d.decided_by"""
_LINE_COLUMNS = """l.*, m.match, x.number as settled_number, k.code as break_code, y.ref as matched_item,
  o.entitlement"""
_LINE_FROM = """settlement_line l join settlement_statement s on s.id = l.statement
  left join settlement_match_member m on m.side = 'S' and m.ref = l.id and m.active
  left join settlement_match_member y on y.match = m.match and y.side = 'P'
  left join settlement_break k on k.line = l.id and k.state not in ('auto_closed', 'carried')
  left join settlement_item o on o.id = coalesce(y.ref, k.item)
  left join settlement_batch x on x.id = l.settled_batch"""
_ENTRY_COLUMNS = """e.*, n.code as entity_code, v.id as reversed_by, t.entitlement,
  coalesce(f.name, e.made_by) as made_by_name, coalesce(g.name, e.approved_by) as approved_by_name"""
_ENTRY_FROM = """settlement_entry e join settlement_entity n on n.id = e.entity_id
  left join identity_staff f on f.id = case when e.made_by like 'staff:%' then substr(e.made_by, 7)::uuid end
  left join identity_staff g
    on g.id = case when e.approved_by like 'staff:%' then substr(e.approved_by, 7)::uuid end
  left join settlement_entry v on v.reverses = e.id
  left join settlement_item t on t.entry_id = coalesce(e.reverses, e.id)"""

_ENTRY_REACH = """(t.org_unit = any({units}) or coalesce(e.reverses, e.id) in (
    select b.entry_id from settlement_batch b where b.org_unit = any({units}) and b.entry_id is not null
    union all
    select d.entry_id from settlement_disposition d join settlement_break k on k.id = d.break
    join settlement_batch h on h.id = k.batch where h.org_unit = any({units}) and d.entry_id is not null))"""
_ENTITY_REACH = """($1::uuid[] is null or not is_default
    and exists (select from settlement_entity_unit u where u.entity_id = e.id)
    and not exists (select from settlement_entity_unit u
                    where u.entity_id = e.id and u.org_unit <> all($1::uuid[])))"""


async def statements_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List statements within reach."""
    asked = List(_STATEMENT_COLUMNS, _STATEMENT_FROM, "s.id")
    asked.within(actor.units, "s.org_unit")
    asked.search(wish.search, "s.file_name", "p.name::text", "s.file_sha")
    return await listed(read, asked, chosen(wish.sort, STATEMENT_SORTS, "-loadedAt"), wish.page)


async def statement_row(read: Read, actor: Actor, statement: UUID) -> Row | None:
    """Read one statement within reach."""
    return await _one(read, actor, (_STATEMENT_COLUMNS, _STATEMENT_FROM, "s"), statement)


async def lines_page(read: Read, actor: Actor, wish: Wish, statement: UUID) -> Rows:
    """List the lines of a statement within reach, each with what became of it."""
    asked = List(_LINE_COLUMNS, _LINE_FROM, "l.id")
    asked.within(actor.units, "s.org_unit")
    asked.conditions.append(f"l.statement = {asked.param(statement)}")
    asked.search(wish.search, "l.provider_ref", "l.platform_ref", "l.sku")
    return await listed(read, asked, chosen(wish.sort, LINE_SORTS, "lineNo"), wish.page)


async def line_row(read: Read, actor: Actor, line: UUID) -> Row | None:
    """Read one line within reach as it stood in its file, with the mapping that read it."""
    columns = "l.*, s.header, s.file_name, s.source, s.org_unit, g.body as profile_body"
    source = (
        "settlement_line l join settlement_statement s on s.id = l.statement"
        " left join settlement_profile g on g.id = s.profile"
    )
    return await _one(read, actor, (columns, source, "l"), line)


async def batches_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List batches within reach."""
    asked = List(_BATCH_COLUMNS, _BATCH_FROM, "b.id")
    asked.within(actor.units, "b.org_unit")
    asked.search(wish.search, "b.number", "p.name::text")
    return await listed(read, asked, chosen(wish.sort, BATCH_SORTS, "-createdAt"), wish.page)


async def batch_row(read: Read, actor: Actor, batch: UUID) -> Row | None:
    """Read one batch within reach."""
    return await _one(read, actor, (_BATCH_COLUMNS, _BATCH_FROM, "b"), batch)


async def batch_statements(read: Read, batch: UUID) -> list[Row]:
    """Read the statements of a batch."""
    return await read.rows(
        f"select {_STATEMENT_COLUMNS} from {_STATEMENT_FROM} where s.batch = $1"  # noqa: S608 - text of ours
        " order by s.loaded_at, s.id limit 400",
        batch,
    )


async def batch_exports(read: Read, batch: UUID) -> list[Row]:
    """Read the files made of a batch."""
    return await read.rows("select * from settlement_export where batch = $1 order by kind", batch)


async def breaks_page(read: Read, actor: Actor, wish: Wish, *, batch: UUID, state: str) -> Rows:
    """List the breaks of a batch within reach, by where they stand."""
    if state not in _BREAK_STATES:
        raise Malformed(f"one of {', '.join(_BREAK_STATES)}", "state")
    asked = List(_BREAK_COLUMNS, _BREAK_FROM, "b.id")
    asked.within(actor.units, "h.org_unit")
    asked.conditions += [f"b.batch = {asked.param(batch)}", _BREAK_STATES[state]]
    asked.search(wish.search, "l.provider_ref", "i.provider_ref", "l.platform_ref", "i.order_ref", "b.code")
    return await listed(read, asked, chosen(wish.sort, BREAK_SORTS, "code"), wish.page)


async def entries_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List entries of the ledger within reach; a number finds the entry that has it."""
    asked = _entries(actor)
    number = (wish.search or "").strip().removeprefix("#")
    if number.isdecimal() and len(number) <= ENTRY_DIGITS:
        asked.conditions.append(f"e.id = {asked.param(int(number))}")
    else:
        asked.search(wish.search, "e.source_id", "e.kind", "e.reason")
    return await listed(read, asked, chosen(wish.sort, ENTRY_SORTS, "-id"), wish.page)


async def entry_row(read: Read, actor: Actor, entry: int) -> Row | None:
    """Read one entry within reach."""
    asked = _entries(actor)
    asked.conditions.append(f"e.id = {asked.param(entry)}")
    matching = " and ".join(asked.conditions)
    return await read.row(f"select {asked.columns} from {asked.source} where {matching}", *asked.args)  # noqa: S608 - text of ours


def _entries(actor: Actor) -> List:
    """Begin a query of entries: those of uses, of batches and of their breaks within reach."""
    asked = List(_ENTRY_COLUMNS, _ENTRY_FROM, "e.id", "bigint")
    if actor.units is not None:
        asked.conditions.append(_ENTRY_REACH.format(units=f"{asked.param(list(actor.units))}::uuid[]"))
    return asked


async def postings_of(read: Read, entries: list[int]) -> dict[int, list[Row]]:
    """Read the rows of entries with their accounts, by entry."""
    rows = await read.rows(
        "select p.*, d.code as debit, d.name as debit_name, c.code as credit, c.name as credit_name"
        " from settlement_posting p join settlement_account d on d.id = p.dr"
        " join settlement_account c on c.id = p.cr where p.entry_id = any($1::bigint[])"
        " order by p.entry_id, p.seq",
        entries,
    )
    return grouped(rows, itemgetter("entry_id"))


async def profiles(read: Read) -> list[Row]:
    """Read the latest version of every saved profile."""
    return await read.rows(
        "select distinct on (name) * from settlement_profile order by name, version desc limit 200"
    )


async def entities(read: Read, actor: Actor) -> list[Row]:
    """Read the accounting entities whose every org unit is within reach; the default one has them all."""
    return await read.rows(
        f"select e.* from settlement_entity e where {_ENTITY_REACH} order by code limit 500",  # noqa: S608 - text of ours
        None if actor.units is None else list(actor.units),
    )


async def waiting_breaks(read: Read, actor: Actor) -> int:
    """Count dispositions that wait for a second person, this actor's own left out."""
    found = await read.value(
        "select count(*) from settlement_disposition d join settlement_break b on b.id = d.break"
        " join settlement_batch h on h.id = b.batch where d.state = 'proposed' and d.proposed_by <> $1"
        " and ($2::uuid[] is null or h.org_unit = any($2::uuid[]))",
        actor.id,
        None if actor.units is None else list(actor.units),
    )
    return int(found)


async def steps_of(read: Read, entitlement: UUID) -> list[Row]:
    """Read a right's last steps: item, accrual, the statement line that bills it, its batch."""
    return await read.rows(
        "select i.*, coalesce(y.ref, k.line) as line_id, k.code as break_code, b.number as batch_number,"
        " b.state as batch_state, b.approved_at, b.entry_id as batch_entry, l.line_no, l.row_no,"
        " l.gross_minor as line_minor, l.provider_ref as line_ref, l.occurred_at as line_at,"
        " s.id as statement_id, s.file_name, coalesce(b.id, m.batch, k.batch) as in_batch,"
        " coalesce(b.number, h.number) as in_number, coalesce(b.state, h.state) as in_state"
        " from settlement_item i"
        " left join settlement_match_member x on x.side = 'P' and x.ref = i.id and x.active"
        " left join settlement_match m on m.id = x.match"
        " left join settlement_match_member y on y.match = x.match and y.side = 'S'"
        " left join settlement_break k on k.item = i.id and k.state not in ('auto_closed', 'carried')"
        " left join settlement_line l on l.id = coalesce(y.ref, k.line)"
        " left join settlement_statement s on s.id = l.statement"
        " left join settlement_batch b on b.id = i.settled_batch"
        " left join settlement_batch h on h.id = coalesce(m.batch, k.batch)"
        " where i.entitlement = $1 order by i.used_at, i.id limit 100",
        entitlement,
    )


async def _one(read: Read, actor: Actor, what: tuple[str, str, str], ident: UUID) -> Row | None:
    columns, source, alias = what
    row = await read.row(f"select {columns} from {source} where {alias}.id = $1", ident)  # noqa: S608 - text of ours
    return row if row is not None and actor.reaches(row["org_unit"]) else None
