"""Codes that the house makes: letters and digits that cannot be mistaken, and a check character.

Words       *body* is random; *check* is the last character
Invariant   nobody guesses a code: its body is at least 10 characters of 28, 48 bits, out of ``secrets``
Source      Luhn mod N, the Luhn formula of ISO/IEC 7812-1 annex B over N characters
            (https://en.wikipedia.org/wiki/Luhn_mod_N_algorithm): it finds each single wrong character
"""

import re
import secrets
from dataclasses import dataclass

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because, between

# No 0 O, 1 I L, 2 Z or U V alike; no E, which spreadsheets read as an exponent; 28, for Luhn's N is even.
ALPHABET = "23456789ABCDFGHJKMNPQRSTVWXY"
BODY_MIN, BODY_MAX = 10, 32
COUNT_MAX = 200_000
_PREFIX = re.compile(r"[0-9A-Z-]{0,12}")
_AT = {one: at for at, one in enumerate(ALPHABET)}


@dataclass(frozen=True)
class Form:
    """What codes look like: a fixed beginning, and so many random characters before the check character."""

    count: int
    prefix: str
    body: int


def form_given(count: int, prefix: str, body: int) -> Form:
    """Give a form of codes.

    Raises:
        Malformed: ``kernel.malformed`` at ``count``, ``prefix`` or ``length``.
    """
    if not 1 <= count <= COUNT_MAX:
        raise Malformed(between(1, COUNT_MAX), "count")
    if not BODY_MIN <= body <= BODY_MAX:
        raise Malformed(between(BODY_MIN, BODY_MAX), "length")
    plain = prefix.strip().upper()
    if not _PREFIX.fullmatch(plain):
        raise Malformed(because("rights.reason.code_prefix"), "prefix")
    return Form(count, plain, body)


def made_code(form: Form) -> str:
    """Make one code."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(form.body))
    return f"{form.prefix}{body}{check_of(body)}"


def check_of(body: str) -> str:
    """Give the check character of a body."""
    return ALPHABET[-_sum(body, 2) % len(ALPHABET)]


def plausible(body_and_check: str) -> bool:
    """Tell whether a body carries its own check character."""
    return all(one in _AT for one in body_and_check) and _sum(body_and_check, 1) % len(ALPHABET) == 0


def _sum(text: str, factor: int) -> int:
    """Add from the right, every second one doubled, the digits of each product in base N."""
    total = 0
    for one in reversed(text):
        product = factor * _AT[one]
        total += product // len(ALPHABET) + product % len(ALPHABET)
        factor = 3 - factor
    return total
