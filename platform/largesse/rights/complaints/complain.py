"""A client complains of a right, and says whether the answer helped; staff answer.

Invariant   complaint, audit and event commit together; a client meets his own complaints only; what was said
            stays, each with its time
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.rights.complaints.complaint import (
    ComplaintMissing,
    ComplaintUnderWay,
    about_of,
    due_at,
    expect_answerable,
    settle,
)
from largesse.rights.complaints.records import Complaint, ComplaintId, ComplaintTurn
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.locking import lock_right
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.reason import words_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class Complain(Ask):
    """What went wrong with a right."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent")
    about: str = asked("not_served, late, quality, charge or other.")
    words: str = asked("What happened, at most 500 characters.")


@dataclass(frozen=True, kw_only=True)
class SettleComplaint(Ask):
    """Whether the answer helped."""

    complaint: ComplaintId = asked("The complaint, cmp_….", id="cmp")
    content: bool = asked("True closes it, false takes it up again.")
    words: str = asked("What is still wrong; needed to take it up again.", default="")


@dataclass(frozen=True, kw_only=True)
class AnswerComplaint(Ask):
    """What the client reads."""

    complaint: ComplaintId = asked("The complaint, cmp_….", id="cmp")
    answer: str = asked("What was found and done, at most 500 characters; the client reads it.")


@dataclass(frozen=True)
class ComplaintTold:
    """The complaint and how it stands."""

    complaint: ComplaintId
    state: str


async def complain(ask: Complain, *, actor: Actor, work: Work) -> ComplaintTold:
    """Complain of a right of one's own.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``.
        ComplaintUnderWay: ``rights.complaint_under_way``.
        Malformed: ``kernel.malformed`` at ``about`` or ``words``.
    """
    actor.must("rights.own")
    about, words = about_of(ask.about), words_of(ask.words, least=1)
    async with work.begin(ask, actor, use="rights.complain", answer=ComplaintTold) as tx:
        if tx.earlier:
            return tx.earlier
        right = await lock_right(tx, ask.entitlement)
        if right.holder != actor.id:
            raise EntitlementMissing(ask.entitlement)
        if await Complaint.filter(entitlement=right.id).exclude(state="closed").using_db(tx.conn).exists():
            raise ComplaintUnderWay
        row = await Complaint.create(
            id=new_id(),
            entitlement=right.id,
            client=actor.id,
            provider=right.provider,
            org_unit=right.org_unit,
            about=about,
            words=words,
            state="open",
            at=tx.now,
            due_at=due_at(tx.now),
            using_db=tx.conn,
        )
        await _said(tx, row, words)
        return await tx.done(ComplaintTold(ComplaintId(row.id), row.state))


async def settle_complaint(ask: SettleComplaint, *, actor: Actor, work: Work) -> ComplaintTold:
    """Close one's own complaint, or take it up again with what is still wrong.

    Raises:
        ComplaintMissing: ``rights.complaint_missing``.
        ComplaintWrongState: ``rights.complaint_wrong_state``.
        ReopenedEnough: ``rights.complaint_reopened_enough``.
        Malformed: ``kernel.malformed`` at ``words``.
    """
    actor.must("rights.own")
    words = words_of(ask.words, least=0 if ask.content else 1)
    async with work.begin(ask, actor, use="rights.settle_complaint", answer=ComplaintTold) as tx:
        if tx.earlier:
            return tx.earlier
        found = await _locked(tx, ask.complaint)
        if found.client != actor.id:
            raise ComplaintMissing
        state, found.reopened = settle(found.state, found.reopened, content=ask.content)
        found.state = state
        if state == "closed":
            found.closed_at = tx.now
        else:
            found.words, found.due_at = words, due_at(tx.now)
            await _said(tx, found, words)
        await found.save(using_db=tx.conn)
        return await tx.done(ComplaintTold(ComplaintId(found.id), found.state))


async def answer_complaint(ask: AnswerComplaint, *, actor: Actor, work: Work) -> ComplaintTold:
    """Answer a complaint, or better an answer that the client has not closed.

    Raises:
        ComplaintMissing: ``rights.complaint_missing``.
        ComplaintWrongState: ``rights.complaint_wrong_state``.
        Malformed: ``kernel.malformed`` at ``answer``.
    """
    actor.must("rights.answer_complaint")
    answer = words_of(ask.answer, "answer", least=1)
    async with work.begin(ask, actor, use="rights.answer_complaint", answer=ComplaintTold) as tx:
        if tx.earlier:
            return tx.earlier
        found = await _locked(tx, ask.complaint)
        actor.reach(found.org_unit, ComplaintMissing())
        expect_answerable(found.state)
        found.state, found.answer = "answered", answer
        found.answered_at, found.answered_by = tx.now, actor.id
        await _said(tx, found, answer, actor.id)
        await found.save(using_db=tx.conn)
        facts = {"answer": answer, "entitlement": str(found.entitlement)}
        tx.audit("rights.complaint_answered", str(found.id), facts, org_unit=found.org_unit)
        return await tx.done(ComplaintTold(ComplaintId(found.id), found.state))


async def _said(tx: Tx[Any], complaint: Complaint, words: str, staff: UUID | None = None) -> None:
    """Keep what was said now, by the client or by staff."""
    await ComplaintTurn.create(
        id=new_id(), complaint=complaint.id, staff=staff, words=words, at=tx.now, using_db=tx.conn
    )


async def _locked(tx: Tx[Any], complaint: UUID) -> Complaint:
    found = await Complaint.filter(id=complaint).using_db(tx.conn).select_for_update().first()
    if found is None:
        raise ComplaintMissing
    return found
