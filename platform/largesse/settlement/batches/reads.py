"""What screens read of batches: the list, one batch, the files made of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.settlement.batches.batch import OPEN_STATES, UNFINISHED
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.batches.scope import uncompared
from largesse.settlement.batches.tally import Sums
from largesse.settlement.ledger.records import EntryId
from largesse.settlement.people import names_of
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

BATCH_SORTS = {
    "createdAt": Sort("b.created_at", "timestamptz"),
    "number": Sort("b.number"),
    "asOf": Sort("b.as_of", "date"),
    "state": Sort("b.state"),
    "netPayable": Sort("b.net_payable_minor", "bigint"),
}
_COLUMNS = """b.*, p.name as provider_name, e.code as entity_code, e.name as entity_name,
  r.run_hash, r.result_hash, coalesce(r.matches, 0) as matches,
  (select count(*) from settlement_break k where k.batch = b.id
   and k.state in ('open', 'assigned', 'investigating', 'waiting', 'proposed')) as open_breaks"""
_FROM = """settlement_batch b join rights_provider p on p.id = b.provider
  join settlement_entity e on e.id = b.entity_id left join settlement_run r on r.id = b.run_id"""
_ONE = f"select {_COLUMNS} from {_FROM} where b.id = $1"  # noqa: S608 - text of ours


@dataclass(frozen=True, kw_only=True)
class BatchDetails(Sums):
    """A batch with its sums and the names of those it names."""

    id: BatchId
    number: str
    org_unit: UUID
    provider: UUID
    provider_name: dict[str, str]
    entity_code: str
    entity_name: dict[str, str]
    currency: str
    as_of: date
    state: str
    matches: int
    open_breaks: int
    run_hash: str | None
    result_hash: str | None
    content_hash: str | None
    approval: UUID | None
    created_by: UUID
    created_by_name: str = ""
    created_at: datetime
    submitted_by: UUID | None
    submitted_by_name: str = ""
    approved_by: UUID | None
    approved_by_name: str = ""
    approved_at: datetime | None
    entry_id: EntryId | None
    voided_by: UUID | None
    voided_by_name: str = ""
    voided_at: datetime | None
    void_reason: str | None

    @property
    def payable_minor(self) -> int:
        """What is to be paid; a void batch pays nothing, whatever it had been worked out to."""
        return 0 if self.state == "void" else self.net_payable_minor


@dataclass(frozen=True)
class MadeFile:
    """A file made of a batch."""

    kind: str
    file_name: str
    sha: str


async def batches_page(read: Read, actor: Actor, wish: Wish, state: str | None) -> Paged[BatchDetails]:
    """List batches within reach, of one state or all; ``open`` are those of any state before approval."""
    asked = List(_COLUMNS, _FROM, "b.id")
    asked.within(actor.units, "b.org_unit")
    if state:
        states = sorted(UNFINISHED) if state == "open" else [state]
        asked.conditions.append(f"b.state = any({asked.param(states)}::text[])")
    asked.search(wish.search, "b.number", "p.name->>'zh-CN'", "p.name->>'en'")
    page = await paged(read, BatchDetails, asked, chosen(wish.sort, BATCH_SORTS, "-createdAt"), wish.page)
    return page.with_rows(await _naming(read, page.rows))


async def unfinished_batches(read: Read, actor: Actor) -> int:
    """Count the batches within reach that finance is still to match, resolve or submit."""
    mine = Batch.filter(state__in=sorted(OPEN_STATES)).using_db(read.conn)
    return await (mine if actor.units is None else mine.filter(org_unit__in=list(actor.units))).count()


async def batch_details(read: Read, actor: Actor, batch: UUID) -> BatchDetails | None:
    """Read one batch within reach."""
    found = await read.one(BatchDetails, _ONE, batch)
    if found is None or not actor.reaches(found.org_unit):
        return None
    return (await _naming(read, [found]))(found)


async def not_compared(read: Read, row: BatchDetails) -> int:
    """Count what an open batch holds and no run of the matching has looked at; 0 for one that is not open."""
    if row.state not in OPEN_STATES:
        return 0
    return await uncompared(read, await Batch.get(id=row.id, using_db=read.conn))


async def _naming(read: Read, rows: Sequence[BatchDetails]) -> Callable[[BatchDetails], BatchDetails]:
    """Give what adds to each of the rows the names of its people."""
    people = (
        one for row in rows for one in (row.created_by, row.submitted_by, row.approved_by, row.voided_by)
    )
    names = await names_of(read, people)
    return lambda row: replace(
        row,
        created_by_name=names.of(row.created_by),
        submitted_by_name=names.of(row.submitted_by),
        approved_by_name=names.of(row.approved_by),
        voided_by_name=names.of(row.voided_by),
    )


async def files_of_batch(read: Read, batch: UUID) -> list[MadeFile]:
    """Read the files made of a batch; the caller has reached it."""
    sql = "select kind, file_name, sha from settlement_export where batch = $1 order by kind"
    return await read.all(MadeFile, sql, batch)
