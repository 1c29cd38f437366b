"""What the console shows of a batch: what is settled with whom, its two sides, its files."""

from datetime import date, datetime

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import MoneyType, money, named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, text_id
from largesse.rights.catalogue.supply import PROVIDER
from largesse.settlement.batches.batch import actions
from largesse.settlement.batches.content import Step, waterfall
from largesse.settlement.batches.reads import BatchDetails, MadeFile, files_of_batch, not_compared
from largesse.settlement.batches.taken_back import taken_back
from largesse.settlement.ids import BATCH
from largesse.settlement.statements.reads import statements_of_batch
from largesse.settlement.statements.views import Statement


@strawberry.type(description="One step of the way from what is billed to what is paid.")
class WaterfallStep:
    """A step."""

    step: str = named("billed, carried, refused, undecided, and payable or claim.")
    name: str = named("The step in words.")
    amount: MoneyType = named("Its amount; the steps add up to the last.")

    @classmethod
    def of(cls, step: Step, currency: str, locale: str) -> "WaterfallStep":
        name = text(f"settlement.workbook.step_{step.step}", locale)
        return cls(step=step.step, name=name, amount=money(step.amount_minor, currency))


@strawberry.type(description="One side of a batch added up.")
class BatchSide:
    """Lines or items; total = matched + disposed + carried once it ties."""

    total: MoneyType = named("Everything in scope.")
    matched: MoneyType = named("Matched.")
    disposed: MoneyType = named("Breaks that were disposed of.")
    carried: MoneyType = named("Breaks that are carried forward.")


@strawberry.type(description="Uses that were taken back since the batch holds them.")
class UsesTakenBack:
    """Before approval they void the signature; after it the provider owes what was paid for them."""

    uses: int = named("How many.")
    amount: MoneyType = named("What they cost together.")


@strawberry.type(description="A file made of a batch.")
class BatchFile:
    """An export."""

    kind: str = named("workbook or vouchers.")
    file_name: str = named("Name of the file.")
    sha256: str = named("SHA-256 of its bytes.")
    url: str = named("Where it is downloaded.")

    @classmethod
    def of(cls, made: MadeFile, batch: str) -> "BatchFile":
        return cls(kind=made.kind, file_name=made.file_name, sha256=made.sha, url=address(batch, made.kind))


def address(batch: str, kind: str) -> str:
    """Give where a batch's file is downloaded."""
    return f"/files/batches/{batch}/{kind}"


@strawberry.type(description="A batch: what is settled with one provider together.")
class Batch:
    """One batch."""

    row: strawberry.Private[BatchDetails]
    id: str = named("Id, bch_….")
    number: str = named("Number for people.")
    provider: str = named("Id of the provider, prv_….")
    provider_name: str = named("With whom it is settled.")
    entity: str = named("Accounting entity in whose books it stands.")
    currency: str = named("ISO 4217 code.")
    as_of: date = named("Up to which business day.")
    state: str = named("draft, matched, reconciled, submitted, approved, void …")
    state_name: str = named("The state in words.")
    lines: BatchSide = named("What the provider billed.")
    items: BatchSide = named("What clients received.")
    net_payable: MoneyType = named("What is to be paid; below zero: what is claimed; if void, nothing.")
    waterfall: list[WaterfallStep] = named("From billed to payable.")
    match_count: int = named("Matches of the last run.")
    open_breaks: int = named("Breaks that wait for a proposal or for a second person.")
    run_hash: str | None = named("Hash of the last run's input.")
    result_hash: str | None = named("Hash of its result.")
    content_hash: str | None = named("What is signed; null before submission.")
    approval: str | None = named("Id of the approval, apv_….")
    created_by: str = named("Who opened it.")
    created_at: datetime = named("When.")
    submitted_by: str = named("Who submitted it; empty: nobody yet.")
    approved_by: str = named("Who approved it; empty: nobody yet.")
    approved_at: datetime | None = named("When.")
    entry: str | None = named("The ledger's entry of what is payable.")
    voided_by: str = named("Who voided it; empty: nobody.")
    voided_at: datetime | None = named("When.")
    void_reason: str = named("Why.")

    @strawberry.field(description="Uses in it that were taken back since; null: none.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def taken_back(self, info: Info) -> UsesTakenBack | None:
        """Count what was taken back."""
        async with info.context.work.read() as read:
            found = await taken_back(read, self.row.id)
        if not found.uses:
            return None
        return UsesTakenBack(uses=found.uses, amount=money(found.amount_minor, self.row.currency))

    @strawberry.field(
        description="Lines and uses in it that no run of the matching has seen; 0 if it is not open."
    )  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def uncompared(self, info: Info) -> int:
        """Count what is not compared."""
        async with info.context.work.read() as read:
            return await not_compared(read, self.row)

    @strawberry.field(
        description="What the reader may do with it now: match, submit, withdraw, export, change or void."
    )  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts that nothing forbids."""
        return list(actions(info.context.who(), self.row.state, self.row.submitted_by))

    @strawberry.field(description="Its statements, oldest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def statements(self, info: Info) -> list[Statement]:
        """Read the statements."""
        async with info.context.work.read() as read:
            rows = await statements_of_batch(read, self.row.id)
        return [Statement.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="The files made of it.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def files(self, info: Info) -> list[BatchFile]:
        """Read the exports."""
        async with info.context.work.read() as read:
            made = await files_of_batch(read, self.row.id)
        return [BatchFile.of(one, self.id) for one in made]

    @classmethod
    def of(cls, row: BatchDetails, locale: str) -> "Batch":
        return cls(
            row=row,
            id=text_id(BATCH, row.id),
            number=row.number,
            provider=text_id(PROVIDER, row.provider),
            provider_name=said(row.provider_name, locale),
            entity=f"{said(row.entity_name, locale)} ({row.entity_code})",
            currency=row.currency,
            as_of=row.as_of,
            state=row.state,
            state_name=text(f"settlement.batch_state.{row.state}", locale),
            lines=_lines(row),
            items=_items(row),
            net_payable=money(row.payable_minor, row.currency),
            waterfall=[WaterfallStep.of(step, row.currency, locale) for step in waterfall(row)],
            match_count=row.matches,
            open_breaks=row.open_breaks,
            run_hash=row.run_hash,
            result_hash=row.result_hash,
            content_hash=row.content_hash,
            approval=maybe_id(APPROVAL, row.approval),
            created_by=row.created_by_name,
            created_at=row.created_at,
            submitted_by=row.submitted_by_name,
            approved_by=row.approved_by_name,
            approved_at=row.approved_at,
            entry=None if row.entry_id is None else str(row.entry_id),
            voided_by=row.voided_by_name,
            voided_at=row.voided_at,
            void_reason=row.void_reason or "",
        )


def _lines(row: BatchDetails) -> BatchSide:
    return BatchSide(
        total=money(row.lines_minor, row.currency),
        matched=money(row.lines_matched_minor, row.currency),
        disposed=money(row.lines_disposed_minor, row.currency),
        carried=money(row.lines_carried_minor, row.currency),
    )


def _items(row: BatchDetails) -> BatchSide:
    return BatchSide(
        total=money(row.items_minor, row.currency),
        matched=money(row.items_matched_minor, row.currency),
        disposed=money(row.items_disposed_minor, row.currency),
        carried=money(row.items_carried_minor, row.currency),
    )
