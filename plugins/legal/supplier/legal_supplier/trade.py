"""The law firm: cases with a lawyer, messages, documents by link, a clock, and meetings at its offices."""

from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from largesse_sdk.kit.supplier import Act, Calendar, Refused

ANSWER_WITHIN = timedelta(hours=24)
MESSAGES = 3
_FORM = {
    "fields": [
        {
            "name": "name",
            "title": {"zh-CN": "称呼", "en": "Name"},
            "required": True,
            "personal": "beneficiary.name",
            "purpose": {"zh-CN": "律师联系时如何称呼", "en": "How the lawyer addresses you"},
        },
        {
            "name": "phone",
            "title": {"zh-CN": "联系电话", "en": "Phone"},
            "kind": "phone",
            "personal": "beneficiary.phone",
            "purpose": {"zh-CN": "律师回电", "en": "The lawyer calls back"},
        },
    ]
}


def _service(sku: str, title: tuple[str, str], price_fen: int) -> dict[str, Any]:
    return {
        "sku": sku,
        "title": {"zh-CN": title[0], "en": title[1]},
        "summary": {"zh-CN": "24 小时内律师首次答复", "en": "A lawyer answers within 24 hours"},
        "price_fen": price_fen,
        "face_fen": price_fen * 2,
        "valid_days": 180,
        "form": _FORM,
    }


def _office(ref: str, name: tuple[str, str], city: str, at: tuple[float, float]) -> dict[str, Any]:
    return {
        "ref": ref,
        "name": {"zh-CN": name[0], "en": name[1]},
        "city": city,
        "address": {"zh-CN": f"{city}市{name[0]}", "en": name[1]},
        "latitude": at[0],
        "longitude": at[1],
        "opens": "09:30-18:00",
        "phone": "400-000-0001",
    }


def _assigned(order: dict[str, Any], _: Any) -> dict[str, Any]:
    return {"lawyer": "周律师", **_clock(order)}


def _closed(order: dict[str, Any], _: Any) -> dict[str, Any]:
    return {
        "lawyer": "周律师",
        "messages_left": int(order.get("messages_left", MESSAGES)),
        "end": "advice_given",
    }


def _withdrawn(order: dict[str, Any], _: Any) -> dict[str, Any]:
    return {"messages_left": int(order.get("messages_left", MESSAGES)), "end": "client_withdrew"}


def _clock(order: dict[str, Any]) -> dict[str, Any]:
    left = int(order.get("messages_left", MESSAGES))
    return {"messages_left": left, "answer_by": (datetime.now(UTC) + ANSWER_WITHIN).isoformat()}


_OPEN = frozenset({"confirmed"})


class Legal(Calendar):
    """The law firm's own program."""

    word, title, prefix = "legal", "明理律师台", "LA"
    hours, minutes, quota, spot = (10, 14, 16), 45, 1, "office"
    products = (
        _service("CONSULT-3", ("法律咨询三次沟通", "Consultation, three messages"), 60_000),
        _service("CONTRACT-1", ("合同审阅一份", "One contract reviewed"), 150_000),
        _service("MEETING-1", ("律师面谈一次", "One meeting with a lawyer"), 120_000)
        | {"has_places": True, "has_slots": True},
    )
    where = (
        _office("SH-LUJIAZUI", ("陆家嘴办公室", "Lujiazui office"), "上海", (31.2397, 121.4998)),
        _office("BJ-GUOMAO", ("国贸办公室", "Guomao office"), "北京", (39.9085, 116.4600)),
    )
    acts = (
        Act("assign", "分派律师 Assign", _OPEN, None, "case.assigned", _assigned),
        Act("close", "答复完成结案 Close", _OPEN, "used", "case.closed", _closed),
        Act("withdraw", "客户撤回 Withdrawn", _OPEN, None, "case.closed", _withdrawn),
    )

    def ordered(self, ask: Any) -> dict[str, Any]:
        """Open a case with its messages."""
        opened = {"messages_left": MESSAGES, "documents": [], "slot": None}
        return opened | (self.taken(str(ask["slot"])) if ask.get("slot") else {})

    def amended(self, order: dict[str, Any], ask: Any) -> dict[str, Any]:
        """Take another time or office, or a message with a document's link: as many as were bought."""
        if ask.get("slot") or ask.get("place"):
            return super().amended(order, ask)
        left = int(order["more"].get("messages_left", 0))
        link = str(ask.get("form", {}).get("document") or "")
        if not left:
            raise Refused("messages_spent", 409)
        if not link.startswith("https://"):
            raise Refused("document_no_link", 422)
        return {"messages_left": left - 1, "documents": [*order["more"].get("documents", []), link][-20:]}

    def page(self, order: dict[str, Any], purpose: str) -> str:
        """Show the case to its client, with room for the link of a document."""
        del purpose
        links = "".join(f"<li>{escape(one)}</li>" for one in order["more"].get("documents", []))
        form = (
            '<form method="post"><label for="document">材料链接 Link of a document</label>'
            '<input id="document" name="document" type="url" required><button>提交 Send</button></form>'
        )
        left = order["more"].get("messages_left", 0)
        return f"<p>剩余 {left} 次 · {left} left</p><ul>{links}</ul>{form if left else ''}"

    def told(self, order: dict[str, Any]) -> str:
        """Say how many messages and documents there are."""
        more = order["more"]
        return f"{more.get('messages_left', 0)} 次 · {len(more.get('documents', []))} 份材料"
