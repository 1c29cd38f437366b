"""What clients left half-way, on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.rights.drop_outs.reads import DropOutRow, drop_outs_page
from largesse.rights.entitlements.entitlement import CLIENT, RIGHT


@strawberry.type(description="A right that a client of mine left half-way.")
class DropOut:
    """One of them."""

    id: str = named("Id of the right, ent_….")
    title: str = named("What it is.")
    client: str = named("Id of the client, cli_….")
    client_name: str = named("The client's name, masked.")
    reason: str = named("order, offer, hold, form or unclaimed.")
    reason_name: str = named("The same in the request's language.")
    since: datetime = named("Since when.")
    valid_to: datetime = named("When the right ends.")

    @classmethod
    def of(cls, row: DropOutRow, locale: str) -> Self:
        return cls(
            id=text_id(RIGHT, row.id),
            title=said(row.title, locale),
            client=text_id(CLIENT, row.client),
            client_name=row.client_name,
            reason=row.reason,
            reason_name=text(f"rights.drop_out.{row.reason}", locale),
            since=row.since,
            valid_to=row.valid_to,
        )


@strawberry.type
class DropOutQuery:
    """What own clients left half-way."""

    drop_outs: Connection[DropOut] = list_field(
        Listing("drop-outs", "rights.own_tasks", drop_outs_page, DropOut.of),
        "What my clients left half-way and what is no task of mine yet. search: what. sort: since, validTo.",
    )
