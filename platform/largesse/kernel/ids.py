"""Ids: UUIDv7 inside, a prefix and Crockford base32 outside (``ent_01j…``).

Source      RFC 9562 section 5.7; Crockford's base32 without check symbol
"""

import secrets
import threading
import time
from uuid import UUID

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = {c: i for i, c in enumerate(_ALPHABET)} | {"i": 1, "l": 1, "o": 0}
_LENGTH = 26
_PAIRS = [high + low for high in _ALPHABET for low in _ALPHABET]
_SHIFTS = range(120, -1, -10)
_lock = threading.Lock()
_last = [0, 0]


def new_id() -> UUID:
    """Make a UUIDv7: 48 bits of milliseconds, 12 bits that count within one, 62 random bits."""
    with _lock:
        ms = time.time_ns() // 1_000_000
        if ms > _last[0]:
            _last[:] = [ms, secrets.randbits(8)]
        else:
            ms, _last[1] = _last[0], _last[1] + 1
            if _last[1] > 0xFFF:
                ms, _last[:] = ms + 1, [ms + 1, 0]
        count = _last[1]
    value = (ms << 80) | (0x7 << 76) | (count << 64) | (0b10 << 62) | secrets.randbits(62)
    return UUID(int=value)


def text_id(prefix: str, value: UUID) -> str:
    """Write an id for the outside, for example ``ent_01jd…`` (prefix, ``_``, 26 characters)."""
    number = value.int
    return f"{prefix}_{''.join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])}"


def maybe_id(prefix: str, value: UUID | None) -> str | None:
    """Write an id for the outside where there is one."""
    return None if value is None else text_id(prefix, value)


def parse_id(prefix: str, text: str, path: str | None = "id") -> UUID:
    """Read an outside id back.

    Raises:
        Malformed: ``kernel.malformed`` when the prefix or a character is wrong.
    """
    head, _, body = text.partition("_")
    number = 0
    if head != prefix or len(body) != _LENGTH:
        raise Malformed(because("kernel.reason.id", prefix=prefix), path)
    for char in body.lower():
        digit = _VALUES.get(char)
        if digit is None:
            raise Malformed(because("kernel.reason.id", prefix=prefix), path)
        number = number * 32 + digit
    if number >> 128:
        raise Malformed(because("kernel.reason.id", prefix=prefix), path)
    return UUID(int=number)
