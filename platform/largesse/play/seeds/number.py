"""The draw number: what decides by chance, and how anyone can check it afterwards.

Words       *seed* 32 secret bytes of one revision; *commitment* its public hash, shown before the start;
            *nonce* the client's own count of decided attempts in the activity, from 1
Invariant   0 <= number < span, a million unless an operator counts what is left, each number equally likely;
            neither side can pick it
Source      RFC 2104 (HMAC); rejection sampling; docs/explanation/draws.md
"""

import hashlib
import hmac
from collections.abc import Callable
from uuid import UUID

SPAN = 1_000_000
_BLOCK = 8


def commitment(seed: bytes, odds_hash: str, revision_hash: str) -> str:
    """Give ``sha256:<hex>`` of seed, odds and revision, to be shown before the first draw."""
    return f"sha256:{hashlib.sha256(seed + odds_hash.encode() + revision_hash.encode()).hexdigest()}"


def later_secret(seed: bytes, activity: UUID, play: str) -> bytes:
    """Give the secret of a draw that is decided later: shown with it, it gives the seed away to nobody."""
    return hmac.digest(seed, f"{activity}|{play}|later".encode(), "sha256")


def draw_number(seed: bytes, activity: UUID | str, client: UUID, nonce: int, span: int = SPAN) -> int:
    """Compute the number of one attempt.

    The 64-bit blocks of HMAC-SHA256(seed, ``activity|client|nonce``) are tried in turn; a block at or above
    the last multiple of the span is thrown away, so that no number is favoured. Should all four be thrown
    away, the message gets ``|1``, ``|2`` … appended.
    """
    return fair_number(seed, f"{activity}|{client}|{nonce}", span)


def packet_dice(seed: bytes, activity: UUID, team: UUID) -> Callable[[int], int]:
    """Give what draws a fair number below another for a team's packet; it tells nothing of any other's."""
    secret = hmac.digest(seed, f"{activity}|{team}|packet".encode(), "sha256")
    return lambda span: fair_number(secret, f"cut|{span}", span)


def fair_number(secret: bytes, message: str, span: int) -> int:
    """Compute the number below ``span`` that a secret and a message mean, each equally likely."""
    for more in range(64):
        text = message if more == 0 else f"{message}|{more}"
        found = first_fair(hmac.digest(secret, text.encode(), "sha256"), span)
        if found is not None:
            return found
    raise AssertionError("256 blocks in a row were unfair")


def first_fair(digest: bytes, span: int = SPAN) -> int | None:
    """Give the number of the first usable 64-bit block, or None."""
    fair = (2**64 // span) * span
    for at in range(0, len(digest), _BLOCK):
        block = int.from_bytes(digest[at : at + _BLOCK], "big")
        if block < fair:
            return block % span
    return None
