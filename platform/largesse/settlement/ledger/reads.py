"""What screens read of the ledger: entries, their postings, the entities within reach."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.settlement.ledger.records import EntityId, EntryId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.sql import statement
from largesse.store.work import Read

ENTRY_SORTS = {"id": Sort("e.id", "bigint"), "bizDate": Sort("e.biz_date", "date"), "kind": Sort("e.kind")}
ENTRY_DIGITS = 18
STAFF = "staff:"
_COLUMNS = "e.*, n.code as entity_code, v.id as reversed_by, t.entitlement"
_FROM = """settlement_entry e join settlement_entity n on n.id = e.entity_id
  left join settlement_entry v on v.reverses = e.id
  left join settlement_item t on t.entry_id = coalesce(e.reverses, e.id)"""
# An entry is reached by the org unit of its use, of its batch or of the batch of its break.
_REACH = """(t.org_unit = any({units}) or coalesce(e.reverses, e.id) in (
    select b.entry_id from settlement_batch b where b.org_unit = any({units}) and b.entry_id is not null
    union all
    select d.entry_id from settlement_disposition d join settlement_break k on k.id = d.break
    join settlement_batch h on h.id = k.batch where h.org_unit = any({units}) and d.entry_id is not null))"""
_POSTINGS = """
select p.*, d.code as debit, d.name as debit_name, c.code as credit, c.name as credit_name
from settlement_posting p join settlement_account d on d.id = p.dr join settlement_account c on c.id = p.cr
where p.entry_id = any($1::bigint[]) order by p.entry_id, p.seq
"""
_ENTITIES = statement(__name__, "entities_within_reach")


@dataclass(frozen=True)
class EntryDetails:
    """An entry with the names that go with its numbers."""

    id: EntryId
    entity_code: str
    kind: str
    biz_date: date
    period_id: int
    source_type: str
    source_id: str
    reason: str
    made_by: str
    approved_by: str | None
    posted_at: datetime
    reverses: EntryId | None
    reversed_by: EntryId | None
    entitlement: UUID | None


@dataclass(frozen=True)
class PostingDetails:
    """A posting with the codes and names of its accounts."""

    entry_id: EntryId
    seq: int
    book: str
    debit: str
    debit_name: dict[str, str]
    credit: str
    credit_name: dict[str, str]
    amount_minor: int
    currency: str
    dims_dr: dict[str, str]
    dims_cr: dict[str, str]


@dataclass(frozen=True)
class EntityDetails:
    """An accounting entity."""

    id: EntityId
    code: str
    name: dict[str, str]
    chart: str
    is_default: bool


async def entries_page(read: Read, actor: Actor, wish: Wish) -> Paged[EntryDetails]:
    """List entries of the ledger within reach; a number finds the entry that has it."""
    asked = _entries(actor)
    number = (wish.search or "").strip().removeprefix("#")
    if number.isdecimal() and len(number) <= ENTRY_DIGITS:
        asked.conditions.append(f"e.id = {asked.param(int(number))}")
    else:
        asked.search(wish.search, "e.source_id", "e.kind", "e.reason")
    page = await paged(read, EntryDetails, asked, chosen(wish.sort, ENTRY_SORTS, "-id"), wish.page)
    return page.with_rows(await _naming(read, page.rows))


async def entry_details(read: Read, actor: Actor, entry: int) -> EntryDetails | None:
    """Read one entry within reach."""
    asked = _entries(actor)
    asked.conditions.append(f"e.id = {asked.param(entry)}")
    matching = " and ".join(asked.conditions)
    sql = f"select {asked.columns} from {asked.source} where {matching}"  # noqa: S608 - text of ours
    found = await read.one(EntryDetails, sql, *asked.args)
    return (await _naming(read, [found]))(found) if found else None


async def _naming(read: Read, rows: Sequence[EntryDetails]) -> Callable[[EntryDetails], EntryDetails]:
    """Give what puts people's names in the place of ``staff:<id>``; what is no person stays as it is."""
    actors = {one for row in rows for one in (row.made_by, row.approved_by) if one}
    ids = {UUID(one.removeprefix(STAFF)): one for one in actors if one.startswith(STAFF)}
    names = {ids[staff]: name for staff, name in (await names_of_staff(read, ids)).items()}

    def named(row: EntryDetails) -> EntryDetails:
        made, approved = row.made_by, row.approved_by
        return replace(
            row,
            made_by=names.get(made, made),
            approved_by=approved and names.get(approved, approved),
        )

    return named


def _entries(actor: Actor) -> List:
    """Begin a query of entries: those of uses, of batches and of their breaks within reach."""
    asked = List(_COLUMNS, _FROM, "e.id", "bigint")
    if actor.units is not None:
        asked.conditions.append(_REACH.format(units=f"{asked.param(list(actor.units))}::uuid[]"))
    return asked


async def postings_of(read: Read, entries: Sequence[EntryId]) -> dict[EntryId, list[PostingDetails]]:
    """Read the rows of entries with their accounts, by entry."""
    found: dict[EntryId, list[PostingDetails]] = {}
    for one in await read.all(PostingDetails, _POSTINGS, list(entries)):
        found.setdefault(one.entry_id, []).append(one)
    return found


async def entities(read: Read, actor: Actor) -> list[EntityDetails]:
    """Read the accounting entities whose every org unit is within reach; the default one has them all."""
    units = None if actor.units is None else list(actor.units)
    return await read.all(EntityDetails, _ENTITIES, units)
