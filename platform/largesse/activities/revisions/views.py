"""What the console shows of revisions: GraphQL types made from rows."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.activities.lifecycle.console import Activity
from largesse.activities.lifecycle.lifecycle import State
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.activities.revisions import reads
from largesse.activities.revisions.actions import revision_actions
from largesse.activities.revisions.decide import RevisionDecided
from largesse.activities.revisions.records import REVISION
from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.ids import maybe_id, text_id


@strawberry.type(description="A link under which a draft can be seen for a while.")
class PreviewLink:
    """A preview link."""

    path: str = named("Path of the page, /preview/….")
    expires_at: datetime = named("When it stops working.")


@strawberry.type(description="One version of an activity's document.")
class Revision:
    """A revision in the history of an activity."""

    row: strawberry.Private[reads.HistoryRow]
    activity_state: strawberry.Private[State]
    id: str = named("Id, rev_….")
    number: int = named("1, 2, 3 … within the activity.")
    kind: str = named("edit, restock or extend.")
    state: str = named(
        "draft, in_review, changes_requested, withdrawn, approved, published or superseded; withdrawn when"
        " its maker took it back."
    )
    hash: str | None = named("Address of the content; null while it is a draft.")
    created_at: datetime = named("When it was last written.")
    created_by: str = named("Who wrote it last.")
    submitted_at: datetime | None = named("When it was put before the approvers.")
    published_at: datetime | None = named("When clients saw it first.")
    waits: bool = named("Whether it waits for signatures.")
    note: str = named("Why it was returned.")
    approval: str | None = named("Its approval, apv_….")
    summary: JsonDocument | None = named("What approvers read first: worst-case cost, budget left, odds.")
    difference: JsonDocument | None = named("What it changes against the revision before.")

    @classmethod
    def of(cls, row: reads.HistoryRow, activity_state: State) -> Self:
        return cls(
            row=row,
            activity_state=activity_state,
            id=text_id(REVISION, row.id),
            number=row.number,
            kind=row.kind,
            state=row.state,
            hash=row.hash,
            created_at=row.edited_at,
            created_by=row.edited_by_name,
            submitted_at=row.submitted_at,
            published_at=row.published_at,
            waits=row.state == "in_review",
            note=row.note,
            approval=maybe_id(APPROVAL, row.approval),
            summary=JsonDocument(row.summary) if row.summary else None,
            difference=JsonDocument(row.difference) if row.difference else None,
        )

    @strawberry.field(description="What the reader may do with it now; signing is its approval's.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state nor office forbids."""
        return list(revision_actions(info.context.who(), self.activity_state, self.row))


@strawberry.type(description="A revision with its document and the one it would replace.")
class RevisionCompared:
    """The picture before and after."""

    id: str = named("Id, rev_….")
    number: int = named("1, 2, 3 … within the activity.")
    kind: str = named("edit, restock or extend.")
    state: str = named("draft, in_review, changes_requested, approved, published or superseded.")
    hash: str | None = named("Address of the content; null while it is a draft.")
    document: JsonDocument = named("What is proposed, activity.v1.")
    base_document: JsonDocument | None = named("What clients see before it; null for the first.")
    activity: str = named("Activity, act_….")
    slug: str = named("Its link name.")

    @classmethod
    def of(cls, row: reads.Compared) -> Self:
        return cls(
            id=text_id(REVISION, row.id),
            number=row.number,
            kind=row.kind,
            state=row.state,
            hash=row.hash,
            document=JsonDocument(row.document),
            base_document=JsonDocument(row.base_document) if row.base_document else None,
            activity=text_id(ACTIVITY, row.activity),
            slug=row.slug,
        )


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


@strawberry.type(name="RevisionDecided", description="A revision was signed.")
class RevisionSigned:
    """Where revision and approval stand."""

    revision: str = named("Revision, rev_….")
    state: str = named("Its state now.")
    approval_state: str = named("pending, approved, returned or withdrawn.")
    step: int = named("Step at hand, from 1.")
    steps: int = named("Steps in all.")

    @classmethod
    def of(cls, done: RevisionDecided) -> Self:
        return cls(
            revision=text_id(REVISION, done.revision),
            state=done.state,
            approval_state=done.approval_state,
            step=done.step,
            steps=done.steps,
        )
