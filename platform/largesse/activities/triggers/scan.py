"""``scan``: the client scans a code."""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

SCAN = Trigger(name="scan", schema=schema("triggers/scan.v1"))


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return SCAN
