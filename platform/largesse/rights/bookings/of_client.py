"""A client's bookings, on the client's page of the console."""

from typing import Self, cast

import strawberry

from largesse.audience.clients.console import Customer
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.kernel.clock import minute_in
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.rights.bookings.booking import BOOKING
from largesse.rights.bookings.reads import OwnBooking, own_bookings


@strawberry.type(description="A booking of a client.")
class ClientBooking:
    """One booking in a line."""

    id: str = named("Id, bkg_….")
    title: str = named("What is used.")
    state: str = named("As a booking's; pending waits for the adviser.")
    when: str = named("Day and minute by the place's clock.")
    place_name: str = named("Where.")

    @classmethod
    def of(cls, row: OwnBooking, locale: str) -> Self:
        return cls(
            id=text_id(BOOKING, row.id),
            title=said(row.title, locale),
            state=row.state,
            when=minute_in(row.starts_at, row.zone),
            place_name=said(row.place_name, locale),
        )


@extends(Customer)
@strawberry.type
class BookingsOfClient:
    """What bookings add to a client; ``self`` is the client when the face is assembled."""

    @strawberry.field(description="The client's bookings, those to come first, at most 100.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def bookings(self, info: Info) -> list[ClientBooking]:
        """Read them."""
        if not info.context.who().may("rights.view"):
            return []
        async with info.context.work.read() as read:
            rows = await own_bookings(read, cast("Customer", self).row.id)
        return [ClientBooking.of(row, info.context.locale) for row in rows]
