"""The bench: the events of a day played one after the other in memory, each by its own clock.

Words       *draft* a document made ready; *known* what is read of the clients of some events
Invariant   no I/O; eligibility, limits, draws and what is remembered are decided by the functions that play
            in earnest; the same events, people and seed do the same; of a client what he did is kept
Source      docs/explanation/replays.md
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from largesse.kernel.clock import day_in
from largesse.kernel.errors import Told
from largesse.kernel.expression import Facts, Value
from largesse.kernel.ids import text_id
from largesse.play.asks.answers import answered
from largesse.play.chances.chances import Standing
from largesse.play.dry_runs.world import Became, Person, World
from largesse.play.groups.apply import short_of
from largesse.play.groups.attempt import Side, Tried
from largesse.play.groups.eligible import NotEligible
from largesse.play.inbound.records import INBOUND
from largesse.play.plans.plan import Plan
from largesse.play.replays.compare import Comparing
from largesse.play.replays.events import Happened
from largesse.play.replays.outcome import Did, Text
from largesse.play.replays.real import Notes
from largesse.play.replays.tally import Tally
from largesse.play.starting.listening import Listener
from largesse.play.starting.start_plays import BEFORE_START
from largesse.play.states.states import Move, State, reached

CHAIN_MAX = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A document made ready to be replayed. ``costs`` are minor units of a batch, ``titles`` by right.

    ``batches`` names the right of each batch; ``cap_minor`` is the document's budget.
    """

    hash: str
    plans: Mapping[str, Plan]
    listening: Sequence[Listener]
    batches: Mapping[UUID, str]
    costs: Mapping[UUID, int]
    titles: Mapping[str, Text]
    currency: str
    cap_minor: int

    @property
    def facts(self) -> frozenset[str]:
        """Facts that any play asks for."""
        return frozenset[str]().union(*(plan.facts for plan in self.plans.values()))

    @property
    def asks_nothing(self) -> bool:
        """Whether no play asks anything of a client."""
        return all(one.lets_in is None and one.holds is None for one in self.plans.values())


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the clients of some events, and what was noted of the events."""

    facts: Mapping[UUID, Facts] = field(default_factory=dict)
    owners: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict)
    blocked: Collection[UUID] = frozenset()
    notes: Notes = field(default_factory=dict)


class Bench:
    """A world in which nobody has played yet, and what came of the events so far."""

    def __init__(self, draft: Draft, world: World, secret: bytes, since: datetime | None) -> None:
        self.draft, self.world, self.secret = draft, world, secret
        self.tally = Tally()
        self.comparing = Comparing(draft.hash, _by_chance(draft.plans.values()), since) if since else None
        self._persons: dict[UUID, Person] = {}
        self._kinds = frozenset[str]().union(*(one.points_kinds for one in draft.plans.values()))
        self._moved = {name: dict(_moved(plan)) for name, plan in draft.plans.items()}
        for plan in draft.plans.values():
            world.open(plan)

    def take(self, events: Sequence[Happened], known: Known) -> None:
        """Play events in their order; what is known of clients is given back after them."""
        for one in events:
            did = tuple(self._did(one, known)) if one.fits and one.client is not None else ()
            self.tally.note(one, did)
            if self.comparing is not None:
                self.comparing.note(one.id, did, known.notes.get(one.id, {}))
        for one in events:
            if one.client in self._persons:
                self._persons[one.client].facts = None

    def _did(self, one: Happened, known: Known) -> Iterator[Did]:
        """Start what waits for an event, and what milestones start after it."""
        assert one.client is not None
        for listener in self.draft.listening:
            if not listener.hears(one.name, one.client, one.props):
                continue
            if one.happened_at < listener.start:
                yield Did(listener.play, BEFORE_START, refused=True)
                continue
            waiting = [(listener.play, one.props)]
            for nr in range(CHAIN_MAX):
                if nr >= len(waiting):
                    break
                play, props = waiting[nr]
                did, side = self._attempt(self.draft.plans[play], one, props, known)
                yield did
                if side is not None:
                    waiting += [(passed.play, {}) for passed in side.passed]

    def _attempt(
        self, plan: Plan, one: Happened, props: Mapping[str, Value], known: Known
    ) -> tuple[Did, Side | None]:
        """Make one attempt; what started it without values was a milestone."""
        assert one.client is not None
        person, after = self._person(one.client, known), props is not one.props
        given = {**answered(plan.asks, {}), "event": [text_id(INBOUND, one.id)]}
        before = self._worth(plan, person, one.at)
        try:
            if one.client in known.blocked:
                raise NotEligible
            became = self.world.tried(plan, self.secret, person, one.at, Tried(given, props=props))
            if became.side is None:
                raise short_of(plan, became.attempt, became.verdict, one.at)
        except Told as no:
            return Did(plan.play, no.code, refused=True, after=after), None
        now = self._worth(plan, person, one.at)
        states = {name: now[name] - worth for name, worth in before.items() if now[name] != worth}
        return self._given(plan, became, states, after=after), became.side

    def _given(self, plan: Plan, became: Became, states: dict[str, int], *, after: bool) -> Did:
        side = became.side
        assert side is not None
        choice, costs = side.choice, self.draft.costs
        points = dict(side.points)
        if plan.price:
            points[plan.points_kind] = points.get(plan.points_kind, 0) - plan.price
        self.tally.give(plan.play, side, [(self.draft.batches[one], costs[one]) for one in choice.gives])
        cost = sum(costs[one] for one in choice.gives)
        prize = side.outcome == "win"
        return Did(
            plan.play,
            choice.id,
            refused=False,
            cost_minor=cost,
            points=points,
            states=states,
            after=after,
            prize=prize,
        )

    def _person(self, client: UUID, known: Known) -> Person:
        person = self._persons.get(client)
        if person is None:
            person = self._persons[client] = Person(Standing(client), points=dict.fromkeys(self._kinds, 0))
        person.facts, person.owners = known.facts.get(client), known.owners.get(client, {})
        return person

    def _worth(self, plan: Plan, person: Person, at: datetime) -> dict[str, int]:
        """Give what the states that a play moves have reached."""
        moved = self._moved[plan.play]
        if not moved:
            return {}
        kept = person.standing.knowing(self.world.common(plan, person)).kept
        day = day_in(at, plan.zone)
        return {name: reached(one, kept, day)[0] for name, one in moved.items()}


def _by_chance(plans: Collection[Plan]) -> frozenset[str]:
    return frozenset(one.play for one in plans if one.decider.operator.by_chance)


def _moved(plan: Plan) -> Iterator[tuple[str, State]]:
    """Give the states that a play's outcomes move."""
    for choice in plan.everything:
        for one in choice.changes:
            if isinstance(one, Move):
                yield one.state.id, one.state
