"""Why staff moved something: asked for in words, kept in the audit."""

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import characters

_LONGEST = 500


def reason_of(text: str) -> str:
    """Give the reason without its margins.

    Raises:
        Malformed: ``kernel.malformed`` at ``reason``: none was given, or a story.
    """
    reason = text.strip()
    if not 1 <= len(reason) <= _LONGEST:
        raise Malformed(characters(1, _LONGEST), "reason")
    return reason
