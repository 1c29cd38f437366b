"""``user.act``: the page asks when the client acts."""

from largesse.activities.triggers.trigger import Trigger
from largesse.activities.triggers.user_act import USER_ACT
from largesse.store.extending import hookimpl


@hookimpl
def served_trigger() -> Trigger:
    """Give this trigger."""
    return USER_ACT
