"""What a client says of a right, on the client face: stars, and a complaint with its answer."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import named
from largesse.kernel.copy import text
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.complaints import complain as complaints
from largesse.rights.complaints.reads import OwnComplaint, Turn, own_complaints
from largesse.rights.complaints.records import COMPLAINT
from largesse.rights.entitlements.entitlement import RIGHT, EntitlementMissing
from largesse.rights.entitlements.own import own_right
from largesse.rights.ratings import rate
from largesse.rights.ratings.reads import last_use


@strawberry.type(description="What was said once in a complaint of mine.")
class MyComplaintTurn:
    """One turn."""

    by_staff: bool = named("Whether the bank answered; false: I said it.")
    words: str = named("What was said.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, turn: Turn) -> Self:
        return cls(by_staff=turn.by_staff, words=turn.words, at=turn.at)


@strawberry.type(description="A complaint of mine.")
class MyComplaint:
    """One complaint and its answer."""

    id: str = named("Id, cmp_….")
    about: str = named("What it is about, in the request's language.")
    words: str = named("What I said, last.")
    state: str = named("open, answered or closed.")
    at: datetime = named("When I complained.")
    due_at: datetime = named("Until when it is answered.")
    answer: str = named("The last answer; empty while there is none.")
    answered_at: datetime | None = named("When it was answered.")
    turns: list[MyComplaintTurn] = named("All that was said, in order.")

    @classmethod
    def of(cls, row: OwnComplaint, locale: str) -> Self:
        return cls(
            id=text_id(COMPLAINT, row.id),
            about=text(f"rights.complaint.about.{row.about}", locale),
            words=row.words,
            state=row.state,
            at=row.at,
            due_at=row.due_at,
            answer=row.answer,
            answered_at=row.answered_at,
            turns=[MyComplaintTurn.of(one) for one in row.turns],
        )


@strawberry.type(description="What I said of a right of mine.")
class Voice:
    """Stars and complaints."""

    rateable: bool = named("Whether its last use may be rated now, or the rating changed.")
    stars: int | None = named("My stars of its last use; null: none yet.")
    words: str = named("What I said with them.")
    complaints: list[MyComplaint] = named("My complaints, newest first, at most 10.")


@strawberry.type(description="A use was rated.")
class UseRatedType:
    """Answer of rating."""

    stars: int = named("The stars as they stand.")

    @classmethod
    def of(cls, rated: rate.UseRated) -> Self:
        return cls(stars=rated.stars)


@strawberry.type(description="How a complaint stands now.")
class ComplaintTold:
    """Answer of complaining, settling and answering."""

    id: str = named("Id, cmp_….")
    state: str = named("open, answered or closed.")

    @classmethod
    def of(cls, told: complaints.ComplaintTold) -> Self:
        return cls(id=text_id(COMPLAINT, told.complaint), state=told.state)


@strawberry.type
class VoiceQuery:
    """What a client said."""

    @strawberry.field(description="What I said of a right of mine; null when it is not mine.")
    @missing_as_null
    async def my_voice(self, info: Info, id: str) -> Voice | None:  # noqa: A002 - the face's name
        """Show stars and complaints."""
        actor = info.context.who()
        actor.must("rights.own")
        right = parse_id(RIGHT, id)
        async with info.context.work.read() as read:
            if await own_right(read, actor.id, right) is None:
                raise EntitlementMissing(right)
            use = await last_use(read, right)
            rows = await own_complaints(read, right, actor.id)
        return Voice(
            rateable=use is not None and use.rateable,
            stars=use.stars if use else None,
            words=use.words if use else "",
            complaints=[MyComplaint.of(row, info.context.locale) for row in rows],
        )


@strawberry.type
class VoiceMutation:
    """What a client says."""

    rate_use = mutation(
        rate.rate_use, "Rate the last use of a right of mine; to be changed for a day.", shows=UseRatedType.of
    )
    complain = mutation(
        complaints.complain, "Complain of a right of mine.", shows=ComplaintTold.of, result="ComplaintResult"
    )
    settle_complaint = mutation(
        complaints.settle_complaint,
        "Close a complaint of mine that was answered, or take it up again.",
        shows=ComplaintTold.of,
        result="ComplaintResult",
    )
