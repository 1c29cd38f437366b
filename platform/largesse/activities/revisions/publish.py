"""Publish an approved revision: clients see exactly what was approved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.activities.documents.document import hash_of, window
from largesse.activities.guard import register
from largesse.activities.guard.check import ruled
from largesse.activities.guard.painting import unpainted
from largesse.activities.guard.standard import standard_now
from largesse.activities.lifecycle import lifecycle
from largesse.activities.lifecycle.lifecycle import expect
from largesse.activities.lifecycle.records import Activity
from largesse.activities.revisions.drafts import locked_revision, out
from largesse.activities.revisions.problems import refuse_detriment, refuse_problems
from largesse.activities.revisions.records import REVISION, Revision
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Broken
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class PublishRevision(Ask):
    """Let clients see an approved revision."""

    revision: UUID = asked("Revision, rev_….", id=REVISION)


@dataclass(frozen=True)
class RevisionPublished:
    """What clients see now."""

    activity: UUID
    revision: UUID
    hash: str
    state: str
    starts_at: datetime
    ends_at: datetime


async def publish_revision(ask: PublishRevision, *, actor: Actor, work: Work) -> RevisionPublished:
    """Let clients see an approved revision; the one before is superseded.

    Raises:
        RevisionMissing: ``activities.revision_missing``.
        RevisionWrongState: ``activities.revision_wrong_state``: it is not approved.
        WrongState: ``activities.wrong_state``: the activity is halted, ended or later.
        WindowOver: ``activities.window_over``.
        ProblemsStop: ``activities.problems_stop``: the register changed since it was approved, or the page
            cannot be painted whole.
        Detriment: ``activities.detriment``.
    """
    actor.must("activities.publish_revision")
    async with work.begin(ask, actor, use="activities.publish_revision", answer=RevisionPublished) as tx:
        if tx.earlier:
            return tx.earlier
        activity, revision = await locked_revision(tx, ask.revision, actor)
        expect(revision.state, "approved")
        return await tx.done(await bring_out(tx, activity, revision))


async def bring_out(tx: Tx[Any], activity: Activity, revision: Revision) -> RevisionPublished:
    """Put an approved revision in the place of the one that is out."""
    address = hash_of(revision.document)
    if address != revision.hash:
        raise Broken(f"revision {revision.id} is not what was approved")
    when = window(revision.document)
    state = lifecycle.published(activity.state, when, tx.now)
    refuse_problems(await register.problems(tx, revision.document, register.Within(activity.org_unit, {})))
    standard = await standard_now(tx)
    grammar = standard.grammar
    refuse_problems(ruled(revision.document, standard))
    refuse_problems(await unpainted(revision.document, grammar))
    before = await out(tx, activity.id)
    if before is not None and activity.state in {"running", "paused"}:
        refuse_detriment(before.document, revision.document, grammar)
    if before is not None:
        before.state = "superseded"
        await before.save(using_db=tx.conn, update_fields=["state"])
    revision.state, revision.published_at = "published", tx.now
    await revision.save(using_db=tx.conn, update_fields=["state", "published_at"])
    await tx.run(
        "update activities_activity set state = $2, published = $3, starts_at = $4, ends_at = $5, title = $6,"
        " moved_at = $7, version = version + 1 where id = $1",
        activity.id,
        state,
        revision.id,
        when.starts_at,
        when.ends_at,
        revision.document["title"],
        tx.now,
    )
    answer = RevisionPublished(activity.id, revision.id, address, state, when.starts_at, when.ends_at)
    _tell(tx, activity, revision, answer)
    return answer


def _tell(tx: Tx[Any], activity: Activity, revision: Revision, now: RevisionPublished) -> None:
    facts = {
        **activity.facts(),
        "state": now.state,
        "revision": str(revision.id),
        "number": revision.number,
        "hash": now.hash,
        "starts_at": now.starts_at.isoformat(),
        "ends_at": now.ends_at.isoformat(),
        "at": tx.now.isoformat(),
    }
    tx.emit("activities.revision_published.v1", str(activity.id), facts)
    if now.state == "running" and activity.state != "running":
        tx.emit(
            "activities.activity_started.v1",
            str(activity.id),
            {**activity.facts(), "state": "running", "at": tx.now.isoformat()},
        )
    tx.audit("activities.revision_published", str(activity.id), facts, org_unit=activity.org_unit)
