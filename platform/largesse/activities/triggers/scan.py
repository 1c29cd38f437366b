"""``scan``: the client scans the code of a place, a poster's that stays or a screen's that rotates."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import msgspec

from largesse.activities.operators.operator import Fault
from largesse.activities.triggers.trigger import Sentence, Trigger
from largesse.contracts.documents_gen import TriggerScan
from largesse.contracts.registry import schema
from largesse.kernel.clock import minute_in
from largesse.store.extending import hookimpl


class Place(msgspec.Struct, frozen=True):
    """A place that has a code; ``rotates``: it changes with time."""

    id: str
    title: dict[str, str]
    rotates: bool


class Open(msgspec.Struct, frozen=True):
    """From when to when codes are taken."""

    opens: datetime = msgspec.field(name="from")
    closes: datetime = msgspec.field(name="to")


class Scans(msgspec.Struct, frozen=True):
    """What ``on`` says; ``open`` None: during the whole activity."""

    places: tuple[Place, ...]
    open: Open | None = None


def scans(on: object) -> Scans:
    """Read ``on``."""
    return msgspec.convert(on, Scans)


def faults(on: TriggerScan, _zone: str) -> Iterator[Fault]:
    """Ask for each place once, and that the time for it ends after it begins."""
    known = scans(on)
    named = Counter(one.id for one in known.places)
    for at, one in enumerate(known.places):
        if named[one.id] > 1:
            yield Fault("activities.name_twice", ("places", at, "id"), (("id", one.id),))
    if known.open is not None and known.open.closes <= known.open.opens:
        yield Fault("activities.moment_untrue", ("open", "to"))


def says(on: TriggerScan, zone: str) -> Iterator[Sentence]:
    """Say that it is done on the spot, at how many places, and when."""
    known = scans(on)
    yield Sentence("scan", {"places": len(known.places)})
    if known.open is not None:
        span = {"start": minute_in(known.open.opens, zone), "end": minute_in(known.open.closes, zone)}
        yield Sentence("moment_once", span)


SCAN = Trigger(name="scan", schema=schema("triggers/scan.v1"), faults=faults, says=says)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return SCAN
