"""Raise a budget's cap, which a second person signs; or lower it, which whoever steers budgets may.

Invariant   nobody approves the raise that he proposed, and approves exactly the cap that he saw;
            a cap is never lowered below what is promised and used
Source      docs/explanation/stock.md
"""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.identity.approvals.approvals import propose, sign, withdraw
from largesse.identity.approvals.proposal import Proposal, Signing
from largesse.identity.approvals.subject import Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.money import Long, Money
from largesse.kernel.reasons import because
from largesse.rights.budgets.budget import BudgetWrongState
from largesse.rights.budgets.records import Budget, BudgetId
from largesse.rights.budgets.rows import BudgetStanding, lock_row, standing
from largesse.rights.catalogue.supply import MONEY_MAX
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

SUBJECT = "rights.budget"
RAISES = Subject(
    kind=SUBJECT,
    approve="rights.decide_budget",
    send_back="rights.decide_budget",
    withdraw="rights.steer_budget",
)


@dataclass(frozen=True)
class CapBelowPromised(Refusal):
    """The budget has promised and used more than that already."""

    code = "rights.budget_below_promised"
    promised: Money
    path: str | None = "cap_minor"


@dataclass(frozen=True)
class NoRaise(Refusal):
    """No raise of this budget waits for a signature."""

    code = "rights.budget_no_raise"


@dataclass(frozen=True)
class RaiseWaits(Refusal):
    """A raise of this budget waits for a signature: sign it or withdraw it first."""

    code = "rights.budget_raise_waits"


@dataclass(frozen=True, kw_only=True)
class MoveCap(Ask):
    """The cap that a budget is to have, and why."""

    budget: BudgetId = asked("The budget, bud_….", id="bud")
    cap_minor: Long = asked("The new most, in minor units.")
    reason: str = asked("Why; the signer reads it, and it stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class DecideRaise(Ask):
    """One signature under a raise, on the content that was shown."""

    budget: BudgetId = asked("The budget, bud_….", id="bud")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawRaise(Ask):
    """Take one's own proposal back."""

    budget: BudgetId = asked("The budget, bud_….", id="bud")


async def lower_budget(ask: MoveCap, *, actor: Actor, work: Work) -> BudgetStanding:
    """Lower the cap at once.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        CapBelowPromised: ``rights.budget_below_promised``.
        RaiseWaits: ``rights.budget_raise_waits``.
    """
    actor.must("rights.steer_budget")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.lower_budget", answer=BudgetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _free_row(tx, ask.budget, actor)
        promised, before = row.reserved_minor + row.spent_minor, row.cap_minor
        if ask.cap_minor < max(1, promised):
            raise CapBelowPromised(Money(promised, row.currency))
        if ask.cap_minor >= row.cap_minor:
            raise Malformed(because("rights.reason.lower"), "cap_minor")
        row.cap_minor, row.pace_floor_minor = ask.cap_minor, min(row.pace_floor_minor, ask.cap_minor)
        await row.save(using_db=tx.conn, update_fields=["cap_minor", "pace_floor_minor"])
        _note(tx, row, "rights.budget_lowered", before, reason)
        return await tx.done(standing(row))


async def propose_raise(ask: MoveCap, *, actor: Actor, work: Work) -> BudgetStanding:
    """Put a higher cap before a second person.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        BudgetWrongState: ``rights.budget_wrong_state``.
        RaiseWaits: ``rights.budget_raise_waits``.
    """
    actor.must("rights.steer_budget")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.propose_raise", answer=BudgetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _free_row(tx, ask.budget, actor)
        if row.state != "active":
            raise BudgetWrongState(row.state)
        if not row.cap_minor < ask.cap_minor <= MONEY_MAX:
            raise Malformed(because("rights.reason.raise"), "cap_minor")
        row.approval = await propose(tx, _proposal(row, ask.cap_minor, reason), actor)
        row.raise_to_minor = ask.cap_minor
        await row.save(using_db=tx.conn, update_fields=["approval", "raise_to_minor"])
        facts = {"cap_minor": ask.cap_minor, "reason": reason}
        tx.audit("rights.budget_raise_proposed", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(standing(row))


async def withdraw_raise(ask: WithdrawRaise, *, actor: Actor, work: Work) -> BudgetStanding:
    """Take one's own proposal back.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        NoRaise: ``rights.budget_no_raise``.
        NotMaker: ``identity.approval_not_maker``.
    """
    actor.must("rights.steer_budget")
    async with work.begin(ask, actor, use="rights.withdraw_raise", answer=BudgetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_row(tx, ask.budget, actor)
        await withdraw(tx, _waiting(row), actor)
        await _end(tx, row, row.cap_minor)
        return await tx.done(standing(row))


async def approve_raise(ask: DecideRaise, *, actor: Actor, work: Work) -> BudgetStanding:
    """Sign a raise; the last signature raises the cap.

    Raises:
        BudgetMissing: ``rights.budget_missing``.
        NoRaise: ``rights.budget_no_raise``.
        Refusal: of the approval itself, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_raise(ask: DecideRaise, *, actor: Actor, work: Work) -> BudgetStanding:
    """Send a raise back; the cap stays. Raises as ``approve_raise``."""
    return await _decide(ask, "return", actor, work)


async def _decide(
    ask: DecideRaise, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> BudgetStanding:
    actor.must("rights.decide_budget")
    async with work.begin(ask, actor, use=f"rights.{decision}_raise", answer=BudgetStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_row(tx, ask.budget, actor)
        signing = Signing(_waiting(row), ask.content_hash, decision, ask.opinion)
        signed = await sign(tx, signing, actor)
        before, wanted = row.cap_minor, row.raise_to_minor or row.cap_minor
        if signed.state == "approved":
            await _end(tx, row, wanted)
            _note(tx, row, "rights.budget_raised", before, ask.opinion)
        elif signed.state != "pending":
            await _end(tx, row, before)
        return await tx.done(standing(row))


async def _free_row(tx: Tx[Any], budget: UUID, actor: Actor) -> Budget:
    row = await lock_row(tx, budget, actor)
    if row.approval is not None:
        raise RaiseWaits
    return row


def _waiting(row: Budget) -> UUID:
    if row.approval is None:
        raise NoRaise
    return row.approval


async def _end(tx: Tx[Any], row: Budget, cap_minor: int) -> None:
    row.cap_minor = cap_minor
    row.update_from_dict({"approval": None, "raise_to_minor": None})
    await row.save(using_db=tx.conn, update_fields=["cap_minor", "approval", "raise_to_minor"])


def _note(tx: Tx[Any], row: Budget, act: str, before: int, reason: str) -> None:
    facts = {"from_minor": before, "to_minor": row.cap_minor, "reason": reason}
    tx.audit(act, str(row.id), facts, org_unit=row.org_unit)


def _proposal(row: Budget, cap_minor: int, reason: str) -> Proposal:
    before = {"cap_minor": row.cap_minor}
    content = {
        "budget": str(row.id),
        "code": row.code,
        "cap_minor": cap_minor,
        "from_minor": row.cap_minor,
        "currency": row.currency,
        "reason": reason,
    }
    summary = {
        "from_minor": row.cap_minor,
        "to_minor": cap_minor,
        "promised_minor": row.reserved_minor + row.spent_minor,
        "currency": row.currency,
        "reason": reason,
    }
    return Proposal(
        subject_kind=SUBJECT,
        subject=row.id,
        content_hash=digest(content),
        route="two_person",
        org_unit=row.org_unit,
        title=row.title["zh-CN"],
        summary=summary,
        difference={"before": before, "after": content},
    )
