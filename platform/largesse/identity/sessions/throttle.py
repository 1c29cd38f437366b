"""Failed log-ins, counted in the database per account and per address.

Invariant   an attempt is counted before the password is looked at, so that parallel guesses count too;
            whoever came in from an address before is not locked out by others behind it
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import TooOften
from largesse.store.sql import statement
from largesse.store.work import Tx

WINDOW = timedelta(minutes=15)
LOCKED_FOR = timedelta(minutes=15)
ATTEMPTS_MAX = {"account": 5, "address": 50}

_COUNT = statement(__name__, "count_attempt")


@dataclass(frozen=True)
class SignInLocked(TooOften):
    """Too many wrong passwords: this account or address waits."""

    code = "identity.sign_in_locked"
    minutes: int
    retry_at: datetime | None = None


async def count_attempt(
    tx: Tx[None], account: str, address: str, *, known_here: bool = False
) -> SignInLocked | None:
    """Count one attempt; the caller commits it whatever becomes of the log-in.

    Args:
        tx: the caller's.
        account: whose.
        address: where from.
        known_here: this person came in from this address before; what others behind it do does not count.

    Returns:
        The refusal to raise after the commit, or None while attempts are left.
    """
    of_account, of_address = [await _count(tx, scope, key) for scope, key in keys(account, address)]
    waits = [of_account, None if known_here else of_address]
    until = max((at for at in waits if at), default=None)
    if until is None:
        return None
    return SignInLocked(max(1, round((until - tx.now).total_seconds() / 60)), retry_at=until)


async def forgive(tx: Tx[None], account: str, address: str) -> None:
    """Forget the account's failures and take this attempt off the address, after a right password."""
    (_, key), (_, place) = keys(account, address)
    await tx.run("delete from identity_sign_in_throttle where scope = 'account' and key = $1", key)
    sql = """update identity_sign_in_throttle set failures = greatest(failures - 1, 0)
             where scope = 'address' and key = $1"""
    await tx.run(sql, place)


def keys(account: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Name the two counters; what was typed as an account is kept as a digest only."""
    typed = sha256_hex(account.strip().lower().encode())
    return ("account", typed), ("address", address or "unknown")


async def _count(tx: Tx[None], scope: str, key: str) -> datetime | None:
    at, most = tx.now, ATTEMPTS_MAX[scope]
    until: datetime | None = await tx.value(_COUNT, scope, key, at, at - WINDOW, most, at + LOCKED_FOR)
    return until if until and until > at else None
