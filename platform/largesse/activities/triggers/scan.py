"""``scan``: the client scans the code of a place, a poster's that stays or a screen's that rotates."""

from collections.abc import Iterator

import msgspec

from largesse.activities.triggers.on_the_spot import faults, says_when
from largesse.activities.triggers.trigger import Sentence, Trigger
from largesse.contracts.documents_gen import TriggerScan
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl


class Place(msgspec.Struct, frozen=True):
    """A place that has a code; ``rotates``: it changes with time."""

    id: str
    title: dict[str, str]
    rotates: bool


def says(on: TriggerScan, zone: str) -> Iterator[Sentence]:
    """Say that it is done on the spot, at how many places, and when."""
    yield Sentence("scan", {"places": len(on["places"])})
    yield from says_when(on, zone)


SCAN = Trigger(name="scan", schema=schema("triggers/scan.v1"), faults=faults, says=says)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return SCAN
