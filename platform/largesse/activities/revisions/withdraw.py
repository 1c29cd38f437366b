"""Take a revision back before it is out; and how any revision ends without coming out."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import PUT_FORWARD, RevisionWrongState
from largesse.activities.lifecycle.records import Activity
from largesse.activities.revisions.drafts import locked_revision
from largesse.activities.revisions.records import REVISION, Revision
from largesse.identity.approvals import approvals
from largesse.identity.approvals.approvals import NotMaker
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class WithdrawRevision(Ask):
    """Take a revision back before it is out."""

    revision: UUID = asked("Revision, rev_….", id=REVISION)


@dataclass(frozen=True)
class RevisionMoved:
    """A revision and where it stands now."""

    activity: UUID
    revision: UUID
    state: str


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
        if revision.state not in PUT_FORWARD:
            raise RevisionWrongState(revision.state, "in_review")
        if actor.id != revision.maker or revision.approval is None:
            raise NotMaker
        if revision.state == "in_review":
            await approvals.withdraw(tx, revision.approval, actor)
        await close(tx, activity, revision, "activities.revision_withdrawn", "")
        return await tx.done(RevisionMoved(activity.id, revision.id, "changes_requested"))


async def close(tx: Tx[Any], activity: Activity, revision: Revision, action: str, note: str) -> None:
    """Let a revision end as changes_requested; the next save begins a new one from it."""
    revision.state, revision.note, revision.decided_at = "changes_requested", note, tx.now
    await revision.save(using_db=tx.conn, update_fields=["state", "note", "decided_at"])
    facts = {**activity.facts(), "revision": str(revision.id), "hash": revision.hash}
    tx.audit(action, str(activity.id), {**facts, "note": note}, org_unit=activity.org_unit)
