"""A disclosure that says what its document sets, for documents that a test has changed."""

from typing import Any, cast

from largesse.activities.documents.document import all_outcomes
from largesse.contracts.documents_gen import ActivityDocument
from tests.kit.standard import GRAMMAR

PERIODS = {"once": "共", "day": "每日", "week": "每周", "month": "每月", "activity": "活动期间"}


def told(document: dict[str, Any], valid_days: int = 90) -> dict[str, Any]:
    """Say odds, quantities, worth, turns and deadline as they are set, where the document says them."""
    outcomes = [one for one in all_outcomes(cast("ActivityDocument", document), GRAMMAR) if not one.fallback]
    drawn = [one for one in outcomes if one.ppm]
    stocked = [one for one in outcomes if one.stock is not None and one.effects]
    turns = [play["chances"] for play in document["plays"] if "chances" in play]
    says = {
        "odds": [f"{one.title['zh-CN']} {one.ppm / 10_000:g}%" for one in drawn] or ["人人有礼"],
        "quantity": [f"{one.title['zh-CN']} {one.stock} 份" for one in stocked] or ["以领取页面为准"],
        "prize_list": [f"{_zh(one)}（{_yuan(one)} 元）" for one in document["rights"]],
        "entry_rule": [f"{PERIODS[one['period']]} {one['units']} 次机会" for one in turns] or ["受邀客户"],
        "claim_rule": [f"中奖后 {valid_days} 日内在“我的权益”领取"],
    }
    for field, parts in says.items():
        if field in document["disclosure"]:
            document["disclosure"][field] = {"zh-CN": "，".join(parts)}
    return document


def _zh(named: dict[str, Any]) -> str:
    return str(named["title"]["zh-CN"])


def _yuan(right: dict[str, Any]) -> str:
    return f"{right['market_value_minor'] / 100:.2f}"
