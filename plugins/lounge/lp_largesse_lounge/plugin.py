"""The plugin: what the house calls, translated into the lounge's interface and back."""

# ruff: noqa: ARG002 - a hook takes the arguments that its capability declares

import hashlib
import time
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from largesse_sdk import (
    AuthFailed,
    Blob,
    Cancellation,
    CancelRequest,
    CataloguePage,
    CatalogueQuery,
    Ctx,
    Declined,
    FieldProblem,
    Fulfilment,
    FulfilmentQuery,
    IssueRequest,
    Lifecycle,
    LinePage,
    Money,
    Outcome,
    OutcomeUnknown,
    Period,
    PlacePage,
    PlaceQuery,
    PluginError,
    Probe,
    ProviderEvent,
    ProviderInfo,
    RawRequest,
    RightsProviderV1,
    SettlementSourceV1,
    StatementRef,
    Verified,
)
from lp_largesse_lounge import callbacks, orders, statement
from lp_largesse_lounge.api import send, send_json


class Lounge(Lifecycle, RightsProviderV1, SettlementSourceV1):
    """Airport lounge visits."""

    async def describe(self, ctx: Ctx) -> ProviderInfo:
        """Say who the lounge is."""
        return ProviderInfo(
            name={"zh-CN": "云端机场贵宾厅", "en": "Cloud airport lounges"},
            capabilities=("rights_provider.v1", "settlement_source.v1"),
            answer_within_s=8.0,
        )

    async def validate_config(self, ctx: Ctx, config: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
        """Want TLS in production."""
        if ctx.env == "production" and not str(config.get("base_url", "")).startswith("https://"):
            words = {"zh-CN": "生产环境必须使用 https 地址", "en": "Production needs an https address"}
            return (FieldProblem(path="base_url", code="lounge.tls_required", message=words),)
        return ()

    async def test_connection(self, ctx: Ctx) -> Probe:
        """Ask who we are; a bad key and an unreachable lounge are told apart."""
        began = time.monotonic()
        try:
            me = await send_json(ctx, "GET", "/v1/me")
        except AuthFailed:
            words = {"zh-CN": "贵宾厅不认可该密钥", "en": "The lounge does not accept this key"}
            return Probe(
                ok=False, problems=(FieldProblem(path="api_key", code="auth_failed", message=words),)
            )
        except PluginError as error:
            words = {"zh-CN": "无法连接到贵宾厅", "en": "The lounge cannot be reached"}
            problem = FieldProblem(path="base_url", code=error.error_code, message=words)
            return Probe(ok=False, problems=(problem,))
        return Probe(
            ok=me.get("partner") == ctx.config["partner"],
            latency_ms=int((time.monotonic() - began) * 1000),
            environment=str(me.get("environment", "sandbox")),
        )

    async def catalogue_sync(self, ctx: Ctx, query: CatalogueQuery) -> CataloguePage:
        """Give a page of the lounge's products."""
        path = f"/v1/products?cursor={quote(query.cursor or '')}"
        page = await send_json(ctx, "GET", path)
        items = tuple(orders.item(one) for one in page["items"])
        return CataloguePage(items=items, next_cursor=page.get("next_cursor"))

    async def places(self, ctx: Ctx, query: PlaceQuery) -> PlacePage:
        """Give the lounges of a city."""
        page = await send_json(ctx, "GET", f"/v1/lounges?city={quote(query.city or '')}")
        return PlacePage(places=tuple(orders.place(one) for one in page["items"]))

    async def issue(self, ctx: Ctx, request: IssueRequest) -> Fulfilment:
        """Order a visit; the lounge keeps one order per key."""
        body = {
            "sku": request.sku,
            "qty": request.qty,
            "partner_order": request.order_ref,
            "guest": request.beneficiary.name if request.beneficiary else None,
            "valid_to": request.valid_to.isoformat() if request.valid_to else None,
            "notify_url": f"{ctx.callback_url}/lounge",
        }
        return orders.fulfilment(await send_json(ctx, "POST", "/v1/orders", body))

    async def query(self, ctx: Ctx, query: FulfilmentQuery) -> Fulfilment:
        """Ask after an order; one that is not there under its key is closed for good, so the no is final."""
        if query.provider_ref:
            path = f"/v1/orders/{quote(query.provider_ref, safe='')}"
            return orders.fulfilment(await send_json(ctx, "GET", path))
        found = await send_json(ctx, "POST", f"/v1/keys/{quote(query.idem or '', safe='')}/settle")
        if found.get("status") == "closed":
            return Fulfilment(outcome=Outcome.FAILED, status="never_ordered")
        return orders.fulfilment(found)

    async def cancel(self, ctx: Ctx, request: CancelRequest) -> Cancellation:
        """Cancel an order; the lounge takes no fee."""
        path = f"/v1/orders/{quote(request.provider_ref, safe='')}/cancel"
        try:
            order = await send_json(ctx, "POST", path, {"reason": request.reason})
        except Declined:
            return Cancellation(outcome=Outcome.FAILED)
        if order.get("status") != "cancelled":
            return Cancellation()
        refundable = Money(amount_minor=int(order["price_fen"]), currency="CNY")
        free = Money(amount_minor=0, currency="CNY")
        return Cancellation(outcome=Outcome.SUCCEEDED, fee=free, refundable=refundable)

    async def verify_callback(self, ctx: Ctx, raw: RawRequest) -> Verified:
        """Prove a callback."""
        # ruff: noqa: ARG002 - a hook takes the arguments that its capability declares
        return await callbacks.verify(ctx, raw)

    async def parse_callback(
        self, ctx: Ctx, verified: Verified, raw: RawRequest
    ) -> tuple[ProviderEvent, ...]:
        """Read a callback."""
        # ruff: noqa: ARG002 - a hook takes the arguments that its capability declares
        return callbacks.parse(raw)

    async def list_statements(self, ctx: Ctx, period: Period) -> tuple[StatementRef, ...]:
        """Name the days that have a statement."""
        path = f"/v1/statements?from={period.day_from}&to={period.day_to}"
        page = await send_json(ctx, "GET", path)
        days = [date.fromisoformat(day) for day in page["days"]]
        return tuple(StatementRef(ref=str(day), day_from=day, day_to=day) for day in days)

    async def fetch_statement(self, ctx: Ctx, statement: StatementRef) -> Blob:
        """Give the bytes of one day's statement and check them against the lounge's own digest."""
        answer = await send(ctx, "GET", f"/v1/statements/{quote(statement.ref, safe='')}.csv")
        sha256 = hashlib.sha256(answer.body).hexdigest()
        if answer.headers.get("x-sha256") != sha256:
            raise OutcomeUnknown("the file's digest is not the one announced")
        return Blob(
            ref=statement.ref,
            sha256=sha256,
            media_type="text/csv",
            size=len(answer.body),
            content=answer.body,
        )

    async def parse_statement(self, ctx: Ctx, blob: Blob, cursor: str | None) -> LinePage:
        """Give a page of lines."""
        return statement.parse(blob.content, cursor)
