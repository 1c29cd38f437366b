"""Reading the rules of one play: chances, limits, and each outcome with all that giving it uses up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple, cast

import msgspec

from largesse.activities.documents.document import Placed, called
from largesse.activities.documents.grammar import Grammar
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.clock import day_in
from largesse.kernel.expression import facts_named
from largesse.kernel.ids import parse_id
from largesse.play.effects.carried import Carried, Scene
from largesse.play.operators.decider import Decider, Deciders
from largesse.play.operators.later import Drawing, Ranking
from largesse.play.plans.choice import BUDGET, Choice, Owner, Shared, Text, item_pool, own_pool
from largesse.play.plans.limits import OnExceed, Period, Rule
from largesse.play.rankings.ranking import Ranked
from largesse.play.states.milestones import Milestone
from largesse.play.states.states import Change, Move, State
from largesse.play.triggers.proved import Proved
from largesse.play.triggers.reaching import Reaching
from largesse.play.triggers.started import Started


@dataclass(frozen=True, slots=True)
class Means:
    """What plans are compiled with: how operators decide, what is written of effects, how both are read."""

    deciders: Deciders
    effects: Mapping[str, Carried]
    grammar: Grammar
    started: Mapping[str, Started] = field(default_factory=dict)
    reaching: Mapping[str, Reaching] = field(default_factory=dict)
    proved: Mapping[str, Proved] = field(default_factory=dict)


class Limit(msgspec.Struct, frozen=True):
    """A limit of the document; ``where`` names the play that it is of, ``*`` all of them."""

    count: str
    scope: str
    period: Period
    max: int
    on_exceed: OnExceed
    where: str = "*"

    def rule(self) -> Rule:
        """Give it as a limit of one client."""
        return Rule(
            f"{self.where}/{self.count}/{self.period}", self.count, self.period, self.max, self.on_exceed
        )

    def shared(self, owner: Owner, units: int, name: str = "") -> Shared:
        """Give it as a limit that clients share, with what a choice uses of it."""
        parts = [self.where, self.count, "" if owner == "activity" else owner, name]
        key, strict = "/".join(part for part in parts if part), self.on_exceed != "fallback"
        waits = self.on_exceed == "queue"
        return Shared(owner, key, self.count, self.period, self.max, units, strict, waits)


class Common(NamedTuple):
    """A state that clients share, and whether the play asks what it has reached."""

    state: State
    asked: bool


@dataclass(frozen=True, slots=True)
class _Given:
    """What an outcome gives: its rights, one for each unit, and what of it limits count."""

    rights: Sequence[Mapping[str, Any]]
    win: bool

    def units(self, count: str, ref: str = "") -> int:
        """Say how much it adds to a count, or how much of one right; attempts are counted apart."""
        rights = [one for one in self.rights if not ref or one["ref"] == ref]
        cost = sum(int(one["unit_cost_minor"]) for one in rights)
        win = int(self.win and (not ref or bool(rights)))
        return {"attempt": 0, "win": win, "grant": len(rights), "cost": cost}[count]


class Book:
    """Reads one play's rules; gathers the pools they need from the start on the way."""

    def __init__(self, document: dict[str, Any], play: dict[str, Any], means: Means) -> None:
        self.document, self.play, self.means = document, play, means
        self.rights = {right["ref"]: right for right in document["rights"]}
        start, zone = (first(document, f"window/{name}") for name in ("start", "tz"))
        self.first_day = day_in(datetime.fromisoformat(start), zone)
        self.states = {one["id"]: _state(one, self.first_day) for one in document["states"]}
        self.pools: dict[str, int] = {}
        own = msgspec.convert(play.get("limits", []), list[Limit])
        self.limits = [msgspec.structs.replace(one, where=play["id"]) for one in own]
        self.limits += msgspec.convert(document["limits"], list[Limit])

    def chances(self) -> Rule | None:
        """Give the rule of the chances that every client has without doing anything."""
        cost = self.play.get("cost", {"kind": "none"})
        if cost["kind"] != "chance":
            return None
        given = self.play.get("chances", {"period": "activity", "units": 0})
        since = None
        if given.get("carry_over") and given["period"] in {"day", "week", "month"}:
            window = self.document["window"]
            since = day_in(datetime.fromisoformat(window["start"]), window["tz"])
        return Rule(f"{self.play['id']}/chance", "chance", given["period"], given["units"], since=since)

    def attempts(self) -> tuple[Rule, ...]:
        """Give the client's limits on attempts."""
        own = [one for one in self.limits if one.scope == "client" and one.count == "attempt"]
        return tuple(rule for rule, _ in _tightest([(one.rule(), 1) for one in own]))

    def own_pools(self, decider: Decider) -> list[tuple[str, int]]:
        """Give the pools that an operator has beside its outcomes' stocks."""
        pools = decider.pools(self.play["decide"]).items()
        return [(own_pool(self.play["id"], name), cap) for name, cap in pools]

    def choice(self, placed: Placed) -> Choice:
        """Compile one outcome."""
        grammar, drawing = self.means.grammar, self.drawing()
        later = drawing or self.ranking(self.play)
        effects, awarded = list(placed.effects), later is not None and placed.id != later.entry
        if not awarded:
            effects += self.play.get("effects", ())
            effects += [] if placed.effects or later is not None else self.play.get("else", ())
        grants = [one for effect in effects for one in grammar.grants(effect)]
        prize = any(grammar.of_value(effect) for effect in placed.effects)
        rights = [self.rights[one.right] for one in grants for _ in range(one.units)]
        given = _Given(rights, prize and not placed.fallback)
        needs: dict[str, tuple[int, bool]] = {}
        if placed.stock is not None:
            self._need(needs, item_pool(self.play["id"], placed.id), placed.stock, (1, False))
        cost = given.units("cost")
        if cost:
            budget = self.document["budget"]
            self._need(needs, BUDGET, budget["cap_minor"], (cost, budget["on_exceed"] == "reject"))
        shared = [one for one in self._shared(given) if not (awarded and one.counted == "attempt")]
        for one in shared:
            if one.always:
                self._need(needs, one.key, one.max, (one.units, one.strict))
        title = cast("Text", called(cast("ActivityDocument", self.document), placed))
        return Choice(
            id=placed.id,
            title=title,
            prize=prize,
            gives=tuple(parse_id("bat", right["batch"]) for right in rights),
            needs=tuple((key, *use) for key, use in needs.items()),
            limits=tuple(_tightest(self._own(placed, given))),
            shared=tuple(_merged(one for one in shared if not one.always)),
            changes=tuple(self._changes(effects)),
            points=self._points(effects),
            parts=tuple(one for effect in effects for one in self._parts(effect)),
            enters=tuple(self._enters(effects, own=drawing is not None and not awarded)),
            after=tuple(self._after(effects, title)),
            claim_minutes=max((one.claim_minutes for one in grants), default=0),
        )

    def milestones(self, choices: Iterable[Choice]) -> Iterator[Milestone]:
        """Give the plays that start when a state that one of some outcomes moves has reached a value."""
        moved = {one.state.id for choice in choices for one in choice.changes if isinstance(one, Move)}
        for play in values(self.document, "plays/*"):
            trigger = self.means.reaching.get(self.means.grammar.trigger_of(play).name)
            if trigger is not None:
                state, at = trigger.mark(first(play, "on"))
                if state in moved:
                    yield Milestone(str(first(play, "id")), self.states[state], at)

    def commons(self, choices: Iterable[tuple[Placed, Choice]]) -> tuple[Common, ...]:
        """Give the states that clients share of which the play asks or moves any."""
        named = facts_named(self.play.get("when"))
        asked = {name.removeprefix("state.") for name in named} | {str(first(self.play, "decide/state"))}
        changes = [one for _, choice in choices for one in choice.changes]
        moved = {one.state.id for one in changes if isinstance(one, Move)}
        some = [one for one in self.states.values() if one.common and one.id in asked | moved]
        return tuple(Common(one, one.id in asked) for one in some)

    def drawing(self, play: str = "") -> Drawing | None:
        """Say when and how attempts of this play, or of another, are decided later; None: they are not."""
        named = (one for one in values(self.document, "plays/*") if first(one, "id") == play)
        decide = first(next(named, self.play), "decide")
        decider = self.means.deciders.known[first(decide, "op")]
        return decider.drawing(decider.read(decider.published(decide))) if decider.drawing else None

    def ranking(self, play: Mapping[str, Any]) -> Ranking | None:
        """Say by what a play puts clients into an order; None: it does not."""
        decide = first(play, "decide")
        decider = self.means.deciders.known[first(decide, "op")]
        return decider.ranking(decider.read(decider.published(decide))) if decider.ranking else None

    def rankings(self) -> list[Ranked]:
        """Give the plays of the document that put clients into an order."""
        end, zone = (first(self.document, f"window/{name}") for name in ("end", "tz"))
        found = []
        for play in values(self.document, "plays/*"):
            ranking = self.ranking(play)
            if ranking is not None and ranking.state in self.states:
                state = self.states[ranking.state]
                found.append(Ranked(first(play, "id"), ranking, state, zone, datetime.fromisoformat(end)))
        return found

    def scored(self, choices: Iterable[Choice]) -> tuple[Ranked, ...]:
        """Give the plays that put clients into an order by a state that one of some choices moves."""
        changes = [one for choice in choices for one in choice.changes]
        return tuple(one for one in self.rankings() if one.moved(changes))

    def _enters(self, effects: Sequence[Any], *, own: bool) -> Iterator[tuple[str, datetime]]:
        """Give the plays that an outcome enters, its own first, each with its close."""
        plays = values(self.play, "id") if own else []
        for effect in effects:
            carried = self.means.effects.get(self.means.grammar.name_of(effect))
            plays += carried.enters(effect) if carried is not None else []
        for play in plays:
            drawing = self.drawing(play)
            if drawing is not None:
                yield play, drawing.close

    def _own(self, placed: Placed, given: _Given) -> list[tuple[Rule, int]]:
        """Give the client's own limits that an outcome uses."""
        outcome = cast("Mapping[str, Any]", placed.outcome)
        rules = [
            (one.rule(), units)
            for one in self.limits
            if one.scope == "client" and (units := given.units(one.count))
        ]
        if "per_client" in outcome:
            key = f"{self.play['id']}/item/{placed.id}"
            rules.insert(0, (Rule(key, "win", "activity", outcome["per_client"], "fallback"), 1))
        return rules

    def _shared(self, given: _Given) -> Iterator[Shared]:
        """Give the limits that clients share of which an outcome uses any."""
        for one in self.limits:
            if one.scope == "sku":
                for ref in {right["ref"] for right in given.rights}:
                    yield one.shared("sku", given.units(one.count, ref) or 1, ref)
            elif one.scope != "client" and (one.count == "attempt" or given.units(one.count)):
                yield one.shared(cast("Owner", one.scope), given.units(one.count) or 1)

    def price(self) -> tuple[str, int]:
        """Give what an attempt costs in points, and the code of their kind; 0: it costs none."""
        cost = self.play.get("cost", {})
        return (cost.get("points_kind", ""), cost["units"]) if cost.get("kind") == "points" else ("", 0)

    def _points(self, effects: Sequence[Any]) -> Mapping[str, int]:
        given: Counter[str] = Counter()
        for effect in effects:
            carried = self.means.effects.get(self.means.grammar.name_of(effect))
            if carried is not None:
                given.update(carried.points(effect))
        return dict(given)

    def _parts(self, effect: Any) -> Sequence[str]:
        """Give the kinds of points of which an effect gives a part of the packet."""
        return self.means.grammar.points(effect) if self.means.grammar.part(effect) else ()

    def lost(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """Give what is done for who gets nothing where the play is decided later; else nothing."""
        if self.drawing() is None and self.ranking(self.play) is None:
            return ()
        return tuple(self._after(self.play.get("else", ()), first(self.play, "title")))

    def _after(self, effects: Sequence[Any], title: Text) -> Iterator[tuple[str, Mapping[str, Any]]]:
        scene = Scene(first(self.document, "title"), title, first(self.document, "window/tz"))
        for effect in effects:
            carried = self.means.effects.get(self.means.grammar.name_of(effect))
            if carried is not None and carried.act is not None:
                yield carried.effect.name, carried.ready(effect, scene)

    def _changes(self, effects: Sequence[Any]) -> Iterator[Change]:
        for effect in effects:
            carried = self.means.effects.get(self.means.grammar.name_of(effect))
            if carried is not None:
                yield from carried.changes(effect, self.states)

    def _need(self, needs: dict[str, tuple[int, bool]], key: str, cap: int, use: tuple[int, bool]) -> None:
        self.pools[key] = min(self.pools.get(key, cap), cap)
        units, strict = needs.get(key, (0, False))
        needs[key] = (max(units, use[0]), strict or use[1])


def _state(one: Mapping[str, Any], first_day: date) -> State:
    return State(one["id"], one["kind"], one["reset"], one.get("days", 1), first_day, one["scope"])


def _tightest(rules: list[tuple[Rule, int]]) -> list[tuple[Rule, int]]:
    """Keep the smallest maximum where two limits count the same thing, so that nothing is counted twice."""
    kept: dict[str, tuple[Rule, int]] = {}
    for rule, units in rules:
        other = kept.get(rule.key)
        if other is None or rule.max < other[0].max:
            kept[rule.key] = (rule, units)
    return list(kept.values())


def _merged(some: Iterator[Shared]) -> list[Shared]:
    """Keep the smallest maximum where two shared limits count the same thing in the same period."""
    kept: dict[tuple[str, str], Shared] = {}
    for one in some:
        other = kept.get((one.key, one.period))
        strict = one.strict or (other is not None and other.strict)
        tighter = one if other is None or one.max < other.max else other
        kept[one.key, one.period] = replace(tighter, strict=strict)
    return list(kept.values())
