"""``peer.act``: friends act; once all have, the house gives what that brings, and who asks gets it too.

Their acts are counted by ``play.teams``; an attempt only collects.
"""

from largesse.activities.triggers.peer_act import PEER_ACT
from largesse.activities.triggers.trigger import Trigger
from largesse.store.extending import hookimpl


@hookimpl
def served_trigger() -> Trigger:
    """Give this trigger."""
    return PEER_ACT
