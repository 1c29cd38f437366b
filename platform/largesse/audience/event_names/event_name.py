"""What a declared event may be called and carry; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from largesse.audience.facts.regulated import EventName, Prop
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import at_most, because, between, characters
from largesse.kernel.writing import name_given

NAME_MAX, TITLE_MAX, PROPS_MAX, NAMES_MAX = 60, 60, 20, 500
LATE_DAYS_MAX, AHEAD_MINUTES_MAX = 366, 1_440
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_PROP = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class EventNameMissing(Missing):
    """Nobody declared an event of this name."""

    code = "audience.event_name_missing"
    name: str


@dataclass(frozen=True)
class EventNameChanged(Refusal):
    """Somebody else changed the event meanwhile."""

    code = "audience.event_name_changed"
    name: str


@dataclass(frozen=True)
class EventNamesMax(Refusal):
    """There are as many declared events as there may be."""

    code = "audience.event_names_max"
    most: int


def event_name_given(one: EventName) -> EventName:
    """Give a declared event in the form in which it is kept.

    Raises:
        Malformed: ``kernel.malformed`` at the field that does not fit.
    """
    if not _NAME.fullmatch(one.name) or len(one.name) > NAME_MAX:
        raise Malformed(because("audience.reason.event_name", most=NAME_MAX), "name")
    if not 0 <= one.late_days <= LATE_DAYS_MAX:
        raise Malformed(between(0, LATE_DAYS_MAX), "late_days")
    if not 0 <= one.ahead_minutes <= AHEAD_MINUTES_MAX:
        raise Malformed(between(0, AHEAD_MINUTES_MAX), "ahead_minutes")
    return EventName(
        one.name,
        _title(one.zh, "zh"),
        _title(one.en or one.zh, "en"),
        one.regulated,
        _props(one.props),
        one.late_days,
        one.ahead_minutes,
        one.sharing,
        one.retired,
    )


def _title(text: str, path: str) -> str:
    title = name_given(text, path)
    if not 1 <= len(title) <= TITLE_MAX:
        raise Malformed(characters(1, TITLE_MAX), path)
    return title


def _props(props: Sequence[Prop]) -> tuple[Prop, ...]:
    if len(props) > PROPS_MAX:
        raise Malformed(at_most(PROPS_MAX), "props")
    names = [one.name for one in props]
    if len(set(names)) < len(names) or not all(_PROP.fullmatch(one) for one in names):
        raise Malformed(because("audience.reason.prop_name"), "props")
    return tuple(
        Prop(
            one.name,
            one.kind,
            _title(one.zh, "props"),
            _title(one.en or one.zh, "props"),
            one.regulated,
            one.needed,
        )
        for one in props
    )
