"""What a decided play leaves to be done: told in its own transaction, so that it is not lost."""

from typing import Any

from largesse.play.groups.attempt import Attempt
from largesse.play.groups.ticket import Outcome, Played, Ticket
from largesse.store.work import Tx

DUE = "play.effect_due.v1"


def tell_due(tx: Tx[Any], ticket: Ticket, attempt: Attempt, outcome: Outcome) -> None:
    """Tell what is to be done; of a refused play nothing is."""
    if not isinstance(outcome, Played):
        return
    for place, (name, effect) in enumerate(attempt.given(outcome.outcome).choice.after, 1):
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
