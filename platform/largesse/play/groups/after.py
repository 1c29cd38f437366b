"""What a decided play leaves to be done and to start: told in its own transaction, so that it is not lost."""

from typing import Any

from largesse.play.groups.attempt import Attempt, Side
from largesse.play.groups.ticket import Outcome, Played, Ticket
from largesse.store.work import Tx

DUE, REACHED = "play.effect_due.v1", "play.milestone_reached.v1"


def tell_due(tx: Tx[Any], ticket: Ticket, attempt: Attempt, outcome: Outcome) -> None:
    """Tell what is to be done; of a refused play nothing is."""
    if not isinstance(outcome, Played):
        return
    side = attempt.given(outcome.outcome)
    tell_passed(tx, ticket, side)
    for place, (name, effect) in enumerate(side.choice.after, 1):
        payload = {
            "draw": str(ticket.draw),
            "client": str(ticket.client),
            "activity": str(ticket.plan.activity),
            "play": ticket.plan.play,
            "place": place,
            "name": name,
            "effect": dict(effect),
            "at": tx.now.isoformat(),
        }
        tx.emit(DUE, str(ticket.draw), payload)


def tell_passed(tx: Tx[Any], ticket: Ticket, side: Side) -> None:
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
