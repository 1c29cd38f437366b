"""What a decided play leaves to be done and to start: told in its own transaction, so that it is not lost."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from largesse.play.groups.attempt import Attempt, Side
from largesse.play.groups.ticket import Outcome, Played, Ticket
from largesse.play.plans.plan import Plan
from largesse.store.work import Tx

After = Sequence[tuple[str, Mapping[str, Any]]]
DUE, REACHED = "play.effect_due.v1", "play.milestone_reached.v1"


class Whom(NamedTuple):
    """The client for whom something is done after a draw, and the first right that came with it."""

    draw: UUID
    client: UUID
    right: UUID | None


def tell_due(tx: Tx[Any], ticket: Ticket, attempt: Attempt, outcome: Outcome) -> None:
    """Tell what is to be done; of a refused play nothing is."""
    if not isinstance(outcome, Played):
        return
    tell_given(tx, ticket, attempt.given(outcome.outcome))


def tell_given(tx: Tx[Any], ticket: Ticket, side: Side) -> None:
    """Tell what is to be done and to start after what was given."""
    _tell_passed(tx, ticket, side)
    right = ticket.entitlement(0) if side.choice.gives else None
    tell_after(tx, ticket.plan, Whom(ticket.draw, ticket.client, right), side.choice.after)


def tell_after(tx: Tx[Any], plan: Plan, whom: Whom, after: After) -> None:
    """Tell of effects that are to be done for a client."""
    for place, (name, effect) in enumerate(after, 1):
        payload = {
            "draw": str(whom.draw),
            "client": str(whom.client),
            "activity": str(plan.activity),
            "play": plan.play,
            "place": place,
            "name": name,
            "effect": dict(effect),
            "at": tx.now.isoformat(),
            **({"right": str(whom.right)} if whom.right else {}),
        }
        tx.emit(DUE, str(whom.draw), payload)


def _tell_passed(tx: Tx[Any], ticket: Ticket, side: Side) -> None:
    """Tell which milestones were reached with what was given."""
    for one in side.passed:
        payload = {
            "draw": str(ticket.draw),
            "client": str(ticket.client),
            "activity": str(ticket.plan.activity),
            **one._asdict(),
            "at": tx.now.isoformat(),
        }
        tx.emit(REACHED, str(ticket.client), payload)
