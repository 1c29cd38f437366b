"""Propose to revoke a right, or take one's own proposal back."""

from dataclasses import dataclass

from largesse.audience.clients.reads import names_of
from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Proposal
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.rights.entitlements.locking import Right, lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.reason import reason_of
from largesse.rights.revocations.revocation import (
    SUBJECT,
    RevocationStanding,
    approval_of,
    expect_revocable,
    right_within_reach,
)
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class ProposeRevocation(Ask):
    """The right to be revoked, and why."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent", name="right")
    reason: str = asked("Why; the approver reads it.")


@dataclass(frozen=True, kw_only=True)
class WithdrawRevocation(Ask):
    """Take one's own proposal back."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent", name="right")


async def propose_revocation(ask: ProposeRevocation, *, actor: Actor, work: Work) -> RevocationStanding:
    """Put a revocation before a second person.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        AlreadyUsed, WrongState, OrderStands: it cannot be revoked.
        OpenAlready: ``identity.approval_open_already``.
    """
    actor.must("rights.propose_revocation")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.propose_revocation", answer=RevocationStanding) as tx:
        if tx.earlier:
            return tx.earlier
        await right_within_reach(tx, ask.entitlement, actor)
        right = await lock_right(tx, ask.entitlement)
        await expect_revocable(tx, right)
        names = await names_of(tx, [right.holder])
        await approvals.propose(tx, _proposal(right, names.get(right.holder, ""), reason), actor)
        tx.audit("rights.revocation_proposed", str(right.id), {"reason": reason}, org_unit=right.org_unit)
        return await tx.done(RevocationStanding(right.id, "pending", right.state.value))


async def withdraw_revocation(ask: WithdrawRevocation, *, actor: Actor, work: Work) -> RevocationStanding:
    """Take one's own proposal back.

    Raises:
        EntitlementMissing, RevocationMissing, NotMaker, NotPending.
    """
    actor.must("rights.propose_revocation")
    async with work.begin(ask, actor, use="rights.withdraw_revocation", answer=RevocationStanding) as tx:
        if tx.earlier:
            return tx.earlier
        right = await right_within_reach(tx, ask.entitlement, actor)
        standing = await approvals.withdraw(tx, await approval_of(tx, ask.entitlement), actor)
        return await tx.done(RevocationStanding(ask.entitlement, standing.state, right.state.value))


def _proposal(right: Right, client_name: str, reason: str) -> Proposal:
    content = {
        "right": str(right.id),
        "reason": reason,
        "title": right.sku_title,
        "sku_code": right.sku_code,
        "batch_code": right.batch_code,
        "batch_title": right.batch_title,
        "client": client_name,
        "state": right.state.value,
        "unit_cost_minor": right.unit_cost_minor,
        "currency": right.currency,
        "valid_to": right.valid_to.isoformat(),
    }
    return Proposal(
        subject_kind=SUBJECT,
        subject=right.id,
        content_hash=digest(content),
        route="two_person",
        org_unit=right.org_unit,
        title=f"{right.sku_title['zh-CN']} · {client_name}",
        summary={"reason": reason},
        difference={"before": None, "after": content},
    )
