"""Submit a draft for approval, and take it back.

Invariant   what is proposed is checked against the register in the same transaction, and the difference
            that approvers see is stored with it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.documents.document import hash_of, window
from largesse.activities.guard import register
from largesse.activities.guard.check import Problem, check, stops
from largesse.activities.guard.remaining import given
from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.lifecycle import RevisionWrongState, expect, expect_open
from largesse.activities.lifecycle.rows import Activity, Revision, locked, locked_revision, open_edit, out
from largesse.activities.operators.operator import Operators
from largesse.activities.revisions.detriment import worsens
from largesse.activities.revisions.difference import difference, headline, summary
from largesse.activities.revisions.save import expect_version
from largesse.contracts.documents_gen import ActivityDocument
from largesse.identity.approvals import approvals
from largesse.identity.approvals.approvals import NotMaker
from largesse.identity.approvals.proposal import Proposal
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Refusal
from largesse.store.work import Read, Tx, Work

SUBJECT = "activities.revision"
_ROUTES = {"edit": "activity", "restock": "short", "extend": "short"}


@dataclass(frozen=True)
class ProblemsStop(Refusal):
    """The check finds what stops submitting; ``path`` and ``first_code`` name the first."""

    code = "activities.problems_stop"
    count: int
    first_code: str
    path: str | None = None


@dataclass(frozen=True, kw_only=True)
class SubmitRevision(Ask):
    """Put the activity's draft before the approvers; ``draft_version`` is the one that was looked at."""

    activity: UUID
    draft_version: int


@dataclass(frozen=True)
class RevisionSubmitted:
    """What waits for signatures now."""

    revision: UUID
    approval: UUID
    hash: str


@dataclass(frozen=True, kw_only=True)
class WithdrawRevision(Ask):
    """Take a revision back before it is out."""

    revision: UUID


@dataclass(frozen=True)
class RevisionMoved:
    """A revision and where it stands now."""

    revision: UUID
    state: str


async def submit_revision(ask: SubmitRevision, *, actor: Actor, work: Work) -> RevisionSubmitted:
    """Put a draft before the approvers of its route.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        DraftChanged: ``activities.draft_changed``.
        RevisionWrongState: ``activities.revision_wrong_state``: no draft is open.
        ProblemsStop: ``activities.problems_stop``.
        Detriment: ``activities.detriment``: the activity is out and would get worse for clients.
        WrongState, WindowOver: it could not come out any more.
    """
    actor.must("activities.submit_revision")
    async with work.begin(ask, actor, use="activities.submit_revision", answer=RevisionSubmitted) as tx:
        if tx.earlier:
            return tx.earlier
        activity = await locked(tx, ask.activity, actor)
        draft = await open_edit(tx, activity.id)
        if draft is None:
            raise RevisionWrongState("none", "draft")
        expect(draft.state, "draft")
        expect_version(draft, ask.draft_version)
        return await tx.done(await put_forward(tx, activity, draft))


async def put_forward(tx: Tx[Any], activity: Activity, draft: Revision) -> RevisionSubmitted:
    """Check a draft, store what it changes, and open its approval."""
    document, standard = draft.document, standard_of(tx.house)
    operators = standard.operators
    found = check(document, standard)
    if not stops(found):
        found += await register.problems(tx, document, await _within(tx, activity.id, activity.org_unit))
    refuse_problems(found)
    expect_open(activity.state, window(document)[1], tx.now)
    before = await out(tx, activity.id)
    if before is not None and activity.state in {"running", "paused"}:
        refuse_detriment(before.document, document, operators)
    address = hash_of(document)
    known = await register.offers(tx, register.batches(document), activity.org_unit)
    warnings = [one.told("zh-CN") for one in found]
    told = summary(document, register.budget_left_minor(known), warnings, operators)
    changes = difference(before.document if before else None, document, operators)
    proposal = Proposal(
        subject_kind=SUBJECT,
        subject=draft.id,
        content_hash=address,
        route=_ROUTES[draft.kind],
        org_unit=activity.org_unit,
        title=headline(document),
        summary={**told, "activity": str(activity.id), "slug": activity.slug, "kind": draft.kind},
        difference=changes,
    )
    approval = await approvals.propose(tx, proposal, tx.actor)
    await tx.run(
        "update activities_revision set state = 'in_review', hash = $2, approval = $3, maker = $4,"
        " summary = $5, difference = $6, submitted_at = $7 where id = $1",
        draft.id,
        address,
        approval,
        tx.actor.id,
        told,
        changes,
        tx.now,
    )
    facts = {**activity.facts(), "revision": str(draft.id), "hash": address, "approval": str(approval)}
    tx.emit("activities.revision_submitted.v1", str(activity.id), {**facts, "at": tx.now.isoformat()})
    tx.audit("activities.revision_submitted", str(activity.id), facts, org_unit=activity.org_unit)
    return RevisionSubmitted(draft.id, approval, address)


async def _within(read: Read, activity: UUID, org_unit: UUID) -> register.Within:
    return register.Within(org_unit, await given(read, activity))


def refuse_problems(found: list[Problem]) -> None:
    """Refuse when any problem stops.

    Raises:
        ProblemsStop: ``activities.problems_stop``.
    """
    stopping = [problem for problem in found if problem.severity == "error"]
    if stopping:
        first = stopping[0]
        raise ProblemsStop(len(stopping), first.code, first.path)


def refuse_detriment(before: ActivityDocument, after: ActivityDocument, operators: Operators) -> None:
    """Refuse a change that makes a running activity worse for clients.

    Raises:
        Detriment: ``activities.detriment``, the first of them.
    """
    for worse in worsens(before, after, operators):
        raise worse


async def withdraw_revision(ask: WithdrawRevision, *, actor: Actor, work: Work) -> RevisionMoved:
    """Take one's own revision back while it is in review, or approved and not out yet.

    Raises:
        RevisionMissing: ``activities.revision_missing``.
        RevisionWrongState: ``activities.revision_wrong_state``.
        NotMaker: ``identity.approval_not_maker``.
    """
    actor.must("activities.withdraw_revision")
    async with work.begin(ask, actor, use="activities.withdraw_revision", answer=RevisionMoved) as tx:
        if tx.earlier:
            return tx.earlier
        activity, revision = await locked_revision(tx, ask.revision, actor)
        if revision.state != "approved":
            expect(revision.state, "in_review")
        if actor.id != revision.maker or revision.approval is None:
            raise NotMaker
        if revision.state == "in_review":
            await approvals.withdraw(tx, revision.approval, actor)
        await close(tx, activity, revision, "activities.revision_withdrawn", "")
        return await tx.done(RevisionMoved(revision.id, "changes_requested"))


async def close(tx: Tx[Any], activity: Activity, revision: Revision, action: str, note: str) -> None:
    """Let a revision end as changes_requested; the next save begins a new one from it."""
    await tx.run(
        "update activities_revision set state = 'changes_requested', note = $2, decided_at = $3"
        " where id = $1",
        revision.id,
        note,
        tx.now,
    )
    facts = {**activity.facts(), "revision": str(revision.id), "hash": revision.hash}
    tx.audit(action, str(activity.id), {**facts, "note": note}, org_unit=activity.org_unit)


async def editor_problems(
    read: Read, activity: UUID, org_unit: UUID, document: ActivityDocument
) -> list[Problem]:
    """Give what would stop submitting this document now, what is out and the register included."""
    found = await register_problems(read, document, await _within(read, activity, org_unit))
    before = await out(read, activity)
    if before is None or any(problem.code.startswith("contracts.") for problem in found):
        return found
    worse = worsens(before.document, document, standard_of(read.house).operators)
    return found + [
        Problem("activities.worse_for_clients", one.path or "", "error", (("field", one.what),))
        for one in worse
    ]


async def register_problems(read: Read, document: ActivityDocument, within: register.Within) -> list[Problem]:
    """Check a document and, when its shape holds, its rights against the register as a unit may use it."""
    found = check(document, standard_of(read.house))
    if any(problem.code.startswith("contracts.") for problem in found):
        return found
    return found + await register.problems(read, document, within)
