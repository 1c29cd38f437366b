"""What this room tells the rooms below: work that waits for people."""

from largesse.activities.reads import approved_waiting
from largesse.identity.waiting import Wait, register_wait


def register() -> None:
    """Tell of approved revisions that nobody has published yet."""
    register_wait(Wait("publish", "activities.publish_revision", approved_waiting))
