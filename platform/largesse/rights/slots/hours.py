"""Which slots a day has: wall-clock rules and exceptions become instants of the place's zone. Pure.

Words       *rule* weekdays, from and to a minute of the wall clock, slot length, capacity, session name
            *exception* ``closed`` takes a day's rules away, ``extra`` adds hours of its own, also on a
            closed day
Invariant   hours begin and end when the wall clock at the place says so, also on a day on which the clock is
            changed: such a day has an hour's slots more or fewer, and every slot has its whole length
Source      docs/explanation/booking.md
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

DAY_MINUTES = 1440
SLOTS_MAX = 400


@dataclass(frozen=True)
class Rule:
    """Hours of one resource that come again each week, from a day on, until a day or for good."""

    resource: UUID
    weekdays: Sequence[int]
    from_minute: int
    to_minute: int
    slot_minutes: int
    capacity: int
    session: dict[str, str]
    starts_on: date
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule gives hours on a day."""
        within = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        return within and day.isoweekday() in self.weekdays


@dataclass(frozen=True)
class Differs:
    """A day that differs; ``resource`` None: of the whole place. Extra hours say all of what a rule says."""

    kind: str
    resource: UUID | None
    day: date
    from_minute: int | None = None
    to_minute: int | None = None
    slot_minutes: int | None = None
    capacity: int | None = None
    session: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opening:
    """One slot as rules give it, nobody asked whether it is taken."""

    resource: UUID
    starts_at: datetime
    ends_at: datetime
    capacity: int
    session: dict[str, str]


def openings(
    day: date, zone: str, resource: UUID, rules: Iterable[Rule], differs: Iterable[Differs]
) -> list[Opening]:
    """Give a resource's slots of one day in their order; of two that overlap the earlier one stays.

    Args:
        day: the calendar day at the place.
        zone: the place's IANA zone.
        resource: whose.
        rules: rules, of this resource or others.
        differs: exceptions, of this resource, its place or others.
    """
    special = [one for one in differs if one.day == day and one.resource in {None, resource}]
    closed = any(one.kind == "closed" for one in special)
    hours = [] if closed else [one for one in rules if one.resource == resource and one.holds_on(day)]
    found = [one for rule in hours for one in _cut(day, zone, resource, _Hours.of(rule))]
    for one in special:
        if one.kind == "extra" and one.resource == resource:
            found += _cut(day, zone, resource, _Hours.of(one))
    return _apart(sorted(found, key=lambda one: (one.starts_at, one.ends_at)))


def instant(day: date, minute: int, zone: str) -> datetime:
    """Give the instant at which the wall clock shows a minute of a day.

    A minute that comes twice is its first time; one that is left out is the instant at which it would have
    come.
    """
    turn, rest = divmod(minute, DAY_MINUTES)
    wall = time(rest // 60, rest % 60)
    local = datetime.combine(day + timedelta(days=turn), wall, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


@dataclass(frozen=True)
class _Hours:
    from_minute: int
    to_minute: int
    slot_minutes: int
    capacity: int
    session: dict[str, str]

    @classmethod
    def of(cls, one: Rule | Differs) -> "_Hours":
        """Take what rules and extra hours share."""
        return cls(
            one.from_minute or 0,
            one.to_minute or 0,
            one.slot_minutes or DAY_MINUTES,
            one.capacity or 0,
            one.session,
        )


def _cut(day: date, zone: str, resource: UUID, hours: _Hours) -> list[Opening]:
    """Cut hours into slots of whole length, by the time that passes between opening and closing."""
    opens, closes = instant(day, hours.from_minute, zone), instant(day, hours.to_minute, zone)
    length = timedelta(minutes=hours.slot_minutes)
    count = min((closes - opens) // length, SLOTS_MAX)
    return [
        Opening(resource, opens + n * length, opens + (n + 1) * length, hours.capacity, hours.session)
        for n in range(count)
    ]


def _apart(found: list[Opening]) -> list[Opening]:
    kept: list[Opening] = []
    for one in found:
        if not kept or one.starts_at >= kept[-1].ends_at:
            kept.append(one)
    return kept
