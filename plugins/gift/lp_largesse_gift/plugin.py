"""The plugin: gifts by code and by post over the common interface, with tracking and returns."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from largesse_sdk import (
    AmendRequest,
    ClientLink,
    ClientLinkRequest,
    Ctx,
    EventKind,
    FormQuery,
    FormSchema,
    Fulfilment,
    HttpProvider,
    IssueRequest,
    Outcome,
    OutcomeUnknown,
    Shipment,
    Tracking,
    TrackQuery,
)
from largesse_sdk.supply.http_provider import KINDS, OUTCOMES
from largesse_sdk.wire import typed


class Gift(HttpProvider):
    """Gifts that are sent."""

    _word = "gift"
    _name = {"zh-CN": "礼遇臻选", "en": "Chosen gifts"}  # noqa: RUF012 - as its base declares it
    _category = "gift.parcel"
    _outcomes = OUTCOMES | dict.fromkeys(("shipped", "returned"), Outcome.SUCCEEDED)
    _kinds = KINDS | {
        "parcel.sent": "shipped",
        "parcel.arrived": "delivered",
        "parcel.came_back": "returned",
    }

    async def form_schema(self, ctx: Ctx, query: FormQuery) -> FormSchema:
        """Say where a parcel goes and to whom."""
        return await self._form(ctx, query)

    async def amend(self, ctx: Ctx, request: AmendRequest) -> Fulfilment:
        """Change the address while the parcel is not on its way."""
        return await self._amended(ctx, request)

    async def client_link(self, ctx: Ctx, request: ClientLinkRequest) -> ClientLink:
        """Give the page of the address, or of the parcel."""
        return await self._link(ctx, request)

    async def track(self, ctx: Ctx, query: TrackQuery) -> Tracking:
        """Say where the parcel is."""
        path = f"/v1/orders/{quote(query.provider_ref, safe='')}/tracking"
        try:
            found: Tracking = typed(await self._ask(ctx, "GET", path), Tracking)
        except ValueError as error:
            raise OutcomeUnknown(str(error)) from error
        return found

    def _ordered(self, request: IssueRequest) -> dict[str, Any]:
        return {"form": request.form}

    def _facts(self, kind: EventKind, facts: Mapping[str, Any]) -> dict[str, Any]:
        if kind not in {"shipped", "delivered", "returned"} or not facts.get("number"):
            return {}
        return {"shipment": Shipment(carrier=str(facts["carrier"])[:40], tracking_no=str(facts["number"]))}
