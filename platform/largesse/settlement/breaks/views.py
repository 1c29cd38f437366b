"""What the console shows of breaks: both sides of a difference, and what was proposed for it."""

from datetime import datetime
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import text
from largesse.kernel.ids import maybe_id, text_id
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.settlement.breaks.actions import actions
from largesse.settlement.breaks.reads import BreakDetails, DispositionDetails
from largesse.settlement.ids import BREAK, DISPOSITION, LINE


@strawberry.type(description="What was proposed for a break, and what became of it.")
class Disposition:
    """A disposition."""

    id: str = named("Id, dsp_….")
    kind: str = named("accept_provider, short_pay or carry_forward.")
    kind_name: str = named("The kind in words.")
    reason: str = named("Why.")
    state: str = named("proposed, approved, rejected, withdrawn or undone.")
    pay: MoneyType = named("What is paid for it in this batch.")
    adjust: MoneyType = named("By how much our books change.")
    proposed_by: str = named("Who proposed it.")
    proposed_at: datetime = named("When.")
    mine: bool = named("Whether the one who asks proposed it; he cannot approve it.")
    decided_by: str = named("Who decided; empty: nobody yet.")
    opinion: str = named("The second person's words.")
    entry: str | None = named("The ledger's entry of the change.")
    undo_by: str = named("Who asks to undo it; empty: nobody.")
    undo_reason: str = named("Why it is to be undone.")

    @classmethod
    def of(cls, row: DispositionDetails, currency: str, locale: str, asker: UUID) -> "Disposition":
        return cls(
            id=text_id(DISPOSITION, row.id),
            kind=row.kind,
            kind_name=text(f"settlement.disposition.{row.kind}", locale),
            reason=row.reason,
            state=row.state,
            pay=money(row.pay_minor, currency),
            adjust=money(row.adjust_minor, currency),
            proposed_by=row.proposed_by_name,
            proposed_at=row.proposed_at,
            mine=row.proposed_by == asker,
            decided_by=row.decided_by_name,
            opinion=row.opinion,
            entry=None if row.entry_id is None else str(row.entry_id),
            undo_by=row.undo_by_name,
            undo_reason=row.undo_reason,
        )


@strawberry.type(description="A break: where line and item do not agree.")
class Break:
    """One difference."""

    details: strawberry.Private[BreakDetails]
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

    @strawberry.field(
        description="What the reader may do with it now: propose, withdraw, approve, return, undo and so on."
    )  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts that nothing forbids."""
        return list(actions(info.context.who(), self.details))

    @classmethod
    def of(cls, row: BreakDetails, locale: str, asker: UUID) -> "Break":
        currency, proposed = row.currency, row.disposition
        disposition = Disposition.of(proposed, currency, locale, asker) if proposed else None
        return cls(
            details=row,
            id=text_id(BREAK, row.id),
            code=row.code,
            code_name=text(f"settlement.break.{row.code}", locale),
            state=row.state,
            provider_ref=row.provider_ref,
            order_ref=row.order_ref,
            our_provider_ref=row.item_ref,
            our_order_ref=row.item_order_ref,
            opened_at=row.opened_at,
            billed=None if row.line is None else money(row.line_minor, currency),
            ours=None if row.item is None else money(row.item_minor, currency),
            difference=money(row.line_minor - row.item_minor, currency),
            file_name=row.file_name,
            row=row.row_no,
            line=maybe_id(LINE, row.line),
            sku=row.sku_code,
            right=maybe_id(RIGHT, row.entitlement),
            disposition=disposition,
        )
