"""The key of a draw as it is shown once it has selected."""

from largesse.play.entries.reads import Closing
from largesse.play.selection.places import key_of


def key_shown(closing: Closing) -> str | None:
    """Give the key that selected, as ``largesse draw select`` takes it; None: nobody is selected yet."""
    if closing.numbers is None or closing.secret is None:
        return None
    return key_of([int(one) for one in closing.numbers.split(".")], bytes.fromhex(closing.secret))
