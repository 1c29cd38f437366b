"""Requests and answers of ``rights_provider.v1``."""

from dataclasses import field
from datetime import date
from typing import Any, Literal

from largesse_sdk.contracts.forms import FormSchema
from largesse_sdk.values import Instant, Money, Outcome, Person, Text, Word, value


@value
class CatalogueQuery:
    """Which page; ``since`` asks only for what changed after a watermark."""

    cursor: str | None = None
    since: str | None = None
    full: bool = False


@value
class AddOn:
    """What can be had beside a package, at its price."""

    code: Word
    title: Text
    price: Money


@value
class CatalogueItem:
    """One thing that the provider sells; ``form_schema`` says what it must know and who may have it."""

    sku: str
    title: Text
    category: str
    cost: Money
    summary: Text = field(default_factory=dict)
    face_value: Money | None = None
    has_places: bool = False
    has_slots: bool = False
    valid_days: int | None = None
    form_schema: FormSchema = FormSchema()
    add_ons: tuple[AddOn, ...] = ()
    terms_hash: str | None = None


@value
class CataloguePage:
    """A page of the catalogue; no ``next_cursor`` means the end."""

    items: tuple[CatalogueItem, ...]
    deleted: tuple[str, ...] = ()
    next_cursor: str | None = None
    watermark: str | None = None


@value
class PlaceQuery:
    """Where: a city, or near a point; page by cursor."""

    sku: str | None = None
    city: str | None = None
    near: tuple[float, float] | None = None
    cursor: str | None = None


@value
class Place:
    """A place where a right is used."""

    ref: str
    name: Text
    city: str
    address: Text = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    opens: str = ""
    phone: str = ""


@value
class PlacePage:
    """A page of places."""

    places: tuple[Place, ...]
    next_cursor: str | None = None


@value
class SlotQuery:
    """Sessions of a right at a place, both days included."""

    sku: str
    place: str
    day_from: date
    day_to: date


@value
class Slot:
    """One session; ``unavailable`` says why it cannot be booked although it exists."""

    ref: str
    start: Instant
    end: Instant
    free: int
    unavailable: str = ""


@value
class SlotPage:
    """Sessions in order of time."""

    slots: tuple[Slot, ...]


@value
class QuoteRequest:
    """What one would like to order."""

    sku: str
    qty: int = 1
    slot: str | None = None
    place: str | None = None
    client_ref: str | None = None


@value
class Quote:
    """Whether it can be had, at what price for the client and cost for the bank."""

    available: bool
    price: Money | None = None
    cost: Money | None = None
    quote_ref: str | None = None
    terms_hash: str | None = None
    expires_at: Instant | None = None


@value
class ReserveRequest:
    """Hold what was quoted."""

    order_ref: str
    quote_ref: str
    hold_s: int = 600


@value
class Reservation:
    """A hold at the provider."""

    outcome: Outcome = Outcome.UNKNOWN
    provider_ref: str | None = None
    expires_at: Instant | None = None


@value
class IssueRequest:
    """Order a right. ``beneficiary`` uses it and need not be who holds it."""

    order_ref: str
    sku: str
    qty: int = 1
    reservation_ref: str | None = None
    place: str | None = None
    slot: str | None = None
    beneficiary: Person | None = None
    add_ons: tuple[Word, ...] = ()
    form: dict[str, Any] = field(default_factory=dict)
    valid_to: Instant | None = None


@value
class Voucher:
    """What the client shows or types."""

    code: str
    kind: Literal["code", "qr", "link"] = "code"
    valid_from: Instant | None = None
    valid_to: Instant | None = None
    note: Text = field(default_factory=dict)


@value
class Booking:
    """A session that was booked."""

    place: str
    slot: str
    start: Instant
    end: Instant


@value
class Fulfilment:
    """Where an order stands. Say SUCCEEDED only when the provider said so.

    ``booking`` is its session; a plugin that offers ``slots`` says it whenever there is one.
    """

    outcome: Outcome = Outcome.UNKNOWN
    provider_ref: str | None = None
    order_ref: str | None = None
    vouchers: tuple[Voucher, ...] = ()
    booking: Booking | None = None
    status: str = ""
    used_at: Instant | None = None
    next_check_at: Instant | None = None


@value
class FulfilmentQuery:
    """Find an order by the provider's reference, or by the key under which it was sent."""

    provider_ref: str | None = None
    idem: str | None = None


@value
class AmendRequest:
    """Change an order: another session or place, another beneficiary, an address in ``form``."""

    provider_ref: str
    place: str | None = None
    slot: str | None = None
    beneficiary: Person | None = None
    form: dict[str, Any] = field(default_factory=dict)


@value
class ReleaseRequest:
    """Give the session of an order back; the order itself stays, and another session may be taken for it."""

    provider_ref: str
    reason: str = ""


@value
class CancelRequest:
    """Cancel an order."""

    provider_ref: str
    reason: str = ""


@value
class Cancellation:
    """What became of cancelling, and what it costs."""

    outcome: Outcome = Outcome.UNKNOWN
    fee: Money | None = None
    refundable: Money | None = None


@value
class RefundRequest:
    """Give money back."""

    provider_ref: str
    money: Money
    reason: str = ""


@value
class Refund:
    """What became of a refund."""

    outcome: Outcome = Outcome.UNKNOWN
    provider_ref: str | None = None
    money: Money | None = None


PagePurpose = Literal["order", "report", "track", "documents"]


@value
class ClientLinkRequest:
    """Which page of which order: the order itself, its report, its parcel, its documents."""

    provider_ref: str
    purpose: PagePurpose = "order"


@value
class ClientLink:
    """A page that the provider hosts, on an origin of the manifest's ``links``; it ends soon."""

    url: str
    expires_at: Instant | None = None


@value
class Verified:
    """A callback whose sender is proved. ``event_id`` is the same when it is sent again."""

    event_id: str
    scheme: str
    signed_at: Instant
