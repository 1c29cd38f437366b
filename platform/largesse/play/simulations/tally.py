"""What the rounds of a simulation come to: averages, spans, curves, what was used up first.

Words       *round* the whole activity played through once; *label* the name of something shared, see
            ``World.shorts``
"""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from largesse.activities.simulations.outcome import (
    Bound,
    BoundKind,
    Curve,
    Given,
    Range,
    Refused,
    Tier,
)
from largesse.play.plans.choice import item_pool
from largesse.play.plans.plan import Plan

_LOW, _HIGH = 0.05, 0.95
Key = tuple[str, str]


@dataclass(slots=True)
class Round:
    """What one round came to. ``left`` are units left of each stocked outcome at each moment."""

    attempts: int = 0
    decided: int = 0
    cost_minor: int = 0
    given: Counter[Key] = field(default_factory=Counter)
    tries_by_tier: Counter[str] = field(default_factory=Counter)
    wins_by_tier: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    left: list[tuple[int, ...]] = field(default_factory=list)
    shorts: Mapping[str, datetime] = field(default_factory=dict)


def span(values: Sequence[int]) -> Range:
    """Give average, span of nine in ten and most; of a few values the span is between those at its ends."""
    ordered = sorted(values)
    return Range(
        round(statistics.fmean(ordered), 2),
        round(_at(ordered, _LOW), 2),
        round(_at(ordered, _HIGH), 2),
        ordered[-1],
    )


def _at(ordered: Sequence[int], share: float) -> float:
    """Give the value below which a share of some lie, drawn straight between neighbours."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def stocked(plans: Iterable[Plan]) -> list[tuple[Plan, str, int]]:
    """Give each outcome that has a stock: its play, its id, how many there are."""
    return [
        (plan, choice.id, cap)
        for plan in plans
        for choice in plan.choices
        for name, cap in plan.pools
        if name == item_pool(plan.play, choice.id)
    ]


def given(rounds: Sequence[Round], plans: Iterable[Plan]) -> tuple[Given, ...]:
    """Say how often each outcome came."""
    return tuple(
        Given(
            plan.play,
            one.id,
            one.title,
            one.prize and one is not plan.fallback,
            span([each.given[plan.play, one.id] for each in rounds]),
        )
        for plan in plans
        for one in plan.everything
    )


def tiers(rounds: Sequence[Round]) -> tuple[Tier, ...]:
    """Say how often clients of each tier won."""
    tries, wins = Counter[str](), Counter[str]()
    for one in rounds:
        tries.update(one.tries_by_tier)
        wins.update(one.wins_by_tier)
    return tuple(
        Tier(tier, round(tries[tier] / len(rounds), 2), round(wins[tier] / len(rounds), 2))
        for tier in sorted(tries)
    )


def refused(rounds: Sequence[Round]) -> tuple[Refused, ...]:
    """Say how often each refusal was told, the most frequent first."""
    total = Counter[str]()
    for one in rounds:
        total.update(one.refused)
    return tuple(Refused(code, round(count / len(rounds), 2)) for code, count in total.most_common())


def curves(rounds: Sequence[Round], plans: Iterable[Plan]) -> tuple[Curve, ...]:
    """Say what is left of each stock at each moment."""
    found = []
    for nr, (plan, item, cap) in enumerate(stocked(plans)):
        columns = zip(*([moment[nr] for moment in one.left] for one in rounds), strict=True)
        left = tuple(round(statistics.fmean(column)) for column in columns)
        found.append(Curve(plan.play, item, _title(plan, item), cap, left))
    return tuple(found)


def bounds(rounds: Sequence[Round], plans: Sequence[Plan]) -> tuple[Bound, ...]:
    """Say what was used up, what binds first in front."""
    when: dict[str, list[datetime]] = {}
    for one in rounds:
        for label, at in one.shorts.items():
            when.setdefault(label, []).append(at)
    found = [_bound(label, ats, plans) for label, ats in when.items()]
    return tuple(sorted(found, key=lambda one: one.at))


def _bound(label: str, ats: Sequence[datetime], plans: Sequence[Plan]) -> Bound:
    first = min(ats)
    at = first + timedelta(seconds=round(statistics.fmean([(one - first).total_seconds() for one in ats])))
    named = _named(label, plans)
    return Bound(
        kind=named.kind,
        play=named.play,
        id=named.id,
        title=named.title,
        counted=named.counted,
        owner=named.owner,
        rounds=len(ats),
        at=at,
    )


@dataclass(frozen=True, slots=True)
class _Named:
    kind: BoundKind
    play: str = ""
    id: str = ""
    title: dict[str, str] = field(default_factory=dict)
    counted: str = ""
    owner: str = ""


_POOLS: Mapping[str, BoundKind] = {"item": "stock", "own": "place"}
_REGISTER: Mapping[str, BoundKind] = {"batch": "register_stock", "budget": "register_budget"}


def _named(label: str, plans: Sequence[Plan]) -> _Named:
    """Read the name of something shared."""
    first, _, rest = label.partition("/")
    if first in _POOLS:
        play, _, item = rest.partition("/")
        plan = next((one for one in plans if one.play == play), None)
        return _Named(_POOLS[first], play, item, _title(plan, item) if plan else {})
    if not rest:
        return _Named("budget")
    if first in _REGISTER:
        return _Named(_REGISTER[first], id=rest)
    counted, _, owner = rest.partition("/")
    return _Named("limit", first, counted=counted, owner=owner.partition("/")[0])


def _title(plan: Plan, item: str) -> dict[str, str]:
    found = plan.choice(item)
    return found.title if found else {}
