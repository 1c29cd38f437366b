"""The plugin: check-ups over the common interface; who came and that a report is ready, never a result."""

from collections.abc import Mapping
from typing import Any, Literal

from largesse_sdk import (
    AmendRequest,
    Attendance,
    ClientLink,
    ClientLinkRequest,
    Ctx,
    EventKind,
    FormQuery,
    FormSchema,
    Fulfilment,
    HttpProvider,
    IssueRequest,
    PlacePage,
    PlaceQuery,
    ReleaseRequest,
    SlotPage,
    SlotQuery,
)
from largesse_sdk.supply.http_provider import KINDS, fen

_CAME: dict[str, Literal["attended", "absent", "partial"]] = {
    "came": "attended",
    "missed": "absent",
    "partly": "partial",
}


class Health(HttpProvider):
    """Medical check-ups."""

    _word = "health"
    _name = {"zh-CN": "安衡体检", "en": "Anheng check-ups"}  # noqa: RUF012 - as its base declares it
    _category = "health.checkup"
    _kinds = KINDS | {"visit.recorded": "attendance", "report.ready": "report_ready"}

    async def places(self, ctx: Ctx, query: PlaceQuery) -> PlacePage:
        """Give the centres of a city, or the nearest first."""
        return await self._places(ctx, query)

    async def slots(self, ctx: Ctx, query: SlotQuery) -> SlotPage:
        """Give a centre's mornings with what is left of their quota."""
        return await self._slots(ctx, query)

    async def form_schema(self, ctx: Ctx, query: FormQuery) -> FormSchema:
        """Say what a centre must know of who comes, and who may take the package."""
        return await self._form(ctx, query)

    async def amend(self, ctx: Ctx, request: AmendRequest) -> Fulfilment:
        """Move the visit, or let somebody else come."""
        return await self._amended(ctx, request)

    async def release(self, ctx: Ctx, request: ReleaseRequest) -> Fulfilment:
        """Give the morning back; the package stays the client's."""
        return await self._released(ctx, request)

    async def client_link(self, ctx: Ctx, request: ClientLinkRequest) -> ClientLink:
        """Give the page of the visit, or of the report, which stays with the centre."""
        return await self._link(ctx, request)

    def _ordered(self, request: IssueRequest) -> dict[str, Any]:
        return {
            "place": request.place,
            "slot": request.slot,
            "add_ons": list(request.add_ons),
            "form": request.form,
        }

    def _facts(self, kind: EventKind, facts: Mapping[str, Any]) -> dict[str, Any]:
        if kind != "attendance":
            return {}
        paid = facts.get("paid_on_site_fen")
        attendance = Attendance(
            state=_CAME[str(facts["visit"])],
            items=tuple(str(one) for one in facts.get("done", ())),
            top_up=fen(paid) if paid else None,
        )
        return {"attendance": attendance, "visit": facts.get("visit_no")}
