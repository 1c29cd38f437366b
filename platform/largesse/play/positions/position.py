"""Whether a phone is at a place, by the position that it tells with how far that may be wrong; pure.

Words       *accuracy* the metres within which the phone is, by its own word, nineteen times in twenty
Invariant   who may be at a place by a good position is let in; who cannot be there by any position within
            its accuracy is told how far he is; where a position is too wide to tell, nothing is decided
Source      docs/explanation/check-in.md; W3C Geolocation, the accuracy of coordinates
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from largesse.activities.triggers.geo_checkin import Area
from largesse.rights.places.place import distance_m

# Under a roof a phone tells its place to some hundred metres, from the networks around it.
ACCURACY_M = 150
_E6, _TELLS = 1_000_000, 3
_STEP_M = 10


class Position(NamedTuple):
    """A point in millionths of a degree, and the metres by which it may be wrong."""

    point: tuple[int, int]
    accuracy_m: float


class Far(NamedTuple):
    """The nearest place is so many metres away, to ten."""

    metres: int


class Vague(NamedTuple):
    """The position is good to so many metres only."""

    accuracy_m: int


def position_of(said: Sequence[str]) -> Position | None:
    """Read latitude and longitude in degrees and the accuracy in metres; None: they are none."""
    if len(said) != _TELLS:
        return None
    try:
        latitude, longitude, accuracy = (float(one) for one in said)
    except ValueError:
        return None
    whole = all(math.isfinite(one) for one in (latitude, longitude, accuracy))
    if not whole or abs(latitude) > 90 or abs(longitude) > 180 or accuracy < 0:
        return None
    return Position((round(latitude * _E6), round(longitude * _E6)), accuracy)


def met(position: Position, areas: Sequence[Area]) -> str | Far | Vague:
    """Give the place at which a phone is, else why it is at none.

    Args:
        position: as the phone tells it.
        areas: at least one.
    """
    away = [(distance_m(position.point, (one.latitude_e6, one.longitude_e6)), one) for one in areas]
    metres, area = min(away, key=lambda pair: pair[0] - pair[1].radius_m)
    if metres - area.radius_m > position.accuracy_m:
        return Far(max(1, round(metres / _STEP_M)) * _STEP_M)
    if position.accuracy_m > max(ACCURACY_M, area.radius_m):
        return Vague(math.ceil(min(position.accuracy_m, 10**7)))
    return area.id
