"""Who gets which place of a draw, by the public values and those who were passed over; pure.

Invariant   the first places go by the order of selection; the place of one who is passed over goes to the
            next in that order, and nobody else moves
Source      docs/explanation/draws.md
"""

import hashlib
from collections.abc import Sequence

from largesse.play.selection.rfc3797 import COUNT_MAX, selected


def key_of(numbers: Sequence[int], secret: bytes) -> str:
    """Write the key as RFC 3797 does: the public numbers in rising order, then the committed secret."""
    return f"{''.join(f'{one}.' for one in sorted(numbers))}/{secret.hex()}/"


def commitment_of(secret: bytes) -> str:
    """Give ``sha256:<hex>`` of the secret, published with the root."""
    return f"sha256:{hashlib.sha256(secret).hexdigest()}"


def order(key: str, size: int, count: int) -> list[int]:
    """Give the numbers of entries in the order of selection, at most ``count`` and no more than there are."""
    return selected(key, size, min(count, size, COUNT_MAX))
