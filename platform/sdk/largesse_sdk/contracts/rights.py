"""What a provider of rights answers: catalogue, places, slots, orders and their callbacks.

Invariant   ``issue`` with the same ``ctx.idem`` makes at most one order; after a time-out ``query`` finds it
"""

# ruff: noqa: ARG002 - the defaults of the hooks take their arguments and use none

from largesse_sdk.context import Ctx
from largesse_sdk.contracts.capability import Capability
from largesse_sdk.contracts.events import ProviderEvent, Tracking, TrackQuery
from largesse_sdk.contracts.forms import FormQuery, FormSchema
from largesse_sdk.contracts.rights_types import (
    AmendRequest,
    Cancellation,
    CancelRequest,
    CataloguePage,
    CatalogueQuery,
    ClientLink,
    ClientLinkRequest,
    Fulfilment,
    FulfilmentQuery,
    IssueRequest,
    PlacePage,
    PlaceQuery,
    Quote,
    QuoteRequest,
    Refund,
    RefundRequest,
    ReleaseRequest,
    Reservation,
    ReserveRequest,
    SlotPage,
    SlotQuery,
    Verified,
)
from largesse_sdk.errors import NotSupported
from largesse_sdk.values import RawRequest, RawResponse


class RightsProviderV1(Capability):
    """A provider that fulfils rights."""

    capability = "rights_provider.v1"
    prefix = "rights"
    required = frozenset({"catalogue_sync", "issue", "query", "cancel", "verify_callback", "parse_callback"})
    declared = frozenset({"places", "slots", "form_schema", "amend", "release", "client_link", "track"})
    closed = frozenset({"parse_callback", "track", "client_link", "form_schema"})

    async def catalogue_sync(self, ctx: Ctx, query: CatalogueQuery) -> CataloguePage:
        """Give one page of what the provider sells, and the cursor of the next."""
        raise NotSupported("catalogue_sync")

    async def places(self, ctx: Ctx, query: PlaceQuery) -> PlacePage:
        """Give the places where a right can be used, by city or nearness."""
        raise NotSupported("places")

    async def slots(self, ctx: Ctx, query: SlotQuery) -> SlotPage:
        """Give the sessions that are free at a place."""
        raise NotSupported("slots")

    async def form_schema(self, ctx: Ctx, query: FormQuery) -> FormSchema:
        """Say what an order of a SKU must know, each personal field with its purpose, and who may have it."""
        raise NotSupported("form_schema")

    async def quote(self, ctx: Ctx, request: QuoteRequest) -> Quote:
        """Say whether a right can be had, and at what price."""
        raise NotSupported("quote")

    async def reserve(self, ctx: Ctx, request: ReserveRequest) -> Reservation:
        """Hold a place for a while."""
        raise NotSupported("reserve")

    async def issue(self, ctx: Ctx, request: IssueRequest) -> Fulfilment:
        """Order a right; at most once per ``ctx.idem``."""
        raise NotSupported("issue")

    async def query(self, ctx: Ctx, query: FulfilmentQuery) -> Fulfilment:
        """Say what became of an order, by the provider's reference or by the key it was sent under."""
        raise NotSupported("query")

    async def amend(self, ctx: Ctx, request: AmendRequest) -> Fulfilment:
        """Change an order: session, place, beneficiary or address; at most once per ``ctx.idem``."""
        raise NotSupported("amend")

    async def release(self, ctx: Ctx, request: ReleaseRequest) -> Fulfilment:
        """Give an order's session back, the order stays; at most once per ``ctx.idem``; too late is a no."""
        raise NotSupported("release")

    async def cancel(self, ctx: Ctx, request: CancelRequest) -> Cancellation:
        """Cancel an order; cancelling it again changes nothing."""
        raise NotSupported("cancel")

    async def refund(self, ctx: Ctx, request: RefundRequest) -> Refund:
        """Give money of an order back, at most what was paid."""
        raise NotSupported("refund")

    async def client_link(self, ctx: Ctx, request: ClientLinkRequest) -> ClientLink:
        """Give the address of a page that the provider hosts for this order, and when it ends."""
        raise NotSupported("client_link")

    async def track(self, ctx: Ctx, query: TrackQuery) -> Tracking:
        """Say where a parcel is."""
        raise NotSupported("track")

    async def verify_callback(self, ctx: Ctx, raw: RawRequest) -> Verified:
        """Prove who sent a callback, in constant time and without the network.

        Raises:
            AuthFailed: signature, time or sender is wrong.
        """
        raise NotSupported("verify_callback")

    async def parse_callback(
        self, ctx: Ctx, verified: Verified, raw: RawRequest
    ) -> tuple[ProviderEvent, ...]:
        """Read a verified callback; a kind that is not known is ``unknown``."""
        raise NotSupported("parse_callback")

    async def ack(self, ctx: Ctx, ok: bool) -> RawResponse:  # noqa: FBT001 - the wire's own shape
        """Give the answer that the supplier expects."""
        return RawResponse(
            status=200 if ok else 503,
            headers={"content-type": "application/json"},
            body=b'{"ok":true}' if ok else b'{"ok":false}',
        )
