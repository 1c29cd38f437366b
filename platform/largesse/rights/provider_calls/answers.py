"""What providers answer, in types of the house."""

from dataclasses import dataclass, field
from datetime import date, datetime

Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place where a right is used; ``ref`` is the provider's own."""

    ref: str
    name: Words
    city: str
    address: Words = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    opens: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Places:
    """A page of places; no cursor means the end."""

    places: list[Place]
    next_cursor: str | None = None


@dataclass(frozen=True, kw_only=True)
class Where:
    """Which places: of a city, or the nearest first to (latitude, longitude); page by ``cursor``."""

    city: str | None = None
    near: tuple[float, float] | None = None
    cursor: str | None = None


@dataclass(frozen=True, kw_only=True)
class When:
    """Which sessions: at a place, on days, both included."""

    place: str
    day_from: date
    day_to: date


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One session; ``unavailable`` says why it cannot be booked although it exists."""

    ref: str
    start: datetime
    end: datetime
    free: int
    unavailable: str = ""


@dataclass(frozen=True, kw_only=True)
class Slots:
    """Sessions in order of time."""

    slots: list[Slot]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer that may be chosen."""

    value: str
    title: Words


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field; a personal one says why it is asked."""

    name: str
    title: Words
    kind: str
    required: bool = False
    personal: str | None = None
    purpose: Words | None = None
    choices: list[Choice] = field(default_factory=list)
    length_max: int = 100


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """Who may have it; an empty list and None mean anybody."""

    sexes: list[str] = field(default_factory=list)
    marital: list[str] = field(default_factory=list)
    age_min: int | None = None
    age_max: int | None = None


@dataclass(frozen=True, kw_only=True)
class Form:
    """What a provider must know before it serves a SKU, and who may have it."""

    fields: list[FormField] = field(default_factory=list)
    eligibility: Eligibility = field(default_factory=Eligibility)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step on a parcel's way."""

    at: datetime
    status: str
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Who carries a parcel under which number, and when it should arrive."""

    carrier: str
    tracking_no: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Tracking:
    """Where a parcel is."""

    status: str
    shipment: Carried | None = None
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A page that the provider hosts, and when it ends."""

    url: str
    expires_at: datetime | None = None
