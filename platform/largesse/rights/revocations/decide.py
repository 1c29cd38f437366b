"""Sign a proposed revocation, or send it back; the right ends with the last signature."""

from dataclasses import dataclass
from typing import Any, Literal

from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Signing
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.batches.locking import keep_stock, lock_giving
from largesse.rights.batches.stock import take_back
from largesse.rights.budgets.budget import release
from largesse.rights.budgets.locking import keep_budget, lock_budget
from largesse.rights.entitlements.entitlement import State, move
from largesse.rights.entitlements.locking import Right, keep_right, lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.revocations.revocation import (
    RevocationStanding,
    approval_of,
    expect_revocable,
    right_within_reach,
)
from largesse.store.work import Tx, Work

REVOKED = "rights.right_revoked.v1"


@dataclass(frozen=True, kw_only=True)
class DecideRevocation(Ask):
    """One signature under a proposed revocation, on the content that was shown."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent", name="right")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


async def approve_revocation(ask: DecideRevocation, *, actor: Actor, work: Work) -> RevocationStanding:
    """Sign a proposed revocation; the right ends with the last signature.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        RevocationMissing: ``rights.revocation_missing``.
        AlreadyUsed, WrongState, OrderStands: the client was quicker.
        Refusal: of the approval itself, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_revocation(ask: DecideRevocation, *, actor: Actor, work: Work) -> RevocationStanding:
    """Send a proposed revocation back; the right stays as it is. Raises as ``approve_revocation``."""
    return await _decide(ask, "return", actor, work)


async def _decide(
    ask: DecideRevocation, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> RevocationStanding:
    actor.must("rights.decide_revocation")
    use = f"rights.{decision}_revocation"
    async with work.begin(ask, actor, use=use, answer=RevocationStanding) as tx:
        if tx.earlier:
            return tx.earlier
        found = await right_within_reach(tx, ask.entitlement, actor)
        approval = await approval_of(tx, ask.entitlement)
        budget = await lock_budget(tx, found.budget)
        batch = await lock_giving(tx, found.batch)
        right = await lock_right(tx, ask.entitlement)
        signing = Signing(approval, ask.content_hash, decision, ask.opinion)
        standing = await approvals.sign(tx, signing, actor)
        after = right.entitlement
        if standing.state == "approved":
            await expect_revocable(tx, right)
            after = move(right.entitlement, State.REVOKED)
            await keep_budget(tx, release(budget, right.unit_cost_minor), right.id)
            await keep_stock(tx, take_back(batch.stock, 1))
            await keep_right(tx, right, after)
            _note(tx, right)
        return await tx.done(RevocationStanding(right.id, standing.state, after.state.value))


def _note(tx: Tx[Any], right: Right) -> None:
    payload = {
        "entitlement": str(right.id),
        "holder": str(right.holder),
        "batch": str(right.batch),
        "org_unit": str(right.org_unit),
        "at": tx.now.isoformat(),
    }
    tx.emit(REVOKED, str(right.id), payload)
    facts = {"client": str(right.holder), "batch": str(right.batch)}
    tx.audit("rights.right_revoked", str(right.id), facts, org_unit=right.org_unit)
