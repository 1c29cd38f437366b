"""Sign a proposed change of staff, send it back, or take it back; with the second signature it is done.

Invariant   nobody decides about himself or what he proposed; what is done is what was signed
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import msgspec

from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Signing
from largesse.identity.approvals.records import Approval, ApprovalId
from largesse.identity.approvals.subject import Against, Subject
from largesse.identity.ids import StaffId
from largesse.identity.sessions.sign_in import find_person
from largesse.identity.staff.change import StaffChanged, keep_standing, standing_of
from largesse.identity.staff.propose import SUBJECT
from largesse.identity.staff.records import Staff
from largesse.identity.staff.signing import signing_roles
from largesse.identity.staff.staff import NotYourself, StaffMissing, check_unit, expect_another, locked_staff
from largesse.identity.staff.standing import ACTIVE, StaffChangeStale, Turned, closed
from largesse.identity.staff.successors import expect_successors, lock_administrators, other_administrators
from largesse.kernel.actor import SYSTEM, Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal
from largesse.store.work import Read, Tx, Work


@dataclass(frozen=True)
class StaffChangeMissing(Missing):
    """Nobody has proposed to change this member of staff."""

    code = "identity.staff_change_missing"
    staff: UUID


@dataclass(frozen=True)
class SecondIsThere(Refusal):
    """A second administrator can sign, so that the machine does not."""

    code = "identity.second_is_there"


@dataclass(frozen=True, kw_only=True)
class DecideStaffChange(Ask):
    """One signature under a proposed change, on the content that was shown."""

    staff: StaffId = asked("Whom it is about, stf_….", id="stf")
    content_hash: str = asked("Address of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawStaffChange(Ask):
    """Take one's own proposal back."""

    staff: StaffId = asked("Whom it is about, stf_….", id="stf")


@dataclass(frozen=True)
class _Proposed:
    """What was proposed of whom, by whom."""

    approval: ApprovalId
    maker: UUID
    turned: Turned


async def approve_staff_change(ask: DecideStaffChange, *, actor: Actor, work: Work) -> StaffChanged:
    """Sign a proposed change; it is done in the same commit.

    Raises:
        StaffMissing: ``identity.staff_missing``.
        StaffChangeMissing: ``identity.staff_change_missing``.
        NotYourself: ``identity.staff_not_yourself``: also through a colleague's hand.
        StaffChangeStale: ``identity.staff_change_stale``.
        Refusal: of the approval itself, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_staff_change(ask: DecideStaffChange, *, actor: Actor, work: Work) -> StaffChanged:
    """Send a proposed change back; all stays as it is. Raises as ``approve_staff_change``."""
    return await _decide(ask, "return", actor, work)


async def withdraw_staff_change(ask: WithdrawStaffChange, *, actor: Actor, work: Work) -> StaffChanged:
    """Take one's own proposal back.

    Raises:
        StaffMissing, StaffChangeMissing, NotMaker, NotPending.
    """
    actor.must("identity.change_staff")
    async with work.begin(ask, actor, use="identity.withdraw_staff_change", answer=StaffChanged) as tx:
        if tx.earlier:
            return tx.earlier
        await locked_staff(tx, ask.staff, actor)
        await approvals.withdraw(tx, (await _proposed(tx, ask.staff)).approval, actor)
        return await tx.done(StaffChanged(ask.staff))


async def approve_on_machine(login: str, *, work: Work) -> StaffChanged:
    """Be the second person where there is no second administrator: whoever has the machine has the database.

    The proposal itself is withdrawn, because the machine has no seat in it.

    Args:
        login: staff number or e-mail.
        work: the way to the database.

    Raises:
        StaffMissing: ``identity.staff_missing``.
        StaffChangeMissing: ``identity.staff_change_missing``.
        StaffChangeStale: ``identity.staff_change_stale``.
        SecondIsThere: ``identity.second_is_there``.
    """
    async with work.job(SYSTEM) as tx:
        await lock_administrators(tx)
        known = await find_person(tx, login.strip())
        if known is None:
            raise StaffMissing(SYSTEM.id)
        one = await locked_staff(tx, StaffId(known.id), SYSTEM)
        found = await _proposed(tx, StaffId(known.id), state="pending")
        if await other_administrators(tx, found.maker, known.id):
            raise SecondIsThere
        await approvals.withdraw(tx, found.approval, SYSTEM)
        await _do(tx, one, found)
    return StaffChanged(StaffId(known.id))


async def _decide(
    ask: DecideStaffChange, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> StaffChanged:
    actor.must("identity.decide_staff_change")
    use = f"identity.{decision}_staff_change"
    async with work.begin(ask, actor, use=use, answer=StaffChanged) as tx:
        if tx.earlier:
            return tx.earlier
        await lock_administrators(tx)
        one = await locked_staff(tx, ask.staff, actor)
        expect_another(ask.staff, actor)
        found = await _proposed(tx, ask.staff)
        standing = await approvals.sign(
            tx, Signing(found.approval, ask.content_hash, decision, ask.opinion), actor
        )
        if await approvals.has_approved(tx, found.approval, {ask.staff}):
            raise NotYourself
        if standing.state == "approved":
            await check_unit(tx, found.turned.after.unit, actor)
            await _do(tx, one, found)
        return await tx.done(StaffChanged(ask.staff))


async def _do(tx: Tx[Any], one: Staff, found: _Proposed) -> None:
    if standing_of(one) != found.turned.before:
        raise StaffChangeStale("changed")
    if not await _may_ask(tx, found.maker):
        raise StaffChangeStale("maker")
    leaves = closed(found.turned.before, found.turned.after, signing_roles(tx.house))
    await expect_successors(tx, one, leaves, even_so=True)
    await keep_standing(tx, one, found.turned.after)


async def _may_ask(read: Read, maker: UUID) -> bool:
    """Tell whether who proposed still administers staff."""
    found = await Staff.get_or_none(id=maker, state=ACTIVE, using_db=read.conn)
    return found is not None and not read.house.access["identity.change_staff"].isdisjoint(found.roles)


async def _proposed(tx: Tx[Any], staff: StaffId, **such: str) -> _Proposed:
    """Read the newest proposal about a member of staff.

    Raises:
        StaffChangeMissing: ``identity.staff_change_missing``.
    """
    of_person = Approval.filter(subject_kind=SUBJECT, subject=staff, **such).using_db(tx.conn)
    newest = await of_person.order_by("-proposed_at", "-id").first()
    if newest is None:
        raise StaffChangeMissing(staff)
    return _Proposed(ApprovalId(newest.id), newest.maker, _turned(newest))


def _turned(approval: Approval) -> Turned:
    return msgspec.convert(approval.difference, Turned)


async def against_changes(read: Read, staff: Sequence[UUID]) -> dict[UUID, Against]:
    """Read what stands against proposed changes, by the person: himself, and that he was changed since."""
    waiting = Approval.filter(subject_kind=SUBJECT, subject__in=list(staff), state="pending")
    proposals = {one.subject: one for one in await waiting.using_db(read.conn)}
    people = {one.id: one for one in await Staff.filter(id__in=list(staff)).using_db(read.conn)}
    return {
        who: Against(
            makers=frozenset({who}),
            over=standing_of(people[who]) != _turned(one).before or not await _may_ask(read, one.maker),
        )
        for who, one in proposals.items()
    }


STAFF_CHANGES = Subject(
    kind=SUBJECT,
    approve="identity.decide_staff_change",
    send_back="identity.decide_staff_change",
    withdraw="identity.change_staff",
    against=against_changes,
)
