"""What revisions add to an activity on the console face: the draft in hand, what is out, what may be done."""

from typing import Any, cast

import strawberry

from largesse.activities.guard.console import ProblemType, problems_shown
from largesse.activities.lifecycle import reads as activities
from largesse.activities.lifecycle.console import Activity
from largesse.activities.revisions import reads
from largesse.activities.revisions.actions import actions
from largesse.activities.revisions.drafts import OPEN
from largesse.activities.revisions.problems import editor_problems
from largesse.activities.revisions.records import REVISION
from largesse.activities.revisions.views import Revision
from largesse.contracts.documents_gen import ActivityDocument
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import JsonDocument
from largesse.faces.together import together
from largesse.kernel.errors import Broken
from largesse.kernel.ids import text_id


@extends(Activity)
@strawberry.type
class RevisionsOfActivity:
    """An activity's revisions; ``self`` is the activity when the face is assembled."""

    @strawberry.field(description="The revision that the editor opens.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def revision(self, info: Info) -> str | None:
        """Give its id, rev_…."""
        return text_id(REVISION, (await _editing(self, info)).id)

    @strawberry.field(description="Its document, activity.v1.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def document(self, info: Info) -> JsonDocument:
        """Give it as it is, incomplete or not."""
        return JsonDocument((await _editing(self, info)).document)

    @strawberry.field(description="Address of its content; null while it is a draft.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def hash(self, info: Info) -> str | None:
        """Give its hash."""
        return (await _editing(self, info)).hash

    @strawberry.field(description="Version to save against; 0 when no draft is open.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def draft_version(self, info: Info) -> int:
        """Give the draft's version."""
        editing = await _editing(self, info)
        return editing.draft_version if editing.state in OPEN else 0

    @strawberry.field(description="Who saved it last.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def updated_by(self, info: Info) -> str:
        """Give a name."""
        return (await _editing(self, info)).edited_by_name

    @strawberry.field(description="What the check finds in it, the register of rights included.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def problems(self, info: Info) -> list[ProblemType]:
        """Check now."""
        row, editing = _row(self), await _editing(self, info)
        document = cast("ActivityDocument", editing.document)
        async with info.context.work.read() as read:
            found = await editor_problems(read, row.id, row.org_unit, document)
            return await problems_shown(read, found, info)

    @strawberry.field(description="Address of what clients see; null when nothing is out.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def published_hash(self, info: Info) -> str | None:
        """Give the published hash."""
        out = await _out(self, info)
        return out.hash if out else None

    @strawberry.field(description="Document of what clients see; null when nothing is out.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def published_document(self, info: Info) -> JsonDocument | None:
        """Give the published document."""
        out = await _out(self, info)
        return JsonDocument(out.document) if out else None

    @strawberry.field(description="Its history, newest first.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def revisions(self, info: Info) -> list[Revision]:
        """List revisions."""
        async with info.context.work.read() as read:
            return [Revision.of(row, _row(self).state) for row in await reads.history(read, _row(self).id)]

    @strawberry.field(description="What the reader may do with it now; each of its revisions says its own.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state nor office forbids."""
        return list(actions(info.context.who(), _row(self).state, await _editing(self, info)))


def _row(activity: Any) -> activities.ActivityRow:
    return cast("Activity", activity).row


async def _editing(activity: Any, info: Info) -> reads.Editing:
    row = _row(activity)
    found = await together(info, row.id, reads.shown_in_editor)
    if found is None:
        raise Broken(f"activity {row.id} was begun without a draft")
    return found


async def _out(activity: Any, info: Info) -> activities.Published | None:
    async with info.context.work.read() as read:
        return await activities.published(read, _row(activity).id)
