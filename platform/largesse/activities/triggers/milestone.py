"""``milestone``: the client reaches a milestone."""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

MILESTONE = Trigger(name="milestone", schema=schema("triggers/milestone.v1"))


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return MILESTONE
