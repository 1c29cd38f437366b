"""What a provider told of an order, on the console face: beside the order on the right's trail."""

from datetime import datetime
from typing import cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.kernel.ids import parse_id
from largesse.kernel.settings import settings
from largesse.rights.entitlements.entitlement import ORDER
from largesse.rights.order_events.reads import OrderEventRow, events_of
from largesse.rights.orders.console import ProviderOrder
from largesse.rights.provider_calls.told import note_of, status_of


@strawberry.type(description="One thing that a provider told of an order.")
class ProviderOrderEvent:
    """One event, as a fact."""

    kind: str = named("For example attendance, report_ready, shipped, returned, case_closed or amended.")
    says: str = named("What happened, in words.")
    note: str = named("What was done, by the provider's codes, and what was paid on site; may be empty.")
    at: datetime = named("When it happened, by the provider's clock.")
    booked_at: datetime = named("When it was heard of.")
    late: bool = named("Whether the right's validity was over when it was heard of.")
    out_of_order: bool = named("Whether something that happened later had been told before.")

    @classmethod
    def of(cls, row: OrderEventRow, locale: str) -> "ProviderOrderEvent":
        return cls(
            kind=row.kind,
            says=status_of(row.kind, row.facts, locale, settings().zone),
            note=note_of(row.facts, locale),
            at=row.at,
            booked_at=row.booked_at,
            late=row.late,
            out_of_order=row.out_of_order,
        )


@extends(ProviderOrder)
@strawberry.type
class EventsOfOrder:
    """What was told of an order; ``self`` is the order when the face is assembled."""

    @strawberry.field(description="What the provider told of it, in the order in which it happened.")
    async def events(self, info: Info) -> list[ProviderOrderEvent]:
        """Read them."""
        order = parse_id(ORDER, cast("ProviderOrder", self).id)
        async with info.context.work.read() as read:
            rows = await events_of(read, [order])
        return [ProviderOrderEvent.of(row, info.context.locale) for row in rows]
