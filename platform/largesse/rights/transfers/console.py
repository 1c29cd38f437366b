"""Offers of a client on the console face."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.audience.clients.console import Customer
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.entitlement import RIGHT
from largesse.rights.transfers.reads import TransferRow, transfers_of
from largesse.rights.transfers.transfer import TRANSFER


@strawberry.type(description="A right that one client offers, or offered, to another.")
class Transfer:
    """One offer."""

    id: str = named("Id, trf_….")
    right: str = named("Id of the right, ent_….")
    title: str = named("What it is.")
    giver_name: str = named("Who offers it, masked.")
    receiver_name: str = named("To whom, masked; empty until somebody takes the link up.")
    by_link: bool = named("Whether it went out as a link.")
    state: str = named("offered, accepted, declined, withdrawn or lapsed.")
    state_name: str = named("The state in the request's language.")
    offered_at: datetime = named("Since when.")
    expires_at: datetime = named("Until when it can be accepted.")
    ended_at: datetime | None = named("When it ended; null: it is open.")

    @classmethod
    def of(cls, row: TransferRow, locale: str) -> Self:
        return cls(
            id=text_id(TRANSFER, row.id),
            right=text_id(RIGHT, row.entitlement),
            title=said(row.title, locale),
            giver_name=row.giver_name,
            receiver_name=row.receiver_name,
            by_link=row.by_link,
            state=row.state,
            state_name=text(f"rights.transfer.{row.state}", locale),
            offered_at=row.offered_at,
            expires_at=row.expires_at,
            ended_at=row.ended_at,
        )


@extends(Customer)
@strawberry.type
class TransfersOfClient:
    """What transfers add to a client; ``self`` is the client when the face is assembled."""

    @strawberry.field(description="What the client offers and is offered, open ones first, at most 100.")
    async def transfers(self, info: Info) -> list[Transfer]:
        """Read the offers."""
        if not info.context.who().may("rights.view"):
            return []
        async with info.context.work.read() as read:
            rows = await transfers_of(read, cast("Customer", self).row.id)
        return [Transfer.of(row, info.context.locale) for row in rows]
