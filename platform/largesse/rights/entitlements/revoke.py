"""Revoke a right that nobody has used: proposed with a reason by one, approved by another.

Words       *revocation* 撤销权益: the right ends; its unit and its money are free again
Invariant   nobody approves what he proposed, and approves exactly the reason he read; what is used, over or
            with a provider is not revoked. The client may use the right until the last signature.
Source      docs/explanation/entitlement.md
"""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Proposal, Signing
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Missing, Refusal
from largesse.rights.batches.stock import take_back
from largesse.rights.budgets.budget import release
from largesse.rights.entitlements.entitlement import (
    Entitlement,
    EntitlementMissing,
    State,
    expect_unused,
    move,
)
from largesse.rights.entitlements.names import with_names
from largesse.rights.entitlements.register import (
    Row,
    find_right,
    keep_budget,
    keep_right,
    keep_stock,
    lock_budget,
    lock_right,
    lock_stock,
)
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

SUBJECT = "rights.revocation"
REVOKED = "rights.right_revoked.v1"


@dataclass(frozen=True)
class RevocationMissing(Missing):
    """Nobody has proposed to revoke this right."""

    code = "rights.revocation_missing"
    entitlement: UUID


@dataclass(frozen=True)
class OrderStands(Refusal):
    """A provider has been asked to fulfil the right, so that it is not ours alone to end."""

    code = "rights.order_stands"


@dataclass(frozen=True, kw_only=True)
class ProposeRevocation(Ask):
    """The right to be revoked, and why."""

    entitlement: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class DecideRevocation(Ask):
    """One signature under a proposed revocation, on the content that was shown."""

    entitlement: UUID
    content_hash: str
    opinion: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawRevocation(Ask):
    """Take one's own proposal back."""

    entitlement: UUID


@dataclass(frozen=True)
class RevocationStanding:
    """A revocation (pending, approved, returned, withdrawn) and its right as they are now."""

    entitlement: UUID
    state: str
    right_state: str


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
        await _reached(tx, ask.entitlement, actor)
        right, row = await lock_right(tx, ask.entitlement)
        await _expect_ours(tx, right)
        (named,) = await with_names(tx, [row])
        await approvals.propose(tx, _proposal(named, reason), actor)
        tx.audit("rights.revocation_proposed", str(right.id), {"reason": reason}, org_unit=row["org_unit"])
        return await tx.done(RevocationStanding(right.id, "pending", right.state.value))


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


async def withdraw_revocation(ask: WithdrawRevocation, *, actor: Actor, work: Work) -> RevocationStanding:
    """Take one's own proposal back.

    Raises:
        EntitlementMissing, RevocationMissing, NotMaker, NotPending.
    """
    actor.must("rights.propose_revocation")
    async with work.begin(ask, actor, use="rights.withdraw_revocation", answer=RevocationStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _reached(tx, ask.entitlement, actor)
        standing = await approvals.withdraw(tx, await _proposed(tx, ask.entitlement), actor)
        return await tx.done(RevocationStanding(ask.entitlement, standing.state, row["state"]))


async def _decide(
    ask: DecideRevocation, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> RevocationStanding:
    actor.must("rights.decide_revocation")
    use = f"rights.{decision}_revocation"
    async with work.begin(ask, actor, use=use, answer=RevocationStanding) as tx:
        if tx.earlier:
            return tx.earlier
        found = await _reached(tx, ask.entitlement, actor)
        approval = await _proposed(tx, ask.entitlement)
        budget, (stock, _) = await lock_budget(tx, found["budget"]), await lock_stock(tx, found["batch"])
        right, row = await lock_right(tx, ask.entitlement)
        signing = Signing(approval, ask.content_hash, decision, ask.opinion)
        standing = await approvals.sign(tx, signing, actor)
        after = right
        if standing.state == "approved":
            await _expect_ours(tx, right)
            after = move(right, State.REVOKED)
            await keep_budget(tx, release(budget, row["unit_cost_minor"]))
            await keep_stock(tx, take_back(stock, right.units))
            await keep_right(tx, right, after)
            _tell(tx, row)
        return await tx.done(RevocationStanding(right.id, standing.state, after.state.value))


async def _reached(tx: Tx[Any], entitlement: UUID, actor: Actor) -> Row:
    row = await find_right(tx, entitlement)
    if row is None:
        raise EntitlementMissing(entitlement)
    actor.reach(row["org_unit"], EntitlementMissing(entitlement))
    return row


async def _proposed(tx: Tx[Any], entitlement: UUID) -> UUID:
    approval = await approvals.latest_on(tx, SUBJECT, entitlement)
    if approval is None:
        raise RevocationMissing(entitlement)
    return approval


async def _expect_ours(tx: Tx[Any], right: Entitlement) -> None:
    """Refuse what is used or over, and what a provider has been asked for."""
    expect_unused(right)
    sql = "select 1 from rights_order where entitlement = $1 and state not in ('failed', 'cancelled')"
    if await tx.value(sql, right.id):
        raise OrderStands


def _proposal(row: Row, reason: str) -> Proposal:
    content = {
        "right": str(row["id"]),
        "reason": reason,
        "title": row["sku_title"],
        "sku_code": row["sku_code"],
        "batch_code": row["batch_code"],
        "client": row["client_name"],
        "state": row["state"],
        "unit_cost_minor": row["unit_cost_minor"],
        "currency": row["currency"],
        "valid_to": row["valid_to"].isoformat(),
    }
    return Proposal(
        subject_kind=SUBJECT,
        subject=row["id"],
        content_hash=digest(content),
        route="two_person",
        org_unit=row["org_unit"],
        title=f"{row['sku_title']['zh-CN']} · {row['client_name']}",
        summary={"reason": reason},
        difference={"before": None, "after": content},
    )


def _tell(tx: Tx[Any], row: Row) -> None:
    at = tx.now.isoformat()
    payload = {
        "entitlement": str(row["id"]),
        "holder": str(row["holder"]),
        "batch": str(row["batch"]),
        "at": at,
    }
    tx.emit(REVOKED, str(row["id"]), payload)
    facts = {"client": str(row["holder"]), "batch": str(row["batch"])}
    tx.audit("rights.right_revoked", str(row["id"]), facts, org_unit=row["org_unit"])
