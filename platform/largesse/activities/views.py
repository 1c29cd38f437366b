"""What the console shows of activities: GraphQL types made from rows."""

from datetime import datetime
from typing import cast
from uuid import UUID

import strawberry

from largesse.activities import reads
from largesse.activities.documents.template import Template
from largesse.activities.guard.check import Problem
from largesse.activities.guard.standard import Standard, standard_of
from largesse.activities.lifecycle.lifecycle import State, moves
from largesse.activities.lifecycle.rows import Row
from largesse.activities.revisions.submit import editor_problems
from largesse.contracts.documents_gen import ActivityDocument
from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named
from largesse.faces.together import together
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.actor import Actor
from largesse.kernel.copy import chosen_name, said
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import maybe_id, parse_id, text_id

ACTIVITY, REVISION = "act", "rev"
_OUT = frozenset({"scheduled", "running", "paused"})


def activity_id(text: str, path: str = "activity") -> UUID:
    """Read ``act_…`` or a plain UUID."""
    return _id(ACTIVITY, text, path)


def revision_id(text: str, path: str = "revision") -> UUID:
    """Read ``rev_…`` or a plain UUID, as an approval names its subject."""
    return _id(REVISION, text, path)


def _id(prefix: str, text: str, path: str) -> UUID:
    if text.startswith(f"{prefix}_"):
        return parse_id(prefix, text, path)
    try:
        return UUID(text)
    except ValueError:
        raise Malformed(f"not a {prefix}_ id", path) from None


@strawberry.type(name="Problem", description="One thing that is wrong, or doubtful, with a document.")
class ProblemType:
    """A problem in the request's language."""

    code: str = named("Stable code, room first.")
    path: str = named("JSON Pointer into the document; empty for the whole.")
    severity: str = named("error stops submitting; warning is shown to the approvers.")
    message: str = named("The problem in words.")
    source: str = named("The law behind it, with where it comes from; empty: no rule of law.")
    sign_off: str = named("Who in the institution took the rule over, and when; empty: nobody, so it warns.")

    @classmethod
    def of(cls, problem: Problem, standard: Standard, locale: str) -> "ProblemType":
        rule = standard.rule(problem.code)
        return cls(
            **problem.told(locale),
            source=rule.cited(locale) if rule else "",
            sign_off=rule.signed(locale) if rule else "",
        )


@strawberry.type(description="A document to begin from.")
class ActivityTemplate:
    """One template of the shelf."""

    key: str = named("Its code; blank is the empty page.")
    title: str = named("Name in the request's language.")
    summary: str = named("What it is for.")
    document: JsonDocument = named("The document, activity.v1.")

    @classmethod
    def of(cls, one: Template, locale: str) -> "ActivityTemplate":
        """Translate."""
        return cls(
            key=one.code,
            title=one.title[locale],
            summary=one.summary[locale],
            document=JsonDocument(one.document),
        )


@strawberry.type(description="A link under which a draft can be seen for a while.")
class PreviewLink:
    """A preview link."""

    path: str = named("Path of the page, /preview/….")
    expires_at: datetime = named("When it stops working.")


@strawberry.type(description="One version of an activity's document.")
class Revision:
    """A revision in the history of an activity."""

    id: str = named("Id, rev_….")
    number: int = named("1, 2, 3 … within the activity.")
    kind: str = named("edit, restock or extend.")
    state: str = named("draft, in_review, changes_requested, approved, published or superseded.")
    hash: str | None = named("Address of the content; null while it is a draft.")
    created_at: datetime = named("When it was last written.")
    created_by: str = named("Who wrote it last.")
    submitted_at: datetime | None = named("When it was put before the approvers.")
    published_at: datetime | None = named("When clients saw it first.")
    note: str = named("Why it was returned.")
    approval: str | None = named("Its approval, apv_….")
    summary: JsonDocument | None = named("What approvers read first: worst-case cost, budget left, odds.")
    difference: JsonDocument | None = named("What it changes against the revision before.")

    @classmethod
    def of(cls, row: Row) -> "Revision":
        """Translate."""
        return cls(
            id=text_id(REVISION, row["id"]),
            number=row["number"],
            kind=row["kind"],
            state=row["state"],
            hash=row["hash"],
            created_at=row["edited_at"],
            created_by=row["edited_by_name"],
            submitted_at=row["submitted_at"],
            published_at=row["published_at"],
            note=row["note"],
            approval=maybe_id(APPROVAL, row["approval"]),
            summary=JsonDocument(row["summary"]) if row["summary"] else None,
            difference=JsonDocument(row["difference"]) if row["difference"] else None,
        )


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
    def of(cls, row: Row) -> "RevisionCompared":
        """Translate."""
        return cls(
            id=text_id(REVISION, row["id"]),
            number=row["number"],
            kind=row["kind"],
            state=row["state"],
            hash=row["hash"],
            document=JsonDocument(row["document"]),
            base_document=JsonDocument(row["base_document"]) if row["base_document"] else None,
            activity=text_id(ACTIVITY, row["activity"]),
            slug=row["slug"],
        )


@strawberry.type(description="A running activity that an adviser may share.")
class ShareableActivity:
    """What is public anyway."""

    id: str = named("Id, act_….")
    slug: str = named("Link name.")
    title: str = named("Title in the request's language.")
    ends_at: datetime = named("When it ends.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "ShareableActivity":
        """Translate."""
        title = said(row["title"], locale)
        return cls(id=text_id(ACTIVITY, row["id"]), slug=row["slug"], title=title, ends_at=row["ends_at"])


@strawberry.type(description="An activity as staff see it; the heavy parts are read when asked for.")
class Activity:
    """One activity."""

    row: strawberry.Private[Row]
    id: str = named("Id, act_….")
    slug: str = named("Link name.")
    title: str = named("Title in the request's language.")
    state: str = named("unpublished, scheduled, running, paused, halted, ended, settling or archived.")
    revision_state: str | None = named("State of the newest revision.")
    starts_at: datetime | None = named("Start of what is out.")
    ends_at: datetime | None = named("End of what is out.")
    updated_at: datetime = named("When it last moved.")
    owner_name: str = named("Who made it.")
    unit_name: str = named("Org unit in the request's language.")
    public_path: str = named("Path of the clients' page.")

    @classmethod
    def of(cls, row: Row, locale: str) -> "Activity":
        """Translate."""
        return cls(
            row=row,
            id=text_id(ACTIVITY, row["id"]),
            slug=row["slug"],
            title=said(row["title"], locale),
            state=row["state"],
            revision_state=row["revision_state"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            updated_at=row["moved_at"],
            owner_name=row["created_by_name"],
            unit_name=chosen_name(row, "unit", locale),
            public_path=f"/a/{row['slug']}",
        )

    @strawberry.field(description="The revision that the editor opens.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def revision(self, info: Info) -> str | None:
        """Give its id, rev_…."""
        return text_id(REVISION, (await self._editing(info))["id"])

    @strawberry.field(description="Its document, activity.v1.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def document(self, info: Info) -> JsonDocument:
        """Give it as it is, incomplete or not."""
        return JsonDocument((await self._editing(info))["document"])

    @strawberry.field(description="Address of its content; null while it is a draft.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def hash(self, info: Info) -> str | None:
        """Give its hash."""
        found: str | None = (await self._editing(info))["hash"]
        return found

    @strawberry.field(description="Version to save against; 0 when no draft is open.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def draft_version(self, info: Info) -> int:
        """Give the draft's version."""
        editing = await self._editing(info)
        return int(editing["draft_version"]) if editing["state"] in {"draft", "in_review", "approved"} else 0

    @strawberry.field(description="Who saved it last.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def updated_by(self, info: Info) -> str:
        """Give a name."""
        return str((await self._editing(info))["edited_by_name"])

    @strawberry.field(description="What the check finds in it, the register of rights included.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def problems(self, info: Info) -> list[ProblemType]:
        """Check now."""
        document = cast("ActivityDocument", (await self._editing(info))["document"])
        async with info.context.work.read() as read:
            found = await editor_problems(read, self.row["id"], self.row["org_unit"], document)
        standard = standard_of(info.context.work.house)
        return [ProblemType.of(problem, standard, info.context.locale) for problem in found]

    @strawberry.field(description="Address of what clients see; null when nothing is out.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def published_hash(self, info: Info) -> str | None:
        """Give the published hash."""
        out = await self._out(info)
        return out.hash if out else None

    @strawberry.field(description="Document of what clients see; null when nothing is out.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def published_document(self, info: Info) -> JsonDocument | None:
        """Give the published document."""
        out = await self._out(info)
        return JsonDocument(out.document) if out else None

    @strawberry.field(description="Its history, newest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def revisions(self, info: Info) -> list[Revision]:
        """List revisions."""
        async with info.context.work.read() as read:
            rows = await reads.revisions(read, self.row["id"])
        return [Revision.of(row) for row in rows]

    @strawberry.field(description="What the reader may do with it now, by the mutation's verb.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state nor role forbids."""
        editing = await self._editing(info)
        return actions(info.context.who(), self.row["state"], str(editing["state"]))

    async def _editing(self, info: Info) -> Row:
        return cast("Row", await together(info, self.row["id"], reads.shown_in_editor))

    async def _out(self, info: Info) -> reads.Published | None:
        async with info.context.work.read() as read:
            return await reads.published(read, cast("UUID", self.row["id"]))


def actions(actor: Actor, state: State, revision: str) -> list[str]:
    """Give what an actor may do with an activity in this state, the open revision in that one."""
    acts = [f"{move}_activity" for move in moves(state)]
    acts += ["restock_activity", "extend_activity"] if state in _OUT else []
    by_revision = {
        "draft": ["save_draft", "submit_revision"],
        "in_review": ["withdraw_revision", "approve_revision", "return_revision"],
        "approved": ["withdraw_revision", "publish_revision"],
    }
    acts += by_revision.get(revision, ["save_draft"])
    return [act.partition("_")[0] for act in acts if actor.may(f"activities.{act}")]
