"""The key of a counter: the link that a provider's staff open once; the bank can make it void.

Invariant   a link of an older epoch opens nothing; keys are compared in constant time
"""

import hmac

from largesse.kernel.settings import settings
from largesse.store.sealing import signature

_LENGTH = 32


def counter_key(slug: str, epoch: int) -> str:
    """Give the key of a counter, 32 hex digits."""
    return signature(f"{slug}:{epoch}".encode(), "rights.counter").rpartition(":")[2][:_LENGTH]


def is_counter_key(text: str, slug: str, epoch: int) -> bool:
    """Tell whether a key opens this counter."""
    return hmac.compare_digest(text.encode(), counter_key(slug, epoch).encode())


def counter_link(slug: str, epoch: int) -> str:
    """Give the link that opens a provider's counter page."""
    return f"{settings().base_url}/counter/{slug}?k={counter_key(slug, epoch)}"
