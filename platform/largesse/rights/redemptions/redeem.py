"""Redeem: at a counter or by a provider's system, by a scanned token or by digits and the phone's last four.

Invariant   a try at a code is counted in its own commit before the phone is looked at, and forgiven when it
            was right; wrong ones also count against the counter, and too many of either shut the door;
            a slip of the finger that breaks the check digit is told at once and costs no try
Source      docs/explanation/entitlement.md
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import mobile_ends
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended, Refusal, Told, TooOften
from largesse.rights.codes.code12 import cleaned, is_token, plausible, read_token
from largesse.rights.codes.codes import find_by_code, token_key
from largesse.rights.redemptions.use import Channel, RightUsed, Use, use_right
from largesse.store.sealing import blind_index
from largesse.store.work import Tx, Work

WINDOW_MIN = 15
CODE_FAILURES_MAX = 5
COUNTER_FAILURES_MAX = 30
_COUNT = """
insert into rights_counter_failure as f (subject, window_at, failures) values ($1, $2, greatest($3, 0))
on conflict (subject, window_at) do update set failures = greatest(f.failures + $3, 0) returning failures
"""


@dataclass(frozen=True)
class CodeUnknown(Refusal):
    """No right has this code, or the phone's digits do not belong to it; which of both is not told."""

    code = "rights.code_unknown"
    path: str | None = "code"


@dataclass(frozen=True)
class CodeMistyped(Refusal):
    """The digits do not fit their own check digit."""

    code = "rights.code_mistyped"
    path: str | None = "code"


@dataclass(frozen=True)
class TokenStale(Refusal):
    """The QR code is older than its window: the client shows a fresh one."""

    code = "rights.token_stale"
    path: str | None = "code"


@dataclass(frozen=True)
class TooManyTries(TooOften):
    """Too many wrong digits: this door opens again later."""

    code = "rights.too_many_tries"
    retry_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Redeem(Ask):
    """What a counter sends. ``code`` twelve digits or a token; ``phone_ends`` four digits with the former."""

    code: str
    phone_ends: str = ""
    channel: Channel = "counter"
    provider_ref: str | None = None


async def redeem(ask: Redeem, *, actor: Actor, work: Work) -> RightUsed:
    """Use a right at the counter of the provider who asks.

    The actor is an app whose id is the provider's.

    Raises:
        TooManyTries, CodeMistyped, CodeUnknown, TokenStale: about the code.
        OtherProvider, AlreadyUsed, NotClaimed, Lapsed, NotYetValid, WrongState: about the right.
        KeyReused: ``kernel.key_reused``.
    """
    actor.must("rights.redeem")
    typed = None if is_token(ask.code) else cleaned(ask.code)
    tried = typed if typed is not None and plausible(typed) else None
    if tried is not None:
        await _try(work, tried, actor.id)
    try:
        async with work.begin(ask, actor, use="rights.redeem", answer=RightUsed) as tx:
            used = tx.earlier or await tx.done(await _use(tx, ask, typed, actor.id))
    except CodeUnknown:
        await _count(work, _counter(actor.id), 1)
        raise
    except (Told, Contended):
        await _forgive(work, tried)
        raise
    await _forgive(work, tried)
    return used


async def _use(tx: Tx[Any], ask: Redeem, typed: str | None, provider: UUID) -> RightUsed:
    found = await (_scanned(tx, ask) if typed is None else _typed(tx, typed, ask.phone_ends))
    proof = "token" if typed is None else "code12"
    asked = Use(found, ask.channel, proof, provider=provider, provider_ref=ask.provider_ref)
    return await use_right(tx, asked)


async def _scanned(tx: Tx[Any], ask: Redeem) -> UUID:
    entitlement, fresh = read_token(ask.code, token_key(), tx.now)
    if not fresh:
        raise TokenStale
    return entitlement


async def _typed(tx: Tx[Any], code: str, phone_ends: str) -> UUID:
    if not plausible(code):
        raise CodeMistyped
    found, ends = await find_by_code(tx, code), cleaned(phone_ends)
    if found is None:
        raise CodeUnknown
    holder = await tx.value("select holder from rights_entitlement where id = $1", found)
    if len(ends) != 4 or await mobile_ends(tx, holder) != ends:
        raise CodeUnknown
    return found


async def _try(work: Work, code: str, provider: UUID) -> None:
    """Count a try before anything is looked at, so that guesses sent at once count too."""
    tries = await _count(work, _code(code), 1)
    wrong = await _count(work, _counter(provider), 0)
    if tries > CODE_FAILURES_MAX or wrong >= COUNTER_FAILURES_MAX:
        raise TooManyTries(_window(now()) + timedelta(minutes=WINDOW_MIN))


async def _forgive(work: Work, tried: str | None) -> None:
    """Take the try back: the code was right, whatever became of the right."""
    if tried is not None:
        await _count(work, _code(tried), -1)


async def _count(work: Work, subject: str, by: int) -> int:
    async with work.job() as tx:
        return int(await tx.value(_COUNT, subject, _window(tx.now), by))


def _code(code: str) -> str:
    return f"code:{blind_index(code, 'rights.code')}"


def _counter(provider: UUID) -> str:
    return f"counter:{provider}"


def _window(now: datetime) -> datetime:
    return now.replace(minute=now.minute - now.minute % WINDOW_MIN, second=0, microsecond=0)
