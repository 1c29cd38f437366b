"""Which slots there are: rules, exceptions and touched rows read together; the next free ones of a service.

Invariant   what is shown and what is judged when a place is taken come from the same reading
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from largesse.kernel.clock import day_in, day_starts
from largesse.rights.places.place import Offered
from largesse.rights.slots.hours import Differs, Opening, Rule, openings
from largesse.rights.slots.locking import At
from largesse.rights.slots.slot import Slot, Taken, Terms, merged, offered
from largesse.store.work import Read

DAYS_MAX = 31
AT_MAX = 60
NEXT = 3
_STEP_DAYS = 14
_AT = """
select r.id, r.nr, r.place, r.name, r.kind, r.seated, r.state, p.zone, p.name as place_name, p.address,
  p.phone,
  p.org_unit, p.state as place_state
from rights_service_at a join rights_resource r on r.id = a.resource join rights_place p on p.id = r.place
where a.service = $1 and ($2::uuid is null or p.id = $2) and r.state = 'active' and p.state = 'active'
order by p.code, r.nr limit $3
"""
_OF_PLACE = """
select r.id, r.nr, r.place, r.name, r.kind, r.seated, r.state, p.zone, p.name as place_name, p.address,
  p.phone,
  p.org_unit, p.state as place_state
from rights_resource r join rights_place p on p.id = r.place where p.id = $1 order by r.nr limit $2
"""
_RULES = """
select resource, weekdays, from_minute, to_minute, slot_minutes, capacity, session, starts_on, ends_on
from rights_hours where resource = any($1::uuid[]) and starts_on <= $3 and (ends_on is null or ends_on >= $2)
order by id
"""
_DIFFERS = """
select kind, resource, day, from_minute, to_minute, slot_minutes, capacity, session, place from
  rights_exception
where place = any($1::uuid[]) and day between $2 and $3 and removed_at is null order by id
"""
_TAKEN = """
select id, resource, starts_at, ends_at, capacity, held, booked, blocked, beyond from rights_slot
where resource = any($1::uuid[]) and starts_at < $3 and ends_at > $2
"""


@dataclass(frozen=True)
class _Differs:
    kind: str
    resource: UUID | None
    day: date
    from_minute: int | None
    to_minute: int | None
    slot_minutes: int | None
    capacity: int | None
    session: dict[str, str]
    place: UUID

    @property
    def said(self) -> Differs:
        """What the pure part takes."""
        return Differs(
            self.kind,
            self.resource,
            self.day,
            self.from_minute,
            self.to_minute,
            self.slot_minutes,
            self.capacity,
            self.session,
        )


@dataclass(frozen=True)
class Found:
    """A slot and where it is."""

    at: At
    slot: Slot


async def serving(read: Read, service: UUID, place: UUID | None = None) -> list[At]:
    """Give the running resources that serve a service, at one place or all, at most 60."""
    return await read.all(At, _AT, service, place, AT_MAX)


async def resources_at(read: Read, place: UUID) -> list[At]:
    """Give every resource of a place, at most 60."""
    return await read.all(At, _OF_PLACE, place, AT_MAX)


async def slots_of(read: Read, where: Sequence[At], first: date, days: int) -> list[Found]:
    """Give every slot of these resources on these days, taken or not, in order of time.

    Args:
        read: where.
        where: the resources.
        first: the first day, on the calendar of each one's place.
        days: how many days, at most 31.
    """
    if not where:
        return []
    last = first + timedelta(days=min(days, DAYS_MAX) - 1)
    ids = [at.id for at in where]
    rules = await read.all(Rule, _RULES, ids, first, last)
    differs = await read.all(_Differs, _DIFFERS, list({at.place for at in where}), first, last)
    begins = min(day_starts(first, at.zone) for at in where)
    ends = max(day_starts(last + timedelta(days=1), at.zone) for at in where)
    taken = await read.all(Taken, _TAKEN, ids, begins, ends)
    found: list[Found] = []
    for at in where:
        given = _given(at, rules, differs, first, last)
        mine = [
            one for one in taken if one.resource == at.id and first <= day_in(one.starts_at, at.zone) <= last
        ]
        found += [Found(at, slot) for slot in merged(given, mine)]
    return sorted(found, key=lambda one: (one.slot.starts_at, one.at.nr))


def _given(
    at: At, rules: Sequence[Rule], differs: Sequence[_Differs], first: date, last: date
) -> list[Opening]:
    mine = [one.said for one in differs if one.place == at.place]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [one for day in days for one in openings(day, at.zone, at.id, rules, mine)]


def terms_of(service: Offered) -> Terms:
    """Give what a service asks of a slot."""
    return Terms(service.minutes, service.notice_minutes, service.horizon_days)


async def next_free(
    read: Read, service: Offered, place: UUID | None, now: datetime, count: int = NEXT
) -> list[Found]:
    """Give the next slots of a service that have a free place: here, or anywhere where it is served."""
    where, terms = await serving(read, service.id, place), terms_of(service)
    found: list[Found] = []
    if not where:
        return found
    first = min(day_in(now + timedelta(minutes=service.notice_minutes), at.zone) for at in where)
    for start in range(0, service.horizon_days + 1, _STEP_DAYS):
        page = await slots_of(read, where, first + timedelta(days=start), _STEP_DAYS)
        found += [one for one in page if one.slot.left and offered(one.slot, terms, now)]
        if len(found) >= count:
            break
    return found[:count]
