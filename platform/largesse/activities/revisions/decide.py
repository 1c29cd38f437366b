"""Approve or return a revision: the decision is identity's primitive, the state is ours."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import expect
from largesse.activities.lifecycle.records import Activity
from largesse.activities.revisions.drafts import locked_revision
from largesse.activities.revisions.publish import bring_out
from largesse.activities.revisions.records import REVISION, Revision
from largesse.activities.revisions.withdraw import close
from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Signing, Standing
from largesse.identity.approvals.route import OwnWork
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Broken
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class ApproveRevision(Ask):
    """Sign a revision at the step at hand."""

    revision: UUID = asked("Revision, rev_….", id=REVISION)
    hash: str = asked("Address of the content that was looked at.", name="content_hash")
    opinion: str = asked("In words; some steps ask for it.", default="")


@dataclass(frozen=True, kw_only=True)
class ReturnRevision(Ask):
    """Send a revision back, to its maker or to an earlier step."""

    revision: UUID = asked("Revision, rev_….", id=REVISION)
    hash: str = asked("Address of the content that was looked at.", name="content_hash")
    opinion: str = asked("Why, in words.")
    return_to: int | None = asked("An earlier step; null: the maker.", default=None)


@dataclass(frozen=True)
class RevisionDecided:
    """Where the revision and its approval stand after the signature."""

    revision: UUID
    state: str
    approval_state: str
    step: int
    steps: int


async def approve_revision(ask: ApproveRevision, *, actor: Actor, work: Work) -> RevisionDecided:
    """Approve a revision at the step its approval stands at; a restock or an extension is out at once.

    Raises:
        RevisionMissing: ``activities.revision_missing``.
        RevisionWrongState: ``activities.revision_wrong_state``.
        Refusal: every refusal of identity's approvals.
    """
    actor.must("activities.approve_revision")
    async with work.begin(ask, actor, use="activities.approve_revision", answer=RevisionDecided) as tx:
        return tx.earlier or await tx.done(await _decide(tx, ask))


async def return_revision(ask: ReturnRevision, *, actor: Actor, work: Work) -> RevisionDecided:
    """Send a revision back, to its maker or to an earlier step.

    Raises:
        RevisionMissing: ``activities.revision_missing``.
        RevisionWrongState: ``activities.revision_wrong_state``.
        Refusal: every refusal of identity's approvals.
    """
    actor.must("activities.return_revision")
    async with work.begin(ask, actor, use="activities.return_revision", answer=RevisionDecided) as tx:
        return tx.earlier or await tx.done(await _decide(tx, ask))


async def _decide(tx: Tx[Any], ask: ApproveRevision | ReturnRevision) -> RevisionDecided:
    activity, revision = await locked_revision(tx, ask.revision, tx.actor)
    expect(revision.state, "in_review")
    if revision.approval is None:
        raise Broken(f"revision {revision.id} is in review without an approval")
    if isinstance(ask, ApproveRevision):
        if tx.actor.id in revision.editors:
            raise OwnWork
        signing = Signing(revision.approval, ask.hash, "approve", ask.opinion, None)
    else:
        signing = Signing(revision.approval, ask.hash, "return", ask.opinion, ask.return_to)
    standing = await approvals.sign(tx, signing, tx.actor)
    if await approvals.has_approved(tx, revision.approval, revision.editors):
        raise OwnWork  # a delegate sat in an editor's seat
    state = await _follow(tx, activity, revision, standing, ask.opinion)
    return RevisionDecided(revision.id, state, standing.state, standing.step, standing.steps)


async def _follow(
    tx: Tx[Any], activity: Activity, revision: Revision, standing: Standing, opinion: str
) -> str:
    facts = {
        **activity.facts(),
        "revision": str(revision.id),
        "hash": revision.hash,
        "at": tx.now.isoformat(),
    }
    if standing.state == "returned":
        await close(tx, activity, revision, "activities.revision_returned", opinion)
        tx.emit("activities.revision_returned.v1", str(activity.id), facts)
        return "changes_requested"
    if standing.state != "approved":
        return "in_review"
    revision.state, revision.decided_at = "approved", tx.now
    await revision.save(using_db=tx.conn, update_fields=["state", "decided_at"])
    tx.emit("activities.revision_approved.v1", str(activity.id), facts)
    tx.audit("activities.revision_approved", str(activity.id), facts, org_unit=activity.org_unit)
    if revision.kind == "edit":
        return "approved"
    await bring_out(tx, activity, revision)
    return "published"
