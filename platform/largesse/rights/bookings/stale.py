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
from largesse.rights.slots.open import Found, next_free
from largesse.store.work import Read


@dataclass(frozen=True)
class Next:
    """The next free slots, for the page and in words; both are empty where there is none."""

    slots: str
    times: str


async def next_of(read: Read, service: Offered, place: PlaceId, now: datetime) -> Next:
    """Give the next free slots of a service: at this place, else wherever it is served."""
    found = await next_free(read, service, place, now) or await next_free(read, service, None, now)
    return Next(_slots(found), _times(found))


def slot_text(resource: str, starts_at: datetime) -> str:
    """Write a slot for a page: its resource and its instant."""
    return f"{resource}@{starts_at.isoformat()}"


def _slots(found: Sequence[Found]) -> str:
    return ", ".join(slot_text(text_id(RESOURCE, one.at.id), one.slot.starts_at) for one in found)


def _times(found: Sequence[Found]) -> str:
    local = [one.slot.starts_at.astimezone(ZoneInfo(one.at.zone)) for one in found]
    return ", ".join(f"{one:%m-%d %H:%M}" for one in local)
