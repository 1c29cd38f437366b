"""Approve or return a revision: the decision is identity's primitive, the state is ours."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import expect
from largesse.activities.lifecycle.rows import Activity, Revision, locked_revision
from largesse.activities.revisions.publish import bring_out
from largesse.activities.revisions.submit import close
from largesse.identity.approvals import approvals
from largesse.identity.approvals.proposal import Signing, Standing
from largesse.identity.approvals.route import Decision, OwnWork
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Broken
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class DecideRevision(Ask):
    """Sign a revision.

    Args:
        hash: of the content that the signer looked at.
        opinion: in words; asked for by some steps and by every return.
        return_to: an earlier step to go back to; None returns to the maker.
    """

    revision: UUID
    hash: str
    opinion: str = ""
    return_to: int | None = None


@dataclass(frozen=True)
class RevisionDecided:
    """Where the revision and its approval stand after the signature."""

    revision: UUID
    state: str
    approval_state: str
    step: int
    steps: int


async def approve_revision(ask: DecideRevision, *, actor: Actor, work: Work) -> RevisionDecided:
    """Approve a revision at the step its approval stands at; a favourable change is out at once.

    Raises:
        RevisionMissing: ``activities.revision_missing``.
        RevisionWrongState: ``activities.revision_wrong_state``.
        Refusal: every refusal of identity's approvals.
    """
    actor.must("activities.approve_revision")
    async with work.begin(ask, actor, use="activities.approve_revision", answer=RevisionDecided) as tx:
        return tx.earlier or await tx.done(await _decide(tx, ask, actor, "approve"))


async def return_revision(ask: DecideRevision, *, actor: Actor, work: Work) -> RevisionDecided:
    """Send a revision back, to its maker or to an earlier step.

    Raises:
        RevisionMissing: ``activities.revision_missing``.
        RevisionWrongState: ``activities.revision_wrong_state``.
        Refusal: every refusal of identity's approvals.
    """
    actor.must("activities.return_revision")
    async with work.begin(ask, actor, use="activities.return_revision", answer=RevisionDecided) as tx:
        return tx.earlier or await tx.done(await _decide(tx, ask, actor, "return"))


async def _decide(tx: Tx[Any], ask: DecideRevision, actor: Actor, decision: Decision) -> RevisionDecided:
    activity, revision = await locked_revision(tx, ask.revision, actor)
    expect(revision.state, "in_review")
    if revision.approval is None:
        raise Broken(f"revision {revision.id} is in review without an approval")
    if decision == "approve" and actor.id in revision.editors:
        raise OwnWork
    signing = Signing(revision.approval, ask.hash, decision, ask.opinion, ask.return_to)
    standing = await approvals.sign(tx, signing, actor)
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
    await tx.run(
        "update activities_revision set state = 'approved', decided_at = $2 where id = $1",
        revision.id,
        tx.now,
    )
    tx.emit("activities.revision_approved.v1", str(activity.id), facts)
    tx.audit("activities.revision_approved", str(activity.id), facts, org_unit=activity.org_unit)
    if revision.kind == "edit":
        return "approved"
    await bring_out(tx, activity, revision)
    return "published"
