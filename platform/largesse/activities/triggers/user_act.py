"""``user.act``: the client acts on the page."""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

USER_ACT = Trigger(name="user.act", schema=schema("triggers/user.act.v1"))


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return USER_ACT
