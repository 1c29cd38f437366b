"""What staff on duty watch of one activity: one answer, counted within the last seconds.

Words       *lately* in the last sixty minutes; an end is *projected* as if the next hours went as the last
Source      docs/explanation/duty.md
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple, cast
from uuid import UUID

import msgspec

from largesse.activities.documents.document import all_outcomes, cost_minor, limits, rights_of, window
from largesse.activities.guard.register import batch_of
from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.reads import published
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.actor import Actor
from largesse.kernel.clock import minute_in
from largesse.play.draws.reads import Text, titles_of
from largesse.play.duty.counting import counting
from largesse.play.duty.counts import Compared, Counts, Drawing, Hour
from largesse.play.duty.fit import fit
from largesse.play.plans.choice import item_pool
from largesse.play.pools.records import Pool
from largesse.play.refused.reads import RefusedInHour, refused_in
from largesse.store.work import Read

HOURS_SHOWN = 48
REASONS_MAX = 30
BUDGET = "budget"
_AFTER_THE_NUMBER = frozenset({"play.gifts_gone", "play.shared_limit_reached", "play.device_limit_reached"})
_OWN_LIMIT = "play.limit_reached"
_LATELY = """
select play, given, count(*) as draws from play_draw where activity = $1 and at > $2 group by 1, 2
"""
Verdict = Literal["fits", "off", "skewed", "few"]


class _Goal(msgspec.Struct, frozen=True):
    metric: str
    target: int


class _Budget(msgspec.Struct, frozen=True):
    cap_minor: int
    currency: str


class _Out(msgspec.Struct, frozen=True):
    """What a document says beside its plays."""

    goal: _Goal
    budget: _Budget


class _Limit(msgspec.Struct, frozen=True):
    count: str
    on_exceed: str


class _Given(NamedTuple):
    play: str
    given: str
    draws: int


@dataclass(frozen=True)
class Reason:
    """Attempts that were refused for one reason."""

    code: str
    attempts: int
    lately: int


@dataclass(frozen=True)
class HourSeen:
    """One hour; ``hour`` is when it begins, as the activity's zone writes it."""

    hour: str
    draws: int
    wins: int
    refused: int


@dataclass(frozen=True)
class OutcomeSeen:
    """An outcome as the draws stated it and as the numbers met it."""

    id: str
    title: Text
    stated_ppm: int
    expected: float
    met: int
    instead: int


@dataclass(frozen=True)
class DrawingSeen:
    """One play under the same odds.

    ``skewed``: it differs, but attempts that were refused after their number was known left no draw.
    """

    play: str
    title: Text
    odds_hash: str
    draws: int
    p: float | None
    verdict: Verdict
    refused_after: int
    outcomes: list[OutcomeSeen]


@dataclass(frozen=True)
class Burn:
    """What of something is used up; ``ends_at`` None: not before the activity does, as it looks now."""

    cap: int
    used: int
    lately: int
    ends_at: datetime | None

    @classmethod
    def of(cls, cap: int, used: int, lately: int, span: "Span") -> "Burn":
        """Project the end."""
        left, ends_at = cap - used, None
        if left <= 0:
            ends_at = span.at
        elif lately and timedelta(hours=left / lately) < span.end - span.at:
            ends_at = span.at + timedelta(hours=left / lately)
        return cls(cap, used, lately, ends_at)


@dataclass(frozen=True)
class StockSeen:
    """A prize with a stock of its own."""

    play: str
    item: str
    title: Text
    burn: Burn


@dataclass(frozen=True)
class GoalSeen:
    """What the activity is for; ``reached`` None: neither draws nor rights tell."""

    metric: str
    target: int
    reached: int | None


@dataclass(frozen=True)
class Watch:
    """An activity as it runs; money in minor units of ``currency``."""

    at: datetime
    state: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    counts: Counts
    draws_lately: int
    refused: int
    reasons: list[Reason]
    hours: list[HourSeen]
    drawings: list[DrawingSeen]
    stock: list[StockSeen]
    budget: Burn | None
    currency: str
    goal: GoalSeen


@dataclass(frozen=True)
class Span:
    """From now to the activity's end."""

    at: datetime
    end: datetime
    zone: str


@dataclass(frozen=True)
class _Pools:
    """The pools that are there; one is made with the first play that needs it."""

    known: Mapping[str, Pool]

    def of(self, key: str, cap: int) -> tuple[int, int]:
        """Give cap and use of a pool."""
        pool = self.known.get(key)
        return (pool.cap, pool.used) if pool else (cap, 0)


async def watch(read: Read, actor: Actor, activity: UUID) -> Watch | None:
    """Watch an activity within reach; None when there is none, or nothing of it is out yet."""
    shown = await published(read, activity)
    if shown is None or not actor.reaches(shown.org_unit):
        return None
    document = cast("ActivityDocument", shown.document)
    out = msgspec.convert(document, _Out)
    counts, at = await counting(read.house).look(read, shown.id)
    span = Span(at, shown.ends_at, window(document).zone)
    lately = {
        (one.play, one.given): one.draws
        for one in await read.tuples(_Given, _LATELY, shown.id, at - timedelta(hours=1))
    }
    refusals = await refused_in(read, shown.id, at)
    placed = list(all_outcomes(document, standard_of(read.house).grammar))
    costs = {(one.play, one.id): cost_minor(document, one) for one in placed}
    pools = _Pools({pool.key: pool for pool in await Pool.filter(activity=shown.id).using_db(read.conn)})
    spent = sum(costs.get(key, 0) * draws for key, draws in lately.items())
    return Watch(
        at=at,
        state=shown.state,
        zone=span.zone,
        starts_at=shown.starts_at,
        ends_at=shown.ends_at,
        counts=counts,
        draws_lately=sum(lately.values()),
        refused=sum(one.attempts for one in refusals),
        reasons=_reasons(refusals),
        hours=_hours(counts.hours, refusals, span),
        drawings=_drawings(read, document, counts.compared, refusals),
        stock=[
            StockSeen(
                one.play,
                one.id,
                cast("Text", one.title),
                Burn.of(
                    *pools.of(item_pool(one.play, one.id), one.stock), lately.get((one.play, one.id), 0), span
                ),
            )
            for one in placed
            if one.stock is not None
        ],
        budget=Burn.of(*pools.of(BUDGET, out.budget.cap_minor), spent, span) if any(costs.values()) else None,
        currency=out.budget.currency,
        goal=await _goal(read, shown.id, document, out.goal, counts),
    )


def _reasons(refusals: Iterable[RefusedInHour]) -> list[Reason]:
    found: dict[str, Reason] = {}
    for one in refusals:
        was = found.get(one.code, Reason(one.code, 0, 0))
        found[one.code] = Reason(one.code, was.attempts + one.attempts, was.lately + one.lately)
    return sorted(found.values(), key=lambda one: (-one.attempts, one.code))[:REASONS_MAX]


def _hours(hours: Mapping[datetime, Hour], refusals: Iterable[RefusedInHour], span: Span) -> list[HourSeen]:
    """Give the last hours without a gap, from the first in which something happened."""
    refused: dict[datetime, int] = {}
    for one in refusals:
        refused[one.hour] = refused.get(one.hour, 0) + one.attempts
    if not hours and not refused:
        return []
    last = span.at.replace(minute=0, second=0, microsecond=0)
    first = max(min((*hours, *refused)), last - timedelta(hours=HOURS_SHOWN - 1))
    shown = []
    while first <= last:
        of = hours.get(first, Hour())
        shown.append(HourSeen(minute_in(first, span.zone), of.draws, of.wins, refused.get(first, 0)))
        first += timedelta(hours=1)
    return shown


def _drawings(
    read: Read,
    document: ActivityDocument,
    compared: Mapping[Drawing, Compared],
    refusals: Iterable[RefusedInHour],
) -> list[DrawingSeen]:
    """Compare each play's draws with what they stated, the odds that are out last."""
    some = msgspec.convert(list(limits(document)), list[_Limit])
    bounded = any(one.count != "attempt" and one.on_exceed != "fallback" for one in some)
    after = _AFTER_THE_NUMBER | ({_OWN_LIMIT} if bounded else set())
    left_none: dict[str, int] = {}
    for one in refusals:
        if one.code in after:
            left_none[one.play] = left_none.get(one.play, 0) + one.attempts
    grammar = standard_of(read.house).grammar
    return [
        _drawing(
            key,
            of,
            titles_of(cast("dict[str, Any]", document), key.play, grammar),
            left_none.get(key.play, 0),
        )
        for key, of in compared.items()
    ]


def _drawing(key: Drawing, of: Compared, titles: Mapping[str, Text], refused_after: int) -> DrawingSeen:
    found, draws = fit(of.tally), of.tally.draws
    verdict: Verdict = "few" if found.p is None else "fits"
    if found.alarm:
        verdict = "skewed" if refused_after else "off"
    outcomes = [
        OutcomeSeen(
            id=one,
            title=titles.get(one, {"zh-CN": one, "en": one}),
            stated_ppm=round(1_000_000 * expected / draws),
            expected=expected,
            met=of.tally.met[one],
            instead=of.instead[one],
        )
        for one, expected in of.tally.expected.items()
    ]
    title = titles.get("", {"zh-CN": key.play, "en": key.play})
    return DrawingSeen(key.play, title, key.odds_hash, draws, found.p, verdict, refused_after, outcomes)


async def _goal(
    read: Read, activity: UUID, document: ActivityDocument, goal: _Goal, counts: Counts
) -> GoalSeen:
    reached = {"participants": counts.clients, "wins": counts.wins}.get(goal.metric)
    if goal.metric in {"claims", "redemptions"}:
        batches = [batch for right in rights_of(document).values() if (batch := batch_of(right))]
        became = await counting(read.house).rights(read, activity, batches)
        reached = became.claims if goal.metric == "claims" else became.redemptions
    return GoalSeen(goal.metric, goal.target, reached)
