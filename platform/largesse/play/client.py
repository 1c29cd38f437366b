"""Taking part on the client face: translate, never decide."""

from typing import Annotated

import strawberry

from largesse.audience.advisers.share import COOKIE
from largesse.faces.context import Info
from largesse.faces.refusals import RefusalType, refusals_as_data
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, text_id
from largesse.play import reads
from largesse.play.attempt import chances_left
from largesse.play.group import Played
from largesse.play.plans import plans
from largesse.play.take_part import TakePart, take_part


@strawberry.input(description="Take part in a play.")
class TakePartAsk:
    """See ``take_part.TakePart``."""

    key: str = named("Idempotency key, 1 to 128 characters: the same key gives the same answer.")
    activity: str = named("The activity's link name or id, act_….")
    play: str = named("The play's id in the activity's document.")


@strawberry.type(description="What an attempt met.")
class WonPrize:
    """An outcome of the document, the one without a prize included."""

    id: str = named("Its id in the document.")
    title: str = named("Title in the request's language.")


@strawberry.type(name="Played", description="What became of a play; committed before it is told.")
class PlayedType:
    """An attempt that was decided."""

    draw: str = named("Id of the draw, drw_….")
    outcome: str = named("win, fallback or none.")
    prize: WonPrize = named("What the attempt met.")
    entitlement: str | None = named("Id of the right that was won, ent_….")
    chances_left: int | None = named("Attempts left in this period; null: without limit.")
    commit: str = named("Commitment to the seed, published before the start.")

    @classmethod
    def of(cls, played: Played, locale: str) -> "PlayedType":
        """Translate."""
        title = said(played.prize_title, locale)
        return cls(
            draw=text_id("drw", played.draw),
            outcome=played.outcome,
            prize=WonPrize(id=played.prize_id, title=title),
            entitlement=maybe_id("ent", played.entitlement),
            chances_left=played.chances_left,
            commit=played.commit,
        )


@strawberry.type(description="A client's chances in one play.")
class Chances:
    """How often one can still take part."""

    play: str = named("The play's id.")
    left: int | None = named("Attempts left in this period; null: without limit.")
    used: int = named("Attempts taken in the activity so far.")
    commit: str = named("Commitment to the seed, published before the start.")


TakePartResult = Annotated[PlayedType | RefusalType, strawberry.union("TakePartResult")]


@strawberry.type
class PlayQuery:
    """Queries of this room."""

    @strawberry.field(description="My chances in the plays of an activity; empty when it is not published.")
    async def my_chances(self, info: Info, activity: str) -> list[Chances]:
        """Read one's own chances."""
        actor, work = info.context.who(), info.context.work
        actor.must("play.see_own")
        found = []
        for play in await plans(work).plays_of(activity):
            ready = await plans(work).get(activity, play)
            async with work.job() as tx:
                standing = await reads.standing_of(tx, actor.id, ready.plan.activity)
                at = tx.now
            left = chances_left(ready.plan, standing.tallies, at)
            found.append(Chances(play=play, left=left, used=standing.used, commit=ready.seed.commitment))
        return found


@strawberry.type
class PlayMutation:
    """Mutations of this room."""

    @strawberry.mutation(description="Take part in a play.")
    @refusals_as_data
    async def take_part(self, info: Info, ask: TakePartAsk) -> TakePartResult:
        """Translate."""
        mark = info.context.request.cookies.get(COOKIE, "")
        wanted = TakePart(key=ask.key, activity=ask.activity, play=ask.play, mark=mark)
        played = await take_part(wanted, actor=info.context.who(), work=info.context.work)
        return PlayedType.of(played, info.context.locale)
