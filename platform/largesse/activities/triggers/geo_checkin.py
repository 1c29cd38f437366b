"""``geo.checkin``: the client is near a place, as his phone tells it when he presses."""

from collections.abc import Iterator

import msgspec

from largesse.activities.triggers.on_the_spot import faults, says_when
from largesse.activities.triggers.trigger import Sentence, Trigger
from largesse.contracts.documents_gen import TriggerGeoCheckin
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl


class Area(msgspec.Struct, frozen=True):
    """A circle around a point, in millionths of a degree and in metres."""

    id: str
    title: dict[str, str]
    latitude_e6: int
    longitude_e6: int
    radius_m: int


def says(on: TriggerGeoCheckin, zone: str) -> Iterator[Sentence]:
    """Say that it is done on the spot, at how many places, and that positions are not kept; then when."""
    yield Sentence("geo_checkin", {"places": len(on["places"])})
    yield from says_when(on, zone)


GEO_CHECKIN = Trigger(name="geo.checkin", schema=schema("triggers/geo.checkin.v1"), faults=faults, says=says)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return GEO_CHECKIN
