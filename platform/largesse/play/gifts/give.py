"""Give, take and take back a thing: each in one transaction with the row of the client whose hands it moves.

Invariant   locks: the gift, then one client's row; a thing leaves its giver's row in the commit that writes
            its gift, and reaches a row in the commit that ends it
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Broken
from largesse.kernel.ids import new_id, text_id
from largesse.play.gifts.gift import Gift, GiftMissing, GiftsMax, NotGiven, NothingToGive, OwnGift
from largesse.play.gifts.hands import gift_by_code, hand, locked_gift, locked_hands
from largesse.play.plans.memory import plans
from largesse.play.plans.plan import Plan
from largesse.play.states.states import memory_key
from largesse.play.teams.ground import may_take_part
from largesse.rights.entitlements.entitlement import ACTIVITY
from largesse.rights.transfers.secret import LENGTH, code_of, hash_of
from largesse.store.work import Tx, Work

PURPOSE = "play.gift"
_GIVE = """
insert into play_gift (id, activity, play, thing, giver, giver_nonce, code_sha256, given_at, until)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_OPEN = "where id = $1 and taken_at is null and back_at is null"
_TAKEN = f"update play_gift set taker = $2, taker_nonce = $3, taken_at = $4 {_OPEN}"  # noqa: S608 - constants
_BACK = f"update play_gift set back_nonce = $2, back_at = $3 {_OPEN}"  # noqa: S608 - constants
_GIVEN = "select count(*) from play_gift where giver = $1 and activity = $2 and play = $3 and back_at is null"
_RECEIVED = "select count(*) from play_gift where taker = $1 and activity = $2 and play = $3"
_OF_THING = f"{_RECEIVED} and thing = $4"


@dataclass(frozen=True, kw_only=True)
class GiveThing(Ask):
    """Which thing of which play."""

    activity: str = asked("The activity's link name or id, act_….")
    play: str = asked("The play's id in the activity's document.")
    thing: str = asked("The thing's id, as the play shows it.")


@dataclass(frozen=True, kw_only=True)
class TakeGift(Ask):
    """By which link."""

    code: str = asked("The code in the link.")


@dataclass(frozen=True, kw_only=True)
class TakeGiftBack(Ask):
    """A gift of mine that nobody has taken."""

    gift: UUID = asked("The gift, gft_….", id="gft")


@dataclass(frozen=True)
class ThingMoved:
    """The gift, its activity as the client named it, and what it is of."""

    gift: UUID
    activity: str
    play: str
    thing: str


def code_for(gift: UUID) -> str:
    """Give the code in the link of a gift; no table holds it."""
    return code_of(gift, PURPOSE)


async def give_thing(ask: GiveThing, *, actor: Actor, work: Work) -> ThingMoved:
    """Put one of a thing into a gift; it leaves the giver's hands at once.

    Raises:
        ActivityMissing, PlayMissing: not published, or no such play.
        NotGiven: ``play.not_given``.
        NotRunning, NotEligible: what the client may not.
        NothingToGive: ``play.nothing_to_give``.
        GiftsMax: ``play.gifts_max``.
    """
    actor.must("play.take_part")
    plan = (await plans(work).get(ask.activity, ask.play)).plan
    async with work.begin(ask, actor, use="play.give_thing", answer=ThingMoved) as tx:
        if tx.earlier:
            return tx.earlier
        most = _most(plan)
        await may_take_part(tx, plan, actor.id)
        own = await locked_hands(tx, actor.id, plan.activity)
        if await tx.value(_GIVEN, actor.id, plan.activity, plan.play) >= most:
            raise GiftsMax(most)
        received = int(await tx.value(_OF_THING, actor.id, plan.activity, plan.play, ask.thing))
        if plan.decider.handed(own.kept.get(memory_key(plan.play)), ask.thing, -1 - received) is None:
            raise NothingToGive
        await hand(tx, plan, own, ask.thing, -1)
        gift = new_id()
        kept = (gift, plan.activity, plan.play, ask.thing, actor.id, own.nonce, hash_of(code_for(gift)))
        await tx.run(_GIVE, *kept, tx.now, plan.end)
        return await tx.done(ThingMoved(gift, ask.activity, plan.play, ask.thing))


async def take_gift(ask: TakeGift, *, actor: Actor, work: Work) -> ThingMoved:
    """Take what somebody gives; it is the taker's from this commit on, and the link is used up.

    Raises:
        GiftMissing: ``play.gift_missing``.
        GiftTaken, GiftBack: ``play.gift_taken``, ``play.gift_back``.
        OwnGift: ``play.own_gift``.
        NotRunning, NotEligible: what the client may not.
        GiftsMax: ``play.gifts_max``.
    """
    actor.must("play.take_part")
    async with work.read() as read:
        found = await gift_by_code(read, hash_of(ask.code)) if len(ask.code) == LENGTH else None
    if found is None:
        raise GiftMissing
    plan = await _plan(work, found)
    async with work.begin(ask, actor, use="play.take_gift", answer=ThingMoved) as tx:
        if tx.earlier:
            return tx.earlier
        gift = await _open(tx, found.id)
        if gift.giver == actor.id:
            raise OwnGift
        await may_take_part(tx, plan, actor.id)
        own = await locked_hands(tx, actor.id, gift.activity)
        most = _most(plan)
        if await tx.value(_RECEIVED, actor.id, gift.activity, gift.play) >= most:
            raise GiftsMax(most)
        await hand(tx, plan, own, gift.thing, 1)
        await note_end(tx, _TAKEN, gift.id, actor.id, own.nonce, tx.now)
        return await tx.done(ThingMoved(gift.id, text_id(ACTIVITY, gift.activity), gift.play, gift.thing))


async def take_gift_back(ask: TakeGiftBack, *, actor: Actor, work: Work) -> ThingMoved:
    """Take one's own gift back that nobody has taken.

    Raises:
        GiftMissing: ``play.gift_missing``: also another's.
        GiftTaken, GiftBack: ``play.gift_taken``, ``play.gift_back``.
    """
    actor.must("play.take_part")
    async with work.begin(ask, actor, use="play.take_gift_back", answer=ThingMoved) as tx:
        if tx.earlier:
            return tx.earlier
        gift = await locked_gift(tx, ask.gift)
        if gift is None or gift.giver != actor.id:
            raise GiftMissing
        gift.expect_open()
        plan = await _plan(work, gift)
        own = await locked_hands(tx, actor.id, gift.activity)
        await hand(tx, plan, own, gift.thing, 1)
        await note_end(tx, _BACK, gift.id, own.nonce, tx.now)
        return await tx.done(ThingMoved(gift.id, text_id(ACTIVITY, gift.activity), gift.play, gift.thing))


async def note_end(tx: Tx[Any], sql: str, *facts: object) -> None:
    """Note how a gift ended; under its lock nobody else did.

    Raises:
        Broken: somebody did.
    """
    if not await tx.run(sql, *facts):
        raise Broken("a gift ended under its lock")


def _most(plan: Plan) -> int:
    most = plan.decider.gives(plan.rules)
    if most < 1:
        raise NotGiven
    return most


async def _plan(work: Work, gift: Gift) -> Plan:
    return (await plans(work).get(text_id(ACTIVITY, gift.activity), gift.play)).plan


async def _open(tx: Tx[Any], ident: UUID) -> Gift:
    gift = await locked_gift(tx, ident)
    if gift is None:
        raise GiftMissing
    gift.expect_open()
    return gift
