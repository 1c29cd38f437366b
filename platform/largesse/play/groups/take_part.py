"""Take part: one play of one client, committed with the group it falls into.

Invariant   the same key and ask give the same answer and one effect
Source      docs/explanation/group-commit.md
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended, Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because, characters
from largesse.play.asks.answers import answered
from largesse.play.groups.gathering import gathering
from largesse.play.groups.ticket import NOBODY, Played, StartsAlone, Ticket
from largesse.play.operators.decider import Given
from largesse.play.plans.memory import Ready, plans
from largesse.play.plans.plan import Plan
from largesse.play.risk.gate import must_pass, places_of
from largesse.play.risk.stopping import Tried
from largesse.play.triggers.proved import Shown
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

    ``said`` answers the play's questions. ``mark`` says by whose link the phone came; ``device`` and
    ``address`` where the request came from, both empty where it came from no phone, ``locale`` in which
    language; ``judged``: risk has been looked at, and they are keyed marks; ``waited``, ``waived``: see
    ``Ticket``. They are no part of what makes two asks the same.
    """

    activity: str = asked("The activity's link name or id, act_….")
    play: str = asked("The play's id in the activity's document.")
    said: tuple[Said, ...] = asked("What the client says with it.", default_factory=tuple)
    mark: str = ""
    device: str = ""
    address: str = ""
    locale: str = "zh-CN"
    judged: bool = False
    waited: bool = False
    waived: bool = False


async def take_part(ask: TakePart, *, actor: Actor, work: Work) -> Played:
    """Take part once per key.

    Raises:
        ActivityMissing, PlayMissing: not published, or no such play.
        Malformed: ``kernel.malformed`` at the question whose answer does not fit.
        StartsAlone: ``play.starts_alone``.
        Refusal: why what the client shows does not start it, by the trigger.
        NotEligible, NotYet, NotRunning, NotNow, Locked, NoChances, LimitReached: what the client may not.
        Held, Denied, Challenged: a rule of risk stops it.
        Queued: ``play.queued``: it waits for its turn.
        GiftsGone, SharedLimitReached, DeviceLimitReached, NothingLeft, Crowded: what there is no more of.
        KeyReused: ``kernel.key_reused``.
        Contended: ask again.
    """
    actor.must("play.take_part")
    _check(ask)
    ready = await plans(work).get(ask.activity, ask.play)
    if ready.plan.alone:
        raise StartsAlone
    given, no = _shown(ready.plan, ask)
    place = (ready.plan.activity, ready.plan.play, actor.id, ask.key)
    tried = Tried(*place, given, ask.mark, ask.device, ask.address, ask.locale)
    if not ask.judged and no is None:  # what proves nothing is refused anyway: nobody has to look at it
        await must_pass(tried, work)
    ticket = saying(ticket_of(ready, ask.key, client=actor.id, mark=ask.mark), given)
    ticket.waited, ticket.waived, ticket.refusal = ask.waited, ask.waived, no
    if ask.device or ask.address:
        ticket.places = {"device": ask.device, "ip": ask.address} if ask.judged else places_of(tried)
    try:
        return await gathering(work).take(ticket)
    except Contended:
        plans(work).forget(ready.plan)
        raise


def ticket_of(ready: Ready, key: str, *, client: UUID = NOBODY, session: str = "", mark: str = "") -> Ticket:
    """Give the ticket of a play with which nothing is said, of a client or of whom a session leads to."""
    plan = ready.plan
    return Ticket(
        plan=plan,
        seed=ready.seed,
        client=client,
        key=key,
        draw=new_id(),
        mark=mark,
        ask_digest=plan.ask_digest,
        session=session,
    )


def saying(ticket: Ticket, given: Given) -> Ticket:
    """Let something be said with it, tidied: with other words it is another ask."""
    if given:
        ticket.given, ticket.ask_digest = given, digest({"ask": ticket.ask_digest, "given": given})
    return ticket


def _shown(plan: Plan, ask: TakePart) -> Shown:
    """Give what stands of what a client said, a proof read; what was judged was read before."""
    given = answered(plan.asks, {one.name: one.values for one in ask.said})
    if plan.proof is None:
        return Shown(given)
    return plan.proof.trusted(given) if ask.judged else plan.proof.read(given, now())


def is_key(key: str) -> bool:
    """Tell whether a key can be kept."""
    return 1 <= len(key) <= KEY_MAX and "\0" not in key


def must_be_key(key: str) -> None:
    """Refuse a key that cannot be kept.

    Raises:
        Malformed: ``kernel.malformed`` at ``key``.
    """
    if not is_key(key):
        raise Malformed(because("play.reason.key", most=KEY_MAX), "key")


def _check(ask: TakePart) -> None:
    """Refuse what the database would refuse: the whole group would fail with it."""
    must_be_key(ask.key)
    for name, value in (("activity", ask.activity), ("play", ask.play)):
        if not 1 <= len(value) <= _NAME_MAX:
            raise Malformed(characters(1, _NAME_MAX), name)
