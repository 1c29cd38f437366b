"""Claim: the holder takes up a right; own codes are usable at once, a provider is asked for the others.

Invariant   one live order per right; the provider is asked after the commit, never inside it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id, text_id
from largesse.rights.codes.codes import make_code
from largesse.rights.entitlements.entitlement import Entitlement, EntitlementMissing, State, claim, move
from largesse.rights.entitlements.register import Row, keep_right, lock_right
from largesse.store.work import Tx, Work

ORDERED = "rights.order_placed.v1"


@dataclass(frozen=True)
class ProviderAway(Refusal):
    """The provider of this right is not connected now."""

    code = "rights.provider_away"


@dataclass(frozen=True, kw_only=True)
class ClaimRight(Ask):
    """The holder's own right."""

    entitlement: UUID


@dataclass(frozen=True)
class RightClaimed:
    """``state`` is ``active`` when the right can be used now, ``issued`` while the provider is asked."""

    entitlement: UUID
    state: str


async def claim_right(ask: ClaimRight, *, actor: Actor, work: Work) -> RightClaimed:
    """Claim a right that is one's own.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        WrongState: ``rights.entitlement_wrong_state``.
        Lapsed: ``rights.entitlement_expired``.
        ProviderAway: ``rights.provider_away``.
    """
    actor.must("rights.own")
    async with work.begin(ask, actor, use="rights.claim_right", answer=RightClaimed) as tx:
        if tx.earlier:
            return tx.earlier
        right, row = await lock_right(tx, ask.entitlement)
        if row["holder"] != actor.id:
            raise EntitlementMissing(ask.entitlement)
        claim(right, tx.now)
        if row["fulfil_mode"] == "own_code":
            return await tx.done(await _open(tx, right))
        await _order(tx, row)
        return await tx.done(RightClaimed(right.id, right.state.value))


async def _open(tx: Tx[RightClaimed], right: Entitlement) -> RightClaimed:
    active = move(right, State.ACTIVE)
    await keep_right(tx, right, active)
    await tx.run("update rights_entitlement set claimed_at = $2 where id = $1", right.id, tx.now)
    await make_code(tx, right.id)
    tx.emit(
        "rights.right_claimed.v1", str(right.id), {"entitlement": str(right.id), "at": tx.now.isoformat()}
    )
    return RightClaimed(right.id, active.state.value)


async def _order(tx: Tx[Any], row: Row) -> None:
    """Place one order, unless one is under way already."""
    if row["installation"] is None:
        raise ProviderAway
    order = new_id()
    placed = await tx.run(
        "insert into rights_order (id, entitlement, provider, installation, provider_sku, request_id, state,"
        " placed_at) values ($1, $2, $3, $4, $5, $6, 'created', $7)"
        " on conflict (entitlement) where state not in ('failed', 'cancelled') do nothing",
        order,
        row["id"],
        row["provider"],
        row["installation"],
        row["provider_sku"],
        text_id("ord", order),
        tx.now,
    )
    if not placed:
        return
    await tx.run("update rights_entitlement set claimed_at = $2 where id = $1", row["id"], tx.now)
    tx.emit(
        ORDERED,
        str(order),
        {
            "order": str(order),
            "entitlement": str(row["id"]),
            "installation": str(row["installation"]),
            "provider": str(row["provider"]),
            "at": tx.now.isoformat(),
        },
    )
