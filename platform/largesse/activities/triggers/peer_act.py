"""``peer.act``: a friend acts.

Words       *helped* a friend who came by a link presses for whoever shared it; *joined* such a friend takes
            part in the activity for the first time
"""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

HELPED, JOINED = "friend.helped", "friend.joined"
PEER_ACT = Trigger(
    name="peer.act", schema=schema("triggers/peer.act.v1"), friends=frozenset({HELPED, JOINED})
)


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return PEER_ACT
