"""What activities adds to a right's trail: the activity, and each revision that clients saw."""

from datetime import datetime

import strawberry

from largesse.activities.lifecycle.reads import activity_row
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.activities.revisions.reads import Seen, seen_by_clients
from largesse.activities.revisions.records import REVISION
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.identity.approvals.records import APPROVAL
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.rights.trail.console import Trail


@strawberry.type(description="A revision that clients saw, and who let it through.")
class TrailRevision:
    """One published revision."""

    id: str = named("Id, rev_….")
    number: int = named("1, 2, 3 … within the activity.")
    hash: str = named("Address of its content; a draw names it.")
    published_at: datetime = named("When clients saw it first.")
    maker_name: str = named("Who made it.")
    signer_names: list[str] = named("Who approved it, in order.")
    approval: str = named("Its approval, apv_….")

    @classmethod
    def of(cls, row: Seen) -> "TrailRevision":
        return cls(
            id=text_id(REVISION, row.id),
            number=row.number,
            hash=row.hash,
            published_at=row.published_at,
            maker_name=row.edited_by_name,
            signer_names=list(row.signers),
            approval=text_id(APPROVAL, row.approval),
        )


@strawberry.type(description="The activity a right came from.")
class TrailActivity:
    """Activity and revisions."""

    id: str = named("Id, act_….")
    slug: str = named("Link name.")
    title: str = named("Title in the request's language.")
    state: str = named("State of the activity now.")
    unit_name: str = named("Org unit in the request's language.")
    revisions: list[TrailRevision] = named("What clients saw, newest first.")


@extends(Trail)
@strawberry.type
class TrailOfActivity:
    """The activity's part of the trail."""

    @strawberry.field(description="The activity it came from; null when no activity gave it.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    async def source(self, info: Info) -> TrailActivity | None:
        """Read the activity."""
        trail: Trail = self  # type: ignore[assignment]  # the field moves to Trail when the face is assembled
        if trail.activity_id is None:
            return None
        locale = info.context.locale
        async with info.context.work.read() as read:
            row = await activity_row(read, trail.activity_id, info.context.who())
            seen = await seen_by_clients(read, trail.activity_id)
        if row is None:
            return None
        return TrailActivity(
            id=text_id(ACTIVITY, row.id),
            slug=row.slug,
            title=said(row.title, locale),
            state=row.state,
            unit_name=said(row.unit_name, locale),
            revisions=[TrailRevision.of(one) for one in seen],
        )
