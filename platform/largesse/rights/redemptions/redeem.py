"""Redeem: at a counter or by a provider's system, by a scanned token or by digits and the phone's last four.

Invariant   what a counter is shown before it redeems is judged as the use is, and writes nothing but tries
Source      docs/explanation/entitlement.md
"""

from dataclasses import dataclass
from datetime import datetime

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import between
from largesse.rights.catalogue.providers import expect_running
from largesse.rights.entitlements.entitlement import use
from largesse.rights.entitlements.locking import find_right
from largesse.rights.redemptions.hours import closed
from largesse.rights.redemptions.opening import Code, code_of, open_code, trying
from largesse.rights.redemptions.outlet import Outlet
from largesse.rights.redemptions.use import Channel, RightUsed, Use, expect_own, expect_usable, use_right
from largesse.store.work import Work

UNITS_MAX = 1_000


@dataclass(frozen=True, kw_only=True)
class Redeem(Ask):
    """What a counter sends. ``code`` twelve digits or a token; ``phone_ends`` four digits with the former."""

    code: str
    phone_ends: str = ""
    channel: Channel = "counter"
    provider_ref: str | None = None
    units: int = 1


@dataclass(frozen=True)
class Redeemable:
    """What a code opens, before it is used: what it is, how many uses are left of how many, until when."""

    title: dict[str, str]
    units_left: int
    units: int
    valid_to: datetime


async def redeem(ask: Redeem, *, actor: Actor, work: Work, outlet: Outlet | None = None) -> RightUsed:
    """Use a right at the counter of the provider who asks.

    The actor is an app whose id is the provider's.

    Raises:
        TooManyTries, CodeMistyped, CodeUnknown, TokenStale, TokenUsed, BookingShown: about the code.
        ProviderPaused: ``rights.provider_paused``: nothing is used here for a while.
        OtherProvider, OtherPlace, AlreadyUsed, NotClaimed, Lapsed, NotYetValid, WrongState: about the right.
        KeyReused: ``kernel.key_reused``.
        Malformed: ``kernel.malformed`` at ``units``.
    """
    actor.must("rights.redeem")
    if not 1 <= ask.units <= UNITS_MAX:
        raise Malformed(between(1, UNITS_MAX), "units")
    code = code_of(ask.code, ask.phone_ends)

    async def act() -> RightUsed:
        return await _used(ask, code, outlet, actor, work)

    return await trying(code, actor, work, act)


async def redeemable(ask: Redeem, *, actor: Actor, work: Work, outlet: Outlet | None = None) -> Redeemable:
    """Look at what a code opens; refuses as ``redeem`` would, and counts a wrong code as it does."""
    actor.must("rights.redeem")
    code = code_of(ask.code, ask.phone_ends)

    async def act() -> Redeemable:
        async with work.job(actor) as tx:
            await expect_running(tx, actor.id)
            right = await find_right(tx, (await open_code(tx, code)).right)
            expect_own(right, actor.id)
            use(right.entitlement, 1, tx.now)
            await expect_usable(tx, right, outlet, await closed(tx, right, tx.now))
            left = right.units - right.units_used
            return Redeemable(right.sku_title, left, right.units, right.valid_to)

    return await trying(code, actor, work, act)


async def _used(ask: Redeem, code: Code, outlet: Outlet | None, actor: Actor, work: Work) -> RightUsed:
    async with work.begin(ask, actor, use="rights.redeem", answer=RightUsed) as tx:
        if tx.earlier:
            return tx.earlier
        await expect_running(tx, actor.id)
        found = await open_code(tx, code)
        used = Use(
            found.right,
            ask.channel,
            code.proof,
            provider=actor.id,
            units=ask.units,
            provider_ref=ask.provider_ref,
            agent=found.agent,
            outlet=outlet,
            shown=code.shown_sha256,
        )
        return await tx.done(await use_right(tx, used))
