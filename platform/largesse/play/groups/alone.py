"""Start a play for a client by itself: nobody asked for it, an event that concerns him did.

Invariant   the same key gives the same answer and one effect, however often it is started
Source      docs/explanation/events-from-outside.md
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.canonical import digest
from largesse.kernel.errors import Contended
from largesse.kernel.expression import Value
from largesse.kernel.ids import text_id
from largesse.play.asks.answers import answered
from largesse.play.groups.gathering import gathering
from largesse.play.groups.take_part import ticket_of
from largesse.play.groups.ticket import Played
from largesse.play.plans.memory import plans
from largesse.store.work import Work

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Start:
    """A play that starts for a client. ``cause`` is the id outside of its start; ``props`` its values."""

    activity: UUID
    play: str
    client: UUID
    cause: str
    props: Mapping[str, Value]

    @property
    def key(self) -> str:
        """Give the key of its one attempt: it follows from the cause, so that starting again is the same."""
        return f"{self.cause}:{digest({'activity': str(self.activity), 'play': self.play})[-40:]}"


async def start(one: Start, work: Work) -> Played:
    """Take one part once per cause, with the newest plan.

    Raises:
        ActivityMissing, PlayMissing: not published any more, or no such play.
        Refusal: the play's own no.
        Contended: another transaction was in the way, again and again.
    """
    activity = text_id("act", one.activity)
    for turn in range(_TRIES):
        ready = await plans(work).get(activity, one.play)
        plan = ready.plan
        ticket = ticket_of(ready, one.key, client=one.client)
        ticket.given = {**answered(plan.asks, {}), "event": [one.cause]}
        ticket.ask_digest = digest({"ask": plan.ask_digest, "event": one.cause})
        ticket.props = one.props
        try:
            return await gathering(work).take(ticket)
        except Contended:
            plans(work).forget(activity, one.play, ready)
            if turn == _TRIES - 1:
                raise
    raise Contended
