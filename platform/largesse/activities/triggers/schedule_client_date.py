"""``schedule.client_date``: the clock plays for each client once a year, by a day of his own."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from largesse.activities.triggers.trigger import Sentence, Trigger
from largesse.contracts.documents_gen import TriggerScheduleClientDate
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl


class OwnDay(msgspec.Struct, frozen=True):
    """What ``on`` says; ``time`` is ``HH:MM``."""

    field: Literal["birthday", "joined"]
    time: str
    calendar: Literal["solar", "lunar"] = "solar"
    offset_days: int = 0


def own_day(on: object) -> OwnDay:
    """Read ``on``."""
    return msgspec.convert(on, OwnDay)


def says(on: TriggerScheduleClientDate, _zone: str) -> Iterator[Sentence]:
    """Say by which day of the client's it comes."""
    known = own_day(on)
    where = "before" if known.offset_days < 0 else "after" if known.offset_days else "on"
    day = f"{known.field}_{known.calendar}"
    facts: dict[str, str | int] = {"day": day, "days": abs(known.offset_days), "time": known.time}
    yield Sentence(f"client_date_{where}", facts)


SCHEDULE_CLIENT_DATE = Trigger(
    name="schedule.client_date",
    schema=schema("triggers/schedule.client_date.v1"),
    alone=True,
    says=says,
)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return SCHEDULE_CLIENT_DATE
