"""Start a play for a client by itself: nobody asked for it; an event that concerns him did, or the clock.

Invariant   risk is asked as for what a client does himself; what it holds is started with the same key once
            it is released; the same key gives the same answer and one effect, however often it is started
Source      docs/explanation/events-from-outside.md
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from largesse.kernel.canonical import digest
from largesse.kernel.errors import Contended
from largesse.kernel.expression import Value
from largesse.kernel.ids import text_id
from largesse.play.asks.answers import answered
from largesse.play.groups.gathering import gathering
from largesse.play.groups.take_part import ticket_of
from largesse.play.groups.ticket import Played
from largesse.play.operators.decider import Given
from largesse.play.plans.memory import plans
from largesse.play.risk.gate import must_pass
from largesse.play.risk.stopping import Tried
from largesse.store.retry import retried
from largesse.store.work import Work


@dataclass(frozen=True, slots=True)
class Start:
    """A play that starts for a client. ``cause`` is the id outside of the event, ``props`` its values.

    ``key`` is the key of its one attempt. For an event it follows from the cause, so that starting again is
    the same. What the clock starts has no cause and no values.
    """

    activity: UUID
    play: str
    client: UUID
    key: str
    cause: str = ""
    props: Mapping[str, Value] = field(default_factory=dict)


def start_key(cause: str, activity: UUID, play: str) -> str:
    """Give the key of the one attempt that an event starts in a play."""
    return f"{cause}:{digest({'activity': str(activity), 'play': play})[-40:]}"


async def start(one: Start, work: Work, *, judged: bool = False) -> Played:
    """Take one part once per key, with the newest plan; ``judged``: risk has been looked at.

    Raises:
        ActivityMissing, PlayMissing: not published any more, or no such play.
        Held, Denied: a rule of risk stops it.
        Refusal: the play's own no.
        Contended: another transaction was in the way, again and again.
    """
    event: Given = {"event": [one.cause]} if one.cause else {}
    if not judged:
        place = (one.activity, one.play, one.client, one.key)
        await must_pass(Tried(*place, event, props=one.props), work)
    return await retried(lambda: _taken(one, event, work))


async def _taken(one: Start, event: Given, work: Work) -> Played:
    activity = text_id("act", one.activity)
    ready = await plans(work).get(activity, one.play)
    plan = ready.plan
    ticket = ticket_of(ready, one.key, client=one.client)
    if one.cause:
        ticket.given = {**answered(plan.asks, {}), **event}
        ticket.ask_digest = digest({"ask": plan.ask_digest, "event": one.cause})
        ticket.props = one.props
    try:
        return await gathering(work).take(ticket)
    except Contended:
        plans(work).forget(plan)
        raise
