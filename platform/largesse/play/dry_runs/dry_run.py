"""A dry run: a draft played as any client at any time, without writing anything.

Words       *act* one attempt; the browser keeps the list and sends it with each ask, and all of it is
            reckoned anew; *look* an outcome that is shown without being played, marked as forced
Invariant   nothing is written, no sequence moves: this runs on reads alone; the same acts and seed meet the
            same outcomes
Source      docs/explanation/dry-runs.md
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from largesse.audience.clients.records import CLIENT
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Refusal, Told
from largesse.kernel.reasons import because
from largesse.play.asks.answers import answered
from largesse.play.chances.chances import again_at, chances_left
from largesse.play.commons.commons import held_by
from largesse.play.dry_runs.draft import DRY
from largesse.play.dry_runs.teams import led
from largesse.play.dry_runs.world import Person, World
from largesse.play.effects.carried import Carried
from largesse.play.groups.apply import outcome_of
from largesse.play.groups.attempt import NotRunning, Side
from largesse.play.groups.eligible import NotEligible
from largesse.play.groups.take_part import Said
from largesse.play.groups.ticket import GiftsGone, Played, Ticket
from largesse.play.operators.decider import Given
from largesse.play.plans.choice import Choice, item_pool
from largesse.play.plans.limits import NoChances
from largesse.play.plans.plan import Plan, PlayMissing
from largesse.play.seeds.number import commitment
from largesse.play.seeds.seeds import SEED_BYTES, Seed
from largesse.play.states.states import reached

ACTS_MAX = 200
OUTCOME = "outcome:"


@dataclass(frozen=True)
class DryAct:
    """One attempt of a dry run."""

    play: str = asked("The play's id in the document.")
    at: datetime = asked("When it is made, by the chosen clock.")
    said: tuple[Said, ...] = asked("What the client says with it.", default_factory=tuple)


@dataclass(frozen=True)
class DryFact:
    """A fact of a made-up client."""

    name: str = asked("The fact's name, as audience rules ask for it.")
    value: str = asked("Its value: a text, a whole number, true or false, a day.")


@dataclass(frozen=True)
class DryClient:
    """Who plays: a real client, or a made-up one."""

    client: UUID | None = asked(
        "A real client within reach, cli_…; null: a made-up one.", id=CLIENT, default=None
    )
    facts: tuple[DryFact, ...] = asked("What is known of a made-up client.", default_factory=tuple)
    tags: tuple[str, ...] = asked("The tags of a made-up client.", default_factory=tuple)
    points: int = asked("Points that the client holds at first, of each kind.", default=0)
    friends: int = asked("Friends who came by the client's link, in each play that is shared.", default=0)


@dataclass(frozen=True)
class DryLook:
    """An outcome to look at without playing."""

    play: str = asked("The play's id in the document.")
    what: str = asked("outcome:<id>, sold_out, no_chances, not_eligible, scheduled or ended.")


@dataclass(frozen=True, kw_only=True)
class DryRun(AskWithoutReceipt):
    """Play a draft without writing anything."""

    document: dict[str, Any] = asked("The document, activity.v1, as it stands.")
    client: DryClient = asked("Who plays.")
    at: datetime = asked("The chosen moment.")
    seed: str = asked("64 hex digits, the same for all asks of one dry run; the draws follow from them.")
    acts: tuple[DryAct, ...] = asked("All attempts so far, oldest first; at most 200.", default_factory=tuple)
    look: DryLook | None = asked("An outcome to look at; nothing is used up by it.", default=None)


@dataclass(frozen=True, slots=True)
class Who:
    """Who plays a dry run, as it is told: a masked name, empty for one who was made up."""

    person: Person
    name: str = ""
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The plays of a draft, and how effects are carried out, by name."""

    plans: Sequence[Plan]
    effects: Mapping[str, Carried] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What one act met, or what is shown of a look; ``reads``: what the client would be told, by language.

    ``claim_by``: until when what was won is kept to be claimed; None: it is his.
    """

    play: str
    met: Played | Told
    reads: Sequence[Mapping[str, str]] = ()
    claim_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """Where one play stands for the client. ``left``: units left of each outcome that has a stock."""

    play: str
    chances: int | None
    again_at: datetime | None
    left: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ran:
    """A dry run up to now. ``states`` are what the activity remembers of the client."""

    steps: Sequence[Step]
    look: Step | None
    stands: Sequence[Stands]
    states: Mapping[str, int]
    points: Mapping[str, int]


@dataclass(slots=True)
class Rehearsal:
    """One dry run: the plays, what is shared, who plays."""

    plans: Sequence[Plan]
    world: World
    person: Person
    secret: bytes
    effects: Mapping[str, Carried]
    blocked: bool = False
    steps: list[Step] = field(default_factory=list)

    def act(self, one: DryAct) -> None:
        """Make one attempt and note what it met."""
        try:
            met, side = self._met(one)
            step = Step(one.play, met)
            self.steps.append(self._beside(step, side.choice, one.at) if side else step)
        except Told as no:
            self.steps.append(Step(one.play, no))

    def _met(self, one: DryAct) -> tuple[Played | Told, Side | None]:
        plan = self.plan(one.play)
        if self.blocked:
            raise NotEligible
        given: Given = answered(plan.asks, {said.name: said.values for said in one.said})
        if plan.proof is not None:
            given = plan.proof.tried(given)
        became = self.world.take(plan, self.secret, self.person, one.at, given)
        met = outcome_of(self._ticket(plan, given), became.attempt, became.verdict, one.at)
        if isinstance(met, Played):
            return replace(met, entitlement=met.entitlement and _right(met.draw)), became.side
        if not isinstance(met, Told):
            raise met
        return met, None

    def _beside(self, step: Step, choice: Choice, at: datetime) -> Step:
        """Add what the client would be told of an outcome, and until when he would have to claim it."""
        claim_by = at + timedelta(minutes=choice.claim_minutes) if choice.claim_minutes else None
        return replace(step, reads=self._reads(choice, at), claim_by=claim_by)

    def _reads(self, choice: Choice, at: datetime) -> list[Mapping[str, str]]:
        """Give what the client would be told of an outcome."""
        known = ((self.effects.get(name), effect) for name, effect in choice.after)
        return [one.says(effect, at) for one, effect in known if one is not None and one.says is not None]

    def plan(self, play: str) -> Plan:
        """Find a play.

        Raises:
            PlayMissing: ``play.play_missing``.
        """
        found = next((plan for plan in self.plans if plan.play == play), None)
        if found is None:
            raise PlayMissing(play)
        return found

    def _ticket(self, plan: Plan, given: Given) -> Ticket:
        draw = uuid5(DRY, f"{self.secret.hex()}/{len(self.steps)}")
        return Ticket(
            plan=plan,
            seed=Seed(self.secret, commitment(self.secret, plan.odds_hash, plan.revision_hash)),
            client=self.person.standing.client,
            key="",
            draw=draw,
            given=given,
        )

    def look(self, wish: DryLook, at: datetime) -> Step:
        """Show an outcome that nobody met.

        Raises:
            Malformed: ``kernel.malformed`` at ``look``: there is no such outcome.
        """
        plan = self.plan(wish.play)
        if wish.what.startswith(OUTCOME):
            choice = plan.choice(wish.what.removeprefix(OUTCOME))
            if choice is not None:
                return self._beside(Step(wish.play, self._shown(plan, choice, at)), choice, at)
        elif wish.what in _LOOKS:
            return Step(wish.play, _LOOKS[wish.what](plan))
        raise Malformed(because("play.reason.look"), "look")

    def _shown(self, plan: Plan, choice: Choice, at: datetime) -> Played:
        ticket, standing = self._ticket(plan, {}), self.person.standing
        outcome = "fallback" if choice is plan.fallback else "win" if choice.prize else "none"
        return Played(
            draw=ticket.draw,
            outcome=outcome,
            prize_id=choice.id,
            prize_title=choice.title,
            entitlement=_right(ticket.draw) if choice.gives else None,
            chances_left=chances_left(plan, standing, at),
            commit=ticket.seed.commitment,
        )

    def stands(self, at: datetime) -> list[Stands]:
        """Say where each play stands at an instant."""
        return [self._stands(plan, at) for plan in self.plans]

    def _stands(self, plan: Plan, at: datetime) -> Stands:
        standing, pools = self.person.standing, self.world.caps
        left = {
            one.id: self.world.room(pool)
            for one in plan.choices
            if (pool := item_pool(plan.play, one.id)) in pools
        }
        return Stands(plan.play, chances_left(plan, standing, at), again_at(plan, standing, at), left)

    def states(self, at: datetime) -> dict[str, int]:
        """Say what each state has reached at an instant."""
        found: dict[str, int] = {}
        for plan in self.plans:
            common = held_by(plan.states.values(), self.person.owners, self.world.commons)
            kept, day = self.person.standing.knowing(common).kept, day_in(at, plan.zone)
            found |= {name: reached(one, kept, day)[0] for name, one in plan.states.items()}
        return found


_LOOKS: Mapping[str, Callable[[Plan], Refusal]] = {
    "sold_out": lambda _plan: GiftsGone(),
    "no_chances": lambda plan: NoChances(plan.chances.period if plan.chances else "activity"),
    "not_eligible": lambda _plan: NotEligible(),
    "scheduled": lambda plan: NotRunning("scheduled", plan.start),
    "ended": lambda _plan: NotRunning("ended"),
}


def _right(draw: UUID) -> UUID:
    """Name the right of a dry draw, the same each time it is reckoned."""
    return uuid5(draw, "right")


def secret_of(seed: str) -> bytes:
    """Read a seed.

    Raises:
        Malformed: ``kernel.malformed`` at ``seed``.
    """
    try:
        secret = bytes.fromhex(seed)
    except ValueError:
        secret = b""
    if len(secret) != SEED_BYTES:
        raise Malformed(because("play.reason.dry_seed"), "seed")
    return secret


def play_through(ask: DryRun, draft: Draft, world: World, who: Who) -> Ran:
    """Play all acts of a dry run from the start.

    Raises:
        Malformed: ``kernel.malformed``: too many acts, no such look, no seed.
    """
    if len(ask.acts) > ACTS_MAX:
        raise Malformed(because("play.reason.dry_acts", most=ACTS_MAX), "acts")
    secret = secret_of(ask.seed)
    rehearsal = Rehearsal(draft.plans, world, who.person, secret, draft.effects, who.blocked)
    person, friends = who.person, ask.client.friends
    for plan in draft.plans:
        world.open(plan)
        if plan.friends and friends:
            own = led(plan, plan.friends, secret, person.standing.client, friends)
            person.teams[plan.play] = (own,)
    for one in ask.acts:
        rehearsal.act(one)
    return Ran(
        steps=rehearsal.steps,
        look=rehearsal.look(ask.look, ask.at) if ask.look else None,
        stands=rehearsal.stands(ask.at),
        states=rehearsal.states(ask.at),
        points=who.person.points,
    )
