"""``schedule.cron``: the clock plays for every client of the audience, every day, week or month."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from largesse.activities.operators.operator import Fault
from largesse.activities.triggers.trigger import Sentence, Trigger
from largesse.contracts.documents_gen import TriggerScheduleCron
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

_NAMED = {"week": "weekday", "month": "day"}


class Rule(msgspec.Struct, frozen=True):
    """What ``on`` says; ``time`` is ``HH:MM``."""

    every: Literal["day", "week", "month"]
    time: str
    weekday: int | None = None
    day: int | None = None
    shift: Literal["none", "before", "after"] = "none"


def rule(on: object) -> Rule:
    """Read ``on``."""
    return msgspec.convert(on, Rule)


def faults(on: TriggerScheduleCron, _zone: str) -> Iterator[Fault]:
    """Ask for the day of the week or the month."""
    wanted = _NAMED.get(rule(on).every)
    if wanted and wanted not in on:
        yield Fault("activities.day_missing", (wanted,))


def says(on: TriggerScheduleCron, _zone: str) -> Iterator[Sentence]:
    """Say when it comes."""
    known = rule(on)
    day = known.day if known.every == "month" else known.weekday
    yield Sentence(f"every_{known.every}", {"time": known.time, "day": str(day or 1)})


SCHEDULE_CRON = Trigger(
    name="schedule.cron",
    schema=schema("triggers/schedule.cron.v1"),
    alone=True,
    faults=faults,
    says=says,
)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return SCHEDULE_CRON
