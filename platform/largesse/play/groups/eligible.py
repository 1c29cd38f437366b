"""Who may take part: the audience rule of the published revision, asked over the client's facts.

Invariant   a client whose facts are not known is not eligible, unless the rule lets everybody in;
            a blocked client never is
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.audience.facts.facts import facts_of
from largesse.kernel.errors import Refusal
from largesse.kernel.expression import Facts, evaluate, facts_named
from largesse.play.plans.plan import Plan
from largesse.store.work import Read


@dataclass(frozen=True)
class NotEligible(Refusal):
    """The activity is for other clients."""

    code = "play.not_eligible"


def open_to_all(plan: Plan) -> bool:
    """Tell whether the rule lets everybody in."""
    return plan.audience.get("op") == "always"


async def facts_for(read: Read, plans: Sequence[tuple[Plan, UUID]]) -> Mapping[UUID, Facts]:
    """Read the facts of those clients whose plan asks for any, all in one go."""
    asking = [(plan, client) for plan, client in plans if not open_to_all(plan)]
    if not asking:
        return {}
    names = frozenset[str]().union(*(facts_named(plan.audience) for plan, _ in asking))
    return await facts_of(read, sorted({client for _, client in asking}), names)


def must_be_eligible(plan: Plan, facts: Facts | None) -> None:
    """Refuse a client whom the rule leaves out.

    Raises:
        NotEligible: ``play.not_eligible``.
    """
    if open_to_all(plan):
        return
    if facts is None or not evaluate(plan.audience, facts):
        raise NotEligible
