"""``event.in``: the event that another system tells starts the play, for the client whom it names."""

from collections.abc import Mapping
from typing import Any

from largesse.activities.triggers.event_in import EVENT_IN
from largesse.play.triggers.heard import Heard
from largesse.store.extending import hookimpl


def event(on: Mapping[str, Any]) -> str:
    """Give the name of the event."""
    return str(on.get("event", ""))


def where(on: Mapping[str, Any]) -> Any:
    """Give the condition on what it carries."""
    return on.get("where")


@hookimpl
def heard_trigger() -> Heard:
    """Give this trigger."""
    return Heard(trigger=EVENT_IN, event=event, where=where)
