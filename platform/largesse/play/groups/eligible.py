"""Who may take part: the audience rule of the published revision and the play's own condition.

Words       a *condition* asks the same facts as the audience, ``state.<id>``: what a state has reached,
            and ``event.<name>``: a value of the event that started the play
Invariant   a client whose facts are not known is not eligible, unless the rule lets everybody in;
            a blocked client never is
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.facts.facts import facts_of
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Refusal
from largesse.kernel.expression import Facts, Value
from largesse.play.chances.chances import Standing
from largesse.play.plans.plan import Plan
from largesse.play.states.states import EVENT, reached
from largesse.store.work import Read

STATE = "state."


@dataclass(frozen=True)
class NotEligible(Refusal):
    """The activity is for other clients."""

    code = "play.not_eligible"


@dataclass(frozen=True)
class NotYet(Refusal):
    """The play has a condition that the client does not meet, or not yet."""

    code = "play.not_yet"


def open_to_all(plan: Plan) -> bool:
    """Tell whether nothing is asked of a client."""
    return plan.lets_in is None and plan.holds is None


async def facts_for(read: Read, plans: Sequence[tuple[Plan, UUID]]) -> Mapping[UUID, Facts]:
    """Read the facts of those clients whose plan asks for any, all in one go."""
    asking = [(plan, client) for plan, client in plans if not open_to_all(plan)]
    if not asking:
        return {}
    names = frozenset[str]().union(*(plan.facts for plan, _ in asking))
    return await facts_of(read, sorted({client for _, client in asking}), names)


def must_be_eligible(
    plan: Plan,
    facts: Facts | None,
    standing: Standing,
    at: datetime,
    props: Mapping[str, Value] | None = None,
) -> None:
    """Refuse a client whom the audience's rule or the play's condition leaves out.

    ``props`` are the values of the event that started the play.

    Raises:
        NotEligible: ``play.not_eligible``.
        NotYet: ``play.not_yet``.
    """
    if plan.lets_in is not None and (facts is None or not plan.lets_in(facts)):
        raise NotEligible
    if plan.holds is not None and (
        facts is None or not plan.holds(_knowing(plan, facts, standing, at, props or {}))
    ):
        raise NotYet


def _knowing(plan: Plan, facts: Facts, standing: Standing, at: datetime, props: Mapping[str, Value]) -> Facts:
    day = day_in(at, plan.zone)
    states = {f"{STATE}{name}": reached(one, standing.kept, day)[0] for name, one in plan.states.items()}
    return facts.knowing({**states, **{f"{EVENT}{name}": value for name, value in props.items()}})
