"""A supplier that answers plain HTTP and JSON and signs its notices: what all such plugins share.

Words       *word* the supplier's short name; it begins its codes and names its header ``x-<word>-signature``
Invariant   an answer that is not understood leaves the outcome unknown; the supplier keeps one order per
            ``idempotency-key``, and a key that it never saw is closed before a no is believed
Source      docs/reference/conformance.md, *The supplier's interface*
"""

# ruff: noqa: ARG002 - a hook takes the arguments that its capability declares

import re
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from largesse_sdk.context import Ctx
from largesse_sdk.contracts.events import EventKind, ProviderEvent
from largesse_sdk.contracts.forms import FormQuery, FormSchema
from largesse_sdk.contracts.lifecycle import Lifecycle, Probe, ProviderInfo
from largesse_sdk.contracts.rights import RightsProviderV1
from largesse_sdk.contracts.rights_types import (
    AddOn,
    AmendRequest,
    Booking,
    Cancellation,
    CancelRequest,
    CatalogueItem,
    CataloguePage,
    CatalogueQuery,
    ClientLink,
    ClientLinkRequest,
    Fulfilment,
    FulfilmentQuery,
    IssueRequest,
    Place,
    PlacePage,
    PlaceQuery,
    ReleaseRequest,
    Slot,
    SlotPage,
    SlotQuery,
    Verified,
    Voucher,
)
from largesse_sdk.errors import AuthFailed, Declined, OutcomeUnknown, PluginError
from largesse_sdk.supply.sending import send_json
from largesse_sdk.supply.signing import body_of, verified
from largesse_sdk.values import FieldProblem, Money, Outcome, RawRequest, Text
from largesse_sdk.wire import plain, typed

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
OUTCOMES: Mapping[str, Outcome] = {
    "confirmed": Outcome.SUCCEEDED,
    "used": Outcome.SUCCEEDED,
    "accepted": Outcome.PENDING,
    "rejected": Outcome.FAILED,
    "cancelled": Outcome.FAILED,
}
KINDS: Mapping[str, EventKind] = {
    "order.confirmed": "issued",
    "order.used": "used",
    "order.expired": "expired",
    "order.cancelled": "cancelled",
    "session.moved": "session_moved",
    "session.cancelled": "session_cancelled",
}


class HttpProvider(Lifecycle, RightsProviderV1):
    """The required hooks over HTTP; a plugin adds its own words, and the optional hooks that it offers."""

    _word: ClassVar[str] = ""
    _name: ClassVar[Text] = {}
    _category: ClassVar[str] = ""
    _outcomes: ClassVar[Mapping[str, Outcome]] = OUTCOMES
    _kinds: ClassVar[Mapping[str, EventKind]] = KINDS

    async def describe(self, ctx: Ctx) -> ProviderInfo:
        """Say who the supplier is."""
        kinds = {getattr(one, "capability", "") for one in type(self).__mro__}
        capabilities = tuple(sorted(kinds - {"", "lifecycle.v1"}))
        return ProviderInfo(name=self._name, capabilities=capabilities, answer_within_s=8.0)

    async def validate_config(self, ctx: Ctx, config: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
        """Want TLS in production."""
        if ctx.env == "production" and not str(config.get("base_url", "")).startswith("https://"):
            words = {"zh-CN": "生产环境必须使用 https 地址", "en": "Production needs an https address"}
            return (FieldProblem(path="base_url", code=f"{self._word}.tls_required", message=words),)
        return ()

    async def test_connection(self, ctx: Ctx) -> Probe:
        """Ask who we are; a bad key and an unreachable supplier are told apart."""
        began = time.monotonic()
        try:
            me = await self._ask(ctx, "GET", "/v1/me")
        except AuthFailed:
            words = {"zh-CN": "服务商不认可该密钥", "en": "The supplier does not accept this key"}
            problem = FieldProblem(path="api_key", code="auth_failed", message=words)
            return Probe(ok=False, problems=(problem,))
        except PluginError as error:
            words = {"zh-CN": "无法连接到服务商", "en": "The supplier cannot be reached"}
            problem = FieldProblem(path="base_url", code=error.error_code, message=words)
            return Probe(ok=False, problems=(problem,))
        return Probe(
            ok=me.get("partner") == ctx.config["partner"],
            latency_ms=int((time.monotonic() - began) * 1000),
            environment=str(me.get("environment", "sandbox")),
        )

    async def catalogue_sync(self, ctx: Ctx, query: CatalogueQuery) -> CataloguePage:
        """Give a page of the supplier's products."""
        page = await self._ask(ctx, "GET", f"/v1/products?cursor={quote(query.cursor or '')}")
        items = tuple(self._item(one) for one in page["items"])
        return CataloguePage(items=items, next_cursor=page.get("next_cursor"))

    async def issue(self, ctx: Ctx, request: IssueRequest) -> Fulfilment:
        """Order; the supplier keeps one order per key."""
        body = {
            "sku": request.sku,
            "qty": request.qty,
            "partner_order": request.order_ref,
            "guest": request.beneficiary.name if request.beneficiary else None,
            "valid_to": request.valid_to.isoformat() if request.valid_to else None,
            "notify_url": f"{ctx.callback_url}/{self._word}",
            **self._ordered(request),
        }
        return self._fulfilment(await self._ask(ctx, "POST", "/v1/orders", body))

    async def query(self, ctx: Ctx, query: FulfilmentQuery) -> Fulfilment:
        """Ask after an order; one that is not there under its key is closed for good, so the no is final."""
        if query.provider_ref:
            return self._fulfilment(await self._ask(ctx, "GET", _order(query.provider_ref)))
        key = quote(query.idem or "", safe="")
        found = await self._ask(ctx, "POST", f"/v1/keys/{key}/settle")
        if found.get("status") == "closed":
            return Fulfilment(outcome=Outcome.FAILED, status="never_ordered")
        return self._fulfilment(found)

    async def cancel(self, ctx: Ctx, request: CancelRequest) -> Cancellation:
        """Cancel; what was used cannot be cancelled."""
        try:
            order = await self._ask(ctx, "POST", f"{_order(request.provider_ref)}/cancel", {})
        except Declined:
            return Cancellation(outcome=Outcome.FAILED)
        if order.get("status") != "cancelled":
            return Cancellation()
        refundable, free = fen(order["price_fen"]), fen(0)
        return Cancellation(outcome=Outcome.SUCCEEDED, fee=free, refundable=refundable)

    async def verify_callback(self, ctx: Ctx, raw: RawRequest) -> Verified:
        """Prove a callback."""
        return await verified(ctx, raw, f"x-{self._word}-signature")

    async def parse_callback(
        self, ctx: Ctx, verified: Verified, raw: RawRequest
    ) -> tuple[ProviderEvent, ...]:
        """Read a proved callback; a kind that we do not know is ``unknown``."""
        body = body_of(raw)
        said, order = str(body.get("kind")), body["order"]
        kind = self._kinds.get(said, "unknown")
        amount = order.get("price_fen")
        about = {
            "kind": kind,
            "provider_ref": str(order["order_no"]),
            "order_ref": order.get("partner_order"),
            "at": datetime.fromisoformat(str(body["at"])),
            "said": said if _WORD.fullmatch(said) else None,
            "place": order.get("place"),
            "amount": None if amount is None else fen(amount),
            "session": session_of(order) if kind == "session_moved" else None,
        }
        return (ProviderEvent(**about, **self._facts(kind, body.get("facts") or {})),)

    async def _ask(self, ctx: Ctx, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return await send_json(ctx, method, path, body, word=self._word)

    async def _places(self, ctx: Ctx, query: PlaceQuery) -> PlacePage:
        """Read a page of places, of a city or near a point."""
        asked = {"sku": query.sku, "city": query.city, "cursor": query.cursor}
        if query.near:
            asked["near"] = f"{query.near[0]},{query.near[1]}"
        page = await self._ask(ctx, "GET", f"/v1/places?{_told(asked)}")
        places = tuple(_read(one, Place) for one in page["items"])
        return PlacePage(places=places, next_cursor=page.get("next_cursor"))

    async def _slots(self, ctx: Ctx, query: SlotQuery) -> SlotPage:
        """Read the sessions of a place."""
        asked = {"sku": query.sku, "place": query.place, "from": query.day_from, "to": query.day_to}
        page = await self._ask(ctx, "GET", f"/v1/slots?{_told(asked)}")
        return SlotPage(slots=tuple(_read(one, Slot) for one in page["items"]))

    async def _form(self, ctx: Ctx, query: FormQuery) -> FormSchema:
        """Read the form of a SKU."""
        form = await self._ask(ctx, "GET", f"/v1/products/{quote(query.sku, safe='')}/form")
        found: FormSchema = _read(form, FormSchema)
        return found

    async def _amended(self, ctx: Ctx, request: AmendRequest) -> Fulfilment:
        """Change an order, once per key."""
        body = {
            "place": request.place,
            "slot": request.slot,
            "guest": request.beneficiary.name if request.beneficiary else None,
            "form": request.form,
        }
        return self._fulfilment(await self._ask(ctx, "POST", f"{_order(request.provider_ref)}/amend", body))

    async def _released(self, ctx: Ctx, request: ReleaseRequest) -> Fulfilment:
        """Give the session of an order back, once per key."""
        body = {"reason": request.reason}
        path = f"{_order(request.provider_ref)}/release"
        return self._fulfilment(await self._ask(ctx, "POST", path, body))

    async def _link(self, ctx: Ctx, request: ClientLinkRequest) -> ClientLink:
        """Ask for the address of a page."""
        path = f"{_order(request.provider_ref)}/links"
        link: ClientLink = _read(await self._ask(ctx, "POST", path, {"purpose": request.purpose}), ClientLink)
        return link

    def _ordered(self, request: IssueRequest) -> dict[str, Any]:
        """Give what a plugin's own orders hold beside what all hold."""
        return {}

    def _facts(self, kind: EventKind, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Give what an event of this kind is about: ``attendance``, ``shipment`` or ``case``."""
        return {}

    def _fulfilment(self, order: Mapping[str, Any]) -> Fulfilment:
        """Read an order as the supplier shows it; a status that nobody knows is UNKNOWN."""
        status, code = str(order.get("status", "")), order.get("code")
        outcome = self._outcomes.get(status, Outcome.UNKNOWN)
        if outcome is Outcome.SUCCEEDED and (not code or not order.get("order_no")):
            outcome = Outcome.UNKNOWN
        return Fulfilment(
            outcome=outcome,
            provider_ref=order.get("order_no"),
            order_ref=order.get("partner_order"),
            vouchers=(Voucher(code=str(code), valid_to=instant(order.get("valid_to"))),) if code else (),
            booking=session_of(order),
            status=status,
            used_at=instant(order.get("used_at")),
        )

    def _item(self, product: Mapping[str, Any]) -> CatalogueItem:
        """Read a product of the supplier's list."""
        add_ons = (
            AddOn(code=one["code"], title=dict(one["title"]), price=fen(one["price_fen"]))
            for one in product.get("add_ons", ())
        )
        return CatalogueItem(
            sku=str(product["sku"]),
            title=dict(product["title"]),
            summary=dict(product["summary"]),
            category=self._category,
            cost=fen(product["price_fen"]),
            face_value=fen(product["face_fen"]),
            has_places=bool(product.get("has_places")),
            has_slots=bool(product.get("has_slots")),
            valid_days=int(product["valid_days"]),
            form_schema=_read(product.get("form") or plain(FormSchema()), FormSchema),
            add_ons=tuple(add_ons),
        )


def fen(amount: Any) -> Money:
    """Give whole fen as money."""
    return Money(amount_minor=int(amount), currency="CNY")


def instant(text: Any) -> datetime | None:
    """Read an RFC 3339 instant; None where there is none."""
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None


def session_of(order: Mapping[str, Any]) -> Booking | None:
    """Read the session of an order; None where it has none."""
    session = order.get("session")
    return _read(session, Booking) if session else None


def _order(provider_ref: str) -> str:
    return f"/v1/orders/{quote(provider_ref, safe='')}"


def _told(asked: Mapping[str, Any]) -> str:
    return urlencode({name: str(one) for name, one in asked.items() if one is not None})


def _read(thing: Any, kind: Any) -> Any:
    """Read what the supplier says in our shape; another shape leaves the outcome unknown."""
    try:
        return typed(thing, kind)
    except ValueError as error:
        raise OutcomeUnknown(f"the supplier's answer is not understood: {error}") from error
