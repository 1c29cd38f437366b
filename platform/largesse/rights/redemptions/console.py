"""Uses of rights on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.redemptions import reads
from largesse.rights.redemptions.actions import actions
from largesse.rights.redemptions.reverse_use import UseReversed, reverse_use
from largesse.rights.redemptions.use import REDEMPTION


@strawberry.type(description="One use of a right, or the reversal of one.")
class Redemption:
    """One row of the uses."""

    row: strawberry.Private[reads.RedemptionRow]
    id: str = named("Id, red_….")
    kind: str = named("use or reversal.")
    entitlement: str = named("Id of the right, ent_….")
    sku_name: str = named("What was used.")
    provider_name: str = named("Where it was used.")
    channel: str = named("counter, api, callback or console.")
    units: int = named("Units used.")
    amount: MoneyType = named("What the use costs the institution.")
    provider_ref: str | None = named("The provider's own reference.")
    order_ref: str | None = named("Our order's reference, ord_….")
    reversed: bool = named("Whether the use was reversed.")
    at: datetime = named("When.")
    mark: str | None = named("late: told after the validity was over; outside: used outside of it.")
    place_name: str = named("The place where it was used; empty: none is known.")
    counter_name: str = named("The counter that used it; empty: none is known.")
    offline: bool = named("Whether the counter had no net, and told of it later.")
    booked_at: datetime | None = named("When the house heard of it; null in old rows.")

    @classmethod
    def of(cls, row: reads.RedemptionRow, locale: str) -> "Redemption":
        return cls(
            row=row,
            id=text_id(REDEMPTION, row.id),
            kind=row.kind,
            entitlement=text_id(RIGHT, row.entitlement),
            sku_name=said(row.sku_title, locale),
            provider_name=said(row.provider_name, locale),
            channel=row.channel,
            units=row.units,
            amount=money(row.amount_minor, row.currency),
            provider_ref=row.provider_ref,
            order_ref=row.order_ref,
            reversed=row.reversed,
            at=row.at,
            mark=row.mark,
            place_name=said(row.place_name, locale),
            counter_name=row.counter_name or "",
            offline=row.offline,
            booked_at=row.booked_at,
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(actions(info.context.who(), self.row))


@strawberry.type(description="A use was reversed.")
class UseReversedType:
    """The reversal."""

    id: str = named("Id of the reversal, red_….")
    entitlement: str = named("Id of the right, ent_….")
    state: str = named("Where the right stands now.")

    @classmethod
    def of(cls, done: UseReversed) -> Self:
        return cls(
            id=text_id(REDEMPTION, done.reversal),
            entitlement=text_id(RIGHT, done.entitlement),
            state=done.state,
        )


@strawberry.type
class RedemptionQuery:
    """Uses."""

    redemptions: Connection[Redemption] = list_field(
        Listing("redemptions", "rights.view", reads.redemptions_page, Redemption.of),
        "Uses and reversals within reach. sort: at, amount.",
    )


@strawberry.type
class RedemptionMutation:
    """What takes uses back."""

    reverse_use = mutation(
        reverse_use, "Reverse a use; the right may be used again.", shows=UseReversedType.of
    )
