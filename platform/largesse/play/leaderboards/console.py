"""Rankings on the console face: each with its cycles, what became of the places, and what waits."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Self

import strawberry

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import Published, published
from largesse.activities.operators.reading import first, values
from largesse.audience.clients.records import CLIENT
from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.scalars import named
from largesse.kernel.actor import Actor
from largesse.kernel.canonical import digest
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import between
from largesse.play.draws.reads import Text, titles_of
from largesse.play.plans.memory import plans
from largesse.play.rankings.cycles import (
    Brought,
    Counts,
    CycleRow,
    Order,
    counts_of,
    cycles_page,
    places_page,
)
from largesse.play.rankings.ranking import OVER
from largesse.play.rankings.reads import FAR
from largesse.rights.entitlements.entitlement import ACTIVITY, RIGHT
from largesse.store.work import Read

SEE, SEE_CLIENTS = "play.view", "play.see_participations"
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


@strawberry.type(description="A place of an order: as it stands, or as it was settled.")
class RankingPlace:
    """Who has it, and what became of it."""

    nr: Long = named("Counts all in the order, from 1.")
    place: Long = named("The place that is told; equal where it is shared.")
    client: str = named("Id of the client, cli_….")
    client_name: str = named("The client's number and masked name.")
    score: Long = named("What was reached.")
    outcome: str = named("Title of what it brings, in the request's language; empty: nothing, or not yet.")
    state: str = named(
        "stands (the cycle is open), given, waiting, gifts_gone, points_closed, blocked, limit, or none:"
        " brings nothing."
    )
    standing: bool = named("Whether the cycle is open, and the place may still change.")
    at: datetime | None = named("When it was given.")
    entitlement: str | None = named("Id of the first right that it gave, ent_…, where its trail begins.")

    @classmethod
    def of(cls, row: Brought, locale: str, titles: Mapping[str, Text]) -> Self:
        return cls(
            nr=Long(row.nr),
            place=Long(row.place),
            client=text_id(CLIENT, row.client),
            client_name=row.client_name,
            score=Long(row.score),
            outcome=said(titles.get(row.outcome), locale) or row.outcome if row.outcome else "",
            state=row.became,
            standing=row.standing,
            at=row.awarded_at,
            entitlement=maybe_id(RIGHT, row.entitlement),
        )


async def _within(read: Read, actor: Actor, activity: str) -> Published | None:
    out = await published(read, parse_id(ACTIVITY, activity, "activity"))
    return out if out is not None and actor.reaches(out.org_unit) else None


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
            out = await _within(read, actor, activity)
            if out is None:
                return []
            counts = await counts_of(read, out.id)
        grammar, known = standard_of(work.house).grammar, []
        for play in values(out.document, "plays/*"):
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
            out = await _within(read, actor, activity)
            if out is None:
                return []
            rows = await cycles_page(read, out.id, play, skipped)
        at, over = now(), out.state in OVER
        return [RankingCycle.of(row, at, over=over) for row in rows]

    @strawberry.field(
        description="Who stands where in a cycle of a ranking within reach, found by client: as it stands,"
        " the first 10,000, or as it was settled. state: given, waiting, passed_over, none. sort: place."
    )
    async def ranking_places(  # noqa: PLR0913, PLR0917 - a list's arguments, and which
        self,
        info: Info,
        activity: str,
        play: str,
        cycle: str,
        state: str | None = None,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[RankingPlace]:
        """List places."""
        actor, work = info.context.who(), info.context.work
        actor.must(SEE_CLIENTS)
        async with work.read() as read:
            out = await _within(read, actor, activity)
        ranked = None
        if out and _has(out, play):
            ranked = (await plans(work).of(activity, play, out.hash)).plan.ranked
        titles = titles_of(out.document, play, standard_of(work.house).grammar) if out else {}
        order = Order(out.id, play, cycle, ranked.ranking.shared) if out and ranked else None
        rows = partial(places_page, order=order, state=state)
        name = f"ranking-{activity}-{digest((play, cycle, state))}"
        listing = Listing(name, SEE_CLIENTS, rows, partial(RankingPlace.of, titles=titles))
        return await shown(info, listing, ListAsk(first, after, search, sort))


def _has(out: Published, play: str) -> bool:
    return play in values(out.document, "plays/*/id")
