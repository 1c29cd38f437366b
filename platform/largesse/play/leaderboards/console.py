"""Rankings on the console face: each with its cycles, what became of the places, and what waits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import Published, published
from largesse.activities.operators.reading import first, values
from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import between
from largesse.play.draws.reads import Text, titles_of
from largesse.play.rankings.cycles import Brought, Counts, CycleRow, counts_of, cycles_page, places_page
from largesse.play.rankings.ranking import OVER
from largesse.play.rankings.reads import FAR
from largesse.rights.entitlements.entitlement import ACTIVITY
from largesse.store.work import Read

SEE = "play.view"
AFTER_MAX = 10_000_000


@strawberry.type(description="A ranking of an activity.")
class RankingShown:
    """How many cycles it has; they are read page by page."""

    play: str = named("The play's id.")
    title: str = named("The play's title in the request's language.")
    cycle: str = named("When its order is settled and begins again: activity, day, week or month.")
    cycles: Long = named("How many cycles it has so far: those in which somebody stands or stood.")
    giving: Long = named("In how many of them the order is settled and places are not all given.")


@strawberry.type(description="A cycle of a ranking, with what became of its places.")
class RankingCycle:
    """Places that bring nothing are counted in none of the figures but ``standing``."""

    cycle: str = named("Its first day, as 2026-10-01, or activity.")
    stage: str = named(
        "open, due (its end or the activity's has come), closed (places are being given) or settled."
    )
    closes_at: datetime = named("When its order is settled.")
    closed_at: datetime | None = named("When it was.")
    decided_at: datetime | None = named("When every place was given or passed over.")
    standing: Long = named("How many stand in it; of an open one counted up to 10,000.")
    beyond: bool = named("Whether more stand in it than were counted.")
    given: Long = named("Places given.")
    to_give: Long = named("Places whose turn comes.")
    gifts_gone: Long = named("Places that wait: gifts or budget are used up.")
    points_closed: Long = named("Places that wait: points are not awarded now.")
    blocked: Long = named("Places passed over: the client was blocked after the close.")
    limit: Long = named("Places passed over: the client has had as many as allowed.")

    @classmethod
    def of(cls, row: CycleRow, at: datetime, *, over: bool) -> Self:
        beyond = row.closed_at is None and row.standing > FAR
        return cls(
            cycle=row.cycle,
            stage=row.stage(at, over=over),
            closes_at=row.due_at,
            closed_at=row.closed_at,
            decided_at=row.decided_at,
            standing=Long(FAR if beyond else row.standing),
            beyond=beyond,
            given=Long(row.given),
            to_give=Long(row.to_give),
            gifts_gone=Long(row.gifts_gone),
            points_closed=Long(row.points_closed),
            blocked=Long(row.blocked),
            limit=Long(row.over_limit),
        )


@strawberry.type(description="A place of a settled order.")
class RankingPlace:
    """Who has it, and what became of it."""

    nr: Long = named("Counts all in the order, from 1; a page goes on after it.")
    place: Long = named("The place that is told; equal where it is shared.")
    client_name: str = named("The client's number and masked name.")
    score: Long = named("What was reached.")
    outcome: str = named("Title of what it brings, in the request's language; empty: nothing.")
    state: str = named("given, waiting, gifts_gone, points_closed, blocked, limit, or none: brings nothing.")
    at: datetime | None = named("When it was given.")

    @classmethod
    def of(cls, row: Brought, names: Mapping[UUID, str], titles: Mapping[str, Text], locale: str) -> Self:
        outcome = row.outcome or ""
        return cls(
            nr=Long(row.nr),
            place=Long(row.place),
            client_name=names.get(row.client, ""),
            score=Long(row.score),
            outcome=said(titles.get(outcome), locale) or outcome,
            state=row.became,
            at=row.awarded_at,
        )


async def _within(read: Read, actor: Actor, activity: str) -> Published | None:
    shown = await published(read, parse_id(ACTIVITY, activity, "activity"))
    return shown if shown is not None and actor.reaches(shown.org_unit) else None


def _from(after: Long | None) -> int:
    if not 0 <= (after or 0) <= AFTER_MAX:
        raise Malformed(between(0, AFTER_MAX), "after")
    return after or 0


@strawberry.type
class RankingQuery:
    """Queries of staff about rankings."""

    @strawberry.field(description="The rankings of an activity within reach; empty when not published.")
    async def rankings(self, info: Info, activity: str) -> list[RankingShown]:
        """Name the plays that put clients into an order, as the published document has them."""
        actor, work, locale = info.context.who(), info.context.work, info.context.locale
        actor.must(SEE)
        async with work.read() as read:
            shown = await _within(read, actor, activity)
            if shown is None:
                return []
            counts = await counts_of(read, shown.id)
        grammar, known = standard_of(work.house).grammar, []
        for play in values(shown.document, "plays/*"):
            name, compared = str(first(play, "id")), grammar.operator_of(play).compares(first(play, "decide"))
            if compared is None:
                continue
            count = counts.get(name, Counts(name, 0, 0))
            known.append(
                RankingShown(
                    play=name,
                    title=said(first(play, "title"), locale),
                    cycle=compared.cycle,
                    cycles=Long(count.cycles),
                    giving=Long(count.giving),
                )
            )
        return known

    @strawberry.field(
        description="Ten cycles of a ranking after so many: those with places not given, then the newest."
    )
    async def ranking_cycles(
        self, info: Info, activity: str, play: str, after: Long | None = None
    ) -> list[RankingCycle]:
        """Read a page of cycles."""
        actor = info.context.who()
        actor.must(SEE)
        skipped = _from(after)
        async with info.context.work.read() as read:
            shown = await _within(read, actor, activity)
            if shown is None:
                return []
            rows = await cycles_page(read, shown.id, play, skipped)
        at, over = now(), shown.state in OVER
        return [RankingCycle.of(row, at, over=over) for row in rows]

    @strawberry.field(
        description="Twenty places of a settled order after a number; where asked, only those not given."
    )
    async def ranking_places(  # noqa: PLR0913, PLR0917 - which cycle, from where, and which of it
        self,
        info: Info,
        activity: str,
        play: str,
        cycle: str,
        after: Long | None = None,
        not_given: bool = False,  # noqa: FBT001, FBT002 - the face's argument
    ) -> list[RankingPlace]:
        """Read a page of places."""
        actor, locale = info.context.who(), info.context.locale
        actor.must(SEE)
        skipped = _from(after)
        async with info.context.work.read() as read:
            shown = await _within(read, actor, activity)
            if shown is None:
                return []
            rows, names = await places_page(read, (shown.id, play, cycle), skipped, not_given=not_given)
        titles = titles_of(shown.document, play, standard_of(info.context.work.house).grammar)
        return [RankingPlace.of(row, names, titles, locale) for row in rows]
