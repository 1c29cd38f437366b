"""Why staff did something about a client: asked for in words, kept in the audit."""

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because

_SHORTEST = 4


def reason_of(text: str) -> str:
    """Give the reason without its margins.

    Raises:
        Malformed: ``kernel.malformed`` at ``reason``: fewer than four characters.
    """
    reason = text.strip()
    if len(reason) < _SHORTEST:
        raise Malformed(because("kernel.reason.why"), "reason")
    return reason
