"""What the console shows of a batch: what is settled, its breaks and what becomes of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import MoneyType, money, named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, text_id
from largesse.rights.catalogue.supply import PROVIDER
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.settlement import reads
from largesse.settlement.batches.content import waterfall
from largesse.settlement.batches.tally import Tally
from largesse.settlement.statement_views import BATCH, LINE, Statement

Row = dict[str, Any]
BREAK, DISPOSITION = "brk", "dsp"


@strawberry.type(description="One step of the way from what is billed to what is paid.")
class WaterfallStep:
    """A step."""

    step: str = named("billed, carried, refused or payable.")
    name: str = named("The step in words.")
    amount: MoneyType = named("Its amount; the steps add up to the last.")


@strawberry.type(description="One side of a batch added up.")
class BatchSide:
    """Lines or items; total = matched + disposed + carried once it ties."""

    total: MoneyType = named("Everything in scope.")
    matched: MoneyType = named("Matched.")
    disposed: MoneyType = named("Breaks that were disposed of.")
    carried: MoneyType = named("Breaks that are carried forward.")


@strawberry.type(description="A file made of a batch.")
class BatchFile:
    """An export."""

    kind: str = named("workbook or vouchers.")
    file_name: str = named("Name of the file.")
    sha256: str = named("SHA-256 of its bytes.")
    url: str = named("Where it is downloaded.")


@strawberry.type(description="A batch: what is settled with one provider together.")
class Batch:
    """One batch."""

    batch_id: strawberry.Private[UUID]
    id: str = named("Id, bch_….")
    number: str = named("Number for people.")
    provider: str = named("Id of the provider, prv_….")
    provider_name: str = named("With whom it is settled.")
    entity: str = named("Accounting entity in whose books it stands.")
    currency: str = named("ISO 4217 code.")
    as_of: date = named("Up to which business day.")
    state: str = named("draft, matched, reconciled, submitted, approved …")
    state_name: str = named("The state in words.")
    lines: BatchSide = named("What the provider billed.")
    items: BatchSide = named("What clients received.")
    net_payable: MoneyType = named("What is to be paid.")
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

    @strawberry.field(description="Its statements, oldest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def statements(self, info: Info) -> list[Statement]:
        """Read the statements."""
        async with info.context.work.read() as read:
            rows = await reads.batch_statements(read, self.batch_id)
        return [Statement.of(row, info.context.locale) for row in rows]

    @strawberry.field(description="The files made of it.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def files(self, info: Info) -> list[BatchFile]:
        """Read the exports."""
        async with info.context.work.read() as read:
            rows = await reads.batch_exports(read, self.batch_id)
        return [
            BatchFile(
                kind=row["kind"],
                file_name=row["file_name"],
                sha256=row["sha"],
                url=f"/files/batches/{self.id}/{row['kind']}",
            )
            for row in rows
        ]

    @classmethod
    def of(cls, row: Row, locale: str) -> "Batch":
        """Translate."""
        ident = text_id(BATCH, row["id"])
        return cls(
            batch_id=row["id"],
            id=ident,
            number=row["number"],
            provider=text_id(PROVIDER, row["provider"]),
            provider_name=said(row["provider_name"], locale),
            entity=f"{row['entity_code']} {said(row['entity_name'], locale)}",
            currency=row["currency"],
            as_of=row["as_of"],
            state=row["state"],
            state_name=text(f"settlement.batch_state.{row['state']}", locale),
            lines=_side(row, "lines"),
            items=_side(row, "items"),
            net_payable=money(row["net_payable_minor"], row["currency"]),
            waterfall=_waterfall(row, locale),
            match_count=row["matches"] or 0,
            open_breaks=row["open_breaks"],
            run_hash=row["run_hash"],
            result_hash=row["result_hash"],
            content_hash=row["content_hash"],
            approval=maybe_id(APPROVAL, row["approval"]),
            created_by=row["created_by_name"],
            created_at=row["created_at"],
            submitted_by=row["submitted_by_name"],
            approved_by=row["approved_by_name"],
            approved_at=row["approved_at"],
            entry=None if row["entry_id"] is None else str(row["entry_id"]),
        )


def _side(row: Row, side: str) -> BatchSide:
    def of(part: str) -> MoneyType:
        return money(row[f"{side}{part}_minor"], row["currency"])

    return BatchSide(total=of(""), matched=of("_matched"), disposed=of("_disposed"), carried=of("_carried"))


def _waterfall(row: Row, locale: str) -> list[WaterfallStep]:
    names = (
        *("lines_minor", "lines_matched_minor", "lines_disposed_minor", "lines_carried_minor"),
        *("items_minor", "items_matched_minor", "items_disposed_minor", "items_carried_minor"),
        "net_payable_minor",
    )
    sums = Tally(**{name: row[name] for name in names}, undecided=0)
    return [
        WaterfallStep(
            step=str(one["step"]),
            name=text(f"settlement.workbook.step_{one['step']}", locale),
            amount=money(int(one["amount_minor"]), row["currency"]),
        )
        for one in waterfall(sums)
    ]


@strawberry.type(description="What was proposed for a break, and what became of it.")
class Disposition:
    """A disposition."""

    id: str = named("Id, dsp_….")
    kind: str = named("accept_provider, short_pay or carry_forward.")
    kind_name: str = named("The kind in words.")
    reason: str = named("Why.")
    state: str = named("proposed, approved or rejected.")
    pay: MoneyType = named("What is paid for it in this batch.")
    adjust: MoneyType = named("By how much our books change.")
    proposed_by: str = named("Who proposed it.")
    proposed_at: datetime = named("When.")
    mine: bool = named("Whether the one who asks proposed it; he cannot approve it.")
    decided_by: str = named("Who decided; empty: nobody yet.")
    opinion: str = named("The second person's words.")
    entry: str | None = named("The ledger's entry of the change.")


@strawberry.type(description="A break: where line and item do not agree.")
class Break:
    """One difference."""

    id: str = named("Id, brk_….")
    code: str = named("MISSING_AT_PROVIDER, MISSING_AT_PLATFORM, AMOUNT …")
    code_name: str = named("The code in words.")
    state: str = named("open, proposed, approved, posted, closed or carried.")
    provider_ref: str = named("The provider's order number.")
    order_ref: str = named("Our order number, as the line states it; without a line, as our register has it.")
    our_provider_ref: str | None = named("The provider's number as our register has it; null: no item.")
    our_order_ref: str | None = named("Our number as our register has it; it may contradict the line's.")
    opened_at: datetime = named("Since when it has been open, also in earlier batches.")
    billed: MoneyType | None = named("What the line asks; null: there is no line.")
    ours: MoneyType | None = named("What our item says; null: there is no item.")
    difference: MoneyType = named("Billed less ours.")
    file_name: str | None = named("The line's file.")
    row: int | None = named("The line's row in it.")
    line: str | None = named("Id of the line, lin_…; null: there is none.")
    sku: str | None = named("The item's SKU.")
    right: str | None = named("Id of the right, ent_….")
    disposition: Disposition | None = named("The live or last disposition.")

    @classmethod
    def of(cls, row: Row, locale: str, asker: UUID) -> "Break":
        """Translate."""
        currency = row["currency"]
        return cls(
            id=text_id(BREAK, row["id"]),
            code=row["code"],
            code_name=text(f"settlement.break.{row['code']}", locale),
            state=row["state"],
            provider_ref=row["provider_ref"],
            order_ref=row["order_ref"],
            our_provider_ref=row["item_ref"],
            our_order_ref=row["item_order_ref"],
            opened_at=row["opened_at"],
            billed=None if row["line"] is None else money(row["line_minor"], currency),
            ours=None if row["item"] is None else money(row["item_minor"], currency),
            difference=money(row["line_minor"] - row["item_minor"], currency),
            file_name=row["file_name"],
            row=row["row_no"],
            line=maybe_id(LINE, row["line"]),
            sku=row["sku_code"],
            right=maybe_id(RIGHT, row["entitlement"]),
            disposition=_disposition(row, locale, asker) if row["disposition"] else None,
        )


def _disposition(row: Row, locale: str, asker: UUID) -> Disposition:
    return Disposition(
        id=text_id(DISPOSITION, row["disposition"]),
        kind=row["kind"],
        kind_name=text(f"settlement.disposition.{row['kind']}", locale),
        reason=row["reason"],
        state=row["disposition_state"],
        pay=money(row["pay_minor"], row["currency"]),
        adjust=money(row["adjust_minor"], row["currency"]),
        proposed_by=row["proposed_by_name"],
        proposed_at=row["proposed_at"],
        mine=row["proposed_by"] == asker,
        decided_by=row["decided_by_name"],
        opinion=row["opinion"],
        entry=None if row["entry_id"] is None else str(row["entry_id"]),
    )
