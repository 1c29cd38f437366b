"""Revisions on the console face: begin, save, submit, decide, publish, restock, extend, preview."""

from uuid import UUID

import strawberry

from largesse.activities.lifecycle.console import find_activity, show_activity
from largesse.activities.lifecycle.records import ACTIVITY, ActivityId
from largesse.activities.revisions import create, reads, save, submit, views, withdraw
from largesse.activities.revisions.decide import approve_revision, return_revision
from largesse.activities.revisions.extend import extend_activity
from largesse.activities.revisions.preview import LASTS, token_of
from largesse.activities.revisions.publish import RevisionPublished, publish_revision
from largesse.activities.revisions.records import REVISION
from largesse.activities.revisions.restock import restock_activity
from largesse.activities.revisions.views import PreviewLink, RevisionCompared, RevisionSigned
from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.together import together
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.clock import now
from largesse.kernel.ids import parse_id, text_id

_SUBMITTED, _MOVED, _DECIDED = "SubmitRevisionResult", "MoveRevisionResult", "DecideRevisionResult"


def _link(revision: UUID) -> PreviewLink:
    expires_at = now().replace(microsecond=0) + LASTS
    return PreviewLink(path=f"/preview/{token_of(revision, expires_at)}", expires_at=expires_at)


async def _created(made: create.ActivityCreated, info: Info) -> views.ActivityCreated:
    return views.ActivityCreated(activity=await show_activity(info, made.activity))


async def _saved(saved: save.DraftSaved, info: Info) -> views.DraftSaved:
    activity = await show_activity(info, saved.activity)
    return views.DraftSaved(draft_version=saved.draft_version, activity=activity)


async def _submitted(done: submit.RevisionSubmitted, info: Info) -> views.RevisionSubmitted:
    return views.RevisionSubmitted(
        revision=text_id(REVISION, done.revision),
        approval=text_id(APPROVAL, done.approval),
        hash=done.hash,
        activity=await show_activity(info, done.activity),
    )


async def _moved(done: withdraw.RevisionMoved, info: Info) -> views.RevisionMoved:
    activity = await show_activity(info, done.activity)
    return views.RevisionMoved(revision=text_id(REVISION, done.revision), state=done.state, activity=activity)


async def _published(done: RevisionPublished, info: Info) -> views.RevisionMoved:
    return await _moved(withdraw.RevisionMoved(done.activity, done.revision, "published"), info)


@strawberry.type
class RevisionQuery:
    """Revisions."""

    @strawberry.field(description="One revision beside what it would replace; null when out of reach.")
    @missing_as_null
    async def revision(self, info: Info, id: str) -> RevisionCompared | None:  # noqa: A002 - the face's name
        """Show before and after."""
        actor = info.context.who()
        actor.must("activities.read_activity")
        async with info.context.work.read() as read:
            row = await reads.compared(read, parse_id(REVISION, id), actor)
        return RevisionCompared.of(row) if row else None

    @strawberry.field(description="A link under which the activity's draft can be seen for a day.")
    @missing_as_null
    async def preview_link(self, info: Info, activity: str) -> PreviewLink | None:
        """Make a link to what the editor shows."""
        info.context.who().must("activities.preview_activity")
        wanted = ActivityId(parse_id(ACTIVITY, activity, "activity"))
        if await find_activity(info, wanted) is None:
            return None
        editing = await together(info, wanted, reads.shown_in_editor)
        return _link(editing.id) if editing else None

    @strawberry.field(description="A link under which one revision can be seen for a day.")
    @missing_as_null
    async def revision_preview_link(self, info: Info, revision: str) -> PreviewLink | None:
        """Make a link to the picture before or after."""
        actor = info.context.who()
        actor.must("activities.preview_activity")
        async with info.context.work.read() as read:
            row = await reads.previewed(read, parse_id(REVISION, revision, "revision"))
        return _link(row.revision) if row and actor.reaches(row.org_unit) else None


@strawberry.type
class RevisionMutation:
    """From a draft to what clients see."""

    create_activity = mutation(
        create.create_activity, "Begin an activity from a template or from an empty page.", shows=_created
    )
    save_draft = mutation(
        save.save_draft, "Keep a document as the draft, if nobody saved a newer one.", shows=_saved
    )
    submit_revision = mutation(
        submit.submit_revision,
        "Put the draft before the approvers of its route.",
        shows=_submitted,
        result=_SUBMITTED,
    )
    withdraw_revision = mutation(
        withdraw.withdraw_revision,
        "Take one's own revision back before it is out.",
        shows=_moved,
        result=_MOVED,
    )
    approve_revision = mutation(
        approve_revision,
        "Approve a revision at the step at hand.",
        shows=RevisionSigned.of,
        result=_DECIDED,
    )
    return_revision = mutation(
        return_revision,
        "Send a revision back, to its maker or to an earlier step.",
        shows=RevisionSigned.of,
        result=_DECIDED,
    )
    publish_revision = mutation(
        publish_revision, "Let clients see an approved revision.", shows=_published, result=_MOVED
    )
    restock_activity = mutation(
        restock_activity,
        "Propose more stock for one prize; it is out once the short route approves.",
        shows=_submitted,
        result=_SUBMITTED,
    )
    extend_activity = mutation(
        extend_activity,
        "Propose a later end; it is out once the short route approves.",
        shows=_submitted,
        result=_SUBMITTED,
    )
