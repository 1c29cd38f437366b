"""Claim: the holder takes up a right; a code of ours or of a pool is there at once, else a provider is asked.

Invariant   one live order per right; the provider is asked after the commit, never inside it;
            a right that got no code out of its pool stays issued
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.catalogue.providers import expect_running
from largesse.rights.code_pools.allocate import allocate
from largesse.rights.codes.codes import make_code
from largesse.rights.entitlements.entitlement import EntitlementMissing, State, claim, move
from largesse.rights.entitlements.locking import Right, find_right, keep_right, lock_right
from largesse.rights.entitlements.placing import asked_already, place, target_for
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.entitlements.validity import note_claim, valid_to
from largesse.rights.forms.reads import expect_answered
from largesse.store.house import Port
from largesse.store.work import Tx, Work

_AT_ONCE = frozenset({"own_code", "pool"})


@dataclass(frozen=True, kw_only=True)
class ClaimRight(Ask):
    """The holder's own right."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent")


@dataclass(frozen=True)
class RightClaimed:
    """``state``: active, it can be used now; issued, the provider is asked; redeemed, it was points."""

    entitlement: EntitlementId
    state: str


CREDITS: Port[Callable[[Tx[Any], Right, UUID], Awaitable[RightClaimed]]] = Port("rights.credits")


async def claim_right(ask: ClaimRight, *, actor: Actor, work: Work) -> RightClaimed:
    """Claim a right that is one's own.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        WrongState: ``rights.entitlement_wrong_state``.
        Lapsed: ``rights.entitlement_expired``.
        ProviderPaused: ``rights.provider_paused``: it waits for its provider.
        FormNeeded: ``rights.form_needed``: what its form asks is answered first.
        ProviderAway, NoOffer: ``rights.provider_away``, ``rights.no_offer``: nobody can be asked.
        PoolEmpty: ``rights.code_pool_empty``: it stays to be claimed.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.claim_right", answer=RightClaimed) as tx:
        if tx.earlier:
            return tx.earlier
        found = await find_right(tx, ask.entitlement)
        if found.holder == actor.id and found.fulfil_mode == "points":
            return await tx.done(await tx.house.needed(CREDITS)(tx, found, actor.id))
        right = await lock_right(tx, ask.entitlement)
        if right.holder != actor.id:
            raise EntitlementMissing(ask.entitlement)
        claim(right.entitlement, tx.now)
        await expect_answered(tx, right.id)
        if right.fulfil_mode in _AT_ONCE:
            await expect_running(tx, right.provider)
            return await tx.done(await _activate(tx, right))
        if not await asked_already(tx, right.id) and await place(tx, right, await target_for(tx, right)):
            await note_claim(tx, right)
        return await tx.done(RightClaimed(right.id, right.state.value))


async def _activate(tx: Tx[Any], right: Right) -> RightClaimed:
    active = move(right.entitlement, State.ACTIVE)
    await keep_right(tx, right, active)
    await note_claim(tx, right)
    if right.fulfil_mode == "pool":
        await allocate(tx, right.sku, right.id, valid_to(right, tx.now))
    else:
        await make_code(tx, right.id)
    tell_claimed(tx, right)
    return RightClaimed(right.id, active.state.value)


def tell_claimed(tx: Tx[Any], right: Right) -> None:
    """Tell that a right was claimed."""
    payload = {"entitlement": str(right.id), "org_unit": str(right.org_unit), "at": tx.now.isoformat()}
    tx.emit("rights.right_claimed.v1", str(right.id), payload)
