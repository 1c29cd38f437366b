"""Activities on the client face: what a phone asks after the page is there."""

from datetime import datetime
from typing import cast

import strawberry

from largesse.activities.documents.document import Placed, all_outcomes, called, granted, words
from largesse.activities.guard import register
from largesse.activities.guard.remaining import given, units_left
from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle import reads
from largesse.activities.lifecycle.records import ACTIVITY
from largesse.activities.terms.terms import terms_of
from largesse.contracts.documents_gen import ActivityDocument
from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long


@strawberry.type(description="One prize of an activity.")
class Prize:
    """What may be won, and what is left of it in the register."""

    play: str = strawberry.field(description="Play of the document.")
    id: str = strawberry.field(description="Prize of the play.")
    title: str = strawberry.field(description="Name in the request's language.")
    total: Long | None = strawberry.field(
        description="Units in the whole activity; null: as long as they last."
    )
    available: bool = strawberry.field(
        description="Whether the register still has units of every right in it."
    )
    left: Long = strawberry.field(description="Units that may still be won, shown up to 1,000.")
    ppm: int | None = strawberry.field(
        description="Chance in parts per million; null where chance does not decide."
    )

    @classmethod
    def of(cls, one: Placed, title: str, left: int) -> "Prize":
        stock = one.outcome.get("stock")
        return cls(
            play=one.play,
            id=one.id,
            title=title,
            total=None if stock is None else Long(stock),
            available=left > 0,
            left=Long(left),
            ppm=one.ppm,
        )


@strawberry.type(name="Activity", description="An activity as clients see it.")
class ClientActivity:
    """What is out."""

    id: str = strawberry.field(description="Id, act_….")
    slug: str = strawberry.field(description="Link name.")
    title: str = strawberry.field(description="Title in the request's language.")
    state: str = strawberry.field(
        description="scheduled, running, paused, halted, ended, settling or archived."
    )
    starts_at: datetime = strawberry.field(description="When it starts.")
    ends_at: datetime = strawberry.field(description="When it ends.")
    now: datetime = strawberry.field(description="The house's clock, for countdowns.")
    hash: str = strawberry.field(description="Address of the document that is out.")
    prizes: list[Prize] = strawberry.field(description="Prizes of every play, fallback included.")
    terms: JsonDocument = strawberry.field(
        description="What clients are told that follows from the activity, terms.v1."
    )
    disclosure: JsonDocument = strawberry.field(description="What is said beside it, disclosure.v1.")


@strawberry.type
class ActivityQuery:
    """Queries of this room."""

    @strawberry.field(description="An activity that is out; null when there is none. Open to everyone.")
    async def activity(self, info: Info, slug: str) -> ClientActivity | None:
        """Show what is out."""
        async with info.context.work.read() as read:
            out = await reads.published(read, slug)
            if out is None:
                return None
            document = cast("ActivityDocument", out.document)
            offers = await register.offers(read, register.batches(document), None)
            won = await given(read, out.id)
            grammar = standard_of(read.house).grammar
        locale, title = info.context.locale, document["title"]
        return ClientActivity(
            id=text_id(ACTIVITY, out.id),
            slug=out.slug,
            title=words(title, locale),
            state=out.state,
            starts_at=out.starts_at,
            ends_at=out.ends_at,
            now=now(),
            hash=out.hash,
            prizes=[
                Prize.of(one, words(called(document, one), locale), units_left(document, one, offers, won))
                for one in all_outcomes(document, grammar)
                if granted(document, one)
            ],
            terms=cast("JsonDocument", terms_of(document, grammar)),
            disclosure=JsonDocument(document["disclosure"]),
        )
