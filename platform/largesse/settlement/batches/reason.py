"""Why somebody changes what is settled: words that an auditor reads."""

from largesse.kernel.errors import Malformed

REASON_MIN, REASON_MAX = 4, 500


def reason_of(words: str) -> str:
    """Give the reason without blanks around it.

    Raises:
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    found = words.strip()
    if not REASON_MIN <= len(found) <= REASON_MAX:
        raise Malformed(f"{REASON_MIN} to {REASON_MAX} characters", "reason")
    return found
