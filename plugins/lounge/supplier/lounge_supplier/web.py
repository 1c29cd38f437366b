"""The lounge's HTTP interface: orders for partners, a desk for its staff, faults for tests."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from html import escape
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from lounge_supplier.notices import keep_sending
from lounge_supplier.partner import Partner
from lounge_supplier.statement import days, statement
from lounge_supplier.store import LOUNGES, PRODUCTS, Refused, Store, shown

FAULTS = {"time_out_after_commit", "duplicate_callback", "overcharge", "omit", "invent"}
HANG_S = 30.0
Endpoint = Callable[[Request], Awaitable[Response]]


def application(store: Store, partner: Partner) -> Starlette:
    """Assemble the program."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sending = asyncio.create_task(keep_sending(store, partner.callback_secret))
        yield
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        store.close()

    desk = Lounge(store)
    api = _with_key(partner.api_key)
    admin = _with_key(partner.admin_key)
    routes = [
        Route("/v1/me", api(_me(partner))),
        Route("/v1/products", api(desk.products)),
        Route("/v1/lounges", api(desk.lounges)),
        Route("/v1/orders", api(desk.order), methods=["POST"]),
        Route("/v1/orders/{order_no}", api(desk.show)),
        Route("/v1/orders/{order_no}/cancel", api(desk.cancel), methods=["POST"]),
        Route("/v1/keys/{key}/settle", api(desk.settle), methods=["POST"]),
        Route("/v1/statements", api(desk.statement_days)),
        Route("/v1/statements/{day}.csv", api(desk.statement)),
        Route("/desk", desk.page),
        Route("/desk/redeem", desk.redeem, methods=["POST"]),
        Route("/admin/faults", admin(desk.faults), methods=["POST"]),
        Route("/admin/orders", admin(desk.orders)),
        Route("/admin/orders/{order_no}/status", admin(desk.set_status), methods=["POST"]),
        Route("/healthz", _healthy),
    ]
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers={Refused: _refused})


class Lounge:
    """The endpoints."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def products(self, request: Request) -> Response:
        """Give the list of products, one a page, so that paging is real."""
        start = int(request.query_params.get("cursor") or 0)
        more = start + 1 < len(PRODUCTS)
        items = PRODUCTS[start : start + 1]
        return JSONResponse({"items": items, "next_cursor": str(start + 1) if more else None})

    async def lounges(self, request: Request) -> Response:
        """Give the lounges of a city, or all."""
        city = request.query_params.get("city")
        return JSONResponse({"items": [one for one in LOUNGES if not city or one["city"] == city]})

    async def order(self, request: Request) -> Response:
        """Make an order; with the fault armed it is made and the partner never hears of it."""
        order = self._store.order(request.headers.get("idempotency-key", ""), await request.json())
        if self._store.strike("time_out_after_commit"):
            await asyncio.sleep(HANG_S)
        return JSONResponse(shown(order), 201)

    async def show(self, request: Request) -> Response:
        """Give an order."""
        return JSONResponse(shown(self._store.find(request.path_params["order_no"])))

    async def settle(self, request: Request) -> Response:
        """Give the order of a key, or close the key."""
        order = self._store.settle_key(request.path_params["key"])
        return JSONResponse(shown(order) if order else {"status": "closed"})

    async def cancel(self, request: Request) -> Response:
        """Cancel an order."""
        return JSONResponse(shown(self._store.cancel(request.path_params["order_no"])))

    async def statement_days(self, request: Request) -> Response:
        """Give the days that have a statement."""
        first, last = request.query_params.get("from", ""), request.query_params.get("to", "9999")
        return JSONResponse({"days": [d for d in days(self._store.orders()) if first <= d <= last]})

    async def statement(self, request: Request) -> Response:
        """Give a day's statement and its digest."""
        mistakes = {name for name in ("overcharge", "omit", "invent") if self._store.armed(name)}
        body = statement(self._store.orders(), request.path_params["day"], mistakes)
        return Response(body, media_type="text/csv", headers={"x-sha256": hashlib.sha256(body).hexdigest()})

    async def page(self, _: Request) -> Response:
        """Show the desk."""
        return HTMLResponse(_PAGE.format(said=""))

    async def redeem(self, request: Request) -> Response:
        """Let a guest in."""
        wants_json = request.headers.get("content-type", "").startswith("application/json")
        given: Any = await request.json() if wants_json else await request.form()
        code = "".join(filter(str.isalnum, str(given.get("code", ""))))
        event = f"evt_{secrets.token_hex(8)}"
        try:
            order = self._store.redeem(code, str(given.get("place") or "PVG-T2-A"), event)
        except Refused as no:
            if wants_json:
                raise
            return HTMLResponse(_PAGE.format(said=escape(f"不能核销 Refused: {no.error}")), no.status)
        if wants_json:
            return JSONResponse({**shown(order), "event_id": event})
        return HTMLResponse(_PAGE.format(said=escape(f"已核销 Welcome: {order['order_no']}")))

    async def faults(self, request: Request) -> Response:
        """Arm faults: ``{"time_out_after_commit": 1}``."""
        asked = await request.json()
        unknown = set(asked) - FAULTS
        if unknown:
            raise Refused("fault_unknown", 422)
        for name, times in asked.items():
            self._store.arm(name, int(times))
        return JSONResponse({name: self._store.armed(name) for name in sorted(FAULTS)})

    async def set_status(self, request: Request) -> Response:
        """Give an order any status, for tests."""
        status = str((await request.json())["status"])
        return JSONResponse(shown(self._store.set_status(request.path_params["order_no"], status)))

    async def orders(self, _: Request) -> Response:
        """Give every order with its key, for tests."""
        return JSONResponse({"items": self._store.orders()})


def _me(partner: Partner) -> Endpoint:
    async def me(_: Request) -> Response:
        return JSONResponse({"partner": partner.partner, "environment": "sandbox"})

    return me


def _with_key(key: str) -> Callable[[Endpoint], Endpoint]:
    def guard(endpoint: Endpoint) -> Endpoint:
        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "")
            if not hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {key}".encode()):
                raise Refused("key_wrong", 401)
            return await endpoint(request)

        return guarded

    return guard


async def _healthy(_: Request) -> Response:
    return JSONResponse({"ok": True})


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return JSONResponse({"error": error.error}, error.status)


_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>云端贵宾厅前台</title>
<link rel="icon" href="data:,">
<style>:root{{color-scheme:light dark;--ink:light-dark(#1c2530,#e8ecf1);--soft:light-dark(#5b6775,#9aa7b5);
--line:light-dark(#d5dbe2,#3a4552);--card:light-dark(#fff,#1a212a);--page:light-dark(#f2f4f7,#11161c);
--act:#14532d}}
body{{font:17px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;
color:var(--ink);background:var(--page);
margin:0;min-height:100vh;display:grid;place-items:center}}
main{{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:2rem;
width:min(24rem,100vw - 5rem)}}
h1{{font-size:1.35rem;margin:0}}p{{margin:.25rem 0 1.25rem;color:var(--soft)}}
[role=status]:not(:empty){{color:var(--ink);border-left:3px solid var(--act);padding-left:.75rem}}
label{{display:block;font-size:.9rem;color:var(--soft)}}
input,button{{font:inherit;width:100%;box-sizing:border-box;border-radius:9px;padding:.8rem}}
input{{border:1px solid var(--line);background:transparent;color:inherit;
font-size:1.3rem;letter-spacing:.08em;margin:.3rem 0 1rem}}
button{{border:0;background:var(--act);color:#fff;font-weight:600}}
:focus-visible{{outline:3px solid #60a5fa;outline-offset:2px}}</style>
<main><h1>云端贵宾厅前台</h1><p>Cloud Lounge · desk</p><p role="status">{said}</p>
<form method="post" action="/desk/redeem"><label for="code">贵宾码 Lounge code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" autofocus required>
<button>核销 Let in</button></form></main></html>"""
