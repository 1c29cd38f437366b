"""An activity's document made ready for taking part: one plan per play, compiled once per revision.

Words       *owners* kinds of owners of shared limits that must be known of a client: tier, household
Invariant   a document this room cannot serve faithfully is refused as a whole, never served in part
Source      schemas/activity.v1.schema.json, schemas/play.v1.schema.json
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self, cast
from uuid import UUID

from largesse.activities.documents.document import Placed, outcomes
from largesse.activities.guard.playable import not_served
from largesse.activities.lifecycle.reads import Published as Shown
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.canonical import digest
from largesse.kernel.compiling import Question, compiled
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.expression import facts_named
from largesse.play.asks.answers import Question as Asked
from largesse.play.asks.answers import questions_of
from largesse.play.asks.pace import scores_of
from largesse.play.friends.friends import Friends
from largesse.play.operators.decider import Decider, Deciders, Published
from largesse.play.operators.later import Drawing
from largesse.play.plans.begun import ALWAYS, Begun
from largesse.play.plans.book import Book, Common, Means
from largesse.play.plans.choice import PLACES, READ_OWNERS, Choice, item_pool
from largesse.play.plans.limits import Rule
from largesse.play.pools.pools import pool_id
from largesse.play.rankings.ranking import Ranked
from largesse.play.states.milestones import Milestone
from largesse.play.states.states import State
from largesse.play.triggers.proved import Playing, Proof


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
class Plan:
    """One play of one published revision, ready to decide.

    ``lets_in`` asks who may take part, None: everybody; ``holds`` asks the play's own condition, None: it has
    none; ``facts`` are those that both ask for. ``stocks``: the pool of each outcome's stock, by its id,
    where deciding reads what is left of them. ``friends``: what it asks of friends;
    ``invites``: whether a first play in the activity counts for who brought the client;
    ``drawing``: how attempts are decided later, all together; ``ranked``: how clients are put into an order;
    ``scores``: the rankings of the activity whose states its outcomes move;
    ``paced``: questions that are scores; ``counted``: those whose totals are shown;
    ``alone``: no client's own request starts it; ``asked``: audience rule and condition as they are written.
    ``by_place``: a limit counts by device or address; ``queues``: what is over a limit may wait.
    ``milestones``: plays that start when a state that this one moves has reached a value.
    ``commons``: states that clients share and that it asks or moves.
    ``proof``: what each attempt of a client has to prove; None: nothing.
    ``lost``: name and effect of what is done for who gets nothing once it is decided.
    """

    activity: UUID
    revision_hash: str
    play: str
    decider: Decider
    odds: Published
    rules: Any
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
    lets_in: Question | None
    ask_digest: str
    owners: frozenset[str] = frozenset()
    points_kind: str = ""
    price: int = 0
    points_kinds: frozenset[str] = frozenset()
    holds: Question | None = None
    facts: frozenset[str] = frozenset()
    locked: bool = False
    first_day: date = date.min
    asks: tuple[Asked, ...] = ()
    paced: tuple[Asked, ...] = ()
    counted: tuple[str, ...] = ()
    stocks: Mapping[str, UUID] = field(default_factory=dict)
    alone: bool = False
    states: Mapping[str, State] = field(default_factory=dict)
    friends: Friends | None = None
    invites: bool = False
    drawing: Drawing | None = None
    ranked: Ranked | None = None
    scores: tuple[Ranked, ...] = ()
    begun: Begun = ALWAYS
    asked: tuple[Any, ...] = ()
    by_place: bool = False
    queues: bool = False
    milestones: tuple[Milestone, ...] = ()
    commons: tuple[Common, ...] = ()
    lost: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    proof: Proof | None = None

    @property
    def everything(self) -> tuple[Choice, ...]:
        """What an attempt can bring: the choices, and the fallback after them."""
        return (*self.choices, *((self.fallback,) if self.fallback else ()))

    def choice(self, choice_id: str) -> Choice | None:
        """Find a choice by its id, the fallback included."""
        return next((one for one in self.everything if one.id == choice_id), None)


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


def _begun(means: Means, play: dict[str, Any], zone: str) -> Begun:
    on = first(play, "on")
    started = means.started.get(first(on, "kind"))
    return Begun(started if started is not None and started.timed(on) else None, on, zone)


def _proof(means: Means, play: dict[str, Any], activity: UUID) -> Proof | None:
    on = first(play, "on")
    proved = means.proved.get(first(on, "kind"))
    return None if proved is None else Proof(proved, on, Playing(activity, first(play, "id")))


def _stocks(
    activity: UUID, play: str, decider: Decider, choices: Sequence[tuple[Placed, Choice]]
) -> dict[str, UUID]:
    """Name the pools of the stocks that deciding reads."""
    known = (one for one, _ in choices if decider.reads_left and not one.fallback)
    return {one.id: pool_id(activity, item_pool(play, one.id)) for one in known}


def _kinds(choices: Sequence[tuple[Placed, Choice]], kind: str, price: int) -> frozenset[str]:
    """Give the kinds of points that a play takes or gives."""
    given = frozenset(code for _, choice in choices for code in (*choice.points, *choice.parts))
    return given | {kind} if price else given


def _place_of(play_id: str, whole: ActivityDocument, means: Means) -> int:
    """Say which of the document's plays it is.

    Raises:
        PlayMissing: none of them.
        Unserved: the document has what this house does not serve.
    """
    index = next((at for at, one in enumerate(values(whole, "plays/*")) if one["id"] == play_id), None)
    if index is None:
        raise PlayMissing(play_id)
    for _, what in not_served(whole, means.grammar):
        raise Unserved(what)
    return index


def plan_of(edition: Edition, play_id: str, means: Means) -> Plan:
    """Compile one play of a published revision.

    Raises:
        PlayMissing, Unserved: ``play.play_missing``, ``play.unserved``.
    """
    document, whole = edition.document, cast("ActivityDocument", edition.document)
    index = _place_of(play_id, whole, means)
    play, window, rule = document["plays"][index], document["window"], document["audience"]["rule"]
    book, decider = Book(document, play, means), means.deciders.known[play["decide"]["op"]]
    choices = [(one, book.choice(one)) for one in outcomes(whole["plays"][index], index, means.grammar)]
    odds, (kind, price), commons = decider.published(play["decide"]), book.price(), book.commons(choices)
    shared, attempts = [one for _, choice in choices for one in choice.shared], book.attempts()
    return Plan(
        activity=edition.activity,
        revision_hash=edition.hash,
        play=play_id,
        decider=decider,
        odds=odds,
        rules=decider.read(odds) if decider.rules is None else decider.rules(play["decide"]),
        zone=window["tz"],
        start=datetime.fromisoformat(window["start"]),
        end=datetime.fromisoformat(window["end"]),
        points_kind=kind,
        price=price,
        points_kinds=_kinds(choices, kind, price),
        owners=(frozenset(one.owner for one in shared) | {one.state.scope for one in commons}) & READ_OWNERS,
        commons=commons,
        by_place=any(one.owner in PLACES for one in shared),
        queues=any(one.waits for one in shared) or any(one.on_exceed == "queue" for one in attempts),
        choices=tuple(choice for one, choice in choices if not one.fallback),
        fallback=next((choice for one, choice in choices if one.fallback), None),
        chances=book.chances(),
        chance_units=play.get("cost", {}).get("units", 1),
        attempts=attempts,
        milestones=tuple(book.milestones(choice for _, choice in choices)),
        pools=(*book.pools.items(), *book.own_pools(decider)),
        odds_hash=odds_hash(document, means.deciders),
        lets_in=None if rule["op"] == "always" else compiled(rule),
        ask_digest=digest({"activity": str(edition.activity), "play": play_id}),
        holds=compiled(play["when"]) if "when" in play else None,
        facts=facts_named(rule) | facts_named(play.get("when")),
        locked=play.get("locked", False),
        first_day=book.first_day,
        asks=(asks := questions_of(play.get("asks", ()))),
        paced=scores_of(asks),
        counted=tuple(one.id for one in asks if one.totals and one.options),
        states=book.states,
        friends=Friends.of(play),
        invites=any(one is not None and one.by_joining for one in map(Friends.of, document["plays"])),
        drawing=book.drawing(),
        lost=book.lost(),
        ranked=next((one for one in book.rankings() if one.play == play_id), None),
        scores=book.scored(choice for _, choice in choices),
        alone=means.grammar.trigger_of(play).alone,
        asked=(rule, *values(play, "when")),
        begun=_begun(means, play, window["tz"]),
        proof=_proof(means, play, edition.activity),
        stocks=_stocks(edition.activity, play_id, decider, choices),
    )
