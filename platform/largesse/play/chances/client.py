"""A client's own chances on the client face."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

import strawberry

from largesse.activities.lifecycle.reads import published
from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.play.chances.chances import Standing, again_at, chances_left
from largesse.play.chances.reads import standing_of
from largesse.play.plans.memory import Ready, plans
from largesse.play.queues.reads import queued_of


@strawberry.type(description="A client's chances in one play.")
class Chances:
    """How often one can still take part."""

    play: str = named("The play's id.")
    left: int | None = named("Attempts left in this period, 0 while the play is closed; null: no limit.")
    used: int = named("Attempts taken in the activity so far.")
    again_at: datetime | None = named(
        "When one may take part who may not now: attempts used, or the play closed; null: now, or never."
    )
    queued_until: datetime | None = named(
        "From when on an attempt of mine that waits is decided by itself; null: none waits."
    )
    commit: str = named("Commitment to the seed, published before the start.")

    @classmethod
    def of(cls, ready: Ready, standing: Standing, queued: Mapping[str, datetime]) -> Self:
        plan, at = ready.plan, now()
        closed = plan.begun.closed(at, plan.end)
        return cls(
            play=plan.play,
            left=0 if closed else chances_left(plan, standing, at),
            used=standing.used,
            again_at=closed.retry_at if closed else again_at(plan, standing, at),
            queued_until=queued.get(plan.play),
            commit=ready.seed.commitment,
        )


@strawberry.type
class ChanceQuery:
    """Queries about chances."""

    @strawberry.field(description="My chances in the plays of an activity; empty when it is not published.")
    async def my_chances(self, info: Info, activity: str) -> list[Chances]:
        """Read one's own chances: one read for all plays, which share what the client has done.

        Where attempts can wait, those that do are read too.
        """
        actor, work = info.context.who(), info.context.work
        actor.must("play.see_own")
        async with work.read() as read:
            shown = await published(read, activity)
            if shown is None:
                return []
            standing = await standing_of(read, actor.id, shown.id)
        ready = [await plans(work).of(activity, play["id"], shown.hash) for play in shown.document["plays"]]
        queued: Mapping[str, datetime] = {}
        if any(one.plan.queues for one in ready):
            async with work.read() as read:
                queued = await queued_of(read, actor.id, shown.id)
        return [Chances.of(one, standing, queued) for one in ready if not one.plan.begun.by_clock]
