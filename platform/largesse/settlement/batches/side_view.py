"""What the console shows of one line or item of a batch."""

from datetime import date
from functools import partial
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import text
from largesse.kernel.ids import parse_id, text_id
from largesse.settlement.batches.sides import SideDetails, sides_page
from largesse.settlement.ids import BATCH, ITEM, LINE


@strawberry.type(description="A line or an item that a batch holds or leaves out.")
class BatchEntry:
    """One of them."""

    row: strawberry.Private[SideDetails]
    id: str = named("Id, lin_… or itm_….")
    provider_ref: str = named("The provider's order number.")
    order_ref: str = named("Our order number.")
    day: date = named("Business day.")
    amount: MoneyType = named("Tax included; below zero: a refund, or a use taken back after it was paid.")
    standing: str = named("matched, a break's code, open or left_out.")
    standing_name: str = named("The standing in words.")
    left_out: str = named("Why it is left out; empty: it is not.")

    @strawberry.field(description="What the reader may do with it now: leave_out or bring_back.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts that nothing forbids."""
        return self.row.actions(info.context.who())

    @classmethod
    def of(cls, row: SideDetails, locale: str, prefix: str) -> "BatchEntry":
        standing = row.standing
        what = "standing" if standing.islower() else "break"
        return cls(
            row=row,
            id=text_id(prefix, row.id),
            provider_ref=row.provider_ref,
            order_ref=row.order_ref,
            day=row.biz_date,
            amount=money(row.gross_minor, row.currency),
            standing=standing,
            standing_name=text(f"settlement.{what}.{standing}", locale),
            left_out=row.left_out,
        )


@strawberry.type
class BatchEntryQuery:
    """Queries of a batch's two sides."""

    @strawberry.field(  # type: ignore[untyped-decorator]  # strawberry loses its type
        description="A batch's lines or items, one by one. side: lines or items. sort: day, amount, ref."
    )
    async def batch_entries(  # noqa: PLR0913, PLR0917 - a list's arguments, whose and which
        self,
        info: Info,
        batch: str,
        side: str,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[BatchEntry]:
        """List them."""
        ident: UUID = parse_id(BATCH, batch, "batch")
        listing = Listing(
            f"batch-entries-{ident}-{side}",
            "settlement.read",
            partial(sides_page, batch=ident, side=side),
            partial(BatchEntry.of, prefix=LINE if side == "lines" else ITEM),
        )
        return await shown(info, listing, ListAsk(first, after, search, sort))
