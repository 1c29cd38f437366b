"""A provider's key: what kinds there are, where one stands, how long the one before it lasts. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import between, characters
from largesse.kernel.writing import name_given

PROVIDER_KEY = "pky"
NAME_MAX = 60
OVERLAP_MAX_H = 168
LIVE_MAX = 100


class Kind(StrEnum):
    """Who holds a key: people at a counter, or a provider's own system."""

    COUNTER = "counter"
    SYSTEM = "system"


class Standing(StrEnum):
    """Whether a key opens: for now, until a known end, or no more."""

    ACTIVE = "active"
    ENDING = "ending"
    ENDED = "ended"
    STOPPED = "stopped"


OPENS = frozenset({Standing.ACTIVE, Standing.ENDING})


@dataclass(frozen=True)
class KeyMissing(Missing):
    """No such key within reach."""

    code = "rights.provider_key_missing"
    provider_key: str


@dataclass(frozen=True)
class KeyEnded(Refusal):
    """The key has its end already: it was stopped, or another took its place."""

    code = "rights.provider_key_ended"


@dataclass(frozen=True)
class KeysTooMany(Refusal):
    """The provider has as many living keys as one may have: stop those that nobody uses."""

    code = "rights.provider_keys_too_many"
    most: int


def standing(ends_at: datetime | None, reason: str, now: datetime) -> Standing:
    """Say where a key stands."""
    if ends_at is None:
        return Standing.ACTIVE
    if ends_at > now:
        return Standing.ENDING
    return Standing.STOPPED if reason else Standing.ENDED


def key_name(text: str) -> str:
    """Give the name of a key: for whom it is.

    Raises:
        Malformed: ``kernel.malformed`` at ``name``.
    """
    name = name_given(text, "name")
    if not 1 <= len(name) <= NAME_MAX:
        raise Malformed(characters(1, NAME_MAX), "name")
    return name


def overlap(hours: int) -> timedelta:
    """Give how long a renewed key goes on beside the new one.

    Raises:
        Malformed: ``kernel.malformed`` at ``overlap_hours``.
    """
    if not 0 <= hours <= OVERLAP_MAX_H:
        raise Malformed(between(0, OVERLAP_MAX_H), "overlap_hours")
    return timedelta(hours=hours)
