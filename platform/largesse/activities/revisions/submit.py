"""Submit a draft for approval.

Invariant   what is proposed is checked against the register in the same transaction, and the difference
            that approvers see is stored with it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.documents.document import hash_of, window
from largesse.activities.guard import register
from largesse.activities.guard.check import check
from largesse.activities.guard.kept import standard_for
from largesse.activities.guard.painting import unpainted
from largesse.activities.guard.problem import by_rule, stops
from largesse.activities.lifecycle.lifecycle import RevisionWrongState, expect, expect_open
from largesse.activities.lifecycle.locking import locked
from largesse.activities.lifecycle.records import ACTIVITY, Activity
from largesse.activities.revisions.difference import difference, headline, summary
from largesse.activities.revisions.drafts import open_edit, out
from largesse.activities.revisions.problems import refuse_detriment, refuse_problems, within_reach
from largesse.activities.revisions.records import Revision
from largesse.activities.revisions.save import expect_version
from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Proposal
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.store.work import Tx, Work

SUBJECT = "activities.revision"
_SUBMITTED = ("state", "hash", "approval", "maker", "summary", "difference", "submitted_at")
_ROUTES = {"edit": "activity", "restock": "short", "extend": "short"}


@dataclass(frozen=True, kw_only=True)
class SubmitRevision(Ask):
    """Put the activity's draft before the approvers; ``draft_version`` is the one that was looked at."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    draft_version: int = asked("Version that was looked at.")


@dataclass(frozen=True)
class RevisionSubmitted:
    """What waits for signatures now."""

    activity: UUID
    revision: UUID
    approval: UUID
    hash: str


async def submit_revision(ask: SubmitRevision, *, actor: Actor, work: Work) -> RevisionSubmitted:
    """Put a draft before the approvers of its route.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        DraftChanged: ``activities.draft_changed``.
        DraftChangedElsewhere: ``activities.draft_changed_elsewhere``.
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
        expect_version(draft, ask.draft_version, actor)
        return await tx.done(await put_forward(tx, activity, draft))


async def put_forward(tx: Tx[Any], activity: Activity, draft: Revision) -> RevisionSubmitted:
    """Check a draft, store what it changes, and open its approval."""
    document, standard = draft.document, await standard_for(tx)
    grammar = standard.grammar
    found = check(document, standard)
    if not stops(found):
        found += await register.problems(tx, document, await within_reach(tx, activity.id, activity.org_unit))
        found += await unpainted(document, grammar)
    refuse_problems(found)
    expect_open(activity.state, window(document), tx.now)
    before = await out(tx, activity.id)
    if before is not None and activity.state in {"running", "paused"}:
        refuse_detriment(before.document, document, grammar)
    address = hash_of(document)
    known = await register.offers(tx, register.batches(document), activity.org_unit)
    warnings = [one.told("zh-CN") for one in by_rule(found)]
    told = summary(document, register.budget_left_minor(known), warnings, grammar)
    changes = difference(before.document if before else None, document, grammar)
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
    draft.state, draft.hash, draft.approval = "in_review", address, approval
    draft.maker, draft.summary, draft.difference = tx.actor.id, told, changes
    draft.submitted_at = tx.now
    await draft.save(using_db=tx.conn, update_fields=_SUBMITTED)
    facts = {**activity.facts(), "revision": str(draft.id), "hash": address, "approval": str(approval)}
    tx.emit("activities.revision_submitted.v1", str(activity.id), {**facts, "at": tx.now.isoformat()})
    tx.audit("activities.revision_submitted", str(activity.id), facts, org_unit=activity.org_unit)
    return RevisionSubmitted(activity.id, draft.id, approval, address)
