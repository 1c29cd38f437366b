"""What an event of an order says, and what it means for the order. Pure.

Invariant   what an event means never decides whether it is written
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

Means = Literal["served", "used", "undone", "nothing"]
_SERVED = frozenset({"issued", "shipped", "case_assigned", "report_ready"})
_USED = frozenset({"used", "delivered"})
_UNDONE = frozenset({"cancelled", "refunded", "returned"})


class Paid(msgspec.Struct, frozen=True):
    """An amount in minor units."""

    amount_minor: int
    currency: str


class Attended(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the beneficiary came; codes of what was done, what was paid on site."""

    state: str
    items: tuple[str, ...] = ()
    top_up: Paid | None = None


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """Who carries it, under which number."""

    carrier: str
    tracking_no: str


class CaseNote(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a case, by when an answer is due, how many messages are left, how it ended."""

    assignee: str = ""
    messages_left: int | None = None
    answer_by: datetime | None = None
    closed: str | None = None


class Sits(msgspec.Struct, frozen=True, kw_only=True):
    """A session at a place, each by the provider's own name."""

    place: str
    slot: str
    start: datetime
    end: datetime


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an event is about; which of them is there depends on its kind. ``visit``: its provider's name."""

    visit: str | None = None
    said: str | None = None
    attendance: Attended | None = None
    shipment: Parcel | None = None
    case: CaseNote | None = None
    session: Sits | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What ``plugging.provider_event_received.v1`` carries."""

    installation: UUID
    kind: str
    at: datetime
    event_id: str
    provider_ref: str | None
    order_ref: str | None
    vouchers: list[dict[str, Any]] = []
    visit: str | None = None
    said: str | None = None
    attendance: Attended | None = None
    shipment: Parcel | None = None
    case: CaseNote | None = None
    session: Sits | None = None

    @property
    def facts(self) -> Facts:
        """What is kept of it."""
        return Facts(
            visit=self.visit,
            said=self.said,
            attendance=self.attendance,
            shipment=self.shipment,
            case=self.case,
            session=self.session,
        )


def report_of(payload: Mapping[str, Any]) -> Report:
    """Read the event's payload."""
    return msgspec.convert(payload, Report, strict=False)


def means(kind: str, facts: Facts) -> Means:
    """Say what an event means for its order: that it is served, was used, is undone, or nothing."""
    if kind == "attendance" and facts.attendance:
        return "served" if facts.attendance.state == "absent" else "used"
    if kind == "case_closed" and facts.case:
        return "used" if facts.case.closed == "served" else "undone"
    if kind in _USED:
        return "used"
    if kind in _UNDONE:
        return "undone"
    return "served" if kind in _SERVED else "nothing"


def pages_of(hosted: Collection[str], order_state: str, told: Collection[str], *, used_up: bool) -> list[str]:
    """Name the provider's pages that can be opened now: of those hosted, by what was told of the order.

    ``used_up``: no unit of the right is left; until its last visit the page of an order goes on.
    """
    if order_state != "completed":
        return []
    been = used_up and bool({"used", "attendance"} & set(told))
    open_now = {
        "order": not been and not {"shipped", "delivered"} & set(told),
        "documents": "case_closed" not in told,
        "report": "report_ready" in told,
        "track": bool({"shipped", "delivered", "returned"} & set(told)),
    }
    return [purpose for purpose in open_now if open_now[purpose] and purpose in hosted]
