"""``milestone``: a state of the client that reaches a value starts the play for him."""

from largesse.activities.triggers.milestone import MILESTONE, reached
from largesse.play.triggers.reaching import Reaching
from largesse.store.extending import hookimpl


def mark(on: object) -> tuple[str, int]:
    """Give the state and the value."""
    known = reached(on)
    return known.state, known.at


@hookimpl
def reaching_trigger() -> Reaching:
    """Give this trigger."""
    return Reaching(trigger=MILESTONE, mark=mark)
