"""One attempt decided: the client's limits, the draw, first choice and fallback; pure.

Words       *first* what the attempt met; *second* what it falls back to when stock, budget or a pool is gone
Invariant   what a client has used decides before the draw, so a refused attempt spends nothing;
            the nonce goes up by one with each decided attempt and never otherwise
Source      docs/explanation/limits.md, docs/explanation/draws.md, docs/explanation/states.md
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import msgspec

from largesse.kernel.clock import day_in
from largesse.kernel.errors import Refusal
from largesse.kernel.expression import Value
from largesse.play.asks.pace import must_be_plausible
from largesse.play.chances.chances import Meters, Standing
from largesse.play.friends.friends import Seen
from largesse.play.operators.decider import Given, Met, Turn
from largesse.play.operators.later import EntryClosed
from largesse.play.plans.choice import PLACES, Choice, Shared, item_pool, own_pool
from largesse.play.plans.limits import (
    LimitReached,
    Meter,
    NoChances,
    Queued,
    Rule,
    Tally,
    counted,
    next_in,
)
from largesse.play.plans.plan import Plan
from largesse.play.seeds.number import SPAN, draw_number
from largesse.play.states.milestones import Passed, passed
from largesse.play.states.states import (
    Kept,
    Move,
    changed,
    filled,
    lots_of,
    parted,
    reached,
    spent,
    unlocked,
)


@dataclass(frozen=True)
class NotRunning(Refusal):
    """Nobody can take part now: not started, paused, ended or halted."""

    code = "play.not_running"
    state: str
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Locked(Refusal):
    """The play is not open for this client yet."""

    code = "play.locked"


@dataclass(frozen=True)
class NothingLeft(Refusal):
    """Nothing is left that could be drawn."""

    code = "play.nothing_left"


class Tried(msgspec.Struct, frozen=True):
    """What a client says with one attempt, and what is known beside what he has done.

    ``left`` is what is left of the stocks, where that counts; ``owners`` names the client's tier and
    household, and where the attempt came from, where limits are shared by them; ``teams`` are his, where
    friends count; ``props`` are the values of the event that started it; ``common`` is what states hold that
    he shares with others; ``waived``: staff lets it pass the limits for which it waited.
    """

    given: Given = msgspec.field(default_factory=dict)
    left: Mapping[str, int] = msgspec.field(default_factory=dict)
    owners: Mapping[str, str] = msgspec.field(default_factory=dict)
    teams: Sequence[Seen] = ()
    props: Mapping[str, Value] = msgspec.field(default_factory=dict)
    common: Kept = msgspec.field(default_factory=dict)
    waived: bool = False


class Side(msgspec.Struct, frozen=True):
    """A choice as one attempt may get it: how it is told, and what is used and remembered with it.

    ``shared`` are the limits that clients share by the names of their pools; ``held_back`` are units of
    pools that may not be given yet, by name; ``passed`` are milestones that are reached with it; ``moves``
    are of states that clients share; ``part`` is that of a packet which is shared out.
    """

    choice: Choice
    outcome: str
    tallies: Mapping[str, Tally]
    kept: Kept
    shared: Mapping[str, Shared] = msgspec.field(default_factory=dict)
    takes: tuple[str, ...] = ()
    held_back: Mapping[str, int] = msgspec.field(default_factory=dict)
    passed: tuple[Passed, ...] = ()
    moves: tuple[Move, ...] = ()
    part: int = 0

    @property
    def points(self) -> Mapping[str, int]:
        """Give the points that it gives, by the code of their kind."""
        if not self.part:
            return self.choice.points
        return Counter(self.choice.points) + Counter(dict.fromkeys(self.choice.parts, self.part))


class Attempt(msgspec.Struct, frozen=True):
    """A decided attempt, ready to be applied."""

    nonce: int
    used: int
    number: int | None
    drawn: str
    basis: Mapping[str, Any]
    first: Side
    second: Side | None
    chances_left: int | None
    again_at: datetime | None

    @property
    def sides(self) -> tuple[Side, ...]:
        """What it may get, in the order in which it is tried."""
        return (self.first, self.second) if self.second else (self.first,)

    def given(self, outcome: str) -> Side:
        """Give the side that was given, by what became of the attempt."""
        return self.second if self.second and outcome != self.first.outcome else self.first


NOTHING_TRIED = Tried()


def decide(
    plan: Plan, seed: bytes, standing: Standing, at: datetime, tried: Tried = NOTHING_TRIED
) -> Attempt:
    """Decide one attempt alone, see ``Moment.decide``."""
    return Moment(plan, at).decide(seed, standing, tried)


class Moment:
    """A plan at one instant: what does not differ between the plays of a group is reckoned once."""

    __slots__ = ("_activity", "_closed", "_day", "_limits", "_memory", "_meters", "_noted", "at", "plan")

    def __init__(self, plan: Plan, at: datetime) -> None:
        self.plan, self.at, self._day = plan, at, day_in(at, plan.zone)
        self._closed = plan.begun.closed(at, plan.end)
        self._activity, self._memory = str(plan.activity), f"memory/{plan.play}"
        self._meters = Meters(plan, at)
        self._noted: Mapping[str, Any] = {
            **({f"scored/{plan.play}": _ms(at)} if plan.paced else {}),
            **({f"answered/{plan.play}": True} if plan.counted else {}),
        }
        self._limits = {
            one.id: tuple(Meter.of(rule, at, plan.zone, units) for rule, units in one.limits)
            for one in plan.everything
        }

    def decide(self, seed: bytes, standing: Standing, tried: Tried = NOTHING_TRIED) -> Attempt:
        """Decide one attempt from what the client has used and the seed.

        Raises:
            NotRunning: ``play.not_running``.
            NotNow: ``play.not_now``.
            Locked: ``play.locked``.
            NoChances: ``play.no_chances``.
            LimitReached: ``play.limit_reached``.
            Queued: ``play.queued``.
            NothingLeft: ``play.nothing_left``.
            EntryClosed: ``play.entry_closed``.
            ScoreTooHigh, ScoreTooFast: a score that cannot be true.
            Refusal: the operator's own.
        """
        plan, tallies = self.plan, standing.tallies
        used, full = self._using(standing, waived=tried.waived)
        if plan.paced:
            before = standing.kept.get(f"scored/{plan.play}")
            must_be_plausible(plan.paced, tried.given, None if before is None else _ms(self.at) - before)
        turn = self._turn(seed, standing, tried)
        met = plan.decider.meet(plan.rules, turn)
        choice = plan.choices[met.index]
        limits = self._limits[choice.id]
        if limits:
            full += [one.rule for one in limits if one.over(tallies)]
        closed = bool(choice.enters) and any(self.at >= close for _, close in choice.enters)
        first: Side | None
        if full or met.gone or closed:
            first, second = self._instead(met, used, tried), None
            strict = next((rule for rule in full if rule.on_exceed != "fallback"), None)
            if strict is not None or first is None:
                _refuse(strict, full, closed=closed)
        else:
            first = self._first(met, used, tried)
            shares = choice.gives or choice.needs or choice.shared
            second = self._instead(met, used, tried) if shares else None
        left = self._meters.left(used)
        return Attempt(
            nonce=turn.nonce,
            used=standing.used + 1,
            number=turn.number,
            drawn=choice.id,
            basis=met.basis,
            first=first,
            second=second,
            chances_left=left,
            again_at=self._meters.again_at(used) if left == 0 else None,
        )

    def _using(self, standing: Standing, *, waived: bool) -> tuple[Standing, list[Rule]]:
        """Give what stands once the attempt has used its chance and its limits, and those that are used up.

        Of these only such are given as lead to the fallback; any other refuses, or lets the attempt wait.
        """
        plan, at = self.plan, self.at
        if at < plan.start:
            raise NotRunning("scheduled", plan.start)
        if at >= plan.end:
            raise NotRunning("ended")
        if self._closed is not None:
            raise self._closed
        if plan.locked and not unlocked(standing.kept, plan.play, self._day):
            raise Locked
        uses, kept = self._chance(standing)
        over: list[Rule] = []
        for meter in self._meters.attempts:
            if waived and meter.rule.on_exceed == "queue":
                continue
            if meter.over(standing.tallies):
                over.append(meter.rule)
            else:
                uses.append((meter, 1))
        if over and any(one.on_exceed != "fallback" for one in over):
            raise self._stopped(over, standing)
        tallies = counted(standing.tallies, uses) if uses else standing.tallies
        return Standing(standing.client, standing.nonce, standing.used, tallies, kept), over

    def _stopped(self, over: Sequence[Rule], standing: Standing) -> Queued | LimitReached:
        """Say why an attempt that is over some limits is refused, or until when it waits: for the last."""
        refusing = next((one for one in over if one.on_exceed == "reject"), None)
        if refusing is not None:
            again = self._meters.again_at(standing)
            return LimitReached(refusing.counted, refusing.period, refusing.max, retry_at=again)
        found: Queued | None = None
        for one in (one for one in over if one.on_exceed == "queue"):
            begins = next_in(one, self.at, self.plan.zone, self.plan.end)
            if begins is None:
                return LimitReached(one.counted, one.period, one.max)
            if found is None or found.retry_at is None or begins > found.retry_at:
                found = Queued("client", one.period, one.max, retry_at=begins)
        assert found is not None  # something over is not only for the fallback
        return found

    def _chance(self, standing: Standing) -> tuple[list[tuple[Meter, int]], Kept]:
        """Use a chance: first of those that everyone has in this period, then of those that were given."""
        meter, play = self._meters.chances, self.plan.play
        if meter is None:
            return [], standing.kept
        own = min(meter.left(standing.tallies), meter.units)
        more = meter.units - own
        if not more:
            return [(meter, own)], standing.kept
        lots = lots_of(standing.kept, play, self._day)
        if more > sum(units for units, _ in lots):
            raise NoChances(meter.rule.period, retry_at=self._meters.again_at(standing))
        kept = {**standing.kept, f"chances/{play}": spent(lots, more)}
        return [(meter, own)] if own else [], kept

    def _turn(self, seed: bytes, standing: Standing, tried: Tried) -> Turn:
        plan, nonce, number = self.plan, standing.nonce + 1, None
        if plan.decider.operator.by_chance:
            span = sum(tried.left.values()) if plan.decider.reads_left else SPAN
            if span < 1:
                raise NothingLeft
            number = draw_number(seed, self._activity, standing.client, nonce, span)
        kept = standing.knowing(tried.common).kept
        return Turn(
            nonce,
            number,
            memory=standing.kept.get(self._memory),
            left=tried.left,
            given=tried.given,
            states=self._reached(kept, tried.teams),
            at=self.at,
            day=self._day,
            first_day=plan.first_day,
            teams=tried.teams,
        )

    def _reached(self, kept: Kept, teams: Sequence[Seen]) -> Mapping[str, tuple[int, str]]:
        """Give what each state has reached, those that friends move included."""
        found = {name: reached(one, kept, self._day) for name, one in self.plan.states.items()}
        return found | _by_friends(self.plan, teams) if self.plan.friends else found

    def _first(self, met: Met, used: Standing, tried: Tried) -> Side:
        """Give what the turn met."""
        plan, choice = self.plan, self.plan.choices[met.index]
        side = self._side(choice, "win" if choice.prize else "none", met.memory, used, tried)
        if met.part:
            side = msgspec.structs.replace(side, part=met.part)
        if not met.takes and not met.held_back:
            return side
        held_back = {item_pool(plan.play, choice.id): met.held_back} if met.held_back else {}
        return msgspec.structs.replace(
            side, takes=tuple(own_pool(plan.play, name) for name in met.takes), held_back=held_back
        )

    def _instead(self, met: Met, used: Standing, tried: Tried) -> Side | None:
        """Give the fallback, if the play has one and the client's own limits leave room for it."""
        choice = self.plan.fallback
        if choice is None or any(one.over(used.tallies) for one in self._limits[choice.id]):
            return None
        return self._side(choice, "fallback", met.missed, used, tried)

    def _side(self, choice: Choice, outcome: str, memory: Any, used: Standing, tried: Tried) -> Side:
        kept = used.kept if memory is None else {**used.kept, self._memory: memory}
        if self._noted:
            kept = {**kept, **self._noted}
        limits = self._limits[choice.id]
        tallies = counted(used.tallies, ((one, one.units) for one in limits)) if limits else used.tallies
        shared: Mapping[str, Shared] = {}
        if choice.shared:
            zone, owners = self.plan.zone, tried.owners
            counting = [one for one in choice.shared if _counts(one, tried)]
            pools = (one.pool(owners.get(one.owner, ""), self.at, zone) for one in counting)
            shared = dict(zip(pools, counting, strict=True))
        own, moves = parted(filled(choice.changes, tried.props, tried.given))
        kept, milestones = passed(self.plan.milestones, changed(kept, own, self._day), self._day)
        return Side(choice, outcome, tallies, kept, shared, passed=milestones, moves=moves)


class Moments:
    """The plans of a group at its instant."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._known: dict[int, Moment] = {}

    def of(self, plan: Plan) -> Moment:
        """Give a plan's moment; while it is held, so is the plan, and with it the number it is known by."""
        found = self._known.get(id(plan))
        if found is None:
            found = self._known[id(plan)] = Moment(plan, self._at)
        return found


def _counts(one: Shared, tried: Tried) -> bool:
    """Tell whether a limit counts an attempt: one by place counts none that comes from no place."""
    return (one.owner not in PLACES or one.owner in tried.owners) and not (one.waits and tried.waived)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _by_friends(plan: Plan, teams: Sequence[Seen]) -> dict[str, tuple[int, str]]:
    """Give what the state of the client's own newest team has reached; its period is the team."""
    if plan.friends is None or not plan.friends.state:
        return {}
    own = [(one.reached, str(one.id)) for one in teams if one.leads]
    return {plan.friends.state: own[-1] if own else (0, "")}


def _refuse(strict: Rule | None, full: Sequence[Rule], *, closed: bool) -> NoReturn:
    rule = strict or next(iter(full), None)
    if rule is None:
        raise EntryClosed if closed else NothingLeft
    raise LimitReached(rule.counted, rule.period, rule.max)
