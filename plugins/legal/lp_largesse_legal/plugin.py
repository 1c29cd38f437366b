"""The plugin: consultations over the common interface; who has the case, never what it is about."""

from collections.abc import Mapping
from typing import Any

from largesse_sdk import (
    AmendRequest,
    Case,
    ClientLink,
    ClientLinkRequest,
    Ctx,
    EventKind,
    FormQuery,
    FormSchema,
    Fulfilment,
    HttpProvider,
    PlacePage,
    PlaceQuery,
    ReleaseRequest,
    SlotPage,
    SlotQuery,
)
from largesse_sdk.supply.http_provider import KINDS, instant


class Legal(HttpProvider):
    """Legal consultations."""

    _word = "legal"
    _name = {"zh-CN": "明理法律咨询", "en": "Mingli legal advice"}  # noqa: RUF012 - as its base declares it
    _category = "legal.consultation"
    _kinds = KINDS | {"case.assigned": "case_assigned", "case.closed": "case_closed"}

    async def places(self, ctx: Ctx, query: PlaceQuery) -> PlacePage:
        """Give the offices of a city, or the nearest first."""
        return await self._places(ctx, query)

    async def slots(self, ctx: Ctx, query: SlotQuery) -> SlotPage:
        """Give the hours of a lawyer at an office."""
        return await self._slots(ctx, query)

    async def amend(self, ctx: Ctx, request: AmendRequest) -> Fulfilment:
        """Set the meeting, or hand a document in by its link."""
        return await self._amended(ctx, request)

    async def release(self, ctx: Ctx, request: ReleaseRequest) -> Fulfilment:
        """Give the meeting's hour back; the consultation stays the client's."""
        return await self._released(ctx, request)

    async def form_schema(self, ctx: Ctx, query: FormQuery) -> FormSchema:
        """Say how the lawyer reaches the client; what the matter is, is told to the lawyer alone."""
        return await self._form(ctx, query)

    async def client_link(self, ctx: Ctx, request: ClientLinkRequest) -> ClientLink:
        """Give the page on which client and lawyer exchange messages and documents."""
        return await self._link(ctx, request)

    def _facts(self, kind: EventKind, facts: Mapping[str, Any]) -> dict[str, Any]:
        if kind not in {"case_assigned", "case_closed"}:
            return {}
        ended = {"advice_given": "served", "client_withdrew": "withdrawn"}
        case = Case(
            assignee=str(facts.get("lawyer") or "")[:40],
            messages_left=facts.get("messages_left"),
            answer_by=instant(facts.get("answer_by")),
            closed=ended.get(str(facts.get("end"))) if kind == "case_closed" else None,  # type: ignore[arg-type]
        )
        return {"case": case}
