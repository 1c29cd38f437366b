"""The plugin: consultations over the common interface; who has the case, never what it is about."""

from collections.abc import Mapping
from typing import Any

from largesse_sdk import (
    Case,
    ClientLink,
    ClientLinkRequest,
    Ctx,
    EventKind,
    FormQuery,
    FormSchema,
    HttpProvider,
)
from largesse_sdk.http_provider import KINDS, instant


class Legal(HttpProvider):
    """Legal consultations."""

    _word = "legal"
    _name = {"zh-CN": "明理法律咨询", "en": "Mingli legal advice"}  # noqa: RUF012 - as its base declares it
    _category = "legal.consultation"
    _kinds = KINDS | {"case.assigned": "case_assigned", "case.closed": "case_closed"}

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
