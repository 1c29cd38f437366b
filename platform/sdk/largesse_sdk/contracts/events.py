"""What a provider tells by itself, and where a parcel is: closed shapes, in codes and counts.

Invariant   there is no field in which a medical result, advice or any other content of the service could be
            written: whoever may read it opens the provider's own page
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from largesse_sdk.contracts.rights_types import Booking, Voucher
from largesse_sdk.values import Instant, Money, Word, value

EventKind = Literal[
    "issued",
    "used",
    "expired",
    "cancelled",
    "refunded",
    "attendance",
    "report_ready",
    "session_moved",
    "session_cancelled",
    "shipped",
    "delivered",
    "returned",
    "case_assigned",
    "case_closed",
    "unknown",
]
Name = Annotated[str, Meta(max_length=40)]


@value
class Attendance:
    """Whether the beneficiary came. ``items`` are codes of what was done, ``top_up`` money paid on site."""

    state: Literal["attended", "absent", "partial"]
    items: tuple[Word, ...] = ()
    top_up: Money | None = None


@value
class Shipment:
    """A parcel: who carries it under which number, and when it should arrive."""

    carrier: Name
    tracking_no: Word
    due_on: date | None = None


@value
class Case:
    """A case in somebody's hands: by when it is answered next, how many messages are left, how it ended."""

    assignee: Name = ""
    messages_left: int | None = None
    answer_by: Instant | None = None
    closed: Literal["served", "withdrawn"] | None = None


@value
class ProviderEvent:
    """One thing that happened at the provider. A kind that nobody knows is ``unknown``, never a success.

    ``said`` is the provider's own word for it, ``place`` its code of where, ``amount`` the order's price;
    ``session`` the one to which the provider moved a booking. A session that is called off leaves the order.
    ``visit`` is the provider's own name of one visit of an order that is for several: whatever is told of
    this visit, again or later, carries the same one, and no other visit of the order does.
    """

    provider_ref: str
    at: Instant
    kind: EventKind = "unknown"
    order_ref: str | None = None
    visit: Word | None = None
    said: Word | None = None
    place: Word | None = None
    amount: Money | None = None
    vouchers: tuple[Voucher, ...] = ()
    attendance: Attendance | None = None
    shipment: Shipment | None = None
    case: Case | None = None
    session: Booking | None = None

    def __post_init__(self) -> None:
        """Refuse an event without what its kind is about."""
        wanted = {
            "attendance": self.attendance,
            "session_moved": self.session,
            "shipped": self.shipment,
            "case_assigned": self.case,
            "case_closed": self.case and self.case.closed,
        }
        if self.kind in wanted and not wanted[self.kind]:
            raise ValueError(f"{self.kind} without its facts")


@value
class TrackQuery:
    """Of which order."""

    provider_ref: str


@value
class TrackStep:
    """One step on a parcel's way."""

    at: Instant
    status: Word
    place: Name = ""


@value
class Tracking:
    """Where a parcel is."""

    status: Literal["preparing", "shipped", "delivered", "returning", "returned", "unknown"] = "unknown"
    shipment: Shipment | None = None
    steps: tuple[TrackStep, ...] = ()
