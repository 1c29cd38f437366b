"""``threshold``: a state that reaches its targets; each step pays once in the period of the state."""

from dataclasses import dataclass

import msgspec

from largesse.activities.operators.reading import first, values
from largesse.activities.operators.threshold import THRESHOLD
from largesse.contracts.documents_gen import DecideThreshold
from largesse.kernel.errors import Refusal
from largesse.play.operators.decider import Decider, Met, Published, Turn, no_number
from largesse.play.operators.shown import Mark, Seen, Shown
from largesse.store.extending import hookimpl


@dataclass(frozen=True)
class NotReached(Refusal):
    """The client has not reached the next step."""

    code = "play.not_reached"
    reached: int
    needed: int


@dataclass(frozen=True)
class AllPaid(Refusal):
    """The client has had every step."""

    code = "play.all_paid"


class Step(msgspec.Struct, frozen=True):
    """A target and the outcome that it brings."""

    id: str
    at: int


class Odds(msgspec.Struct, frozen=True):
    """Published odds."""

    state: str
    steps: tuple[Step, ...]
    fallback: str | None


class Memory(msgspec.Struct, frozen=True):
    """The steps that were paid in a period of the state."""

    period: str
    paid: tuple[str, ...] = ()


def published(decide: DecideThreshold) -> Published:
    """Give the state and the steps."""
    ids, targets = values(decide, "steps/*/outcome/id"), values(decide, "steps/*/at")
    steps = [{"id": one, "at": at} for one, at in zip(ids, targets, strict=True)]
    return {"state": first(decide, "state"), "steps": steps, "fallback": first(decide, "fallback/id")}


def decide(odds: Odds, turn: Turn) -> Met:
    """Give the lowest step that is reached and not paid yet."""
    reached, period = turn.states[odds.state]
    kept = msgspec.convert(turn.memory, Memory) if turn.memory else Memory(period)
    paid = kept.paid if kept.period == period else ()
    for index, step in enumerate(odds.steps):
        if step.id in paid:
            continue
        if reached < step.at:
            raise NotReached(reached, step.at)
        memory = msgspec.to_builtins(Memory(period, (*paid, step.id)))
        return Met(index, memory, memory, basis={"reached": reached, "step": step.at})
    raise AllPaid


def shown(decide: DecideThreshold, seen: Seen) -> Shown:
    """Show what the state has reached, and each step with whether it was paid in this period."""
    reached, period = seen.states[first(decide, "state")]
    kept = msgspec.convert(seen.memory, Memory) if seen.memory else Memory(period)
    paid = kept.paid if kept.period == period else ()
    marks = tuple(
        Mark(name := first(step, "outcome/id"), first(step, "outcome/title"), first(step, "at"), name in paid)
        for step in values(decide, "steps/*")
    )
    return Shown({"reached": reached}, marks)


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(
        operator=THRESHOLD, published=published, decide=decide, verify=no_number, odds=Odds, shown=shown
    )
