"""What is done on the spot: at places that a document names, during its activity or in a time of its own."""

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import first, found, values
from largesse.activities.triggers.schedule_at import Once, said_once
from largesse.activities.triggers.trigger import Sentence

_Place = TypeVar("_Place")


def places_of(on: object, kind: type[_Place]) -> list[_Place]:
    """Read the places of ``on``."""
    return [msgspec.convert(one, kind) for one in values(on, "places/*")]


def opened(on: object) -> Once | None:
    """Read from when to when clients are taken; None: during the whole activity."""
    written = first(on, "open")
    return None if written is None else msgspec.convert(written, Once)


def faults(on: object, _zone: str) -> Iterator[Fault]:
    """Ask for each place once, and that the time for it ends after it begins."""
    named = Counter(values(on, "places/*/id"))
    for path, name in found(on, "places/*/id"):
        if named[name] > 1:
            yield Fault("activities.name_twice", path, (("id", name),))
    moment = opened(on)
    if moment is not None and moment.closes <= moment.opens:
        yield Fault("activities.moment_untrue", ("open", "to"))


def says_when(on: object, zone: str) -> Iterator[Sentence]:
    """Say in which time, where it has one of its own."""
    moment = opened(on)
    if moment is not None:
        yield said_once(moment, zone)
