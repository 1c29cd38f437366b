"""What settlement tells other rooms of: its work that waits."""

from largesse.identity.waiting import Wait, register_wait
from largesse.settlement.reads import waiting_breaks


def register() -> None:
    """Register what waits for a second person."""
    register_wait(Wait("disposition", "settlement.approve_disposition", waiting_breaks))
