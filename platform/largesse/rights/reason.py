"""What people say in words: why staff moved something, what a client has to tell."""

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import characters
from largesse.kernel.writing import plain_given

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


def words_of(words: str, field: str = "words", *, least: int = 0) -> str:
    """Give the words without their margins, ``least`` to 500 characters.

    Raises:
        Malformed: ``kernel.malformed`` at ``field``.
    """
    said = plain_given(words, field).strip()
    if not least <= len(said) <= _LONGEST:
        raise Malformed(characters(least, _LONGEST), field)
    return said
