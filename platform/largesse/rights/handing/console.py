"""What advisers hand over, on the console face."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.scalars import MoneyType, money, named
from largesse.identity.approvals.records import APPROVAL
from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, text_id
from largesse.kernel.money import Long
from largesse.rights.batches.console import IssueBatch, IssueBatchMoved
from largesse.rights.entitlements.entitlement import CLIENT, RIGHT
from largesse.rights.handing import decide
from largesse.rights.handing.hand import RightHanded, hand_right
from largesse.rights.handing.reads import RequestRow, TermsRow, handing_of, requests_page, terms_of
from largesse.rights.handing.terms import set_adviser_terms
from largesse.rights.trail.console import Trail


@strawberry.type(description="What a batch lets advisers hand over.")
class AdviserTerms:
    """How it stands."""

    open: bool = named("Whether advisers may hand rights over from it.")
    per_adviser: int = named("How many an adviser may hand over in a month.")
    per_client: int = named("How many a client may be handed in all.")
    this_month: Long = named("How many advisers handed over this month.")

    @classmethod
    def of(cls, row: TermsRow) -> Self:
        return cls(
            open=row.state == "open",
            per_adviser=row.per_adviser,
            per_client=row.per_client,
            this_month=Long(row.this_month),
        )


@strawberry.type(name="RightHandedOver", description="A right that is handed to a client, as it stands now.")
class RightHandedOver:
    """Where it stands."""

    id: str | None = named("Id of the right, ent_…; null: none was handed over, or not yet.")
    state: str = named("handed; pending: a second person signs; returned or withdrawn.")
    request: str | None = named("Id of the request, hrq_…; null: nobody else had to sign.")

    @classmethod
    def of(cls, handed: RightHanded) -> Self:
        return cls(
            id=maybe_id(RIGHT, handed.entitlement),
            state=handed.state,
            request=maybe_id(decide.REQUEST, handed.request),
        )


@strawberry.type(description="What an adviser asked to hand over above the limit.")
class HandingRequest:
    """One request."""

    row: strawberry.Private[RequestRow]
    id: str = named("Id, hrq_….")
    client: str = named("Id of the client, cli_….")
    client_name: str = named("The client's name, masked.")
    title: str = named("What it is.")
    worth: MoneyType = named("What the limit was held against: its market value, or what it costs.")
    note: str = named("What the client reads with it.")
    state: str = named("pending, handed, returned or withdrawn.")
    reason: str = named("Why it was returned, in the signer's words; empty: it was not.")
    entitlement: str | None = named("Id of the right that was handed over, ent_….")
    approval: str = named("Id of its approval, apv_….")
    made_at: datetime = named("When.")

    @classmethod
    def of(cls, row: RequestRow, locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(decide.REQUEST, row.id),
            client=text_id(CLIENT, row.client),
            client_name=row.client_name,
            title=said(row.title, locale),
            worth=money(row.worth_minor, row.currency),
            note=row.note,
            state=row.state,
            reason=row.reason,
            entitlement=maybe_id(RIGHT, row.entitlement),
            approval=text_id(APPROVAL, row.approval),
            made_at=row.made_at,
        )

    @strawberry.field(description="What the reader may do with it now: withdraw.")
    def actions(self) -> list[str]:
        """Name the acts that its state allows; it is the reader's own."""
        return ["withdraw"] if self.row.state == "pending" else []


@strawberry.type(description="Who handed a right over, and why.")
class Handing:
    """The adviser and his note."""

    adviser: str = named("Who gave it; empty: somebody who is no longer here.")
    note: str = named("What the client reads with it; a dash: it went as he was erased.")
    at: datetime = named("When.")


@extends(Trail)
@strawberry.type
class HandingOfTrail:
    """What is added to a right's trail; ``self`` is the trail when the face is assembled."""

    @strawberry.field(description="Which adviser handed it over, with what note; null: none did.")
    async def handing(self, info: Info) -> Handing | None:
        """Read the handing."""
        async with info.context.work.read() as read:
            found = await handing_of(read, cast("Trail", self).entitlement_id)
            names = await names_of_staff(read, [found.adviser]) if found else {}
        return Handing(adviser=names.get(found.adviser, ""), note=found.note, at=found.at) if found else None


@extends(IssueBatch)
@strawberry.type
class HandingOfBatch:
    """What is added to a batch; ``self`` is the batch when the face is assembled."""

    @strawberry.field(description="What advisers may hand over from it; null: it was never opened to them.")
    async def adviser_terms(self, info: Info) -> AdviserTerms | None:
        """Read the terms."""
        async with info.context.work.read() as read:
            found = await terms_of(read, cast("IssueBatch", self).row.id)
        return AdviserTerms.of(found) if found else None


@strawberry.type
class HandingQuery:
    """What advisers ask to hand over."""

    handing_requests: Connection[HandingRequest] = list_by_state(
        "handing_requests",
        "rights.hand",
        requests_page,
        HandingRequest.of,
        "What I asked to hand over above the limit, newest first. search: what. sort: madeAt.",
    )


@strawberry.type
class HandingMutation:
    """What advisers hand over, and what lets them."""

    hand_right = mutation(
        hand_right,
        "Hand a right to a client of mine, with a note: above the limit once a second person signs.",
        shows=RightHandedOver.of,
    )
    approve_handing = mutation(
        decide.approve_handing,
        "Sign what an adviser asks to hand over; with the last signature it is handed over.",
        shows=RightHandedOver.of,
    )
    return_handing = mutation(
        decide.return_handing,
        "Send back what an adviser asks to hand over; nothing is given.",
        shows=RightHandedOver.of,
    )
    withdraw_handing = mutation(
        decide.withdraw_handing,
        "Take my own request back before it is signed.",
        shows=RightHandedOver.of,
    )
    set_adviser_terms = mutation(
        set_adviser_terms, "Open a batch to advisers, or close it.", shows=IssueBatchMoved.of
    )
