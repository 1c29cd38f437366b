"""``enter``: taking part puts an entry into a draw that is decided later."""

from largesse.activities.effects.enter import ENTER
from largesse.activities.operators.reading import values
from largesse.contracts.documents_gen import EffectEnter
from largesse.play.effects.carried import Carried
from largesse.store.extending import hookimpl


def enters(effect: EffectEnter) -> list[str]:
    """Give the play that is entered."""
    return values(effect, "play")


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=ENTER, enters=enters)
