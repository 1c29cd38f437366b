"""``schedule.payday``: the clock plays on the payday of each employer, for the clients whom it pays."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from largesse.activities.operators.operator import Fault
from largesse.activities.triggers.trigger import Path, Sentence, Trigger
from largesse.contracts.documents_gen import TriggerSchedulePayday
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl


class Employer(msgspec.Struct, frozen=True):
    """An employer: the tag of those whom it pays, and its day of the month."""

    tag: str
    day: int


class Paydays(msgspec.Struct, frozen=True):
    """What ``on`` says; ``time`` is ``HH:MM``."""

    employers: tuple[Employer, ...]
    time: str
    shift: Literal["none", "before", "after"] = "before"


def paydays(on: object) -> Paydays:
    """Read ``on``."""
    return msgspec.convert(on, Paydays)


def faults(on: TriggerSchedulePayday, _zone: str) -> Iterator[Fault]:
    """Ask for each employer once."""
    employers = paydays(on).employers
    named = Counter(one.tag for one in employers)
    for at, one in enumerate(employers):
        if named[one.tag] > 1:
            yield Fault("activities.name_twice", ("employers", at, "tag"), (("id", one.tag),))


def tags(on: TriggerSchedulePayday) -> Iterator[tuple[Path, str]]:
    """Give the employers' tags: who is paid through the bank is what it hangs on."""
    yield from ((("employers", at, "tag"), one.tag) for at, one in enumerate(paydays(on).employers))


def says(on: TriggerSchedulePayday, _zone: str) -> Iterator[Sentence]:
    """Say that it comes on payday, and where that goes when it is no workday."""
    known = paydays(on)
    yield Sentence(f"payday_{known.shift}", {"time": known.time})


SCHEDULE_PAYDAY = Trigger(
    name="schedule.payday",
    schema=schema("triggers/schedule.payday.v1"),
    alone=True,
    faults=faults,
    tags=tags,
    says=says,
)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return SCHEDULE_PAYDAY
