"""``milestone``: a state of the client reaches a value; the play starts by itself."""

from collections.abc import Iterator

import msgspec

from largesse.activities.triggers.trigger import Sentence, Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl


class Reached(msgspec.Struct, frozen=True):
    """What ``on`` says: the state, and the value that it reaches."""

    state: str
    at: int


def reached(on: object) -> Reached:
    """Read ``on``."""
    return msgspec.convert(on, Reached)


def says(on: object, _zone: str) -> Iterator[Sentence]:
    """Say that it comes by itself, and at which value."""
    yield Sentence("milestone", {"at": f"{reached(on).at:,}"})


MILESTONE = Trigger(name="milestone", schema=schema("triggers/milestone.v1"), alone=True, says=says)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return MILESTONE
