"""Leaderboards on the client face: the first places, one's own, what is missing, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import strawberry

from largesse.activities.lifecycle.reads import published
from largesse.activities.operators.reading import values
from largesse.faces.context import Info
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id
from largesse.kernel.money import Long
from largesse.play.leaderboards.board import Board, boards
from largesse.play.plans.memory import plans
from largesse.play.plans.plan import Plan
from largesse.play.rankings import reads
from largesse.play.rankings.ranking import OVER, Ranked
from largesse.play.rankings.reads import FAR, Cycle, Mine, Result


@strawberry.type(description="One of the first places.")
class RankedClient:
    """Who stands there, masked."""

    place: Long = named("The place, from 1; equal where it is shared.")
    masked_name: str = named("王**.")
    score: Long = named("What was reached.")
    mine: bool = named("Whether it is mine.")


@strawberry.type(description="Places in a row and what each of them brings.")
class RankedBand:
    """From a first place to a last."""

    first: Long = named("The first of them.")
    last: Long = named("The last of them.")
    title: str = named("What each brings, in the request's language.")


@strawberry.type(description="Where I stand in a cycle that is open.")
class MyPlace:
    """My place, and how far the next reward is."""

    place: Long | None = named("My place; null: further than 10,000, or nothing reached yet.")
    score: Long = named("What I have reached.")
    band: str = named("What my place brings as it is now, in the request's language; empty: nothing.")
    next: str = named("What the next better places bring; empty: there are none.")
    missing: Long | None = named("How much is missing to them; null: there are none.")


@strawberry.type(description="What became of me in a settled cycle.")
class RankedResult:
    """My place in it for good."""

    cycle: str = named("Its first day, as 2026-10-01, or activity.")
    place: Long = named("My place.")
    score: Long = named("What I had reached.")
    state: str = named("won, waiting (the reward is on its way), passed_over, or lost.")
    prize: str = named("What it brings, in the request's language; empty: nothing.")
    entitlement: str | None = named("Id of the right that came of it, ent_….")


@strawberry.type(description="A ranking, as anybody may see it, with one's own place.")
class Leaderboard:
    """The newest cycle, and what became of those before."""

    play: str = named("The play's id.")
    now: datetime = named("The house's clock.")
    cycle: str = named("The cycle that is shown: its first day, as 2026-10-01, or activity.")
    closes_at: datetime = named("When its order is settled.")
    closed: bool = named("Whether it is settled.")
    shared: bool = named("Whether equal scores share a place.")
    bands: list[RankedBand] = named("What the places bring, the first ones in front.")
    first: list[RankedClient] = named("The first ten.")
    mine: MyPlace | None = named("Where I stand while it is open; null once it is settled.")
    results: list[RankedResult] = named("What became of me in settled cycles, the newest first; at most ten.")


def _title(plan: Plan, outcome: str | None, locale: str) -> str:
    choice = plan.choice(outcome) if outcome else None
    return said(choice.title, locale) if choice else ""


def _state(one: Result) -> str:
    if one.passed_over is not None:
        return "passed_over"
    if one.outcome is None:
        return "lost"
    return "won" if one.given else "waiting"


class _Seen:
    """One ranking with the cycle that is shown of it."""

    def __init__(self, plan: Plan, ranked: Ranked, newest: Cycle | None, at: datetime, *, over: bool) -> None:
        self.plan, self.ranked, current = plan, ranked, ranked.cycle(at)
        if newest is not None and (over or at >= plan.end or newest.cycle >= current):
            self.cycle, self.closed = newest.cycle, newest.closed_at is not None
        else:
            self.cycle, self.closed = current, False

    @property
    def key(self) -> tuple[UUID, str, str]:
        """What names the cycle."""
        return self.plan.activity, self.plan.play, self.cycle

    def mine(self, one: Mine | None, board: Board, locale: str) -> MyPlace:
        """Say where a client stands, and how much is missing to the next better band."""
        plan, ranking = self.plan, self.ranked.ranking
        place, score = (one.place, one.score) if one else (None, 0)
        better = ranking.next_band(place)
        return MyPlace(
            place=None if place is None or place > FAR else Long(place),
            score=Long(score),
            band=_title(plan, ranking.brings(place) if place else None, locale),
            next=_title(plan, better.id if better else None, locale),
            missing=Long(self.ranked.missing(score, board.needed.get(better.last))) if better else None,
        )


def _bands(seen: _Seen, locale: str) -> list[RankedBand]:
    return [
        RankedBand(first=Long(one.first), last=Long(one.last), title=_title(seen.plan, one.id, locale))
        for one in seen.ranked.ranking.bands
    ]


def _results(seen: _Seen, results: Sequence[Result], locale: str) -> list[RankedResult]:
    return [
        RankedResult(
            cycle=one.cycle,
            place=Long(one.place),
            score=Long(one.score),
            state=_state(one),
            prize=_title(seen.plan, one.outcome, locale),
            entitlement=maybe_id("ent", one.entitlement),
        )
        for one in results
        if one.play == seen.plan.play
    ]


@dataclass(frozen=True, slots=True)
class _Own:
    """One client's own, as read at an instant."""

    client: UUID
    at: datetime
    results: Sequence[Result]
    places: Mapping[str, Mine]


def _told(seen: _Seen, board: Board, own: _Own, locale: str) -> Leaderboard:
    mine = own.places.get(seen.plan.play)
    return Leaderboard(
        play=seen.plan.play,
        now=own.at,
        cycle=seen.cycle,
        closes_at=seen.ranked.ends(seen.cycle),
        closed=seen.closed,
        shared=seen.ranked.ranking.shared,
        bands=_bands(seen, locale),
        first=[
            RankedClient(
                place=Long(one.place),
                masked_name=one.name,
                score=Long(one.score),
                mine=one.client == own.client,
            )
            for one in board.first
        ],
        mine=None if seen.closed else seen.mine(mine, board, locale),
        results=_results(seen, own.results, locale),
    )


@strawberry.type
class LeaderboardQuery:
    """Queries about rankings."""

    @strawberry.field(description="The rankings of an activity with my own place; empty when not published.")
    async def leaderboards(self, info: Info, activity: str) -> list[Leaderboard]:
        """Read the first places from what is kept for all, and one's own place anew."""
        actor, work, locale = info.context.who(), info.context.work, info.context.locale
        actor.must("play.see_own")
        async with work.read() as read:
            shown = await published(read, activity)
            if shown is None:
                return []
            cycles = await reads.cycles_of(read, shown.id)
            results = await reads.results_of(read, shown.id, actor.id)
        at, over, some = now(), shown.state in OVER, list[_Seen]()
        for play in values(shown.document, "plays/*/id"):
            plan = (await plans(work).of(activity, play, shown.hash)).plan
            if plan.ranked is not None:
                some.append(_Seen(plan, plan.ranked, cycles.get(play), at, over=over))
        open_ = [(one.plan.play, one.cycle, one.ranked.ranking.shared) for one in some if not one.closed]
        async with work.read() as read:
            places = await reads.mine_of(read, shown.id, actor.id, open_)
            known = boards(work)
            found = [await known.get(read, one.key, one.ranked.ranking, settled=one.closed) for one in some]
        own = _Own(actor.id, at, results, places)
        return [_told(one, board, own, locale) for one, board in zip(some, found, strict=True)]
