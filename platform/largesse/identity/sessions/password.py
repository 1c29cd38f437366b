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

from largesse.kernel.errors import Phrase, Refusal
from largesse.kernel.reasons import because

LENGTH_MIN = 12
LENGTH_MAX = 128
LETTERS_MIN = 5
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
    why: Phrase


def check_strength(password: str, *known: str, current: str = "") -> None:
    """Refuse a password that is short, of few characters repeated, or made of what others know.

    Args:
        password: as typed, 12 to 128 characters.
        known: number, e-mail and name of the person.
        current: the password that it is to replace, where it was shown.

    Raises:
        PasswordWeak: ``identity.password_weak``.
    """
    given = one_form(password)
    low = given.lower()
    if not LENGTH_MIN <= len(given) <= LENGTH_MAX:
        raise PasswordWeak(because("identity.reason.password_length", least=LENGTH_MIN, most=LENGTH_MAX))
    if len(set(low)) < LETTERS_MIN:
        raise PasswordWeak(because("identity.reason.password_letters", least=LETTERS_MIN))
    if any(_holds(low, word) for word in known):
        raise PasswordWeak(because("identity.reason.password_known"))
    if _holds(low, current):
        raise PasswordWeak(because("identity.reason.password_current"))


def _holds(low: str, word: str) -> bool:
    """Find a word in it; two Chinese characters are a whole name, two Latin letters stand in any text."""
    found = one_form(word).lower()
    least = 3 if found.isascii() else 2
    return len(found) >= least and found in low


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
