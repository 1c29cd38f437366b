"""Seats: hand one's own over until a date, require one more signer; the subject itself does not move."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.identity.approvals import case, records
from largesse.identity.approvals.approvals import insert_signer, locked_within_reach
from largesse.identity.approvals.case import LockedCase
from largesse.identity.approvals.records import ApprovalId
from largesse.identity.approvals.route import seat_for
from largesse.identity.ids import StaffId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.store.work import Tx, Work

MIN_HAND_OVER = timedelta(minutes=1)
MAX_HAND_OVER = timedelta(days=90)


@dataclass(frozen=True)
class DelegateUnfit(Refusal):
    """The colleague cannot take this seat: he made it, has acted, is disabled or cannot reach it."""

    code = "identity.approval_delegate_unfit"
    path = "to"
    why: str


@dataclass(frozen=True)
class HandOverEnds(Refusal):
    """A hand-over must end in the future, within ninety days."""

    code = "identity.approval_hand_over_ends"
    path = "until"


@dataclass(frozen=True, kw_only=True)
class HandOverApproval(Ask):
    """Let ``to`` act in one's seat until a date."""

    approval: ApprovalId = asked("Approval, apv_….", id="apv")
    to: StaffId = asked("Colleague, stf_….", id="stf")
    until: datetime = asked("End, within ninety days.")


@dataclass(frozen=True, kw_only=True)
class AddSigner(Ask):
    """Require ``staff`` at the step at hand."""

    approval: ApprovalId = asked("Approval, apv_….", id="apv")
    staff: StaffId = asked("Colleague, stf_….", id="stf")


@dataclass(frozen=True)
class Arranged:
    """The approval whose seats were arranged."""

    approval: ApprovalId


async def hand_over_approval(ask: HandOverApproval, *, actor: Actor, work: Work) -> Arranged:
    """Hand one's seat over once per key; raises what ``hand_over`` raises."""
    actor.must("identity.hand_over_approval")
    async with work.begin(ask, actor, use="identity.hand_over_approval", answer=Arranged) as tx:
        if tx.earlier:
            return tx.earlier
        await hand_over(tx, ask.approval, ask.to, ask.until, actor)
        return await tx.done(Arranged(ask.approval))


async def add_approval_signer(ask: AddSigner, *, actor: Actor, work: Work) -> Arranged:
    """Add a signer once per key; raises what ``add_signer`` raises."""
    actor.must("identity.add_signer")
    async with work.begin(ask, actor, use="identity.add_signer", answer=Arranged) as tx:
        if tx.earlier:
            return tx.earlier
        await add_signer(tx, ask.approval, ask.staff, actor)
        return await tx.done(Arranged(ask.approval))


async def hand_over(tx: Tx[Any], approval: UUID, to_staff: UUID, until: datetime, actor: Actor) -> None:
    """Let a colleague act in one's seat on this approval until a date.

    Raises:
        NoSeat: ``identity.approval_no_seat``: only who could sign now can hand over.
        DelegateUnfit: ``identity.approval_delegate_unfit``.
        HandOverEnds: ``identity.approval_hand_over_ends``.
    """
    locked = await locked_within_reach(tx, approval, actor)
    seat_for(locked.case, await case.person(tx, actor.id, locked.org_unit))
    if not MIN_HAND_OVER <= until - tx.now <= MAX_HAND_OVER:
        raise HandOverEnds
    await _check_fit(tx, locked, to_staff)
    await records.Delegation.create(
        id=new_id(),
        approval=approval,
        giver=actor.id,
        taker=to_staff,
        until=until,
        at=tx.now,
        using_db=tx.conn,
    )
    facts = {"to": str(to_staff), "until": until.isoformat()}
    tx.audit("identity.approval_handed_over", str(approval), facts, org_unit=locked.org_unit)


async def add_signer(tx: Tx[Any], approval: UUID, staff: UUID, actor: Actor) -> None:
    """Require one more named colleague at the step at hand.

    Raises:
        NoSeat: ``identity.approval_no_seat``: only who could sign now can add a signer.
        DelegateUnfit: ``identity.approval_delegate_unfit``.
    """
    locked = await locked_within_reach(tx, approval, actor)
    seat_for(locked.case, await case.person(tx, actor.id, locked.org_unit))
    await _check_fit(tx, locked, staff)
    await insert_signer(tx, approval, locked.case.step, staff, actor.id)
    facts = {"staff": str(staff), "step": locked.case.step}
    tx.audit("identity.approval_signer_added", str(approval), facts, org_unit=locked.org_unit)


async def _check_fit(tx: Tx[Any], locked: LockedCase, staff: UUID) -> None:
    person = await case.person(tx, staff, locked.org_unit)
    if staff == locked.case.maker:
        raise DelegateUnfit("maker")
    if any(staff in {s.person, s.hand} for s in locked.case.signatures):
        raise DelegateUnfit("acted")
    if not person.reaches:
        raise DelegateUnfit("reach")
