"""A supplier's HTTP interface: orders for partners, a desk, pages for clients, faults for tests."""

import asyncio
import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from largesse_sdk.kit.supplier.face import desk, shell
from largesse_sdk.kit.supplier.notices import keep_sending
from largesse_sdk.kit.supplier.partner import Partner
from largesse_sdk.kit.supplier.store import FAULTS, Done, Refused, shown
from largesse_sdk.kit.supplier.trade import Trade

HANG_S = 30.0
LOOK_EVERY_S = 0.1
DELAY_S = 1.0
AWAY_S = 60
Endpoint = Callable[[Request], Awaitable[Response]]


def application(trade: Trade, partner: Partner) -> Starlette:
    """Assemble the program."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        header = f"x-{trade.word}-signature"
        sending = asyncio.create_task(keep_sending(trade.store, partner.callback_secret, header))
        yield
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        trade.store.close()

    house = House(trade, partner)
    api, admin = house.with_faults(_with_key(partner.api_key)), _with_key(partner.admin_key)
    routes = [
        *trade.routes(api, admin),
        Route("/v1/me", api(house.me)),
        Route("/v1/products", api(house.products)),
        Route("/v1/products/{sku}/form", api(house.form)),
        Route("/v1/places", api(house.places)),
        Route("/v1/slots", api(house.slots)),
        Route("/v1/orders", api(house.order), methods=["POST"]),
        Route("/v1/orders/{order_no}", api(house.show)),
        Route("/v1/orders/{order_no}/cancel", api(house.cancel), methods=["POST"]),
        Route("/v1/orders/{order_no}/amend", api(house.amend), methods=["POST"]),
        Route("/v1/orders/{order_no}/release", api(house.release), methods=["POST"]),
        Route("/v1/orders/{order_no}/links", api(house.link), methods=["POST"]),
        Route("/v1/keys/{key}/settle", api(house.settle), methods=["POST"]),
        Route("/p/{token}", house.page),
        Route("/p/{token}", house.submit, methods=["POST"]),
        Route("/desk", house.desk),
        Route("/desk/acts", house.act, methods=["POST"]),
        Route("/admin/faults", admin(house.faults), methods=["POST"]),
        Route("/admin/orders", admin(house.orders)),
        Route("/admin/orders/{order_no}/status", admin(house.set_status), methods=["POST"]),
        Route("/healthz", _healthy),
    ]
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers={Refused: _refused})


class House:
    """The endpoints that every trade has."""

    def __init__(self, trade: Trade, partner: Partner) -> None:
        self._trade, self._store, self._partner = trade, trade.store, partner

    def with_faults(self, guard: Callable[[Endpoint], Endpoint]) -> Callable[[Endpoint], Endpoint]:
        """Let the partner's requests meet the faults that are armed: down, or late."""

        def faulty(endpoint: Endpoint) -> Endpoint:
            async def met(request: Request) -> Response:
                if self._store.armed("down"):
                    return JSONResponse({"error": "down"}, 503, {"retry-after": str(AWAY_S)})
                if self._store.strike("delay"):
                    await asyncio.sleep(DELAY_S)
                return await endpoint(request)

            return guard(met)

        return faulty

    async def me(self, _: Request) -> Response:
        """Say whose key it is."""
        return JSONResponse({"partner": self._partner.partner, "environment": "sandbox"})

    async def products(self, request: Request) -> Response:
        """Give the list of products, a few a page, so that paging is real."""
        return JSONResponse(self._paged(self._trade.products, request.query_params))

    async def form(self, request: Request) -> Response:
        """Give the form of a product."""
        return JSONResponse(self._trade.product(request.path_params["sku"]).get("form") or {})

    async def places(self, request: Request) -> Response:
        """Give a page of places."""
        asked = request.query_params
        return JSONResponse(self._paged(self._trade.places(asked), asked))

    async def slots(self, request: Request) -> Response:
        """Give the sessions of a place."""
        return JSONResponse({"items": self._trade.slots(request.query_params)})

    async def order(self, request: Request) -> Response:
        """Make an order; with the fault armed it is made and the partner never hears of it."""
        ask = await request.json()
        price_fen = int(self._trade.product(ask.get("sku"))["price_fen"])
        key = request.headers.get("idempotency-key", "")
        order = self._store.order(key, ask, price_fen, lambda: self._trade.ordered(ask))
        if self._store.strike("time_out_after_commit"):
            await _hang(request)
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

    async def amend(self, request: Request) -> Response:
        """Change an order, once per key."""
        ask, key = await request.json(), request.headers.get("idempotency-key", "")
        number = request.path_params["order_no"]
        order = self._store.change(key, number, ask, lambda one: self._trade.amended(one, ask))
        if self._store.strike("time_out_after_commit"):
            await _hang(request)
        return JSONResponse(shown(order))

    async def release(self, request: Request) -> Response:
        """Take the session of an order back, once per key; the order stays."""
        key, number = request.headers.get("idempotency-key", ""), request.path_params["order_no"]
        ask = {"release": await request.json()}
        return JSONResponse(shown(self._store.change(key, number, ask, self._trade.released)))

    async def link(self, request: Request) -> Response:
        """Make a page for the client."""
        purpose = str((await request.json()).get("purpose"))
        token, ends = self._store.open_page(request.path_params["order_no"], purpose)
        return JSONResponse({"url": f"{self._partner.base_url}/p/{token}", "expires_at": ends.isoformat()})

    async def page(self, request: Request) -> Response:
        """Show a client the page that he was sent to."""
        order, purpose = self._store.page(request.path_params["token"])
        head = f"<h1>{self._trade.title}</h1>"
        return HTMLResponse(shell(self._trade.title, head + self._trade.page(order, purpose)))

    async def submit(self, request: Request) -> Response:
        """Take what a client wrote on his page, and show it."""
        order, _ = self._store.page(request.path_params["token"])
        form = {name: str(value)[:200] for name, value in (await request.form()).items()}
        ask = {"place": form.pop("place", None), "slot": form.pop("slot", None), "form": form}
        number = order["order_no"]
        self._store.change(secrets.token_hex(8), number, ask, lambda one: self._trade.amended(one, ask))
        return await self.page(request)

    async def desk(self, _: Request) -> Response:
        """Show the staff the newest orders."""
        return HTMLResponse(desk(self._trade, self._store.orders()[:-51:-1], ""))

    async def act(self, request: Request) -> Response:
        """Let the staff do something with an order."""
        wants_json = request.headers.get("content-type", "").startswith("application/json")
        given: Any = await request.json() if wants_json else await request.form()
        try:
            order, done = self._done(given)
        except Refused as no:
            if wants_json:
                raise
            page = desk(self._trade, self._store.orders()[:-51:-1], f"不能办理 Refused: {no.error}")
            return HTMLResponse(page, no.status)
        if wants_json:
            return JSONResponse({**shown(order), "event_id": done.event})
        said = f"已办理 Done: {order['order_no']} · {done.kind}"
        return HTMLResponse(desk(self._trade, self._store.orders()[:-51:-1], said))

    def _done(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], Done]:
        act = self._trade.act(str(given.get("act")))
        order = self._store.find(str(given.get("order_no")))
        done = Done(f"evt_{secrets.token_hex(8)}", act.kind, act.after, None)
        done.status = act.status if self._trade.ends(order, act) else None
        done.facts = act.facts(shown(order), given)
        done.more = act.keeps(order, given) | ({"last": done.facts} if done.facts else {})
        return self._store.note(str(order["order_no"]), done), done

    async def faults(self, request: Request) -> Response:
        """Arm faults: ``{"time_out_after_commit": 1}``."""
        asked, known = await request.json(), FAULTS | self._trade.faults
        if set(asked) - known:
            raise Refused("fault_unknown", 422)
        for name, times in asked.items():
            self._store.arm(name, int(times))
        return JSONResponse({name: self._store.armed(name) for name in sorted(known)})

    async def set_status(self, request: Request) -> Response:
        """Give an order any status, for tests."""
        status = str((await request.json())["status"])
        return JSONResponse(shown(self._store.set_status(request.path_params["order_no"], status)))

    async def orders(self, _: Request) -> Response:
        """Give every order with its key, for tests."""
        return JSONResponse({"items": self._store.orders()})

    def _paged(self, items: Any, asked: Mapping[str, str]) -> dict[str, Any]:
        start = int(asked.get("cursor") or 0)
        end = start + self._trade.per_page
        return {"items": items[start:end], "next_cursor": str(end) if end < len(items) else None}


def _with_key(key: str) -> Callable[[Endpoint], Endpoint]:
    def guard(endpoint: Endpoint) -> Endpoint:
        async def guarded(request: Request) -> Response:
            given = request.headers.get("authorization", "")
            if not hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {key}".encode()):
                raise Refused("key_wrong", 401)
            return await endpoint(request)

        return guarded

    return guard


async def _hang(request: Request) -> None:
    """Answer nothing until the partner has hung up, or for half a minute."""
    for _ in range(int(HANG_S / LOOK_EVERY_S)):
        if await request.is_disconnected():
            return
        await asyncio.sleep(LOOK_EVERY_S)


async def _healthy(_: Request) -> Response:
    return JSONResponse({"ok": True})


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return JSONResponse({"error": error.error}, error.status)
