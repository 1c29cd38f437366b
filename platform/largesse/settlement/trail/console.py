"""What settlement adds to a right's trail on the console face."""

from datetime import date, datetime
from typing import Any

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import text
from largesse.kernel.ids import maybe_id
from largesse.rights.trail.console import Trail
from largesse.settlement.ids import BATCH, LINE, STATEMENT
from largesse.settlement.trail.reads import SettledUse, uses_of


@strawberry.type(description="How one use of a right was settled.")
class SettlementStep:
    """Accrual, bill and batch of one use."""

    used_at: datetime = named("When the right was used.")
    biz_date: date = named("Business day of the use.")
    cost: MoneyType = named("What it costs, tax included.")
    net: MoneyType = named("Without tax.")
    tax: MoneyType = named("The tax in it.")
    entry: str | None = named("Number of the ledger's accrual.")
    reversed_entry: str | None = named("Number of the entry that took it back.")
    statement: str | None = named("Id of the statement that bills it, stm_….")
    file_name: str | None = named("File of that statement.")
    row: int | None = named("Row in the file.")
    line: str | None = named("Id of that line, lin_….")
    line_ref: str | None = named("The provider's order number on the line.")
    billed: MoneyType | None = named("What the line asks.")
    break_code: str | None = named("Where they did not agree: the break's code.")
    break_name: str | None = named("The code in words.")
    batch: str | None = named("Id of the batch, bch_….")
    batch_number: str | None = named("Number of the batch.")
    batch_state: str | None = named("Where the batch stands.")
    batch_entry: str | None = named("Number of the ledger's entry of what is payable.")
    approved_at: datetime | None = named("When the batch was approved.")

    @classmethod
    def of(cls, use: SettledUse, locale: str) -> "SettlementStep":
        currency, code = use.currency, use.break_code
        return cls(
            used_at=use.used_at,
            biz_date=use.biz_date,
            cost=money(use.gross_minor, currency),
            net=money(use.net_minor, currency),
            tax=money(use.tax_minor, currency),
            entry=_number(use.entry_id),
            reversed_entry=_number(use.reversed_entry_id),
            statement=maybe_id(STATEMENT, use.statement_id),
            file_name=use.file_name,
            row=use.row_no,
            line=maybe_id(LINE, use.line_id),
            line_ref=use.line_ref,
            billed=None if use.line_minor is None else money(use.line_minor, currency),
            break_code=code,
            break_name=text(f"settlement.break.{code}", locale) if code else None,
            batch=maybe_id(BATCH, use.in_batch),
            batch_number=use.in_number,
            batch_state=use.in_state,
            batch_entry=_number(use.batch_entry),
            approved_at=use.approved_at,
        )


def _number(entry: int | None) -> str | None:
    return None if entry is None else str(entry)


@extends(Trail)
@strawberry.type
class TrailSettlement:
    """What settlement adds to a right's trail."""

    entitlement_id: strawberry.Private[Any]

    @strawberry.field(description="How its uses were settled, oldest first.")
    async def settlement(self, info: Info) -> list[SettlementStep]:
        """Read the steps; whoever sees the trail sees where its money went."""
        async with info.context.work.read() as read:
            uses = await uses_of(read, self.entitlement_id)
        return [SettlementStep.of(one, info.context.locale) for one in uses]
