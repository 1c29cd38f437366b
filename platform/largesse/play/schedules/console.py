"""Occasions of the clock on the console face: what it played, and what it will."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Self

import strawberry

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import published
from largesse.activities.operators.reading import values
from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.calendars.reads import calendar_now
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import Long
from largesse.play.draws.reads import Text, titles_of
from largesse.play.plans.memory import plans
from largesse.play.schedules.again import AskedAgain, ask_again
from largesse.play.schedules.reads import Coming, OccasionRow, coming, occasions_page
from largesse.play.schedules.work_off import FAILED
from largesse.rights.entitlements.entitlement import ACTIVITY

SEE = "play.view"
Titles = Mapping[str, Text]


@strawberry.type(description="Clients whom an occasion refused for one reason.")
class OccasionRefused:
    """A code and how many."""

    code: str = named("The code of the refusal.")
    clients: Long = named("How many clients.")


@strawberry.type(description="One day of a play that the clock starts.")
class OccasionShown:
    """Clients are counted, nobody is named."""

    id: str = named("Id, occ_….")
    play: str = named("The play's id.")
    play_title: str = named("Its title in the request's language; its id where it is out no more.")
    day: date = named("The day, in the activity's zone.")
    due_at: datetime = named("When it was due.")
    begun_at: datetime = named("When the clock began.")
    done_at: datetime | None = named("When every client had been asked; null: it goes on.")
    tried: Long = named("Clients asked so far.")
    played: Long = named("Of those, who played.")
    refused: list[OccasionRefused] = named("Of those, who was refused, by reason, the most first.")
    failed: Long = named("Of those, for whom the platform failed.")
    askable: Long = named("Of the failed, who can be asked again.")
    asked_again: Long = named("Of the failed, who are being asked again.")

    @classmethod
    def of(cls, row: OccasionRow, locale: str, titles: Titles) -> Self:
        counts = sorted(row.refused.items(), key=lambda one: (-one[1], one[0]))
        return cls(
            id=text_id("occ", row.id),
            play=row.play,
            play_title=said(titles.get(row.play), locale) or row.play,
            day=row.day,
            due_at=row.due_at,
            begun_at=row.begun_at,
            done_at=row.done_at,
            tried=Long(row.tried),
            played=Long(row.played),
            refused=[
                OccasionRefused(code=code, clients=Long(units)) for code, units in counts if code != FAILED
            ],
            failed=Long(row.refused.get(FAILED, 0)),
            askable=Long(row.failed),
            asked_again=Long(row.asked_again),
        )


@strawberry.type(name="AskedAgain", description="Those for whom the platform failed are asked again.")
class AskedAgainType:
    """How many."""

    id: str = named("Id of the occasion, occ_….")
    clients: Long = named("How many clients are asked within the next rounds.")

    @classmethod
    def of(cls, asked: AskedAgain) -> Self:
        return cls(id=text_id("occ", asked.occasion), clients=Long(asked.clients))


@strawberry.type(description="A moment to come of a play that time makes.")
class ComingMoment:
    """When."""

    at: datetime = named("When it begins; it may have begun.")
    closes_at: datetime | None = named("Until when clients may act; null: the clock plays at once.")

    @classmethod
    def of(cls, one: Coming) -> Self:
        return cls(at=one.at, closes_at=one.closes_at)


@strawberry.type(description="A play that time makes, with its next moments.")
class TimedPlay:
    """One play of the published document."""

    play: str = named("The play's id.")
    title: str = named("Its title in the request's language.")
    by_clock: bool = named("Whether the clock plays for each client; else clients act in announced moments.")
    waits: bool = named("Whether the activity does not run now, so that what is due waits.")
    moments: list[ComingMoment] = named("The next moments, at most five, within 400 days.")


@strawberry.type
class OccasionQuery:
    """Queries of staff about what time makes."""

    @strawberry.field(
        description="The plays of an activity within reach that time makes; none: it has none, or is not out."
    )
    async def timed_plays(self, info: Info, activity: str) -> list[TimedPlay]:
        """Reckon the next moments from what is out."""
        actor, work, locale = info.context.who(), info.context.work, info.context.locale
        actor.must(SEE)
        async with work.read() as read:
            out = await published(read, parse_id(ACTIVITY, activity, "activity"))
            workdays = await calendar_now(read)
        found = list[TimedPlay]()
        if out is None or not actor.reaches(out.org_unit):
            return found
        grammar, at = standard_of(work.house).grammar, now()
        for play in values(out.document, "plays/*/id"):
            plan = (await plans(work).of(activity, play, out.hash)).plan
            if plan.begun.started is not None:
                title = said(titles_of(out.document, play, grammar).get(""), locale) or play
                moments = [ComingMoment.of(one) for one in coming(plan, at, workdays)]
                found.append(
                    TimedPlay(
                        play=play,
                        title=title,
                        by_clock=plan.begun.by_clock,
                        waits=out.state != "running",
                        moments=moments,
                    )
                )
        return found

    @strawberry.field(
        description="What the clock played in an activity within reach, found by play or day. sort: dueAt."
    )
    async def occasions(  # noqa: PLR0913, PLR0917 - a list's arguments, and of what
        self,
        info: Info,
        activity: str,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[OccasionShown]:
        """List occasions."""
        ident = parse_id(ACTIVITY, activity, "activity")
        actor, work = info.context.who(), info.context.work
        actor.must(SEE)
        async with work.read() as read:
            out = await published(read, ident)
        grammar, titles = standard_of(work.house).grammar, dict[str, Text]()
        if out is not None:
            for play in values(out.document, "plays/*/id"):
                titles[play] = titles_of(out.document, play, grammar).get("", {})
        rows = partial(occasions_page, activity=ident)
        listing = Listing(f"occasions-{activity}", SEE, rows, partial(OccasionShown.of, titles=titles))
        return await shown(info, listing, ListAsk(first, after, search, sort))


@strawberry.type
class OccasionMutation:
    """What staff does about days of the clock."""

    ask_again = mutation(
        ask_again,
        "Ask those again for whom the platform failed on one day of the clock, within a minute or so.",
        shows=AskedAgainType.of,
    )
