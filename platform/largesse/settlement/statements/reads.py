"""What screens read of statements: files, their lines, the raw row of a line, saved mappings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ids import parse_id
from largesse.settlement.ids import BATCH
from largesse.settlement.people import names_of
from largesse.settlement.statements.problem import KeptProblem
from largesse.settlement.statements.records import LineId, ProfileId, StatementId
from largesse.settlement.statements.sign import NEVER_PAID
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

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
_COLUMNS = """s.*, p.name as provider_name, g.name as profile_name, g.version as profile_version,
  b.number as batch_number, b.state as batch_state"""
_FROM = """settlement_statement s join rights_provider p on p.id = s.provider
  left join settlement_profile g on g.id = s.profile left join settlement_batch b on b.id = s.batch"""
_LINE_COLUMNS = """l.*, h.as_of, s.state = 'superseded' as superseded, m.match,
   x.number as settled_number, k.code as break_code, o.entitlement"""
_LINE_FROM = """settlement_line l join settlement_statement s on s.id = l.statement
  left join settlement_batch h on h.id = s.batch
  left join settlement_match_member m on m.side = 'S' and m.ref = l.id and m.active
  left join settlement_match_member y on y.match = m.match and y.side = 'P'
  left join settlement_break k on k.line = l.id and k.state not in ('auto_closed', 'carried')
  left join settlement_item o on o.id = coalesce(y.ref, k.item)
  left join settlement_batch x on x.id = l.settled_batch"""
_ONE = f"select {_COLUMNS} from {_FROM} where s.id = $1"  # noqa: S608 - text of ours
_OF_BATCH = f"select {_COLUMNS} from {_FROM} where s.batch = $1 order by s.loaded_at, s.id limit 400"  # noqa: S608 - text of ours
_WAITS = """from settlement_statement s where s.batch is null and s.line_count > 0
  and ($1::uuid[] is null or s.org_unit = any($1::uuid[]))"""
_RAW_LINE = """
select l.id, l.statement, l.line_no, l.row_no, l.raw, s.header, s.file_name, s.source, s.org_unit,
  g.body as profile_body
from settlement_line l join settlement_statement s on s.id = l.statement
left join settlement_profile g on g.id = s.profile
where l.id = $1
"""
_JOINING = """s.batch is null and s.state = 'loaded' and s.line_count > 0 and exists (select 1
  from settlement_batch o where o.id = {batch} and o.provider = s.provider and o.currency = s.currency)"""


@dataclass(frozen=True, kw_only=True)
class StatementDetails:
    """A statement with the names of those it names."""

    id: StatementId
    org_unit: UUID
    file_name: str
    file_sha: str
    file_bytes: int
    format: str | None
    source: str
    provider: UUID
    provider_name: Mapping[str, str]
    profile: ProfileId | None
    profile_name: str | None
    profile_version: int | None
    state: str
    currency: str | None
    line_count: int
    gross_minor: int
    declared_count: int | None
    declared_gross_minor: int | None
    overlap_count: int
    overlap_minor: int
    first_day: date | None
    last_day: date | None
    reasons: tuple[KeptProblem, ...]
    warnings: tuple[KeptProblem, ...]
    loaded_by: UUID
    loaded_by_name: str = ""
    loaded_at: datetime
    released_by: UUID | None
    released_by_name: str = ""
    kept_lines: str | None
    batch: UUID | None
    batch_number: str | None
    batch_state: str | None


@dataclass(frozen=True)
class LineDetails:
    """A line and what became of it."""

    id: LineId
    line_no: int
    row_no: int
    line_type: str
    provider_ref: str
    platform_ref: str
    sku: str
    gross_minor: int
    currency: str
    occurred_at: datetime
    biz_date: date
    as_of: date | None
    live: bool
    match: UUID | None
    superseded: bool
    break_code: str | None
    settled_number: str | None
    entitlement: UUID | None

    @property
    def standing(self) -> str:
        """Matched, a break's code, open, unpaid (its type never is), overlap or superseded."""
        if self.superseded:
            return "superseded"
        if self.match:
            return "matched"
        if self.break_code or not self.live:
            return self.break_code or "overlap"
        if self.line_type in NEVER_PAID:
            return "unpaid"
        return "later" if self.as_of is not None and self.biz_date > self.as_of else "open"


@dataclass(frozen=True)
class RawLine:
    """A line as it stood in its file, with the mapping that read it."""

    id: LineId
    statement: StatementId
    line_no: int
    row_no: int
    raw: tuple[str, ...]
    header: tuple[str, ...]
    file_name: str
    source: str
    org_unit: UUID
    profile_body: dict[str, Any] | None


async def statements_page(read: Read, actor: Actor, wish: Wish, state: str | None) -> Paged[StatementDetails]:
    """List statements within reach, of one state or all; ``open`` are those that no batch has."""
    asked = List(_COLUMNS, _FROM, "s.id")
    asked.within(actor.units, "s.org_unit")
    if state:
        free = "s.batch is null and s.state <> 'superseded'"
        asked.conditions.append(free if state == "open" else f"s.state = {asked.param(state)}")
    asked.search(wish.search, "s.file_name", "p.name->>'zh-CN'", "p.name->>'en'", "s.file_sha")
    order = chosen(wish.sort, STATEMENT_SORTS, "-loadedAt")
    page = await paged(read, StatementDetails, asked, order, wish.page)
    return page.with_rows(await _naming(read, page.rows))


async def unsettled_statements(read: Read, actor: Actor) -> int:
    """Count the loaded statements within reach that no batch settles yet."""
    found = await read.value(f"select count(*) {_WAITS} and s.state = 'loaded'", _units(actor))
    return int(found)


async def held_back_statements(read: Read, actor: Actor) -> int:
    """Count the quarantined statements within reach that wait for a second person: this one."""
    found = await read.value(
        f"select count(*) {_WAITS} and s.state = 'quarantined' and s.loaded_by <> $2"
        " and (s.profile is not null or s.kept_lines is not null)",
        _units(actor),
        actor.id,
    )
    return int(found)


def _units(actor: Actor) -> list[UUID] | None:
    return None if actor.units is None else list(actor.units)


async def joining_page(read: Read, actor: Actor, wish: Wish) -> Paged[StatementDetails]:
    """List what may join a settlement batch (``of``): with lines, its provider's, its currency, in none."""
    asked = List(_COLUMNS, _FROM, "s.id")
    asked.within(actor.units, "s.org_unit")
    batch = asked.param(parse_id(BATCH, wish.of or "", "of"))
    asked.conditions.append(_JOINING.format(batch=f"{batch}::uuid"))
    asked.search(wish.search, "s.file_name", "s.file_sha")
    order = chosen(wish.sort, STATEMENT_SORTS, "-loadedAt")
    return await paged(read, StatementDetails, asked, order, wish.page)


async def statement_details(read: Read, actor: Actor, statement: UUID) -> StatementDetails | None:
    """Read one statement within reach."""
    found = await read.one(StatementDetails, _ONE, statement)
    if found is None or not actor.reaches(found.org_unit):
        return None
    return (await _naming(read, [found]))(found)


async def statements_of_batch(read: Read, batch: UUID) -> list[StatementDetails]:
    """Read the statements of a batch, oldest first; the caller has reached the batch."""
    found = await read.all(StatementDetails, _OF_BATCH, batch)
    return list(map(await _naming(read, found), found))


async def _naming(
    read: Read, rows: Sequence[StatementDetails]
) -> Callable[[StatementDetails], StatementDetails]:
    """Give what adds to each of the rows the names of who loaded and who released it."""
    names = await names_of(read, (one for row in rows for one in (row.loaded_by, row.released_by)))
    return lambda row: replace(
        row, loaded_by_name=names.of(row.loaded_by), released_by_name=names.of(row.released_by)
    )


async def lines_page(read: Read, actor: Actor, wish: Wish, statement: UUID) -> Paged[LineDetails]:
    """List the lines of a statement within reach, each with what became of it."""
    asked = List(_LINE_COLUMNS, _LINE_FROM, "l.id")
    asked.within(actor.units, "s.org_unit")
    asked.conditions.append(f"l.statement = {asked.param(statement)}")
    asked.search(wish.search, "l.provider_ref", "l.platform_ref", "l.sku")
    return await paged(read, LineDetails, asked, chosen(wish.sort, LINE_SORTS, "lineNo"), wish.page)


async def raw_line(read: Read, actor: Actor, line: UUID) -> RawLine | None:
    """Read one line within reach as it stood in its file."""
    found = await read.one(RawLine, _RAW_LINE, line)
    return found if found is not None and actor.reaches(found.org_unit) else None
