"""Wrong codes: how many one code and one counter may see before no more are taken for a while.

Words       *subject* what is counted: ``code:<its blind index>`` or ``counter:<its provider>``
Invariant   tries at one code, and at one counter, come one after another: each sees what the one before it
            left, so that guesses sent at once are counted exactly. A right code writes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.errors import TooOften
from largesse.store.forgetting import Forgotten
from largesse.store.sealing import blind_index
from largesse.store.work import Tx

WINDOW_MIN = 15
CODE_FAILURES_MAX = 5
COUNTER_FAILURES_MAX = 30
# The counter first, then the code: two tries share their locks in the same order.
_LOCK = """
select pg_advisory_xact_lock(hashtextextended($1, 11)), pg_advisory_xact_lock(hashtextextended($2, 11))
"""
FORGETS = (Forgotten("rights_counter_failure", ("subject", "window_at"), "window_at < $1", lambda: 1),)
_SHUT = """
select exists (select from rights_counter_failure where window_at = $1
               and (subject = $2 and failures >= $3 or subject = $4 and failures >= $5))
"""
_COUNT = """
insert into rights_counter_failure as f (subject, window_at, failures)
select subject, $1, 1 from unnest($2::text[]) as wrong(subject)
on conflict (subject, window_at) do update set failures = f.failures + 1
"""


@dataclass(frozen=True)
class TooManyTries(TooOften):
    """Too many wrong codes: no more are taken until ``retry_at``."""

    code = "rights.too_many_tries"
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Try:
    """One try at a code, at one counter, in the window that holds now."""

    counter: str
    code: str
    window: datetime


async def begin_try(tx: Tx[Any], code: str, provider: UUID) -> Try:
    """Wait for the tries before this one; those after it wait until the transaction ends.

    Raises:
        TooManyTries: ``rights.too_many_tries``: code or counter has had its wrong ones.
    """
    one = Try(f"counter:{provider}", f"code:{blind_index(code, 'rights.code')}", _window(tx.now))
    await tx.value(_LOCK, one.counter, one.code)
    shut = await tx.value(_SHUT, one.window, one.code, CODE_FAILURES_MAX, one.counter, COUNTER_FAILURES_MAX)
    if shut:
        raise TooManyTries(one.window + timedelta(minutes=WINDOW_MIN))
    return one


async def count_wrong(tx: Tx[Any], one: Try) -> None:
    """Count a try that was wrong, for its code and its counter."""
    await tx.run(_COUNT, one.window, [one.counter, one.code])


def _window(now: datetime) -> datetime:
    return now.replace(minute=now.minute - now.minute % WINDOW_MIN, second=0, microsecond=0)
