"""A document made ready to be simulated: its plays, what each outcome costs, and what there is to give."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from largesse.activities.guard.standard import standard_of
from largesse.activities.operators.reading import values
from largesse.activities.revisions.expectation import expect_cost
from largesse.activities.simulations.assumptions import People
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.expression import Facts
from largesse.kernel.ids import parse_id
from largesse.play.dry_runs.draft import plans_of_draft
from largesse.play.dry_runs.world import Offered
from largesse.play.plans.plan import Plan
from largesse.play.simulations.crowd import Someone
from largesse.play.simulations.simulate import Draft
from largesse.play.simulations.tally import Key
from largesse.store.house import House

_PLENTY = 2**53
_ONE_BUDGET = UUID(int=1)


def draft_of(
    document: Mapping[str, Any],
    house: House,
    register: tuple[Mapping[UUID, Offered], Mapping[UUID, int]],
    people: tuple[Sequence[Someone], People],
    points_kinds: frozenset[str],
) -> Draft:
    """Make a document ready.

    Args:
        document: the draft.
        house: knows how operators decide.
        register: batches, and what is left in their budgets in minor units.
        people: whose facts clients have, and what they are.
        points_kinds: kinds of points by code of which there are any.

    Raises:
        ProblemsStop: ``activities.problems_stop``.
        Unserved: ``play.unserved``.
    """
    whole, plans = cast("ActivityDocument", document), plans_of_draft(document, house)
    expected = expect_cost(whole, standard_of(house).grammar)
    return Draft(
        plans=plans,
        offers=register[0],
        budgets=register[1],
        costs=_costs(document, plans),
        currency=expected.currency,
        worst_minor=expected.worst_minor,
        people=people[0],
        people_are=people[1].value,
        points_kinds=points_kinds,
    )


def alone(document: Mapping[str, Any], house: House) -> Draft:
    """Make a document ready without a register: its batches have plenty, and everybody is let in.

    Raises:
        ProblemsStop: ``activities.problems_stop``.
        Unserved: ``play.unserved``.
    """
    costs = _unit_costs(document)
    offers = {batch: Offered(_PLENTY, cost, _ONE_BUDGET) for batch, cost in costs.items()}
    everybody = [Someone(Facts("anybody"), {"tier": "-"})]
    draft = draft_of(
        document, house, (offers, {_ONE_BUDGET: _PLENTY}), (everybody, People.MADE_UP), frozenset()
    )
    kinds = frozenset[str]().union(*(plan.points_kinds for plan in draft.plans))
    plans = [replace(plan, lets_in=None) for plan in draft.plans]
    return replace(draft, plans=plans, points_kinds=kinds)


def _unit_costs(document: Mapping[str, Any]) -> dict[UUID, int]:
    """Give what a unit of each batch costs, as the document says."""
    ids, costs = values(document, "rights/*/batch"), values(document, "rights/*/unit_cost_minor")
    return {parse_id("bat", batch): cost for batch, cost in zip(ids, costs, strict=True)}


def _costs(document: Mapping[str, Any], plans: Sequence[Plan]) -> dict[Key, int]:
    """Give what each outcome costs, by the costs that the document says."""
    unit = _unit_costs(document)
    return {
        (plan.play, choice.id): sum(unit[batch] for batch in choice.gives)
        for plan in plans
        for choice in plan.everything
    }
