"""Passwords: what is strong enough, and argon2id off the event loop with a cap on parallel work.

Invariant   a password is one text however its letters were put together (NFC); nothing else of it is changed,
            neither width nor spaces, and its length counts code points
Source      RFC 9106 section 4 (second recommended option); NIST SP 800-63B section 3.1.1 (length first)
"""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from largesse.kernel.errors import Refusal

LENGTH_MIN = 12
LENGTH_MAX = 128
_MARKS_MAX = 4  # code points that compose to one letter; what is longer is no password of ours
_PARALLEL = 2  # 64 MiB each: more at once would starve the process, not serve people sooner
_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(_PARALLEL, thread_name_prefix="argon2")
# Verified when nobody has the name, so that a stranger's answer takes as long as a colleague's. Made of
# a random password that nobody kept, with the parameters of the hasher (a test compares them).
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$yRMpFVngTIpwk97lGPk3kg$x3CGB/8wFi3zaS8EdOCdU1PDx61ZpzVoGTuH9a/oo14"


@dataclass(frozen=True)
class PasswordWeak(Refusal):
    """The new password is too short, too long or too easily guessed."""

    code = "identity.password_weak"
    path = "password"
    why: str
    length_min: int = LENGTH_MIN


def check_strength(password: str, *known: str) -> None:
    """Refuse a password that is short, one character repeated, or made of what everybody knows.

    Args:
        password: as typed, 12 to 128 characters.
        known: number, e-mail and name of the person.

    Raises:
        PasswordWeak: ``identity.password_weak``.
    """
    given = one_form(password)
    low = given.lower()
    if not LENGTH_MIN <= len(given) <= LENGTH_MAX:
        raise PasswordWeak("length")
    if len(set(low)) < 5:
        raise PasswordWeak("repetition")
    if any(len(word) >= 3 and one_form(word).lower() in low for word in known):
        raise PasswordWeak("known")


def one_form(password: str) -> str:
    """Give a password in the form that is hashed: composed, so that every keyboard types the same."""
    return unicodedata.normalize("NFC", password)


async def hashed(password: str) -> str:
    """Hash a password as argon2id in a thread of its own."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, one_form(password))


async def matches(password_hash: str | None, password: str) -> bool:
    """Compare in a thread of its own; no hash takes as long and never matches."""
    given = one_form(password[: LENGTH_MAX * _MARKS_MAX])[: LENGTH_MAX + 1]
    work = partial(_verify, password_hash or _NOBODY, given)
    return await asyncio.get_running_loop().run_in_executor(_threads, work) and bool(password_hash)


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
