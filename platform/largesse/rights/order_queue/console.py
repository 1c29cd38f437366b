"""The queue of orders that need a person, on the console face, and what was noted beside each order."""

from dataclasses import replace
from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.faces.together import together
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.rights.entitlements.entitlement import ORDER, RIGHT
from largesse.rights.offers.offer import OFFER
from largesse.rights.order_queue import act, done, reads, whither
from largesse.rights.order_queue.case import AGAINST, Standing
from largesse.rights.order_queue.evidence import EVIDENCE
from largesse.rights.order_queue.open_offers import OpenOffer, open_offers
from largesse.rights.orders.console import OrderSla, ProviderOrder
from largesse.rights.orders.reads import OrderRow
from largesse.rights.orders.records import OrderId


@strawberry.type(description="Something that cannot be done with an order now, and why.")
class BarredAct:
    """One act that is not offered."""

    act: str = named("ask, send, reroute, done, give_up or close.")
    says: str = named("Why not, in words.")


@strawberry.type(description="A note on an order, or evidence.")
class OrderNote:
    """One note."""

    kind: str = named("note, evidence, or the act that it tells the reason of: given_up, rerouted, closed.")
    words: str = named("What is to be known.")
    reference: str = named("Where it can be looked up; may be empty.")
    name: str = named("Who wrote it.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.NoteRow) -> Self:
        return cls(kind=row.kind, words=row.words, reference=row.reference, name=row.name, at=row.at)


@strawberry.type(description="A file of evidence beside an order.")
class OrderFile:
    """One file."""

    id: str = named("Id, oev_…; opened at /files/order-evidence/{id}.")
    name: str = named("Its name, with the ending of what it is.")
    size_bytes: int = named("How large it is, in bytes.")
    kept: bool = named("Whether it can be opened still: old ones were taken away.")
    by_name: str = named("Who attached it.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.EvidenceRow) -> Self:
        return cls(
            id=text_id(EVIDENCE, row.id),
            name=row.name,
            size_bytes=row.size_bytes,
            kept=row.kept,
            by_name=row.by_name,
            at=row.at,
        )


@strawberry.type(description="One turn of an order's clock.")
class OrderTurn:
    """One turn."""

    kind: str = named("started, paused, resumed, met, missed or ended.")
    cause: str | None = named("Why it was paused: client, booking, provider or force.")
    reason: str = named("What was said about it; may be empty.")
    name: str = named("Who turned it; empty: the house.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.TurnRow) -> Self:
        return cls(kind=row.kind, cause=row.cause, reason=row.reason, name=row.name, at=row.at)


@strawberry.type(description="An offer that an order can be given to.")
class OrderOffer:
    """One offer."""

    id: str = named("Id, off_….")
    provider_name: str = named("Who fulfils.")
    provider_sku: str = named("The article's name at the provider.")
    cities: list[str] = named("Cities that it serves; none: everywhere.")

    @classmethod
    def of(cls, row: OpenOffer, locale: str) -> Self:
        return cls(
            id=text_id(OFFER, row.offer.id),
            provider_name=said(row.provider_name, locale),
            provider_sku=row.offer.provider_sku,
            cities=list(row.offer.cities),
        )


@strawberry.type(description="The order that took the place of one that was given to another provider.")
class OrderFollows:
    """Where it went on."""

    id: str = named("Id, ord_….")
    provider_name: str = named("Who was asked.")
    state: str = named("Its state.")
    placed_at: datetime = named("When it was placed.")

    @classmethod
    def of(cls, row: whither.Follows, locale: str) -> Self:
        return cls(
            id=text_id(ORDER, row.id),
            provider_name=said(row.provider_name, locale),
            state=row.state,
            placed_at=row.placed_at,
        )


@extends(ProviderOrder)
@strawberry.type
class NotesOfOrder:
    """What people and the clock wrote beside an order; ``self`` is the order when the face is assembled."""

    @strawberry.field(description="Notes and evidence, oldest first.")
    async def notes(self, info: Info) -> list[OrderNote]:
        """Read them."""
        order = OrderId(parse_id(ORDER, cast("ProviderOrder", self).id))
        return [OrderNote.of(row) for row in await together(info, order, reads.notes_of) or []]

    @strawberry.field(description="Files of evidence, oldest first.")
    async def files(self, info: Info) -> list[OrderFile]:
        """Read them."""
        order = OrderId(parse_id(ORDER, cast("ProviderOrder", self).id))
        return [OrderFile.of(row) for row in await together(info, order, reads.evidence_of) or []]

    @strawberry.field(description="The turns of its clock, oldest first.")
    async def turns(self, info: Info) -> list[OrderTurn]:
        """Read them."""
        order = OrderId(parse_id(ORDER, cast("ProviderOrder", self).id))
        return [OrderTurn.of(row) for row in await together(info, order, reads.turns_of) or []]


@strawberry.type(description="An order that may need a person: what is known, and what can safely be done.")
class OrderCase:
    """One row of the queue."""

    row: strawberry.Private[reads.CaseRow]
    id: str = named("Id of the order, ord_….")
    entitlement: str = named("The right, ent_….")
    right_state: str = named("The right's state.")
    sku_name: str = named("What the right is.")
    client_name: str = named("Whose it is, masked.")
    provider_name: str = named("Who was asked.")
    state: str = named("The order's state.")
    causes: list[str] = named(
        "unknown, unsent, failed, city, missed, soon, dead, contradicts; none: no person is needed."
    )
    placed_at: datetime = named("When it was placed.")
    sla: OrderSla | None = named("Until when it is to be served.")

    @strawberry.field(description="The order itself, with what its provider told.")
    def order(self, info: Info) -> ProviderOrder:
        """Show the order."""
        row = self.row
        kept = OrderRow(**{name: getattr(row, name) for name in OrderRow.__dataclass_fields__})
        return ProviderOrder.of(kept, info.context.locale)

    @strawberry.field(description="What the reader may do with it now.")
    async def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return reads.case_actions(info.context.who(), self.row, await self._standing(info))

    @strawberry.field(description="What cannot be done with it now, each with its reason.")
    async def barred(self, info: Info) -> list[BarredAct]:
        """Say why an act is not safe, or comes too late."""
        standing = await self._standing(info)
        found = [(one, against(standing)) for one, against in AGAINST.items()]
        locale = info.context.locale
        return [
            BarredAct(act=one, says=text(f"rights.order_against.{why}", locale)) for one, why in found if why
        ]

    @strawberry.field(description="Offers that it can be given to, of whichever city, the preferred first.")
    async def offers(self, info: Info) -> list[OrderOffer]:
        """Read them."""
        found = await together(info, self.row.id, open_offers) or []
        return [OrderOffer.of(row, info.context.locale) for row in found]

    @strawberry.field(description="The order that took its place at another provider; null: none did.")
    async def follows(self, info: Info) -> OrderFollows | None:
        """Read it."""
        row = await together(info, self.row.id, whither.followers_of)
        return OrderFollows.of(row, info.context.locale) if row else None

    @strawberry.field(
        description="The city that it is routed by now; empty: not known; null: the reader serves no orders."
    )
    async def city(self, info: Info) -> str | None:
        """Read it."""
        if not info.context.who().may(act.OPERATION):
            return None
        found = await together(info, self.row.id, whither.cities_of)
        return said(found, info.context.locale) if found else ""

    async def _standing(self, info: Info) -> Standing:
        proposed = await together(info, self.row.id, done.proposers) is not None
        return replace(self.row.standing, proposed=proposed)

    @classmethod
    def of(cls, row: reads.CaseRow, locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(ORDER, row.id),
            entitlement=text_id(RIGHT, row.entitlement),
            right_state=row.right_state,
            sku_name=said(row.sku_title, locale),
            client_name=row.client_name,
            provider_name=said(row.provider_name, locale),
            state=row.state,
            causes=row.causes,
            placed_at=row.placed_at,
            sla=OrderSla.of(row),
        )


@strawberry.type
class OrderCaseQuery:
    """Queries of the queue."""

    order_cases: Connection[OrderCase] = list_by_state(
        "order_cases",
        "rights.view",
        reads.cases_page,
        OrderCase.of,
        "Orders within reach that need a person, most pressing first; state is a cause."
        " search: what the right is, provider, order. sort: placedAt, due.",
    )

    @strawberry.field(description="One order with what can be done; null when missing or out of reach.")
    @missing_as_null
    async def order_case(self, info: Info, id: str) -> OrderCase | None:  # noqa: A002 - the face's name
        """Show one order."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.case_of(read, actor, OrderId(parse_id(ORDER, id)))
        return OrderCase.of(row, info.context.locale) if row else None


@strawberry.type(description="An order as it stands now.")
class OrderStanding:
    """Where it stands."""

    id: str = named("Id, ord_….")
    state: str = named("Its state.")
    next: str | None = named("The order that follows it, ord_…; null: none does.")

    @classmethod
    def of(cls, standing: act.OrderStanding) -> Self:
        following = maybe_id(ORDER, standing.next)
        return cls(id=text_id(ORDER, standing.order), state=standing.state, next=following)


@strawberry.type(description="An order that was, or is to be, marked as served.")
class OrderDoneStanding:
    """Where order and proposal stand."""

    id: str = named("Id, ord_….")
    state: str = named("The order's state.")
    approval: str = named("pending, approved, returned or withdrawn; empty: no second person was needed.")

    @classmethod
    def of(cls, standing: done.DoneStanding) -> Self:
        return cls(id=text_id(ORDER, standing.order), state=standing.state, approval=standing.approval)


@strawberry.type
class OrderCaseMutation:
    """What people do with orders."""

    ask_provider = mutation(
        act.ask_provider, "Ask the provider now what became of an order.", shows=OrderStanding.of
    )
    send_order = mutation(
        act.send_order, "Send an order that was surely not carried out.", shows=OrderStanding.of
    )
    reroute_order = mutation(
        act.reroute_order,
        "Give an order that was surely not carried out to another provider.",
        shows=OrderStanding.of,
    )
    give_order_up = mutation(
        act.give_order_up, "Give an unsent order up; the right can be claimed again.", shows=OrderStanding.of
    )
    close_order_case = mutation(
        act.close_order_case, "Say how it was settled what stood against an order.", shows=OrderStanding.of
    )
    note_on_order = mutation(act.note_on_order, "Let words stay with an order.", shows=OrderStanding.of)
    pause_order_clock = mutation(
        act.pause_order_clock,
        "Stop an order's clock for what its provider cannot help.",
        shows=OrderStanding.of,
    )
    resume_order_clock = mutation(
        act.resume_order_clock, "Let an order's clock go on.", shows=OrderStanding.of
    )
    mark_order_done = mutation(
        done.mark_order_done,
        "Mark an order as served, with evidence; of a dear right a second person signs.",
        shows=OrderDoneStanding.of,
    )
    approve_order_done = mutation(
        done.approve_order_done, "Sign that an order was served.", shows=OrderDoneStanding.of
    )
    return_order_done = mutation(
        done.return_order_done, "Send a proposal back; the order stays.", shows=OrderDoneStanding.of
    )
    withdraw_order_done = mutation(
        done.withdraw_order_done, "Take one's own proposal back.", shows=OrderDoneStanding.of
    )
