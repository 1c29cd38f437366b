"""A revocation: whom it waits for, and what may still be revoked.

Words       *revocation* 撤销权益: the right ends; its unit and its money are free again
Invariant   nobody approves what he proposed, and approves exactly the reason he read; what is used, over or
            with a provider is not revoked. The client may use the right until the last signature.
Source      docs/explanation/entitlement.md
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.approvals import approvals
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing, Refusal
from largesse.rights.entitlements.entitlement import Entitlement, EntitlementMissing, expect_unused
from largesse.rights.entitlements.locking import Right, find_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.work import Tx

SUBJECT = "rights.revocation"
_ORDER_OVER = frozenset({"failed", "cancelled", "rerouted"})
_NEWEST_ORDER = "select state from rights_order where entitlement = $1 order by placed_at desc limit 1"


@dataclass(frozen=True)
class RevocationMissing(Missing):
    """Nobody has proposed to revoke this right."""

    code = "rights.revocation_missing"
    entitlement: UUID


@dataclass(frozen=True)
class OrderStands(Refusal):
    """A provider has been asked to fulfil the right, so that it is not ours alone to end."""

    code = "rights.order_stands"


@dataclass(frozen=True)
class RevocationStanding:
    """A revocation (pending, approved, returned, withdrawn) and its right as they are now."""

    entitlement: EntitlementId
    state: str
    right_state: str


async def right_within_reach(tx: Tx[Any], entitlement: UUID, actor: Actor) -> Right:
    """Read a right that the actor reaches, without a lock.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
    """
    right = await find_right(tx, entitlement)
    actor.reach(right.org_unit, EntitlementMissing(entitlement))
    return right


async def approval_of(tx: Tx[Any], entitlement: UUID) -> UUID:
    """Give the newest approval of a right's revocation.

    Raises:
        RevocationMissing: ``rights.revocation_missing``.
    """
    approval = await approvals.latest_on(tx, SUBJECT, entitlement)
    if approval is None:
        raise RevocationMissing(entitlement)
    return approval


async def expect_revocable(tx: Tx[Any], right: Right) -> None:
    """Refuse what is used or over, and what a provider has been asked for.

    Raises:
        AlreadyUsed, WrongState, OrderStands: it cannot be revoked.
    """
    check_revocable(right.entitlement, await newest_order(tx, right.id))


async def newest_order(tx: Tx[Any], entitlement: UUID) -> str | None:
    """Give the state of a right's newest order; None: nobody was asked."""
    found: str | None = await tx.value(_NEWEST_ORDER, entitlement)
    return found


def check_revocable(right: Entitlement, newest_order: str | None) -> None:
    """Refuse what is used or over, and what a provider has been asked for.

    Raises:
        AlreadyUsed, WrongState, OrderStands: it cannot be revoked.
    """
    expect_unused(right)
    if order_stands(newest_order):
        raise OrderStands


def order_stands(newest: str | None) -> bool:
    """Tell whether a provider fulfils or fulfilled a right, by its newest order; the ones before are over."""
    return newest is not None and newest not in _ORDER_OVER
