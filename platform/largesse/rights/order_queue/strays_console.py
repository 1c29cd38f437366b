"""Notices of providers for orders that nobody knows, on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.deliveries.deliveries import DELIVERY
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.rights.order_queue import strays
from largesse.rights.order_queue.act import OPERATION
from largesse.rights.provider_calls.told import note_of, status_of


@strawberry.type(description="A provider's notice of an order that is not ours: what is known of it.")
class StrayNotice:
    """One notice."""

    id: str = named("Id, dlv_….")
    provider_name: str = named("Who told it; empty: its plugin speaks for nobody any more.")
    says: str = named("What happened, in words.")
    note: str = named("What else was told, in words; may be empty.")
    provider_ref: str | None = named("The provider's own number of the order.")
    order_ref: str | None = named("The number that it takes for ours.")
    event_id: str = named("The provider's own number of the notice.")
    at: datetime = named("When it happened.")
    heard_at: datetime = named("When we heard of it.")

    @strawberry.field(description="What the reader may do with it now: dismiss, resend.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts; only what is within reach is listed."""
        return ["dismiss", "resend"] if info.context.who().may(OPERATION) else []

    @classmethod
    def of(cls, row: strays.StrayRow, locale: str) -> Self:
        told = row.report
        return cls(
            id=text_id(DELIVERY, row.id),
            provider_name=said(row.provider_name, locale) if row.provider_name else "",
            says=status_of(told.kind, told.facts, locale, settings().zone),
            note=note_of(told.facts, locale),
            provider_ref=told.provider_ref,
            order_ref=told.order_ref,
            event_id=told.event_id,
            at=told.at,
            heard_at=row.heard_at,
        )


@strawberry.type(description="A notice as it stands now.")
class StrayNoticeStanding:
    """Where it stands."""

    id: str = named("Id, dlv_….")
    state: str = named("dismissed or resent.")

    @classmethod
    def of(cls, standing: strays.StrayStanding) -> Self:
        return cls(id=text_id(DELIVERY, standing.notice), state=standing.state)


@strawberry.type
class StrayNoticeQuery:
    """Queries of stray notices."""

    stray_notices: Connection[StrayNotice] = list_field(
        Listing("stray-notices", "rights.view", strays.strays_page, StrayNotice.of),
        "Notices of providers within reach for orders that nobody knows, newest first."
        " search: the provider, either number. sort: at.",
    )


@strawberry.type
class StrayNoticeMutation:
    """What people do with stray notices."""

    dismiss_stray_notice = mutation(
        strays.dismiss_stray,
        "Let a notice go that concerns nothing of ours, with a reason.",
        shows=StrayNoticeStanding.of,
    )
    resend_stray_notice = mutation(
        strays.resend_stray, "Send a notice on its way again.", shows=StrayNoticeStanding.of
    )
