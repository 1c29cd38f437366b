"""What is done on the spot: at places that a document names, during its activity or in a time of its own."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import msgspec

from largesse.activities.operators.operator import Fault
from largesse.activities.triggers.trigger import Sentence
from largesse.kernel.clock import minute_in


class Named(msgspec.Struct, frozen=True):
    """A place, by the name that it has among the play's."""

    id: str


class Open(msgspec.Struct, frozen=True):
    """From when to when clients are taken."""

    opens: datetime = msgspec.field(name="from")
    closes: datetime = msgspec.field(name="to")


class Spots(msgspec.Struct, frozen=True):
    """What ``on`` says; ``open`` None: during the whole activity."""

    places: tuple[Named, ...]
    open: Open | None = None


def spots(on: object) -> Spots:
    """Read ``on``."""
    return msgspec.convert(on, Spots)


def faults(on: object, _zone: str) -> Iterator[Fault]:
    """Ask for each place once, and that the time for it ends after it begins."""
    known = spots(on)
    named = Counter(one.id for one in known.places)
    for at, one in enumerate(known.places):
        if named[one.id] > 1:
            yield Fault("activities.name_twice", ("places", at, "id"), (("id", one.id),))
    if known.open is not None and known.open.closes <= known.open.opens:
        yield Fault("activities.moment_untrue", ("open", "to"))


def says_when(on: object, zone: str) -> Iterator[Sentence]:
    """Say in which time, where it has one of its own."""
    known = spots(on).open
    if known is not None:
        span = {"start": minute_in(known.opens, zone), "end": minute_in(known.closes, zone)}
        yield Sentence("moment_once", span)
