"""A later end of an activity that is out; it takes the short route."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.activities.documents.document import window
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.activities.revisions.drafts import NewRevision
from largesse.activities.revisions.short_route import locked_out, propose
from largesse.activities.revisions.submit import RevisionSubmitted
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import because
from largesse.store.work import Work


@dataclass(frozen=True)
class ExtendsNothing(Refusal):
    """The new end is not later than the present one."""

    code = "activities.extends_nothing"
    path = "endsAt"
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ExtendActivity(Ask):
    """Let the activity end later; ``ends_at`` is aware."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    ends_at: datetime = asked("The new end, later than the present one.")


async def extend_activity(ask: ExtendActivity, *, actor: Actor, work: Work) -> RevisionSubmitted:
    """Propose a later end; it is out once approved.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        WrongState: ``activities.wrong_state``: nothing is out.
        ExtendsNothing: ``activities.extends_nothing``.
        ShortRouteTaken: ``activities.short_route_taken``.
    """
    actor.must("activities.extend_activity")
    async with work.begin(ask, actor, use="activities.extend_activity", answer=RevisionSubmitted) as tx:
        if tx.earlier:
            return tx.earlier
        activity, shown = await locked_out(tx, ask.activity, actor, "extend")
        document = extended(shown.document, ask.ends_at)
        return await tx.done(await propose(tx, activity, NewRevision(activity.id, document, "extend")))


def extended(document: ActivityDocument, ends_at: datetime) -> ActivityDocument:
    """Give the document with a later end, told in the offset of the present one.

    Raises:
        ExtendsNothing.
    """
    ends = window(document).ends_at
    if ends_at.tzinfo is None:
        raise Malformed(because("activities.reason.offset"), "endsAt")
    if ends_at <= ends:
        raise ExtendsNothing(ends)
    new = deepcopy(document)
    new["window"]["end"] = ends_at.astimezone(ends.tzinfo).isoformat(timespec="seconds")
    return new
