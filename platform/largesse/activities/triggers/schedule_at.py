"""``schedule.at``: a time has come."""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

SCHEDULE_AT = Trigger(name="schedule.at", schema=schema("triggers/schedule.at.v1"))


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return SCHEDULE_AT
