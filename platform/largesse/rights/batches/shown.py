"""What supply adds to an issue batch on the console face: its days, its threshold, its budget's pace."""

from datetime import date
from typing import cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.faces.together import together
from largesse.kernel.clock import now
from largesse.kernel.money import Long
from largesse.rights.batches.console import IssueBatch, IssueBatchMoved
from largesse.rights.batches.days import BatchDay, days_of_batch
from largesse.rights.batches.low import set_threshold
from largesse.rights.budgets.reads import budgets_by_id


@strawberry.type(description="A day of an issue batch.")
class IssueBatchDay:
    """One day. free + held + issued = total; used and expired are among the issued."""

    day: date = named("The day, in the institution's zone.")
    free: Long = named("Units that could be given at its end.")
    held: Long = named("Units set aside.")
    issued: Long = named("Units given so far.")
    used: Long = named("Rights used up so far.")
    expired: Long = named("Rights that ended unused so far.")

    @classmethod
    def of(cls, row: BatchDay) -> "IssueBatchDay":
        return cls(
            day=row.day,
            free=Long(row.free),
            held=Long(row.held),
            issued=Long(row.issued),
            used=Long(row.used),
            expired=Long(row.expired),
        )


@strawberry.type(description="What a batch's budget lets be given at this moment.")
class IssueBatchPace:
    """The budget's pace as a batch shows it."""

    shape: str = named("How the budget's curve runs: none, linear, front or custom.")
    allowed: MoneyType = named("What may be promised on the budget by now.")
    open: MoneyType = named("What can be promised at this moment, lines aside.")


@extends(IssueBatch)
@strawberry.type
class StockOfBatch:
    """What is added; ``self`` is the batch when the face is assembled."""

    @strawberry.field(description="Staff is told when no more units than this are free; null: nobody is.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def low_at(self) -> Long | None:
        """Read the threshold."""
        low_at = cast("IssueBatch", self).row.low_at
        return None if low_at is None else Long(low_at)

    @strawberry.field(description="Whether no more units are free than the threshold says.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def low(self) -> bool:
        """Compare the stock with the threshold."""
        return cast("IssueBatch", self).row.low

    @strawberry.field(description="Its days, oldest first, today's as they are now.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def days(self, info: Info) -> list[IssueBatchDay]:
        """Read them."""
        async with info.context.work.read() as read:
            days = await days_of_batch(read, cast("IssueBatch", self).row.id)
        return [IssueBatchDay.of(one) for one in days]

    @strawberry.field(description="What its budget's curve lets be given.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def pace(self, info: Info) -> IssueBatchPace | None:
        """Read the budget."""
        budget = await together(info, cast("IssueBatch", self).row.budget, budgets_by_id)
        if budget is None:
            return None
        return IssueBatchPace(
            shape=budget.pace_shape,
            allowed=money(budget.allowed_minor(now()), budget.currency),
            open=money(budget.open_minor(now()), budget.currency),
        )


@strawberry.type
class ThresholdMutation:
    """What sets the threshold of a batch."""

    set_batch_threshold = mutation(
        set_threshold,
        "Set how few free units of a batch staff is told of.",
        name="set_batch_threshold",
        shows=IssueBatchMoved.of,
    )
