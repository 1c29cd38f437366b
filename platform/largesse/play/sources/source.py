"""A source and its keys: what it is called, what it may tell, where a key stands; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import at_most, between, characters
from largesse.kernel.writing import name_given

SOURCE, SOURCE_KEY = "evs", "evk"
NAME_MAX, EVENTS_MAX, KEYS_MAX, OVERLAP_MAX_H = 60, 100, 10, 168
Standing = Literal["active", "ending", "ended", "stopped"]


@dataclass(frozen=True)
class SourceMissing(Missing):
    """No such source within reach."""

    code = "play.source_missing"
    source: str


@dataclass(frozen=True)
class SourceStopped(Refusal):
    """The source was stopped: it tells nothing any more."""

    code = "play.source_stopped"


@dataclass(frozen=True)
class SourceOfPlugin(Refusal):
    """The source is a plugin's: no key, no file; what it may tell is granted at the plugin."""

    code = "play.source_of_plugin"


@dataclass(frozen=True)
class SourceTaken(Refusal):
    """Another source is called so."""

    code = "play.source_taken"
    name: str


@dataclass(frozen=True)
class SourceKeyMissing(Missing):
    """No such key within reach."""

    code = "play.source_key_missing"
    source_key: str


@dataclass(frozen=True)
class SourceKeyEnded(Refusal):
    """The key has its end already: it was stopped, or another took its place."""

    code = "play.source_key_ended"


@dataclass(frozen=True)
class SourceKeysMax(Refusal):
    """The source has as many living keys as one may have."""

    code = "play.source_keys_max"
    most: int


def standing(ends_at: datetime | None, reason: str, now: datetime) -> Standing:
    """Say where a key stands."""
    if ends_at is None:
        return "active"
    if ends_at > now:
        return "ending"
    return "stopped" if reason else "ended"


def source_name(text: str) -> str:
    """Give the name of a source.

    Raises:
        Malformed: ``kernel.malformed`` at ``name``.
    """
    name = name_given(text, "name")
    if not 1 <= len(name) <= NAME_MAX:
        raise Malformed(characters(1, NAME_MAX), "name")
    return name


def events_given(names: tuple[str, ...]) -> list[str]:
    """Give the names of the events that a source may tell, each once; none: all.

    Raises:
        Malformed: ``kernel.malformed`` at ``events``.
    """
    if len(names) > EVENTS_MAX:
        raise Malformed(at_most(EVENTS_MAX), "events")
    return sorted({one.strip() for one in names} - {""})


def overlap(hours: int) -> timedelta:
    """Give how long a renewed key goes on beside the new one.

    Raises:
        Malformed: ``kernel.malformed`` at ``overlap_hours``.
    """
    if not 0 <= hours <= OVERLAP_MAX_H:
        raise Malformed(between(0, OVERLAP_MAX_H), "overlap_hours")
    return timedelta(hours=hours)
