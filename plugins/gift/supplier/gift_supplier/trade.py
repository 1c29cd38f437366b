"""The gift house: a code for each gift, an address, a parcel with a number, and what comes back."""

import hashlib
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from largesse_sdk.kit.supplier import Act, Refused, Trade
from largesse_sdk.kit.supplier.store import stamp

_RECIPIENT = (
    ("name", "text", ("收件人", "Recipient"), ("寄送", "Whom the parcel is for")),
    ("phone", "phone", ("联系电话", "Phone"), ("派送前联系", "The courier calls before delivery")),
    ("address", "address", ("收货地址", "Address"), ("寄送地址", "Where the parcel goes")),
)
_FORM = {
    "fields": [
        {
            "name": name,
            "kind": kind,
            "title": {"zh-CN": title[0], "en": title[1]},
            "required": True,
            "personal": f"recipient.{name}",
            "purpose": {"zh-CN": purpose[0], "en": purpose[1]},
            "length_max": 200,
        }
        for name, kind, title, purpose in _RECIPIENT
    ]
}


def _gift(sku: str, title: tuple[str, str], price_fen: int) -> dict[str, Any]:
    return {
        "sku": sku,
        "title": {"zh-CN": title[0], "en": title[1]},
        "summary": {"zh-CN": "填写地址后三日内寄出", "en": "Sent within three days of the address"},
        "price_fen": price_fen,
        "face_fen": price_fen * 2,
        "valid_days": 90,
        "form": _FORM,
    }


def _parcel(order: Mapping[str, Any], _: Any) -> dict[str, Any]:
    number = hashlib.sha256(str(order["order_no"]).encode()).hexdigest()[:12].upper()
    return {"carrier": "顺丰速运", "number": f"SF{number}", "at": stamp()}


_SENT = frozenset({"shipped"})
_GONE = frozenset({"shipped", "used"})
_STATUS = {"confirmed": "preparing", "shipped": "shipped", "used": "delivered", "returned": "returned"}


class Gift(Trade):
    """The gift house's own program."""

    word, title, prefix = "gift", "礼遇臻选仓库", "GF"
    products = (
        _gift("TEA-BOX", ("明前龙井礼盒", "Longjing tea box"), 36_800),
        _gift("SILK-SCARF", ("苏绣真丝方巾", "Silk scarf"), 52_000),
    )
    acts = (
        Act("ship", "寄出 Send", frozenset({"confirmed"}), "shipped", "parcel.sent", _parcel),
        Act("deliver", "签收 Delivered", _SENT, "used", "parcel.arrived", _parcel),
        Act("return", "退回 Came back", _GONE, "returned", "parcel.came_back", _parcel),
    )

    def ordered(self, ask: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the address, where it is known already."""
        return {"to": _address(ask)} if ask.get("form") else {}

    def amended(self, order: dict[str, Any], ask: Mapping[str, Any]) -> dict[str, Any]:
        """Take another address."""
        del order
        return {"to": _address(ask)}

    def page(self, order: dict[str, Any], purpose: str) -> str:
        """Show the parcel, or ask where it shall go."""
        if purpose == "track" or order["status"] != "confirmed":
            last = order["more"].get("last") or {}
            where = escape(f"{last.get('carrier', '')} {last.get('number', '')}")
            return f'<p role="status">{where} · {escape(_STATUS.get(order["status"], order["status"]))}</p>'
        known = order["more"].get("to") or {}
        inputs = "".join(
            f'<label for="{name}">{title[0]} {title[1]}</label>'
            f'<input id="{name}" name="{name}" value="{escape(str(known.get(name, "")))}" required>'
            for name, _, title, _ in _RECIPIENT
        )
        return f'<form method="post">{inputs}<button>保存 Save</button></form>'

    def told(self, order: dict[str, Any]) -> str:
        """Say where the parcel goes."""
        return str((order["more"].get("to") or {}).get("address", ""))

    def routes(self, api: Callable[..., Any], admin: Callable[..., Any]) -> list[Route]:
        """Give the tracking."""
        del admin
        return [Route("/v1/orders/{order_no}/tracking", api(self._tracking))]

    async def _tracking(self, request: Request) -> Response:
        order = self.store.find(request.path_params["order_no"])
        last = order["more"].get("last")
        parcel = last and {"carrier": last["carrier"], "tracking_no": last["number"]}
        steps = [{"at": last["at"], "status": order["status"]}] if last else []
        status = _STATUS.get(order["status"], "unknown")
        return JSONResponse({"status": status, "shipment": parcel, "steps": steps})


def _address(ask: Mapping[str, Any]) -> dict[str, str]:
    """Read an address; Refused where a part of it is missing."""
    form = ask.get("form") or {}
    found = {name: str(form.get(name) or "").strip()[:200] for name, *_ in _RECIPIENT}
    if not all(found.values()):
        raise Refused("address_incomplete", 422)
    return found
