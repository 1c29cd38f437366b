"""Redeem: at a counter or by a provider's system, by a scanned token or by digits and the phone's last four.

Invariant   wrong digits are counted in their own commit, per code and per counter, and soon shut the door;
            a slip of the finger that breaks the check digit is told at once and costs no try
Source      docs/explanation/entitlement.md
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.audience.reads import mobile_ends
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Refusal
from largesse.kernel.sealing import blind_index
from largesse.kernel.work import Ask, Read, Tx, Work
from largesse.rights.code12 import cleaned, is_token, plausible, read_token
from largesse.rights.codes import find_by_code, token_key
from largesse.rights.use import Channel, RightUsed, Use, use_right

WINDOW_MIN = 15
CODE_FAILURES_MAX = 5
COUNTER_FAILURES_MAX = 30


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
class TooManyTries(Refusal):
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
    try:
        async with work.begin(ask, actor, use="rights.redeem", answer=RightUsed) as tx:
            if tx.earlier:
                return tx.earlier
            entitlement, proof = await _recognise(tx, ask, actor.id)
            asked = Use(entitlement, ask.channel, proof, provider=actor.id, provider_ref=ask.provider_ref)
            return await tx.done(await use_right(tx, asked))
    except CodeUnknown:
        await _count_failure(work, ask, actor.id)
        raise


async def _recognise(tx: Tx[Any], ask: Redeem, provider: UUID) -> tuple[UUID, str]:
    if is_token(ask.code):
        entitlement, fresh = read_token(ask.code, token_key(), tx.now)
        if not fresh:
            raise TokenStale
        return entitlement, "token"
    code, ends = cleaned(ask.code), cleaned(ask.phone_ends)
    if not plausible(code):
        raise CodeMistyped
    await _door(tx, _subjects(code, provider), tx.now)
    found = await find_by_code(tx, code)
    if found is None:
        raise CodeUnknown
    holder = await tx.value("select holder from rights_entitlement where id = $1", found)
    if len(ends) != 4 or await mobile_ends(tx, holder) != ends:
        raise CodeUnknown
    return found, "code12"


def _subjects(code: str, provider: UUID) -> dict[str, int]:
    return {
        f"code:{blind_index(code, 'rights.code')}": CODE_FAILURES_MAX,
        f"counter:{provider}": COUNTER_FAILURES_MAX,
    }


def _window(now: datetime) -> datetime:
    return now.replace(minute=now.minute - now.minute % WINDOW_MIN, second=0, microsecond=0)


async def _door(read: Read, subjects: dict[str, int], now: datetime) -> None:
    rows = await read.rows(
        "select subject, failures from rights_counter_failure where subject = any($1::text[])"
        " and window_at = $2",
        list(subjects),
        _window(now),
    )
    if any(row["failures"] >= subjects[row["subject"]] for row in rows):
        raise TooManyTries(_window(now) + timedelta(minutes=WINDOW_MIN))


async def _count_failure(work: Work, ask: Redeem, provider: UUID) -> None:
    async with work.job() as tx:
        for subject in sorted(_subjects(cleaned(ask.code), provider)):
            await tx.run(
                "insert into rights_counter_failure as f (subject, window_at, failures) values ($1, $2, 1)"
                " on conflict (subject, window_at) do update set failures = f.failures + 1",
                subject,
                _window(tx.now),
            )
