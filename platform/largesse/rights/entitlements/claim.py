"""Claim: the holder takes up a right; own codes are usable at once, a provider is asked for the others.

Invariant   one live order per right; the provider is asked after the commit, never inside it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id, text_id
from largesse.rights.catalogue.providers import expect_running
from largesse.rights.codes.codes import make_code
from largesse.rights.entitlements.entitlement import ORDER, EntitlementMissing, State, claim, move
from largesse.rights.entitlements.locking import Right, keep_right, lock_right
from largesse.rights.entitlements.records import Entitlement, EntitlementId
from largesse.store.work import Tx, Work

ORDERED = "rights.order_placed.v1"


@dataclass(frozen=True)
class ProviderAway(Refusal):
    """The provider of this right is not connected now."""

    code = "rights.provider_away"


@dataclass(frozen=True, kw_only=True)
class ClaimRight(Ask):
    """The holder's own right."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent")


@dataclass(frozen=True)
class RightClaimed:
    """``state`` is ``active`` when the right can be used now, ``issued`` while the provider is asked."""

    entitlement: EntitlementId
    state: str


async def claim_right(ask: ClaimRight, *, actor: Actor, work: Work) -> RightClaimed:
    """Claim a right that is one's own.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        WrongState: ``rights.entitlement_wrong_state``.
        Lapsed: ``rights.entitlement_expired``.
        ProviderPaused: ``rights.provider_paused``: it waits for its provider.
        ProviderAway: ``rights.provider_away``.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.claim_right", answer=RightClaimed) as tx:
        if tx.earlier:
            return tx.earlier
        right = await lock_right(tx, ask.entitlement)
        if right.holder != actor.id:
            raise EntitlementMissing(ask.entitlement)
        claim(right.entitlement, tx.now)
        installation = await expect_running(tx, right.provider)
        if right.fulfil_mode == "own_code":
            return await tx.done(await _activate(tx, right))
        await _order(tx, right, installation)
        return await tx.done(RightClaimed(right.id, right.state.value))


async def _activate(tx: Tx[Any], right: Right) -> RightClaimed:
    active = move(right.entitlement, State.ACTIVE)
    await keep_right(tx, right, active)
    await _note_claim(tx, right)
    await make_code(tx, right.id)
    tx.emit(
        "rights.right_claimed.v1", str(right.id), {"entitlement": str(right.id), "at": tx.now.isoformat()}
    )
    return RightClaimed(right.id, active.state.value)


async def _order(tx: Tx[Any], right: Right, installation: UUID | None) -> None:
    """Place one order, unless one is under way already."""
    if installation is None:
        raise ProviderAway
    order = new_id()
    placed = await tx.run(
        "insert into rights_order (id, entitlement, provider, installation, provider_sku, request_id, state,"
        " placed_at) values ($1, $2, $3, $4, $5, $6, 'created', $7)"
        " on conflict (entitlement) where state not in ('failed', 'cancelled') do nothing",
        order,
        right.id,
        right.provider,
        installation,
        right.provider_sku,
        text_id(ORDER, order),
        tx.now,
    )
    if not placed:
        return
    await _note_claim(tx, right)
    tx.emit(
        ORDERED,
        str(order),
        {
            "order": str(order),
            "entitlement": str(right.id),
            "installation": str(installation),
            "provider": str(right.provider),
            "at": tx.now.isoformat(),
        },
    )


async def _note_claim(tx: Tx[Any], right: Right) -> None:
    await Entitlement.filter(id=right.id).using_db(tx.conn).update(claimed_at=tx.now)
