"""Requests to be erased, and what clients chose, on the console face."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.audience.clients.console import Customer
from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.records import CLIENT
from largesse.audience.privacy import erase
from largesse.audience.privacy.client import PurposeType
from largesse.audience.privacy.reads import (
    ErasureRow,
    erasures_page,
    receipts_of,
    standing_of,
)
from largesse.audience.privacy.records import ERASURE
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.ids import text_id


def erasure_actions(actor: Actor, row: ErasureRow) -> list[str]:
    """Name what one may do with a request now: erase, refuse."""
    open_ = row.state == "asked" and actor.may("audience.erase_client") and actor.reaches(row.org_unit)
    return ["erase", "refuse"] if open_ else []


@strawberry.type(description="A client's request to be erased.")
class ErasureRequest:
    """One request."""

    id: str = named("Id, ers_….")
    client: str = named("Id of the client, cli_….")
    masked_name: str = named("王**; — once erased.")
    external_id: str = named("The bank's customer number.")
    state: str = named("asked, withdrawn, refused or done.")
    asked_at: datetime = named("When asked.")
    ended_at: datetime | None = named("When it ended.")
    reason: str = named("Why it was refused.")
    row: strawberry.Private[ErasureRow]

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return erasure_actions(info.context.who(), self.row)

    @classmethod
    def of(cls, row: ErasureRow, _locale: str) -> Self:
        return cls(
            id=text_id(ERASURE, row.id),
            client=text_id(CLIENT, row.customer),
            masked_name=mask_name(row.name),
            external_id=row.ext_id,
            state=row.state,
            asked_at=row.asked_at,
            ended_at=row.ended_at,
            reason=row.reason,
            row=row,
        )


@strawberry.type(description="How a request to be erased stands now.")
class ErasureSettled:
    """Answer of carrying out and of refusing."""

    state: str = named("done or refused.")

    @classmethod
    def of(cls, told: erase.ErasureTold) -> Self:
        return cls(state=told.state)


@strawberry.type
class ErasureQuery:
    """Queries of requests."""

    erasures: Connection[ErasureRequest] = list_by_state(
        "erasures",
        "audience.read_erasures",
        erasures_page,
        ErasureRequest.of,
        "Requests to be erased within reach, newest first. search: customer number. sort: askedAt.",
    )


@strawberry.type
class ErasureMutation:
    """What staff do with a request."""

    erase_client = mutation(
        erase.erase_client,
        "Erase a client who asked for it; it cannot be undone.",
        shows=ErasureSettled.of,
        result="SettleErasureResult",
    )
    refuse_erasure = mutation(
        erase.refuse_erasure,
        "Refuse a client's request; the client reads why.",
        shows=ErasureSettled.of,
        result="SettleErasureResult",
    )


@extends(Customer)
@strawberry.type
class PrivacyOfClient:
    """What a client chose about his data; ``self`` is the client when the face is assembled."""

    @strawberry.field(description="What the client agrees to and has withdrawn.")
    async def purposes(self, info: Info) -> list[PurposeType]:
        """Read the choices."""
        async with info.context.work.read() as read:
            receipts = await receipts_of(read, cast("Customer", self).row.id)
        return [PurposeType.of(one, info.context.locale) for one in standing_of(receipts)]
