"""The last steps of a right's trail: accrual, the line that bills it, its break, its batch."""

from datetime import date, datetime
from typing import Any

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import text
from largesse.kernel.ids import maybe_id
from largesse.rights.trail.console import Trail
from largesse.settlement import reads
from largesse.settlement.statement_views import BATCH, LINE, STATEMENT

Row = dict[str, Any]


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
    def of(cls, row: Row, locale: str) -> "SettlementStep":
        """Translate."""
        currency, code = row["currency"], row["break_code"]
        return cls(
            used_at=row["used_at"],
            biz_date=row["biz_date"],
            cost=money(row["gross_minor"], currency),
            net=money(row["net_minor"], currency),
            tax=money(row["tax_minor"], currency),
            entry=_text(row["entry_id"]),
            reversed_entry=_text(row["reversed_entry_id"]),
            statement=maybe_id(STATEMENT, row["statement_id"]),
            file_name=row["file_name"],
            row=row["row_no"],
            line=maybe_id(LINE, row["line_id"]),
            line_ref=row["line_ref"],
            billed=None if row["line_minor"] is None else money(row["line_minor"], currency),
            break_code=code,
            break_name=text(f"settlement.break.{code}", locale) if code else None,
            batch=maybe_id(BATCH, row["in_batch"]),
            batch_number=row["in_number"],
            batch_state=row["in_state"],
            batch_entry=_text(row["batch_entry"]),
            approved_at=row["approved_at"],
        )


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)


@extends(Trail)
@strawberry.type
class TrailSettlement:
    """What settlement adds to a right's trail."""

    entitlement_id: strawberry.Private[Any]

    @strawberry.field(description="How its uses were settled, oldest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def settlement(self, info: Info) -> list[SettlementStep]:
        """Read the steps; whoever sees the trail sees where its money went."""
        async with info.context.work.read() as read:
            rows = await reads.steps_of(read, self.entitlement_id)
        return [SettlementStep.of(row, info.context.locale) for row in rows]
