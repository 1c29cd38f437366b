"""Why staff moved something: asked for in words, kept in the audit."""

from largesse.kernel.errors import Malformed

_LONGEST = 500


def reason_of(text: str) -> str:
    """Give the reason without its margins.

    Raises:
        Malformed: ``kernel.malformed`` at ``reason``: none was given, or a story.
    """
    reason = text.strip()
    if not 1 <= len(reason) <= _LONGEST:
        raise Malformed(f"1 to {_LONGEST} characters", "reason")
    return reason
