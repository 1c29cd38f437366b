"""Take part: one play of one client, committed with the group it falls into.

Invariant   the same key and ask give the same answer and one effect
Source      docs/explanation/group-commit.md
"""

import asyncio
from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Contended, Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because, characters
from largesse.play.asks.answers import answered
from largesse.play.groups.gathering import gathering
from largesse.play.groups.ticket import Played, Ticket
from largesse.play.plans.memory import plans
from largesse.store.work import KEY_MAX, Work

_NAME_MAX = 80


@dataclass(frozen=True)
class Said:
    """What a client says with an attempt: to a question, or to what an operator asks."""

    name: str = asked("The question's id, or what the operator asks: place, day.")
    values: tuple[str, ...] = asked("The options' ids, a text, a number.")


@dataclass(frozen=True, kw_only=True)
class TakePart(Ask):
    """What a client asks: ``activity`` slug or ``act_`` id, ``play`` the play's id in the document.

    ``said`` answers the play's questions. ``mark`` says by whose link the phone came; it is no part of what
    makes two asks the same.
    """

    activity: str = asked("The activity's link name or id, act_….")
    play: str = asked("The play's id in the activity's document.")
    said: tuple[Said, ...] = asked("What the client says with it.", default_factory=tuple)
    mark: str = ""


async def take_part(ask: TakePart, *, actor: Actor, work: Work) -> Played:
    """Take part once per key.

    Raises:
        ActivityMissing, PlayMissing: not published, or no such play.
        Malformed: ``kernel.malformed`` at the question whose answer does not fit.
        NotEligible, NotYet, NotRunning, Locked, NoChances, LimitReached: what the client may not.
        GiftsGone, SharedLimitReached, NothingLeft, Crowded: what there is no more of.
        KeyReused: ``kernel.key_reused``.
        Contended: ask again.
    """
    actor.must("play.take_part")
    _check(ask)
    ready = await plans(work).get(ask.activity, ask.play)
    plan = ready.plan
    given = answered(plan.asks, {one.name: one.values for one in ask.said})
    ticket = Ticket(
        plan=plan,
        seed=ready.seed,
        client=actor.id,
        key=ask.key,
        draw=new_id(),
        entitlements=tuple(new_id() for _ in range(plan.gives_max)),
        answer=asyncio.get_running_loop().create_future(),
        mark=ask.mark,
        given=given,
        ask_digest=plan.ask_digest if not given else digest({"ask": plan.ask_digest, "given": given}),
    )
    try:
        return await gathering(work).take(ticket)
    except Contended:
        plans(work).forget(ask.activity, ask.play, ready)
        raise


def _check(ask: TakePart) -> None:
    """Refuse what the database would refuse: the whole group would fail with it."""
    if not 1 <= len(ask.key) <= KEY_MAX or "\0" in ask.key:
        raise Malformed(because("play.reason.key", most=KEY_MAX), "key")
    for name, value in (("activity", ask.activity), ("play", ask.play)):
        if not 1 <= len(value) <= _NAME_MAX:
            raise Malformed(characters(1, _NAME_MAX), name)
