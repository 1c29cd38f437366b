"""The lounge: what it sells, its desk that takes a code, and its daily statement."""

import hashlib
import secrets
from collections.abc import Callable
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from largesse_sdk.kit.supplier import Refused, Trade, shown
from largesse_sdk.kit.supplier.face import shell
from largesse_sdk.kit.supplier.store import Done
from lounge_supplier.statement import days, statement

PRODUCTS: list[dict[str, Any]] = [
    {
        "sku": "LOUNGE-1",
        "title": {"zh-CN": "机场贵宾厅单次", "en": "One lounge visit"},
        "summary": {"zh-CN": "全国 46 家贵宾厅任选一次", "en": "One visit at any of 46 lounges"},
        "price_fen": 16_800,
        "face_fen": 26_000,
        "valid_days": 180,
    },
    {
        "sku": "LOUNGE-2",
        "title": {"zh-CN": "机场贵宾厅双人", "en": "Lounge visit for two"},
        "summary": {"zh-CN": "本人及一位同行", "en": "Guest and one companion"},
        "price_fen": 30_000,
        "face_fen": 48_000,
        "valid_days": 180,
    },
]
_FORM = {
    "fields": [
        {
            "name": "name",
            "title": {"zh-CN": "姓名", "en": "Name"},
            "kind": "text",
            "length_max": 60,
            "personal": "beneficiary.name",
            "purpose": {"zh-CN": "贵宾厅前台核对宾客名单", "en": "Guest list at the lounge desk"},
        }
    ]
}
LOUNGES: list[dict[str, Any]] = [
    {
        "ref": "PVG-T2-A",
        "name": {"zh-CN": "上海浦东 T2 云端贵宾厅", "en": "Cloud Lounge, Shanghai Pudong T2"},
        "city": "上海",
        "address": {"zh-CN": "浦东机场 T2 国际出发 D70 旁", "en": "Pudong T2, beside gate D70"},
        "latitude": 31.1512,
        "longitude": 121.8040,
        "opens": "06:00-23:00",
    },
    {
        "ref": "PEK-T3-C",
        "name": {"zh-CN": "北京首都 T3 云端贵宾厅", "en": "Cloud Lounge, Beijing Capital T3"},
        "city": "北京",
        "address": {"zh-CN": "首都机场 T3C 二层", "en": "Capital T3C, second floor"},
        "latitude": 40.0516,
        "longitude": 116.6114,
        "opens": "05:30-22:30",
    },
]
_UNUSED = frozenset({"confirmed"})


class Lounge(Trade):
    """The lounge's own program."""

    word, title, prefix = "lounge", "云端贵宾厅前台", "LG"
    products = tuple(one | {"form": _FORM, "has_places": True} for one in PRODUCTS)
    where = tuple(LOUNGES)
    faults = frozenset({"overcharge", "omit", "invent"})

    def routes(self, api: Callable[..., Any], admin: Callable[..., Any]) -> list[Route]:
        """Give the statements, and a desk where a guest's code is typed."""
        del admin
        return [
            Route("/v1/statements", api(self._statement_days)),
            Route("/v1/statements/{day}.csv", api(self._statement)),
            Route("/desk", self._desk),
            Route("/desk/redeem", self._redeem, methods=["POST"]),
        ]

    async def _statement_days(self, request: Request) -> Response:
        first, last = request.query_params.get("from", ""), request.query_params.get("to", "9999")
        return JSONResponse({"days": [d for d in days(self.store.orders()) if first <= d <= last]})

    async def _statement(self, request: Request) -> Response:
        mistakes = {name for name in self.faults if self.store.armed(name)}
        body = statement(self.store.orders(), request.path_params["day"], mistakes)
        return Response(body, media_type="text/csv", headers={"x-sha256": hashlib.sha256(body).hexdigest()})

    async def _desk(self, _: Request) -> Response:
        return HTMLResponse(_page(""))

    async def _redeem(self, request: Request) -> Response:
        wants_json = request.headers.get("content-type", "").startswith("application/json")
        given: Any = await request.json() if wants_json else await request.form()
        code = "".join(filter(str.isalnum, str(given.get("code", ""))))
        done = Done(f"evt_{secrets.token_hex(8)}", "order.used", _UNUSED, "used")
        done.place = str(given.get("place") or "PVG-T2-A")
        try:
            order = self.store.note(self.store.by_code(code)["order_no"], done)
        except Refused as no:
            if wants_json:
                raise
            return HTMLResponse(_page(f"不能核销 Refused: {no.error}"), no.status)
        if wants_json:
            return JSONResponse({**shown(order), "event_id": done.event})
        return HTMLResponse(_page(f"已核销 Welcome: {order['order_no']}"))


def _page(said: str) -> str:
    return shell(Lounge.title, _DESK.format(said=escape(said)))


_DESK = """<h1>云端贵宾厅前台</h1><p>Cloud Lounge · desk</p><p role="status">{said}</p>
<form method="post" action="/desk/redeem"><label for="code">贵宾码 Lounge code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" autofocus required>
<button>核销 Let in</button></form>"""
