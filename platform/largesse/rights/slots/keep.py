"""Keep calendars: opening hours of a resource, and the days that differ.

Invariant   hours are never rewritten: they end, and others begin, so that what was shown can be told;
            hours and days change under the lock that every booking of the resource takes
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because, entries
from largesse.rights.catalogue.supply import Made, Text, text_given
from largesse.rights.places.keep import lock_place
from largesse.rights.places.place import ResourceMissing, expect_between
from largesse.rights.places.records import PlaceId, Resource, ResourceId
from largesse.rights.reason import reason_of
from largesse.rights.slots.hours import DAY_MINUTES
from largesse.rights.slots.locking import At, lock_resource
from largesse.rights.slots.records import CalendarException, ExceptionId, Hours, HoursId
from largesse.store.work import Tx, Work

_BOUNDS = {
    "from_minute": (0, DAY_MINUTES - 1),
    "to_minute": (1, DAY_MINUTES),
    "slot_minutes": (5, DAY_MINUTES),
    "capacity": (1, 10_000),
}
_BOOKED = """
select count(*) from rights_booking where place = $1 and ($2::uuid is null or resource = $2)
  and starts_at >= $3::date::timestamp at time zone $4
  and starts_at < ($3::date + 1)::timestamp at time zone $4
  and state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived')
"""


class DayKind(StrEnum):
    """How a day differs: closed, or with extra hours."""

    CLOSED = "closed"
    EXTRA = "extra"


@dataclass(frozen=True)
class HoursMissing(Missing):
    """No such hours within reach."""

    code = "rights.hours_missing"
    hours: HoursId


@dataclass(frozen=True)
class ExceptionMissing(Missing):
    """No such exception within reach, or it was removed."""

    code = "rights.exception_missing"
    exception: ExceptionId


@dataclass(frozen=True, kw_only=True)
class AddHours(Ask):
    """Hours of a resource that come again each week, by the wall clock of its place."""

    resource: ResourceId = asked("Whose, rsc_….", id="rsc")
    weekdays: tuple[int, ...] = asked("On which days of the week, 1 Monday to 7 Sunday.")
    from_minute: int = asked("From which minute of the day, 540 is nine o'clock.")
    to_minute: int = asked("To which minute of the day, at most 1440.")
    slot_minutes: int = asked("How long a slot is, 5 to 1440.")
    capacity: int = asked("How many places a slot has, 1 to 10000.")
    starts_on: date = asked("From which day on.")
    ends_on: date | None = asked("Until which day; nothing: for good.", default=None)
    session: Text = asked("What the session is called, for example Morning.", default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EndHours(Ask):
    """The last day of hours; bookings after it stay and are moved by people."""

    hours: HoursId = asked("Which, hrs_….", id="hrs")
    ends_on: date = asked("Their last day; yesterday ends them now.")


@dataclass(frozen=True, kw_only=True)
class AddException(Ask):
    """A day that differs; extra hours are a resource's and say from, to, slot length and capacity."""

    place: PlaceId = asked("Where, plc_….", id="plc")
    resource: ResourceId | None = asked("Whose, rsc_…; nothing: the whole place.", id="rsc", default=None)
    kind: DayKind = asked("Closed or extra.")
    day: date = asked("Which day, on the calendar of the place.")
    from_minute: int | None = asked("Extra: from which minute of the day.", default=None)
    to_minute: int | None = asked("Extra: to which minute of the day.", default=None)
    slot_minutes: int | None = asked("Extra: how long a slot is.", default=None)
    capacity: int | None = asked("Extra: how many places a slot has.", default=None)
    session: Text = asked("Extra: what the session is called.", default_factory=dict)
    reason: str = asked("Why, 1 to 500 characters.")


@dataclass(frozen=True)
class DayKept:
    """A day that differs, and how many bookings stand on it: nobody is told, people move or cancel them."""

    id: ExceptionId
    booked: int


@dataclass(frozen=True, kw_only=True)
class RemoveException(Ask):
    """An exception that is none any more."""

    exception: ExceptionId = asked("Which, exc_….", id="exc")


async def add_hours(ask: AddHours, *, actor: Actor, work: Work) -> Made:
    """Give a resource hours.

    Raises:
        ResourceMissing: ``rights.resource_missing``.
        Malformed: ``kernel.malformed`` at the field.
    """
    actor.must("rights.keep_calendar")
    _check(ask)
    async with work.begin(ask, actor, use="rights.add_hours", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        at, made = await _lock(tx, ask.resource, actor), Made(new_id())
        await Hours.create(
            using_db=tx.conn,
            id=made.id,
            resource=at.id,
            weekdays=sorted(set(ask.weekdays)),
            from_minute=ask.from_minute,
            to_minute=ask.to_minute,
            slot_minutes=ask.slot_minutes,
            capacity=ask.capacity,
            session=_session(ask.session),
            starts_on=ask.starts_on,
            ends_on=ask.ends_on,
            created_at=tx.now,
        )
        facts = {"weekdays": list(ask.weekdays), "from": ask.from_minute, "to": ask.to_minute}
        tx.audit("rights.hours_added", str(at.id), facts, org_unit=at.org_unit)
        return await tx.done(made)


async def end_hours(ask: EndHours, *, actor: Actor, work: Work) -> Made:
    """End hours on a day.

    Raises:
        HoursMissing: ``rights.hours_missing``.
        Malformed: ``kernel.malformed`` at ``ends_on``: it lies before yesterday.
    """
    actor.must("rights.keep_calendar")
    async with work.begin(ask, actor, use="rights.end_hours", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        missing = HoursMissing(ask.hours)
        found = await Hours.get_or_none(id=ask.hours, using_db=tx.conn)
        if found is None:
            raise missing
        at = await _lock(tx, ResourceId(found.resource), actor, missing)
        if ask.ends_on < day_in(tx.now, at.zone) - timedelta(days=1):
            raise Malformed(because("rights.reason.day_over"), "ends_on")
        await Hours.filter(id=ask.hours).using_db(tx.conn).update(ends_on=ask.ends_on)
        tx.audit("rights.hours_ended", str(at.id), {"ends_on": ask.ends_on}, org_unit=at.org_unit)
        return await tx.done(Made(ask.hours))


async def add_exception(ask: AddException, *, actor: Actor, work: Work) -> DayKept:
    """Close a day of a place or a resource, or give a resource extra hours; what is booked stays.

    Raises:
        PlaceMissing, ResourceMissing: out of reach, or a resource of another place.
        Malformed: ``kernel.malformed`` at the field.
    """
    actor.must("rights.keep_calendar")
    reason = reason_of(ask.reason)
    _check_extra(ask)
    async with work.begin(ask, actor, use="rights.add_exception", answer=DayKept) as tx:
        if tx.earlier:
            return tx.earlier
        place, ident = await lock_place(tx, ask.place, actor), ExceptionId(new_id())
        await _lock_calendar(tx, ask)
        await CalendarException.create(
            using_db=tx.conn,
            id=ident,
            place=place.id,
            resource=ask.resource,
            kind=ask.kind.value,
            day=ask.day,
            from_minute=ask.from_minute,
            to_minute=ask.to_minute,
            slot_minutes=ask.slot_minutes,
            capacity=ask.capacity,
            session=_session(ask.session),
            reason=reason,
            created_at=tx.now,
        )
        facts = {"kind": ask.kind.value, "day": ask.day, "reason": reason}
        tx.audit("rights.exception_added", str(place.id), facts, org_unit=place.org_unit)
        booked = await tx.value(_BOOKED, place.id, ask.resource, ask.day, place.zone)
        return await tx.done(DayKept(ident, booked))


async def remove_exception(ask: RemoveException, *, actor: Actor, work: Work) -> Made:
    """Take an exception back: the day is as its hours say again.

    Raises:
        ExceptionMissing: ``rights.exception_missing``.
    """
    actor.must("rights.keep_calendar")
    async with work.begin(ask, actor, use="rights.remove_exception", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        missing = ExceptionMissing(ask.exception)
        found = await CalendarException.get_or_none(id=ask.exception, using_db=tx.conn)
        if found is None:
            raise missing
        place = await lock_place(tx, found.place, actor, missing)
        rows = CalendarException.filter(id=ask.exception, removed_at=None)
        if not await rows.using_db(tx.conn).update(removed_at=tx.now):
            raise missing
        facts = {"kind": found.kind, "day": found.day}
        tx.audit("rights.exception_removed", str(place.id), facts, org_unit=place.org_unit)
        return await tx.done(Made(ask.exception))


async def _lock(tx: Tx[Any], resource: ResourceId, actor: Actor, missing: Missing | None = None) -> At:
    at = await lock_resource(tx, resource)
    actor.reach(at.org_unit, missing or ResourceMissing(resource))
    return at


async def _lock_calendar(tx: Tx[Any], ask: AddException) -> None:
    """Lock what the day is closed or opened for, so that a booking comes before it or after it."""
    rows = Resource.filter(place=ask.place).using_db(tx.conn).order_by("id")
    ids = [one.id for one in await rows if ask.resource in {None, one.id}]
    if ask.resource is not None and not ids:
        raise ResourceMissing(ask.resource)
    for one in ids:
        await lock_resource(tx, one)


def _check(ask: AddHours) -> None:
    expect_between(ask, **_BOUNDS)
    if not ask.weekdays or not set(ask.weekdays) <= set(range(1, 8)):
        raise Malformed(entries(1, 7), "weekdays")
    if ask.to_minute < ask.from_minute + ask.slot_minutes:
        raise Malformed(because("rights.reason.hours"), "to_minute")
    if ask.ends_on is not None and ask.ends_on < ask.starts_on:
        raise Malformed(because("rights.reason.day_over"), "ends_on")


def _check_extra(ask: AddException) -> None:
    if ask.kind is DayKind.CLOSED:
        return
    for name in ("resource", *_BOUNDS):
        if getattr(ask, name) is None:
            raise Malformed(because("rights.reason.extra"), name)
    expect_between(ask, **_BOUNDS)
    if (ask.to_minute or 0) < (ask.from_minute or 0) + (ask.slot_minutes or 0):
        raise Malformed(because("rights.reason.hours"), "to_minute")


def _session(session: Text) -> Text:
    return text_given(session, "session") if session else {}
