"""A place, its resources and the services there, as decided over. Pure."""

import math
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because, between

_EARTH_M = 6_371_000
_E6 = 1_000_000


class ResourceKind(StrEnum):
    """Who or what serves: a person, a room, a desk or an event."""

    PERSON = "person"
    ROOM = "room"
    DESK = "desk"
    EVENT = "event"


class Source(StrEnum):
    """Whose calendar a service is booked in: ours, or its provider's own."""

    OWN = "own"
    PROVIDER = "provider"


class ServiceKind(StrEnum):
    """Whether one comes at a time of one's own, or to an event."""

    APPOINTMENT = "appointment"
    EVENT = "event"


@dataclass(frozen=True)
class PlaceMissing(Missing):
    """No such place within reach."""

    code = "rights.place_missing"
    place: UUID


@dataclass(frozen=True)
class PlaceOfProvider(Refusal):
    """The place is its provider's own: what is said of it, and its hours, come from there."""

    code = "rights.place_of_provider"


@dataclass(frozen=True)
class ResourceMissing(Missing):
    """No such resource within reach."""

    code = "rights.resource_missing"
    resource: UUID


@dataclass(frozen=True)
class ServiceMissing(Missing):
    """What this right gives is not booked here, or not any more."""

    code = "rights.service_missing"
    sku: UUID


@dataclass(frozen=True)
class ServiceElsewhere(Refusal):
    """The places and times of this service are its provider's own."""

    code = "rights.service_elsewhere"


@dataclass(frozen=True)
class Offered:
    """A service as its SKU's bookings are judged by; units are those of the right."""

    id: UUID
    sku: UUID
    source: str
    kind: str
    minutes: int
    notice_minutes: int
    horizon_days: int
    hold_minutes: int
    offer_minutes: int
    free_until_hours: int
    late_units: int
    no_show_units: int
    approval: bool
    state: str

    @property
    def hold_for(self) -> timedelta:
        """How long a place is held until it is confirmed."""
        return timedelta(minutes=self.hold_minutes)

    @property
    def offer_for(self) -> timedelta:
        """How long a place that became free is kept for the one who waits."""
        return timedelta(minutes=self.offer_minutes)

    @property
    def free_until(self) -> timedelta:
        """How long before its beginning a booking may be cancelled for nothing."""
        return timedelta(hours=self.free_until_hours)


def distance_m(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Give the metres between two points, each (latitude, longitude) in millionths of a degree.

    Source: the haversine formula on a sphere; half a percent off at worst, enough to say which is nearer.
    """
    (a, b), (c, d) = ([math.radians(value / _E6) for value in point] for point in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return round(2 * _EARTH_M * math.asin(math.sqrt(min(1.0, half))))


def zone_given(zone: str) -> str:
    """Give an IANA zone by its name.

    Raises:
        Malformed: ``kernel.malformed`` at ``zone``.
    """
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError) as no:
        raise Malformed(because("rights.reason.zone"), "zone") from no
    return zone


def expect_between(ask: Any, **bounds: tuple[int, int]) -> None:
    """Refuse numbers of an ask out of their bounds, each named with the least and the most.

    Raises:
        Malformed: ``kernel.malformed`` at the field.
    """
    for name, (least, most) in bounds.items():
        value = getattr(ask, name)
        if value is not None and not least <= value <= most:
            raise Malformed(between(least, most), name)
