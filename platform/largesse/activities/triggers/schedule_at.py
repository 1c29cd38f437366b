"""``schedule.at``: the client acts on the page, in announced moments only."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from largesse.activities.operators.operator import Fault
from largesse.activities.triggers.trigger import Sentence, Trigger
from largesse.contracts.documents_gen import TriggerScheduleAt
from largesse.contracts.registry import schema
from largesse.kernel.clock import minute_in
from largesse.store.extending import hookimpl

_UNTRUE = "activities.moment_untrue"
_EVERY_DAY = range(1, 8)


class Once(msgspec.Struct, frozen=True):
    """A moment of its own."""

    opens: datetime = msgspec.field(name="from")
    closes: datetime = msgspec.field(name="to")


class Daily(msgspec.Struct, frozen=True):
    """A moment of every day, or of some weekdays; both times are ``HH:MM``."""

    opens: str = msgspec.field(name="from")
    closes: str = msgspec.field(name="to")
    weekdays: tuple[int, ...] = tuple(_EVERY_DAY)


class Moments(msgspec.Struct, frozen=True):
    """What ``on`` says."""

    once: tuple[Once, ...] = ()
    daily: tuple[Daily, ...] = ()


def moments(on: object) -> Moments:
    """Read ``on``."""
    return msgspec.convert(on, Moments)


def faults(on: TriggerScheduleAt, _zone: str) -> Iterator[Fault]:
    """Ask that each moment ends after it begins."""
    known = moments(on)
    for at, one in enumerate(known.once):
        if one.closes <= one.opens:
            yield Fault(_UNTRUE, ("once", at, "to"))
    for at, daily in enumerate(known.daily):
        if daily.closes <= daily.opens:
            yield Fault(_UNTRUE, ("daily", at, "to"))


def said_once(one: Once, zone: str) -> Sentence:
    """Say a moment of its own."""
    span = {"start": minute_in(one.opens, zone), "end": minute_in(one.closes, zone)}
    return Sentence("moment_once", span)


def says(on: TriggerScheduleAt, zone: str) -> Iterator[Sentence]:
    """Say each moment."""
    known = moments(on)
    yield from (said_once(one, zone) for one in known.once)
    for daily in known.daily:
        span = {"start": daily.opens, "end": daily.closes}
        if len(daily.weekdays) == len(_EVERY_DAY):
            yield Sentence("moment_daily", span)
            continue
        for day in sorted(daily.weekdays):
            yield Sentence("moment_weekly", {**span, "weekday": str(day)})


SCHEDULE_AT = Trigger(name="schedule.at", schema=schema("triggers/schedule.at.v1"), faults=faults, says=says)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return SCHEDULE_AT
