"""The check-up company: centres, mornings with a quota, packages, and what its desk records of a visit.

Its examinations and their results are in another system of its own, which no partner is connected to.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from html import escape
from typing import Any

from largesse_sdk.kit.supplier import Act, Calendar, Refused
from largesse_sdk.kit.supplier.calendar import ZONE

_NAMED = {
    "name": "name",
    "title": {"zh-CN": "姓名", "en": "Name"},
    "required": True,
    "personal": "beneficiary.name",
    "purpose": {"zh-CN": "体检中心核对到检名单", "en": "The centre's list of who comes"},
}
_FIELDS = [
    _NAMED,
    {
        "name": "sex",
        "title": {"zh-CN": "性别", "en": "Sex"},
        "kind": "choice",
        "required": True,
        "personal": "beneficiary.sex",
        "purpose": {"zh-CN": "核对套餐适用性别", "en": "Which package may be taken"},
        "choices": [
            {"value": "female", "title": {"zh-CN": "女", "en": "Female"}},
            {"value": "male", "title": {"zh-CN": "男", "en": "Male"}},
        ],
    },
    {
        "name": "marital",
        "title": {"zh-CN": "婚姻状况", "en": "Marital status"},
        "kind": "choice",
        "required": True,
        "personal": "beneficiary.marital",
        "purpose": {"zh-CN": "部分项目仅适用已婚人士", "en": "Some items are for the married only"},
        "choices": [
            {"value": "married", "title": {"zh-CN": "已婚", "en": "Married"}},
            {"value": "unmarried", "title": {"zh-CN": "未婚", "en": "Unmarried"}},
        ],
    },
    {
        "name": "id_number",
        "title": {"zh-CN": "证件号码", "en": "ID number"},
        "kind": "id_number",
        "required": True,
        "personal": "beneficiary.id_number",
        "purpose": {"zh-CN": "到检时核实身份", "en": "The centre proves who comes"},
    },
]
_ADD_ONS = [
    {
        "code": "CT-CHEST",
        "title": {"zh-CN": "胸部低剂量 CT", "en": "Chest CT, low dose"},
        "price_fen": 38_000,
    },
    {"code": "THYROID-US", "title": {"zh-CN": "甲状腺彩超", "en": "Thyroid ultrasound"}, "price_fen": 16_000},
]


def _package(
    sku: str, title: tuple[str, str], price_fen: int, eligibility: dict[str, Any], visits: int = 1
) -> dict[str, Any]:
    return {
        "sku": sku,
        "title": {"zh-CN": title[0], "en": title[1]},
        "summary": {"zh-CN": "提前预约，凭码到检", "en": "Book ahead, show the code at the desk"},
        "price_fen": price_fen,
        "face_fen": price_fen * 3 // 2,
        "valid_days": 365,
        "has_places": True,
        "has_slots": True,
        "form": {"fields": _FIELDS, "eligibility": eligibility},
        "add_ons": _ADD_ONS,
        "visits": visits,
    }


def _centre(ref: str, name: tuple[str, str], city: str, at: tuple[float, float]) -> dict[str, Any]:
    return {
        "ref": ref,
        "name": {"zh-CN": name[0], "en": name[1]},
        "city": city,
        "address": {"zh-CN": f"{city}市{name[0]}", "en": name[1]},
        "latitude": at[0],
        "longitude": at[1],
        "opens": "07:30-11:30",
        "phone": "400-000-0000",
    }


_NEXT = frozenset({"confirmed"})
_BEEN = frozenset({"used"})
_EITHER = _NEXT | _BEEN
_DONE = ("BASIC", "BLOOD", "ECG")


def _number(order: Mapping[str, Any]) -> int:
    """Give the number of an order's visit that is booked or comes next."""
    return int(order.get("more", order).get("visit", 1))


def _over(order: Mapping[str, Any], _: Mapping[str, Any]) -> dict[str, Any]:
    """Give what an order keeps of a visit that took place: the next is another, in a session of its own."""
    more = {"visit": _number(order) + 1, "came": int(order["more"].get("came", 0)) + 1}
    return more if more["came"] >= _visits(order) else more | {"slot": None, "session": None}


def _visits(order: Mapping[str, Any]) -> int:
    """Give for how many visits an order's package is."""
    return int(next(one["visits"] for one in Health.products if one["sku"] == order["sku"]))


def _visit(
    order: Mapping[str, Any], visit: str, done: tuple[str, ...], paid_fen: int = 0, number: int | None = None
) -> dict[str, Any]:
    name = f"{order['order_no']}-{number or _number(order)}"
    return {"visit": visit, "visit_no": name, "done": list(done), "paid_on_site_fen": paid_fen}


def _again(order: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Tell of a visit that took place once more: of the one that is named, else of the last."""
    return _visit(order, "came", _DONE, number=int(given.get("visit") or _number(order) - 1))


class Health(Calendar):
    """The check-up company's own program."""

    word, title, prefix = "health", "安衡体检前台", "HC"
    hours, spot = (8, 9, 10), "centre"
    products = (
        _package(
            "CHECK-F", ("女士深度体检", "Full check-up, women"), 128_000, {"sexes": ["female"], "age_min": 18}
        ),
        _package(
            "CHECK-M", ("男士深度体检", "Full check-up, men"), 118_000, {"sexes": ["male"], "age_min": 18}
        ),
        _package(
            "CHECK-FM",
            ("女士已婚体检", "Check-up, married women"),
            148_000,
            {"sexes": ["female"], "marital": ["married"], "age_min": 18},
        ),
        _package("CHECK-3", ("三次体检套餐", "Three check-ups"), 330_000, {"age_min": 18}, visits=3),
    )
    where = (
        _centre("SH-PUDONG", ("浦东体检中心", "Pudong centre"), "上海", (31.2304, 121.5447)),
        _centre("SH-JINGAN", ("静安体检中心", "Jing'an centre"), "上海", (31.2290, 121.4480)),
        _centre("BJ-CHAOYANG", ("朝阳体检中心", "Chaoyang centre"), "北京", (39.9219, 116.4436)),
    )
    acts = (
        Act(
            "attend",
            "到检 Came",
            _NEXT,
            "used",
            "visit.recorded",
            lambda order, _: _visit(order, "came", _DONE),
            _over,
        ),
        Act(
            "partly",
            "部分到检并加项 Came in part",
            _NEXT,
            "used",
            "visit.recorded",
            lambda order, _: _visit(order, "partly", _DONE[:2], 16_000),
            _over,
        ),
        Act(
            "absent",
            "未到检 Missed",
            _NEXT,
            None,
            "visit.recorded",
            lambda order, _: _visit(order, "missed", ()),
            lambda order, _: {"missed": _number(order)},
        ),
        Act("report", "报告就绪 Report ready", _BEEN, None, "report.ready"),
        Act("again", "重发到检记录 Told again", _EITHER, None, "visit.recorded", _again),
    )

    def ordered(self, ask: Mapping[str, Any]) -> dict[str, Any]:
        """Keep who comes, when, and what is added."""
        add_ons = list(ask.get("add_ons") or ())
        if not set(add_ons) <= {one["code"] for one in _ADD_ONS}:
            raise Refused("add_on_unknown", 422)
        session = (
            self.taken(str(ask["slot"])) if ask.get("slot") else {"slot": None, "centre": ask.get("place")}
        )
        return {"add_ons": add_ons, **session}

    def amended(self, order: dict[str, Any], ask: Mapping[str, Any]) -> dict[str, Any]:
        """Move the visit; a new session after one that was missed is another visit."""
        changed = super().amended(order, ask)
        missed = order["more"].get("missed") == _number(order)
        return changed | ({"visit": _number(order) + 1} if changed.get("slot") and missed else {})

    def ends(self, order: dict[str, Any], act: Act) -> bool:
        """Tell whether a visit is the last of its package."""
        came = int(order["more"].get("came", 0))
        return act.status != "used" or came + 1 >= _visits(order)

    def page(self, order: dict[str, Any], purpose: str) -> str:
        """Show the visit with a choice of mornings; the report is read in the centre's own system."""
        if purpose == "report":
            return "<p>您的体检报告已就绪，仅供本人查阅。</p><p>Your report is ready, for your eyes only.</p>"
        slot = escape(str(order["more"].get("slot") or "尚未预约 Not booked yet"))
        if order["status"] != "confirmed":
            return f"<p>{slot}</p>"
        tomorrow = datetime.now(ZONE).date() + timedelta(days=1)
        asked = {"place": "SH-PUDONG", "from": str(tomorrow), "to": str(tomorrow + timedelta(days=3))}
        free = [one for one in self.slots(asked) if one["free"]][:4]
        forms = "".join(
            f'<form method="post"><input type="hidden" name="slot" value="{one["ref"]}">'
            f"<button>{escape(one['start'][:16].replace('T', ' '))}</button></form>"
            for one in free
        )
        return f'<p role="status">{slot}</p><div class="acts">{forms}</div>'

    def told(self, order: dict[str, Any]) -> str:
        """Say when somebody comes."""
        return str(order["more"].get("slot") or "")
