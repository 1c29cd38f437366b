"""An activity's document made ready for taking part: one plan per play, compiled once per revision.

Words       *choice* what an attempt can give; *need* how much of a shared pool a choice uses
Invariant   a document this room cannot serve faithfully is refused as a whole, never served in part
Source      schemas/activity.v1.schema.json, schemas/play.v1.schema.json
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, cast
from uuid import UUID

from largesse.activities.documents.document import Placed, called, outcomes
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.playable import not_served
from largesse.activities.lifecycle.reads import Published as Shown
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.canonical import digest
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import parse_id
from largesse.play.operators.decider import Decider, Deciders, Published
from largesse.play.plans.limits import Rule

Text = dict[str, str]


@dataclass(frozen=True)
class PlayMissing(Missing):
    """The activity has no such play."""

    code = "play.play_missing"
    play: str


@dataclass(frozen=True)
class Unserved(Refusal):
    """The activity uses something this version cannot serve faithfully."""

    code = "play.unserved"
    what: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What an attempt can give. ``limits`` are the client's own rules.

    ``needs`` names a shared pool, the units taken from it, and whether its end refuses the play (True) or
    leads to the fallback.
    """

    id: str
    title: Text
    batch: UUID | None
    needs: tuple[tuple[str, int, bool], ...]
    limits: tuple[tuple[Rule, int], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One play of one published revision, ready to decide."""

    activity: UUID
    revision_hash: str
    play: str
    decider: Decider
    odds: Published
    zone: str
    start: datetime
    end: datetime
    choices: tuple[Choice, ...]
    fallback: Choice | None
    chances: Rule | None
    chance_units: int
    attempts: tuple[Rule, ...]
    pools: tuple[tuple[str, int], ...]
    odds_hash: str
    audience: dict[str, Any]
    ask_digest: str

    def choice(self, choice_id: str) -> Choice | None:
        """Find a choice by its id, the fallback included."""
        known = (*self.choices, *((self.fallback,) if self.fallback else ()))
        return next((one for one in known if one.id == choice_id), None)


def odds_of(document: dict[str, Any], deciders: Deciders) -> list[dict[str, Any]]:
    """Give everything that says how likely each outcome is, as it is hashed and published."""
    return [
        {
            "play": play["id"],
            "op": play["decide"]["op"],
            **deciders.known[play["decide"]["op"]].published(play["decide"]),
        }
        for play in document["plays"]
    ]


def odds_hash(document: dict[str, Any], deciders: Deciders) -> str:
    """Give the digest of the odds."""
    return digest(odds_of(document, deciders))


@dataclass(frozen=True, slots=True)
class Edition:
    """A published revision of an activity: its hash and its document, which the activities room validated."""

    activity: UUID
    hash: str
    document: dict[str, Any]

    @classmethod
    def of(cls, shown: Shown) -> Self:
        """Take what clients see of an activity."""
        return cls(shown.id, shown.hash, shown.document)


def plan_of(edition: Edition, play_id: str, deciders: Deciders, grammar: Grammar) -> Plan:
    """Compile one play of a published revision.

    Raises:
        PlayMissing: ``play.play_missing``.
        Unserved: ``play.unserved``.
    """
    document = edition.document
    whole = cast("ActivityDocument", document)
    index = next((at for at, one in enumerate(document["plays"]) if one["id"] == play_id), None)
    if index is None:
        raise PlayMissing(play_id)
    for _, what in not_served(whole, grammar):
        raise Unserved(what)
    play, window = document["plays"][index], document["window"]
    book, decider = _Book(document, play), deciders.known[play["decide"]["op"]]
    choices = [(one, book.choice(one)) for one in outcomes(whole["plays"][index], index, grammar)]
    return Plan(
        activity=edition.activity,
        revision_hash=edition.hash,
        play=play_id,
        decider=decider,
        odds=decider.published(play["decide"]),
        zone=window["tz"],
        start=datetime.fromisoformat(window["start"]),
        end=datetime.fromisoformat(window["end"]),
        choices=tuple(choice for one, choice in choices if not one.fallback),
        fallback=next((choice for one, choice in choices if one.fallback), None),
        chances=book.chances(),
        chance_units=play.get("cost", {}).get("units", 1),
        attempts=book.attempts(),
        pools=tuple(book.pools.items()),
        odds_hash=odds_hash(document, deciders),
        audience=document["audience"]["rule"],
        ask_digest=digest({"activity": str(edition.activity), "play": play_id}),
    )


class _Book:
    """Reads one play's rules; gathers the shared pools they need on the way."""

    def __init__(self, document: dict[str, Any], play: dict[str, Any]) -> None:
        self.document, self.play = document, play
        self.rights = {right["ref"]: right for right in document["rights"]}
        self.pools: dict[str, int] = {}
        self.limits = [(play["id"], one) for one in play.get("limits", [])]
        self.limits += [("*", one) for one in document["limits"]]

    def chances(self) -> Rule | None:
        """Give the rule of the chances that every client has without doing anything."""
        cost = self.play.get("cost", {"kind": "none"})
        if cost["kind"] == "none":
            return None
        given = self.play.get("chances", {"period": "activity", "units": 0})
        since = None
        if given.get("carry_over") and given["period"] in {"day", "week", "month"}:
            window = self.document["window"]
            since = day_in(datetime.fromisoformat(window["start"]), window["tz"])
        return Rule(f"{self.play['id']}/chance", "chance", given["period"], given["units"], since=since)

    def attempts(self) -> tuple[Rule, ...]:
        """Give the client's limits on attempts."""
        found = [
            (self._rule(where, one), 1)
            for where, one in self.limits
            if one["scope"] == "client" and one["count"] == "attempt"
        ]
        return tuple(rule for rule, _ in _tightest(found))

    def choice(self, placed: Placed) -> Choice:
        """Compile one outcome with all that giving it uses up."""
        outcome = cast("dict[str, Any]", placed.outcome)
        right = self._right(placed)
        needs: dict[str, tuple[int, bool]] = {}
        rules: list[tuple[Rule, int]] = []
        prize = right is not None
        if "stock" in outcome:
            self._need(needs, f"item/{self.play['id']}/{outcome['id']}", outcome["stock"], (1, False))
        if "per_client" in outcome:
            key = f"{self.play['id']}/item/{outcome['id']}"
            rules.append((Rule(key, "win", "activity", outcome["per_client"], "fallback"), 1))
        cost = right["unit_cost_minor"] if right else 0
        if cost:
            budget = self.document["budget"]
            self._need(needs, "budget", budget["cap_minor"], (cost, budget["on_exceed"] == "reject"))
        for where, one in self.limits:
            units = _units(one["count"], prize=prize, win=prize and not placed.fallback, cost=cost)
            if one["scope"] == "activity" and (units or one["count"] == "attempt"):
                key = f"{where}/{one['count']}"
                self._need(needs, key, one["max"], (units or 1, one["on_exceed"] != "fallback"))
            elif one["scope"] == "client" and units:
                rules.append((self._rule(where, one), units))
        batch = parse_id("bat", right["batch"]) if right else None
        wanted = tuple((key, *use) for key, use in needs.items())
        title = cast("Text", called(cast("ActivityDocument", self.document), placed))
        return Choice(outcome["id"], title, batch, wanted, tuple(_tightest(rules)))

    def _right(self, placed: Placed) -> dict[str, Any] | None:
        """Give the right that an outcome grants one unit of, if any; more is not served."""
        return next((self.rights[one.right] for one in placed.grants), None)

    def _need(self, needs: dict[str, tuple[int, bool]], key: str, cap: int, use: tuple[int, bool]) -> None:
        self.pools[key] = min(self.pools.get(key, cap), cap)
        units, strict = needs.get(key, (0, False))
        needs[key] = (max(units, use[0]), strict or use[1])

    def _rule(self, where: str, one: dict[str, Any]) -> Rule:
        key = f"{where}/{one['count']}/{one['period']}"
        return Rule(key, one["count"], one["period"], one["max"], one["on_exceed"])


def _tightest(rules: list[tuple[Rule, int]]) -> list[tuple[Rule, int]]:
    """Keep the smallest maximum where two limits count the same thing, so that nothing is counted twice."""
    kept: dict[str, tuple[Rule, int]] = {}
    for rule, units in rules:
        other = kept.get(rule.key)
        if other is None or rule.max < other[0].max:
            kept[rule.key] = (rule, units)
    return list(kept.values())


def _units(count: str, *, prize: bool, win: bool, cost: int) -> int:
    """Say how much an outcome adds to a count; attempts are counted apart."""
    return {"attempt": 0, "win": int(win), "grant": int(prize), "cost": cost}[count]
