"""``user.enter``: the page asks when the client enters."""

from largesse.activities.triggers.trigger import Trigger
from largesse.activities.triggers.user_enter import USER_ENTER
from largesse.store.extending import hookimpl


@hookimpl
def served_trigger() -> Trigger:
    """Give this trigger."""
    return USER_ENTER
