"""Redeem: at a counter or by a provider's system, by a scanned token or by digits and the phone's last four.

Invariant   a wrong code is counted in the same transaction that looked at it, while its other tries wait;
            after too many for a code or a counter no more are taken, and a right one costs nothing;
            a slip of the finger that breaks the check digit is refused at once and costs no try
Source      docs/explanation/entitlement.md
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import mobile_ends
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Refusal
from largesse.rights.agents.mandates import held_mandates
from largesse.rights.catalogue.providers import expect_running
from largesse.rights.codes.code12 import cleaned, is_token, plausible, read_token, shown_by, token_names
from largesse.rights.codes.codes import find_by_code, token_key
from largesse.rights.redemptions.tries import begin_try, count_wrong
from largesse.rights.redemptions.use import Channel, RightUsed, Use, use_right
from largesse.store.work import Tx, Work

_HANDS = "select holder, hands from rights_entitlement where id = $1"


@dataclass(frozen=True)
class CodeUnknown(Refusal):
    """No right has this code, or the phone's digits do not belong to it; which of both is not said."""

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
        ProviderPaused: ``rights.provider_paused``: nothing is used here for a while.
        OtherProvider, AlreadyUsed, NotClaimed, Lapsed, NotYetValid, WrongState: about the right.
        KeyReused: ``kernel.key_reused``.
    """
    actor.must("rights.redeem")
    typed = None if is_token(ask.code) else cleaned(ask.code)
    if typed is None or not plausible(typed):
        return await _used(ask, typed, actor, work)
    async with work.job(actor) as tx:
        one = await begin_try(tx, typed, actor.id)
        try:
            # A savepoint of this transaction: a wrong code leaves no receipt, and is counted all the same.
            return await _used(ask, typed, actor, work)
        except CodeUnknown as no:
            await count_wrong(tx, one)
            wrong = no
    raise wrong


async def _used(ask: Redeem, typed: str | None, actor: Actor, work: Work) -> RightUsed:
    async with work.begin(ask, actor, use="rights.redeem", answer=RightUsed) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_running(tx, actor.id)
        found = await (_scanned(tx, ask) if typed is None else _typed(tx, typed, ask.phone_ends))
        proof = "token" if typed is None else "code12"
        used = Use(
            found.right,
            ask.channel,
            proof,
            provider=actor.id,
            provider_ref=ask.provider_ref,
            agent=found.agent,
        )
        return await tx.done(await use_right(tx, used))


@dataclass(frozen=True)
class _Shown:
    """The right that a code opened, and the agent who showed it; None: its holder."""

    right: UUID
    agent: UUID | None = None


@dataclass(frozen=True)
class _Hands:
    holder: UUID
    hands: int


async def _scanned(tx: Tx[Any], ask: Redeem) -> _Shown:
    entitlement, key = token_names(ask.code), token_key()
    held = await tx.one(_Hands, _HANDS, entitlement)
    hands = held.hands if held else 0
    if read_token(ask.code, key, tx.now, shown_by(hands))[1]:
        return _Shown(entitlement)
    for one in await held_mandates(tx, entitlement):
        if read_token(ask.code, key, tx.now, shown_by(hands, one.id))[1]:
            return _Shown(entitlement, one.id)
    raise TokenStale


async def _typed(tx: Tx[Any], code: str, phone_ends: str) -> _Shown:
    if not plausible(code):
        raise CodeMistyped
    entitlement, ends = await find_by_code(tx, code), cleaned(phone_ends)
    held = await tx.one(_Hands, _HANDS, entitlement) if entitlement else None
    if entitlement is None or held is None or len(ends) != 4:
        raise CodeUnknown
    if await mobile_ends(tx, held.holder) == ends:
        return _Shown(entitlement)
    for one in await held_mandates(tx, entitlement):
        theirs = await mobile_ends(tx, one.agent) if one.agent else one.phone_ends
        if theirs == ends:
            return _Shown(entitlement, one.id)
    raise CodeUnknown
