"""Activities on the console face: translate, never decide."""

from datetime import UTC, datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

import strawberry

from largesse.activities import forms, reads
from largesse.activities.documents import template
from largesse.activities.guard import register
from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle import create
from largesse.activities.lifecycle.rows import ActivityMissing
from largesse.activities.revisions import decide, publish, save, submit
from largesse.activities.revisions.preview import LASTS, token_of
from largesse.activities.revisions.submit import register_problems
from largesse.activities.running import extend, restock, run
from largesse.activities.trail import TrailOfActivity
from largesse.activities.views import (
    REVISION,
    Activity,
    ActivityTemplate,
    PreviewLink,
    ProblemType,
    RevisionCompared,
    ShareableActivity,
    activity_id,
    revision_id,
)
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import Unreadable, plain
from largesse.faces.context import Context, Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.refusals import missing_as_null, refusals_as_data
from largesse.faces.scalars import JsonDocument
from largesse.faces.together import together
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id


@strawberry.type
class ActivitiesQuery:
    """Queries of this room."""

    @strawberry.field(description="Activities within reach. sort: updatedAt, startsAt, slug, state, title.")
    async def activities(  # noqa: PLR0913, PLR0917 - a list's arguments, and a filter
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
        state: str | None = None,
    ) -> Connection[Activity]:
        """List activities."""
        rows = partial(reads.page_of_activities, state=state)
        listing = Listing(f"activities-{state or ''}", "activities.read_activity", rows, Activity.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))

    @strawberry.field(description="One activity; null when missing or out of reach.")
    @missing_as_null
    async def activity(self, info: Info, id: str) -> Activity | None:  # noqa: A002 - the face's name
        """Show one activity."""
        info.context.who().must("activities.read_activity")
        return await _activity(info.context, activity_id(id, "id"))

    @strawberry.field(description="One revision beside what it would replace; null when out of reach.")
    @missing_as_null
    async def revision(self, info: Info, id: str) -> RevisionCompared | None:  # noqa: A002 - the face's name
        """Show before and after."""
        actor = info.context.who()
        actor.must("activities.read_activity")
        async with info.context.work.read() as read:
            row = await reads.compared(read, revision_id(id, "id"), actor)
        return RevisionCompared.of(row) if row else None

    @strawberry.field(description="Running activities of one's own units and those above, to be shared.")
    async def shareable_activities(self, info: Info) -> list[ShareableActivity]:
        """List what is public anyway."""
        actor = info.context.who()
        actor.must("activities.read_activity")
        async with info.context.work.read() as read:
            rows = await reads.shareable(read, actor)
        return [ShareableActivity.of(row, info.context.locale) for row in rows]

    @strawberry.field(
        description="Check a document as submitting it in one's own unit would, the register included."
    )
    async def check_activity(self, info: Info, document: JsonDocument) -> list[ProblemType]:
        """Tell its problems."""
        actor = info.context.who()
        actor.must("activities.check_activity")
        within = register.Within.of(actor)
        async with info.context.work.read() as read:
            found = await register_problems(read, cast("ActivityDocument", document), within)
        standard = standard_of(info.context.work.house)
        return [ProblemType.of(problem, standard, info.context.locale) for problem in found]

    @strawberry.field(description="Documents to begin from, the empty page first.")
    async def activity_templates(self, info: Info) -> list[ActivityTemplate]:
        """List templates."""
        info.context.who().must("activities.read_activity")
        return [ActivityTemplate.of(one, info.context.locale) for one in template.templates()]

    @strawberry.field(description="A link under which the activity's draft can be seen for a day.")
    @missing_as_null
    async def preview_link(self, info: Info, activity: str) -> PreviewLink | None:
        """Make a link to what the editor shows."""
        info.context.who().must("activities.preview_activity")
        wanted = activity_id(activity)
        if await _activity(info.context, wanted) is None:
            return None
        editing = await together(info, wanted, reads.shown_in_editor)
        return _link(editing["id"]) if editing else None

    @strawberry.field(description="A link under which one revision can be seen for a day.")
    @missing_as_null
    async def revision_preview_link(self, info: Info, revision: str) -> PreviewLink | None:
        """Make a link to the picture before or after."""
        actor = info.context.who()
        actor.must("activities.preview_activity")
        async with info.context.work.read() as read:
            row = await reads.revision_document(read, revision_id(revision))
        return _link(row["revision"]) if row and actor.reaches(row["org_unit"]) else None


@strawberry.type
class ActivitiesMutation:
    """Mutations of this room."""

    @strawberry.mutation(description="Begin an activity from a template or from an empty page.")
    @refusals_as_data
    async def create_activity(self, info: Info, ask: forms.CreateActivityAsk) -> forms.CreateActivityResult:
        """Translate, never decide."""
        title = {"zh-CN": ask.title, "en": ask.title_en}
        unit = parse_id("unt", ask.unit, "unit") if ask.unit else None
        wanted = create.CreateActivity(
            key=ask.key, title=title, slug=ask.slug, template=ask.template, org_unit=unit
        )
        made = await create.create_activity(wanted, actor=info.context.who(), work=info.context.work)
        return forms.ActivityCreated(activity=await _shown(info.context, made.activity))

    @strawberry.mutation(description="Keep a document as the draft, if nobody saved a newer one.")
    @refusals_as_data
    async def save_draft(self, info: Info, ask: forms.SaveDraftAsk) -> forms.SaveDraftResult:
        """Translate, never decide."""
        wanted = save.SaveDraft(
            key=ask.key,
            activity=activity_id(ask.activity),
            draft_version=ask.draft_version,
            document=_document(ask.document),
        )
        saved = await save.save_draft(wanted, actor=info.context.who(), work=info.context.work)
        activity = await _shown(info.context, saved.activity)
        return forms.DraftSaved(draft_version=saved.draft_version, activity=activity)

    @strawberry.mutation(description="Put the draft before the approvers of its route.")
    @refusals_as_data
    async def submit_revision(self, info: Info, ask: forms.SubmitRevisionAsk) -> forms.SubmitRevisionResult:
        """Translate, never decide."""
        activity = activity_id(ask.activity)
        wanted = submit.SubmitRevision(key=ask.key, activity=activity, draft_version=ask.draft_version)
        done = await submit.submit_revision(wanted, actor=info.context.who(), work=info.context.work)
        return await _submitted(info.context, activity, done)

    @strawberry.mutation(description="Take one's own revision back before it is out.")
    @refusals_as_data
    async def withdraw_revision(self, info: Info, ask: forms.WithdrawRevisionAsk) -> forms.MoveRevisionResult:
        """Translate, never decide."""
        wanted = submit.WithdrawRevision(key=ask.key, revision=revision_id(ask.revision))
        done = await submit.withdraw_revision(wanted, actor=info.context.who(), work=info.context.work)
        return await _moved_revision(info.context, done.revision, done.state)

    @strawberry.mutation(description="Approve a revision at the step at hand.")
    @refusals_as_data
    async def approve_revision(self, info: Info, ask: forms.ApproveRevisionAsk) -> forms.DecideRevisionResult:
        """Translate, never decide."""
        wanted = decide.DecideRevision(
            key=ask.key, revision=revision_id(ask.revision), hash=ask.content_hash, opinion=ask.opinion
        )
        return _decided(
            await decide.approve_revision(wanted, actor=info.context.who(), work=info.context.work)
        )

    @strawberry.mutation(description="Send a revision back, to its maker or to an earlier step.")
    @refusals_as_data
    async def return_revision(self, info: Info, ask: forms.ReturnRevisionAsk) -> forms.DecideRevisionResult:
        """Translate, never decide."""
        wanted = decide.DecideRevision(
            key=ask.key,
            revision=revision_id(ask.revision),
            hash=ask.content_hash,
            opinion=ask.opinion,
            return_to=ask.return_to,
        )
        return _decided(
            await decide.return_revision(wanted, actor=info.context.who(), work=info.context.work)
        )

    @strawberry.mutation(description="Let clients see an approved revision.")
    @refusals_as_data
    async def publish_revision(self, info: Info, ask: forms.PublishRevisionAsk) -> forms.MoveRevisionResult:
        """Translate, never decide."""
        wanted = publish.PublishRevision(key=ask.key, revision=revision_id(ask.revision))
        done = await publish.publish_revision(wanted, actor=info.context.who(), work=info.context.work)
        return await _moved_revision(info.context, done.revision, "published")

    @strawberry.mutation(description="Stop new plays for a while; what was won stays valid.")
    @refusals_as_data
    async def pause_activity(self, info: Info, ask: forms.PauseActivityAsk) -> forms.MoveActivityResult:
        """Translate, never decide."""
        done = await run.pause_activity(_move(ask), actor=info.context.who(), work=info.context.work)
        return forms.ActivityMoved(activity=await _shown(info.context, done.activity))

    @strawberry.mutation(description="Let a paused activity go on.")
    @refusals_as_data
    async def resume_activity(self, info: Info, ask: forms.ResumeActivityAsk) -> forms.MoveActivityResult:
        """Translate, never decide."""
        done = await run.resume_activity(_move(ask), actor=info.context.who(), work=info.context.work)
        return forms.ActivityMoved(activity=await _shown(info.context, done.activity))

    @strawberry.mutation(
        description="Take an activity offline at once, for good; needs a reason, no approval."
    )
    @refusals_as_data
    async def halt_activity(self, info: Info, ask: forms.HaltActivityAsk) -> forms.MoveActivityResult:
        """Translate, never decide."""
        done = await run.halt_activity(_move(ask), actor=info.context.who(), work=info.context.work)
        return forms.ActivityMoved(activity=await _shown(info.context, done.activity))

    @strawberry.mutation(description="End an activity before its window does.")
    @refusals_as_data
    async def end_activity(self, info: Info, ask: forms.EndActivityAsk) -> forms.MoveActivityResult:
        """Translate, never decide."""
        done = await run.end_activity(_move(ask), actor=info.context.who(), work=info.context.work)
        return forms.ActivityMoved(activity=await _shown(info.context, done.activity))

    @strawberry.mutation(
        description="Propose more stock for one prize; it is out once the short route approves."
    )
    @refusals_as_data
    async def restock_activity(self, info: Info, ask: forms.RestockActivityAsk) -> forms.SubmitRevisionResult:
        """Translate, never decide."""
        activity = activity_id(ask.activity)
        wanted = restock.RestockActivity(
            key=ask.key, activity=activity, play=ask.play, item=ask.item, units=ask.units
        )
        done = await restock.restock_activity(wanted, actor=info.context.who(), work=info.context.work)
        return await _submitted(info.context, activity, done)

    @strawberry.mutation(description="Propose a later end; it is out once the short route approves.")
    @refusals_as_data
    async def extend_activity(self, info: Info, ask: forms.ExtendActivityAsk) -> forms.SubmitRevisionResult:
        """Translate, never decide."""
        activity = activity_id(ask.activity)
        wanted = extend.ExtendActivity(key=ask.key, activity=activity, ends_at=_aware(ask.ends_at))
        done = await extend.extend_activity(wanted, actor=info.context.who(), work=info.context.work)
        return await _submitted(info.context, activity, done)


__all__ = ["ActivitiesMutation", "ActivitiesQuery", "TrailOfActivity"]
Moving = forms.PauseActivityAsk | forms.ResumeActivityAsk | forms.HaltActivityAsk | forms.EndActivityAsk


def _move(ask: Moving) -> run.MoveActivity:
    return run.MoveActivity(key=ask.key, activity=activity_id(ask.activity), reason=ask.reason)


def _document(value: object) -> dict[str, Any]:
    try:
        document = plain(value)
    except Unreadable as reason:
        raise Malformed("not plain JSON within bounds", "document") from reason
    if not isinstance(document, dict):
        raise Malformed("not a JSON object", "document")
    return document


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _link(revision: UUID) -> PreviewLink:
    expires_at = now().replace(microsecond=0) + LASTS
    return PreviewLink(path=f"/preview/{token_of(revision, expires_at)}", expires_at=expires_at)


async def _activity(context: Context, activity: UUID) -> Activity | None:
    async with context.work.read() as read:
        row = await reads.one(read, activity, context.who())
    return Activity.of(row, context.locale) if row else None


async def _shown(context: Context, activity: UUID) -> Activity:
    found = await _activity(context, activity)
    if found is None:
        raise ActivityMissing(activity)
    return found


async def _submitted(
    context: Context, activity: UUID, done: submit.RevisionSubmitted
) -> forms.RevisionSubmitted:
    return forms.RevisionSubmitted(
        revision=text_id(REVISION, done.revision),
        approval=text_id("apv", done.approval),
        hash=done.hash,
        activity=await _shown(context, activity),
    )


async def _moved_revision(context: Context, revision: UUID, state: str) -> forms.RevisionMoved:
    async with context.work.read() as read:
        row = await reads.revision_document(read, revision)
    if row is None:
        raise ActivityMissing(revision)
    return forms.RevisionMoved(
        revision=text_id(REVISION, revision), state=state, activity=await _shown(context, row["id"])
    )


def _decided(done: decide.RevisionDecided) -> forms.RevisionDecided:
    return forms.RevisionDecided(
        revision=text_id(REVISION, done.revision),
        state=done.state,
        approval_state=done.approval_state,
        step=done.step,
        steps=done.steps,
    )
