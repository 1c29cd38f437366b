"""Dry runs on the console face."""

from datetime import datetime
from typing import Annotated, Any, Self, cast

import strawberry

from largesse.activities.guard.register import Within
from largesse.contracts.documents_gen import ActivityDocument
from largesse.faces.context import Info
from largesse.faces.inputs import ask_of, input_of
from largesse.faces.refusals import RefusalType, refusals_as_data
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.errors import Told
from largesse.play.dry_runs.draft import plans_of_draft, world_of_draft
from largesse.play.dry_runs.dry_run import Draft, DryRun, Ran, Stands, Step, Who, play_through
from largesse.play.dry_runs.who import who_plays
from largesse.play.extensions import effects_of
from largesse.play.groups.client import PlayedType

_SAYS = "Play a draft without writing anything; all attempts are reckoned anew with each ask."


@strawberry.type(description="What one attempt of a dry run met, or what is only shown of a play.")
class DryStep:
    """One of two: what was played, or a refusal."""

    play: str = named("The play's id.")
    played: PlayedType | None = named("What became of it; null: it was refused.")
    refusal: RefusalType | None = named("Why not; null: it was played.")
    reads: list[str] = named("What the client would be told after it, in words of the document.")
    claim_by: datetime | None = named("Until when what was won is kept to be claimed; null: it is his.")

    @classmethod
    def of(cls, step: Step, locale: str) -> Self:
        if isinstance(step.met, Told):
            refusal = RefusalType.of(step.met, locale)
            return cls(play=step.play, played=None, refusal=refusal, reads=[], claim_by=None)
        reads = [said(one, locale) for one in step.reads]
        played = PlayedType.of(step.met, locale)
        return cls(play=step.play, played=played, refusal=None, reads=reads, claim_by=step.claim_by)


@strawberry.type(description="A name and a whole number.")
class DryCount:
    """Units left of a prize, what a state has reached, points of a kind."""

    name: str = named("An id of the document, or the code of a kind of points.")
    units: int = named("How many.")


@strawberry.type(description="Where one play stands for the client of a dry run.")
class DryStands:
    """Chances and what is left."""

    play: str = named("The play's id.")
    chances: int | None = named("Attempts left in this period; null: without limit.")
    again_at: datetime | None = named("When there are attempts again; null: now, or not in this activity.")
    left: list[DryCount] = named("Units left of each outcome that has a stock of its own.")

    @classmethod
    def of(cls, row: Stands) -> Self:
        return cls(play=row.play, chances=row.chances, again_at=row.again_at, left=_counts(row.left))


@strawberry.type(description="A dry run up to now; nothing of it was written.")
class DryRan:
    """All steps from the first."""

    name: str = named("The masked name of a real client; empty: a made-up one.")
    steps: list[DryStep] = named("What each attempt met, oldest first.")
    look: DryStep | None = named("What was to be looked at: forced, nobody met it and nothing is used up.")
    stands: list[DryStands] = named("Where each play stands at the chosen moment.")
    states: list[DryCount] = named("What the activity's states have reached.")
    points: list[DryCount] = named("Points that the client holds by now, by kind.")

    @classmethod
    def of(cls, ran: Ran, who: Who, locale: str) -> Self:
        return cls(
            name=who.name,
            steps=[DryStep.of(one, locale) for one in ran.steps],
            look=DryStep.of(ran.look, locale) if ran.look else None,
            stands=[DryStands.of(one) for one in ran.stands],
            states=_counts(ran.states),
            points=_counts(ran.points),
        )


def _counts(known: Any) -> list[DryCount]:
    return [DryCount(name=name, units=units) for name, units in known.items()]


DryRunResult = Annotated[DryRan | RefusalType, strawberry.union("DryRunResult")]


async def _dry_run(info: Info, ask: Any) -> DryRunResult:
    """Play, on reads alone."""
    actor, wish = info.context.who(), cast("DryRun", ask_of(DryRun, ask))
    actor.must("play.dry_run")
    house = info.context.work.house
    draft = Draft(plans_of_draft(wish.document, house), effects_of(house))
    async with info.context.work.read() as read:
        document = cast("ActivityDocument", wish.document)
        world = await world_of_draft(read, document, Within.of(actor).org_unit)
        who = await who_plays(read, wish.client, actor)
    return DryRan.of(play_through(wish, draft, world, who), who, info.context.locale)


_dry_run.__annotations__["ask"] = input_of(DryRun, "DryRunAsk", _SAYS)


@strawberry.type
class DryRunQuery:
    """Queries that play."""

    dry_run = strawberry.field(resolver=refusals_as_data(_dry_run, DryRun), description=_SAYS)
