"""``event.in``: an event arrives from outside."""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

EVENT_IN = Trigger(name="event.in", schema=schema("triggers/event.in.v1"))


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return EVENT_IN
