"""``event.in``: another system tells of an event; the play starts by itself."""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

EVENT_IN = Trigger(name="event.in", schema=schema("triggers/event.in.v1"), alone=True)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return EVENT_IN
