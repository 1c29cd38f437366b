"""Hours and exceptions for screens."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from largesse.rights.places.records import ResourceId
from largesse.rights.slots.records import ExceptionId, HoursId
from largesse.store.work import Read

_MAX = 400
_HOURS = """
select h.id, h.resource, r.name as resource_name, h.weekdays, h.from_minute, h.to_minute, h.slot_minutes,
  h.capacity, h.session, h.starts_on, h.ends_on
from rights_hours h join rights_resource r on r.id = h.resource
where r.place = $1 and (h.ends_on is null or h.ends_on >= current_date - 1)
order by r.nr, h.from_minute, h.id limit $2
"""
_EXCEPTIONS = """
select x.id, x.kind, x.day, x.resource, r.name as resource_name, x.from_minute, x.to_minute, x.capacity,
  x.reason
from rights_exception x left join rights_resource r on r.id = x.resource
where x.place = $1 and x.removed_at is null and x.day >= current_date - 1 order by x.day, x.id limit $2
"""


@dataclass(frozen=True)
class HoursRow:
    """One rule of a resource's hours."""

    id: HoursId
    resource: ResourceId
    resource_name: dict[str, str]
    weekdays: tuple[int, ...]
    from_minute: int
    to_minute: int
    slot_minutes: int
    capacity: int
    session: dict[str, str]
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class ExceptionRow:
    """One day that differs; ``resource`` None: the whole place."""

    id: ExceptionId
    kind: str
    day: date
    resource: ResourceId | None
    resource_name: dict[str, str] | None
    from_minute: int | None
    to_minute: int | None
    capacity: int | None
    reason: str


async def hours_of(read: Read, place: UUID) -> list[HoursRow]:
    """Read the hours of a place's resources that are not over, at most 400."""
    return await read.all(HoursRow, _HOURS, place, _MAX)


async def exceptions_of(read: Read, place: UUID) -> list[ExceptionRow]:
    """Read the exceptions of a place that are to come, at most 400."""
    return await read.all(ExceptionRow, _EXCEPTIONS, place, _MAX)
