"""What the console sends about activities and what it gets back: GraphQL inputs and answers."""

from datetime import datetime
from typing import Annotated

import strawberry

from largesse.activities.views import Activity
from largesse.faces.refusals import RefusalType
from largesse.faces.scalars import JsonDocument, named


@strawberry.input(description="Begin an activity.")
class CreateActivityAsk:
    """Title, template and link name."""

    key: str = named("Idempotency key.")
    title: str = named("Chinese title, up to 60 characters.")
    title_en: str = strawberry.field(default="", description="English title.")
    slug: str = strawberry.field(default="", description="Link name; made up when empty.")
    template: str = strawberry.field(default="blank", description="Key of a template.")
    unit: str | None = strawberry.field(default=None, description="Org unit, unt_…; null: one's own.")


@strawberry.input(description="Keep a document as the draft.")
class SaveDraftAsk:
    """The document and the version that was loaded."""

    key: str = named("Idempotency key.")
    activity: str = named("Activity, act_….")
    draft_version: int = named("Version that the editor loaded; 0 when no draft was open.")
    document: JsonDocument = named("The document, activity.v1, complete or not.")


@strawberry.input(description="Put the draft before the approvers.")
class SubmitRevisionAsk:
    """Which draft."""

    key: str = named("Idempotency key.")
    activity: str = named("Activity, act_….")
    draft_version: int = named("Version that was looked at.")


@strawberry.input(description="Take a revision back before it is out.")
class WithdrawRevisionAsk:
    """Which revision."""

    key: str = named("Idempotency key.")
    revision: str = named("Revision, rev_… or UUID.")


@strawberry.input(description="Approve a revision at the step at hand.")
class ApproveRevisionAsk:
    """What was looked at, and the opinion."""

    key: str = named("Idempotency key.")
    revision: str = named("Revision, rev_… or UUID.")
    content_hash: str = named("Address of the content that was looked at.")
    opinion: str = strawberry.field(default="", description="In words; some steps ask for it.")


@strawberry.input(description="Send a revision back.")
class ReturnRevisionAsk:
    """What was looked at, why, and how far back."""

    key: str = named("Idempotency key.")
    revision: str = named("Revision, rev_… or UUID.")
    content_hash: str = named("Address of the content that was looked at.")
    opinion: str = named("Why, in words.")
    return_to: int | None = strawberry.field(default=None, description="An earlier step; null: the maker.")


@strawberry.input(description="Let clients see an approved revision.")
class PublishRevisionAsk:
    """Which revision."""

    key: str = named("Idempotency key.")
    revision: str = named("Revision, rev_… or UUID.")


@strawberry.input(description="Stop new plays for a while.")
class PauseActivityAsk:
    """Which activity, and why."""

    key: str = named("Idempotency key.")
    activity: str = named("Activity, act_….")
    reason: str = strawberry.field(default="", description="Why, for the audit.")


@strawberry.input(description="Let a paused activity go on.")
class ResumeActivityAsk:
    """Which activity, and why."""

    key: str = named("Idempotency key.")
    activity: str = named("Activity, act_….")
    reason: str = strawberry.field(default="", description="Why, for the audit.")


@strawberry.input(description="Take an activity offline at once, for good.")
class HaltActivityAsk:
    """Which activity, and why."""

    key: str = named("Idempotency key.")
    activity: str = named("Activity, act_….")
    reason: str = named("Why, for the audit.")


@strawberry.input(description="End an activity before its window does.")
class EndActivityAsk:
    """Which activity, and why."""

    key: str = named("Idempotency key.")
    activity: str = named("Activity, act_….")
    reason: str = strawberry.field(default="", description="Why, for the audit.")


@strawberry.input(description="Propose more stock for one prize; the short route decides.")
class RestockActivityAsk:
    """Which prize, and how much more."""

    key: str = named("Idempotency key.")
    activity: str = named("Activity, act_….")
    play: str = named("Play of the document.")
    item: str = named("Prize of the play.")
    units: int = named("Units to add, 1 to 1,000,000.")


@strawberry.input(description="Propose a later end; the short route decides.")
class ExtendActivityAsk:
    """Until when."""

    key: str = named("Idempotency key.")
    activity: str = named("Activity, act_….")
    ends_at: datetime = named("The new end, later than the present one.")


@strawberry.type(description="An activity was begun.")
class ActivityCreated:
    """The new activity."""

    activity: Activity = named("The activity.")


@strawberry.type(description="A draft was kept.")
class DraftSaved:
    """The draft as it is now."""

    draft_version: int = named("Version to save against next.")
    activity: Activity = named("The activity.")


@strawberry.type(description="A revision waits for signatures.")
class RevisionSubmitted:
    """What waits."""

    revision: str = named("Revision, rev_….")
    approval: str = named("Its approval, apv_….")
    hash: str = named("Address of what was submitted.")
    activity: Activity = named("The activity.")


@strawberry.type(description="A revision moved.")
class RevisionMoved:
    """Where it stands."""

    revision: str = named("Revision, rev_….")
    state: str = named("Its state now.")
    activity: Activity = named("The activity.")


@strawberry.type(description="A revision was signed.")
class RevisionDecided:
    """Where revision and approval stand."""

    revision: str = named("Revision, rev_….")
    state: str = named("Its state now.")
    approval_state: str = named("pending, approved, returned or withdrawn.")
    step: int = named("Step at hand, from 1.")
    steps: int = named("Steps in all.")


@strawberry.type(description="An activity moved.")
class ActivityMoved:
    """Where it stands."""

    activity: Activity = named("The activity.")


CreateActivityResult = Annotated[ActivityCreated | RefusalType, strawberry.union("CreateActivityResult")]
SaveDraftResult = Annotated[DraftSaved | RefusalType, strawberry.union("SaveDraftResult")]
SubmitRevisionResult = Annotated[RevisionSubmitted | RefusalType, strawberry.union("SubmitRevisionResult")]
MoveRevisionResult = Annotated[RevisionMoved | RefusalType, strawberry.union("MoveRevisionResult")]
DecideRevisionResult = Annotated[RevisionDecided | RefusalType, strawberry.union("DecideRevisionResult")]
MoveActivityResult = Annotated[ActivityMoved | RefusalType, strawberry.union("MoveActivityResult")]
