"""``peer.act``: a friend acts."""

from largesse.activities.triggers.trigger import Trigger
from largesse.contracts.registry import schema
from largesse.store.extending import hookimpl

PEER_ACT = Trigger(name="peer.act", schema=schema("triggers/peer.act.v1"))


@hookimpl
def trigger() -> Trigger:
    """Give this trigger."""
    return PEER_ACT
