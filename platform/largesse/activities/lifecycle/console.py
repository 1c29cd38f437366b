"""Activities on the console face: lists, one activity, and how it runs."""

from datetime import datetime
from uuid import UUID

import strawberry

from largesse.activities.lifecycle import reads
from largesse.activities.lifecycle.locking import ActivityMissing
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.activities.lifecycle.run import (
    ActivityMoved,
    end_activity,
    halt_activity,
    pause_activity,
    resume_activity,
)
from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id, text_id

_MOVED = "MoveActivityResult"


@strawberry.type(description="An activity as staff see it; the heavy parts are read when asked for.")
class Activity:
    """One activity."""

    row: strawberry.Private[reads.ActivityRow]
    id: str = named("Id, act_….")
    slug: str = named("Link name.")
    title: str = named("Title in the request's language.")
    state: str = named("unpublished, scheduled, running, paused, halted, ended, settling or archived.")
    revision_state: str | None = named("State of the newest revision; withdrawn when its maker took it back.")
    starts_at: datetime | None = named("Start of what is out.")
    ends_at: datetime | None = named("End of what is out.")
    updated_at: datetime = named("When it last moved.")
    owner_name: str = named("Who made it.")
    unit_name: str = named("Org unit in the request's language.")
    public_path: str = named("Path of the clients' page.")

    @classmethod
    def of(cls, row: reads.ActivityRow, locale: str) -> "Activity":
        return cls(
            row=row,
            id=text_id(ACTIVITY, row.id),
            slug=row.slug,
            title=said(row.title, locale),
            state=row.state,
            revision_state=row.revision_state,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            updated_at=row.moved_at,
            owner_name=row.created_by_name,
            unit_name=said(row.unit_name, locale),
            public_path=f"/a/{row.slug}",
        )


async def find_activity(info: Info, activity: UUID) -> Activity | None:
    """Show an activity within reach; None when there is none."""
    async with info.context.work.read() as read:
        row = await reads.activity_row(read, activity, info.context.who())
    return Activity.of(row, info.context.locale) if row else None


async def show_activity(info: Info, activity: UUID) -> Activity:
    """Show an activity that a use case has just answered for.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
    """
    found = await find_activity(info, activity)
    if found is None:
        raise ActivityMissing(activity)
    return found


@strawberry.type(name="ActivityMoved", description="An activity moved.")
class ActivityMovedType:
    """Where it stands."""

    activity: Activity = named("The activity.")


async def _moved(moved: ActivityMoved, info: Info) -> ActivityMovedType:
    return ActivityMovedType(activity=await show_activity(info, moved.activity))


@strawberry.type
class ActivityQuery:
    """Activities."""

    activities: Connection[Activity] = list_by_state(
        "activities",
        "activities.read_activity",
        reads.activities_page,
        Activity.of,
        "Activities within reach. sort: updatedAt, startsAt, slug, state, title.",
    )

    @strawberry.field(description="One activity; null when missing or out of reach.")
    @missing_as_null
    async def activity(self, info: Info, id: str) -> Activity | None:  # noqa: A002 - the face's name
        """Show one activity."""
        info.context.who().must("activities.read_activity")
        return await find_activity(info, parse_id(ACTIVITY, id))


@strawberry.type
class ActivityMutation:
    """How an activity runs."""

    pause_activity = mutation(
        pause_activity, "Stop new plays for a while; what was won stays valid.", shows=_moved, result=_MOVED
    )
    resume_activity = mutation(resume_activity, "Let a paused activity go on.", shows=_moved, result=_MOVED)
    halt_activity = mutation(
        halt_activity,
        "Take an activity offline at once, for good; needs a reason, no approval.",
        shows=_moved,
        result=_MOVED,
    )
    end_activity = mutation(
        end_activity, "End an activity before its window does.", shows=_moved, result=_MOVED
    )
