"""The code a client shows: twelve digits to say, and a token in a QR code that changes every 30 seconds.

Words       *code12* eleven random digits and a check digit; *token* what the QR code holds
Invariant   a token holds for its own window and the one before; codes are compared in constant time
Source      ISO/IEC 7064 MOD 11,10 for the check digit; RFC 2104 for the token
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from uuid import UUID

from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.reasons import because

WINDOW_S = 30
_DIGITS = 11
_MARK = "LG1"


def with_check(eleven: int) -> str:
    """Make the twelve digits of a random number below 10^11."""
    body = f"{eleven:0{_DIGITS}d}"
    return body + str(_check(body))


def plausible(code: str) -> bool:
    """Tell whether twelve digits carry their own check digit, so that a slip of the finger costs no try."""
    return (
        len(code) == _DIGITS + 1 and code.isascii() and code.isdigit() and _check(code[:-1]) == int(code[-1])
    )


def grouped(code: str) -> str:
    """Write twelve digits as people read them, ``1234 5678 9012``."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def token(entitlement: UUID, key: bytes, at: datetime, shower: bytes = b"") -> str:
    """Make the QR code's token for the window in which ``at`` lies.

    ``shower`` tells apart who shows it: the first holder, one whom it was given to, an agent.
    """
    return f"{_MARK}.{text_id('ent', entitlement)}.{_mac(entitlement, key, _window(at), shower)}"


def shown_by(hands: int, agent: UUID | None = None) -> bytes:
    """Give what tells the tokens of a right apart by who shows it.

    Args:
        hands: how often the right has changed its holder; 0 is the first.
        agent: the agent who shows it for the holder.
    """
    holder = hands.to_bytes(4, "big") if hands or agent else b""
    return holder + (agent.bytes if agent else b"")


def token_ends(at: datetime) -> datetime:
    """Tell when the window in which ``at`` lies is over."""
    return datetime.fromtimestamp((_window(at) + 1) * WINDOW_S, UTC)


def token_names(text: str) -> UUID:
    """Give the right that a token names, be it genuine or not.

    Raises:
        Malformed: ``kernel.malformed`` when the text is no token at all.
    """
    parts = text.strip().split(".")
    if len(parts) != 3 or parts[0] != _MARK or len(parts[2]) != 22:
        raise Malformed(because("rights.reason.token"), "code")
    return parse_id("ent", parts[1], "code")


def read_token(text: str, key: bytes, at: datetime, shower: bytes = b"") -> tuple[UUID, bool]:
    """Read a token: whose it is, and whether it is genuine, of this shower and fresh.

    Raises:
        Malformed: ``kernel.malformed`` when the text is no token at all.
    """
    entitlement = token_names(text)
    said = text.strip().rpartition(".")[2].encode()
    windows = (_window(at), _window(at - timedelta(seconds=WINDOW_S)))
    fresh = [hmac.compare_digest(said, _mac(entitlement, key, w, shower).encode()) for w in windows]
    return entitlement, any(fresh)


def token_shown(
    text: str, key: bytes, between: tuple[datetime, datetime], shower: bytes = b""
) -> datetime | None:
    """Find when a token was made, the latest first; None: not between two instants, not of this shower.

    Raises:
        Malformed: ``kernel.malformed`` when the text is no token at all.
    """
    entitlement = token_names(text)
    said = text.strip().rpartition(".")[2].encode()
    for window in range(_window(between[1]), _window(between[0]) - 1, -1):
        if hmac.compare_digest(said, _mac(entitlement, key, window, shower).encode()):
            return datetime.fromtimestamp(window * WINDOW_S, UTC)
    return None


def is_token(text: str) -> bool:
    """Tell a scanned token from typed digits."""
    return text.strip().startswith(f"{_MARK}.")


def _window(at: datetime) -> int:
    return int(at.timestamp()) // WINDOW_S


def _mac(entitlement: UUID, key: bytes, window: int, shower: bytes) -> str:
    said = entitlement.bytes + window.to_bytes(8, "big") + shower
    digest = hmac.new(key, said, hashlib.sha256).hexdigest()
    return digest[:22]


def _check(body: str) -> int:
    product = 10
    for char in body:
        total = (int(char) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10
