"""A page that is no longer so: refused, and told which slots are free next.

Invariant   every such refusal names the next free slots: ``rsc_…@<instant>``, and the same in words of the
            place
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from largesse.kernel.ids import text_id
from largesse.rights.places.place import Offered
from largesse.rights.places.records import RESOURCE, PlaceId
from largesse.rights.slots.open import next_free
from largesse.store.work import Read


@dataclass(frozen=True)
class Next:
    """The next free slots, for the page and in words; none: empty, and a dash."""

    slots: str
    times: str


async def next_of(read: Read, service: Offered, place: PlaceId, now: datetime) -> Next:
    """Give the next free slots of a service: at this place, else wherever it is served."""
    found = await next_free(read, service, place, now) or await next_free(read, service, None, now)
    return said_next([(text_id(RESOURCE, one.at.id), one.slot.starts_at, one.at.zone) for one in found])


def said_next(found: Sequence[tuple[str, datetime, str]]) -> Next:
    """Give free times, each its resource, its instant and its place's zone, for the page and in words."""
    slots = ", ".join(slot_text(resource, starts_at) for resource, starts_at, _ in found)
    local = [starts_at.astimezone(ZoneInfo(zone)) for _, starts_at, zone in found]
    return Next(slots, ", ".join(f"{one:%m-%d %H:%M}" for one in local) or "–")


def slot_text(resource: str, starts_at: datetime) -> str:
    """Write a slot for a page: its resource and its instant."""
    return f"{resource}@{starts_at.isoformat()}"
