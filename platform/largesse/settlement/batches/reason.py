"""Why somebody changes what is settled: words that an auditor reads."""

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import characters

REASON_MIN, REASON_MAX = 4, 500


def reason_of(words: str) -> str:
    """Give the reason without blanks around it.

    Raises:
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    found = words.strip()
    if not REASON_MIN <= len(found) <= REASON_MAX:
        raise Malformed(characters(REASON_MIN, REASON_MAX), "reason")
    return found
