"""A card that one client gives to another by a link: it has one holder, whoever presses at once."""

import asyncio
import json
from collections import Counter
from contextlib import suppress

import pytest
from tests.flows.play.test_rankings import over
from tests.kit.examples import PLAYS, today
from tests.kit.faces import Asker
from tests.kit.telling import told
from tortoise.exceptions import IntegrityError

from largesse.audience.clients.records import Customer
from largesse.kernel.errors import Contended
from largesse.play.draws.record import record_of
from largesse.play.draws.verify import check
from largesse.play.extensions import deciders_of
from largesse.play.gifts import give
from largesse.play.gifts.gift import (
    GiftBack,
    GiftMissing,
    GiftsMax,
    GiftTaken,
    NotGiven,
    NothingToGive,
    OwnGift,
)
from largesse.play.gifts.give import GiveThing, TakeGift, TakeGiftBack, give_thing, take_gift, take_gift_back
from largesse.play.groups.attempt import NotRunning
from largesse.play.groups.eligible import NotEligible

MINE = """query ($activity: String!, $play: String!, $code: String!) {
  myGifts(activity: $activity, play: $play, code: $code) { most
    gifts { id thing mine state otherName link } led { thing mine state otherName link } } }"""


class Cards:
    """The example with cards, and who holds which."""

    def __init__(self, fair, slug, activity, play):
        self.fair, self.slug, self.activity, self.play = fair, slug, activity, play

    async def held(self, client):
        states = await self.fair.house.value(
            "select states from play_chance where client = $1 and activity = $2", client.id, self.activity
        )
        states = json.loads(states) if isinstance(states, str) else states or {}
        return Counter(states.get(f"memory/{self.play}") or {})

    async def draws(self, client, times=1):
        """Draw cards; gives the last one."""
        for _ in range(times):
            met = await self.fair.play(client, self.slug, play=self.play)
        return met.told["card"]

    async def give(self, client, thing):
        ask = GiveThing(key=self.fair.key(), activity=self.slug, play=self.play, thing=thing)
        return (await give_thing(ask, actor=client, work=self.fair.work)).gift

    async def take(self, client, gift, key=""):
        ask = TakeGift(key=key or self.fair.key(), code=give.code_for(gift))
        return await take_gift(ask, actor=client, work=self.fair.work)

    async def back(self, client, gift):
        ask = TakeGiftBack(key=self.fair.key(), gift=gift)
        return await take_gift_back(ask, actor=client, work=self.fair.work)

    async def mine(self, client, gift=None):
        code = give.code_for(gift) if gift else ""
        about = {"activity": self.slug, "play": self.play, "code": code}
        return (await Asker(self.fair.work, client, "client").asks(MINE, **about))["myGifts"]


@pytest.fixture
async def cards(fair):
    """Bring the example out with as many turns as anybody wants."""
    path = next(one for one in PLAYS if one.stem == "collect-cards")
    document = today(json.loads(path.read_text("utf-8")), fair.known)
    play = document["plays"][0]
    play.update(cost={"kind": "none"}, limits=[])
    play.pop("chances", None)
    document["limits"] = []
    slug, activity = await fair.publish(told(document))
    return Cards(fair, slug, activity, play["id"])


async def met(act):
    """Say what an act came to: its name's refusal, or that it was done."""
    try:
        await act
    except (GiftTaken, GiftBack, GiftMissing, Contended) as no:
        return type(no).__name__
    return "done"


async def test_a_card_goes_to_a_friend_once_and_both_histories_tell_it(cards):
    giver, friend, other = await cards.fair.clients(3)
    card = await cards.draws(giver)
    gift = await cards.give(giver, card)
    assert (await cards.held(giver))[card] == 0, "it lies in the gift and in no hand"
    assert (await cards.mine(friend, gift))["led"]["state"] == "open"
    await cards.take(friend, gift, key="once")
    await cards.take(friend, gift, key="once")
    assert ((await cards.held(giver))[card], (await cards.held(friend))[card]) == (0, 1)
    with pytest.raises(GiftTaken):
        await cards.take(other, gift)
    with pytest.raises(GiftTaken):
        await cards.back(giver, gift)
    (given,), (received,) = [(await cards.mine(one))["gifts"] for one in (giver, friend)]
    assert (given["mine"], given["state"], given["otherName"], given["link"]) == (True, "taken", "客*", "")
    assert (received["mine"], received["state"], received["otherName"]) == (False, "taken", "客*")
    assert (await cards.mine(other, gift))["led"]["link"] == "", "a link is its giver's"


async def test_what_may_not_be_given_or_taken_is_refused_with_its_reason(cards):
    giver, friend, blocked = await cards.fair.clients(3)
    card = await cards.draws(giver)
    with pytest.raises(NothingToGive):
        await cards.give(giver, "no-such-card")
    with pytest.raises(NothingToGive):
        await cards.give(friend, card)
    gift = await cards.give(giver, card)
    with pytest.raises(NothingToGive):
        await cards.give(giver, card)
    with pytest.raises(OwnGift):
        await cards.take(giver, gift)
    with pytest.raises(GiftMissing):
        await cards.back(friend, gift)
    await Customer.filter(id=blocked.id).update(blocked=True)
    with pytest.raises(NotEligible):
        await cards.take(blocked, gift)
    await cards.take(friend, gift)
    with pytest.raises(NothingToGive):
        await cards.give(friend, card)  # one step: what was received is not given on
    second = await cards.give(giver, await cards.draws(giver))
    await cards.back(giver, second)
    with pytest.raises(GiftBack):
        await cards.take(friend, second)
    for code in ("", "x" * 24, "é" * 24):
        ask = TakeGift(key=cards.fair.key(), code=code)
        with pytest.raises(GiftMissing):
            await take_gift(ask, actor=friend, work=cards.fair.work)
    third = await cards.give(giver, next(iter(await cards.held(giver))))
    await over(cards.fair, cards.activity)
    with pytest.raises(NotRunning):
        await cards.take(friend, third)
    assert (await cards.mine(giver))["gifts"][0]["state"] in {"open", "over"}


async def test_nobody_gives_or_receives_more_than_the_document_says(cards):
    giver, friend = await cards.fair.clients(2)
    for _ in range(5):
        card = await cards.draws(giver)
        if not (await cards.held(giver))[card]:
            card = next(iter(await cards.held(giver)), None) or await cards.draws(giver)
        await cards.take(friend, await cards.give(giver, card))
    card = await cards.draws(giver)
    with pytest.raises(GiftsMax):
        await cards.give(giver, card)


async def test_two_friends_and_the_giver_press_at_once_and_one_has_it(cards):
    giver, *friends = await cards.fair.clients(4)
    for _ in range(8):
        card = await cards.draws(giver)
        everyone = [giver, *friends]
        if not (await cards.held(giver))[card]:
            continue
        before = sum([(await cards.held(one))[card] for one in everyone])
        gift = await cards.give(giver, card)
        acts = [*(met(cards.take(one, gift)) for one in friends), met(cards.back(giver, gift))]
        found = Counter(await asyncio.gather(*acts))
        assert found["done"] == 1
        assert sum([(await cards.held(one))[card] for one in everyone]) == before
        if sum(found.values()) and (await cards.mine(giver))["gifts"][0]["state"] == "taken":
            break


async def test_a_giver_who_presses_twice_at_once_gives_what_he_has(cards):
    giver, _ = await cards.fair.clients(2)
    card = await cards.draws(giver)

    async def gives():
        try:
            return await cards.give(giver, card)
        except NothingToGive:
            return None

    gifts = await asyncio.gather(*(gives() for _ in range(4)))
    assert sum(one is not None for one in gifts) == 1
    assert (await cards.held(giver))[card] == 0


@pytest.mark.parametrize("dies", ["taken", "back"])
async def test_who_dies_before_the_commit_leaves_the_card_where_it_was(cards, monkeypatch, dies):
    giver, friend = await cards.fair.clients(2)
    card = await cards.draws(giver)
    gift = await cards.give(giver, card)

    async def dead(*_args):
        raise IntegrityError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(give, "note_end", dead)
        with pytest.raises(IntegrityError):
            await (cards.take(friend, gift) if dies == "taken" else cards.back(giver, gift))
    assert [(await cards.held(one))[card] for one in (giver, friend)] == [0, 0]
    await cards.take(friend, gift)
    assert [(await cards.held(one))[card] for one in (giver, friend)] == [0, 1]


async def test_draws_with_cards_that_moved_between_them_can_be_checked_by_anybody(cards):
    one, two = await cards.fair.clients(2)
    for client, friend in ((one, two), (two, one)) * 2:
        card = await cards.draws(client)
        with suppress(NothingToGive):  # the draw used it up, or a received one is all he has
            await cards.take(friend, await cards.give(client, card))
        await cards.draws(client, 4)
    await over(cards.fair, cards.activity)
    await cards.fair.house.drain()
    async with cards.fair.work.read() as read:
        record = json.loads(json.dumps(await record_of(read, cards.slug), default=str))
    deciders = deciders_of(cards.fair.work.house)
    assert record["handed"]
    assert check(record, deciders) == []


async def test_a_play_that_does_not_say_so_gives_no_cards(fair):
    path = next(one for one in PLAYS if one.stem == "collect-cards")
    document = today(json.loads(path.read_text("utf-8")), fair.known)
    document["plays"][0]["decide"].pop("allow_gift")
    slug, activity = await fair.publish(told(document))
    cards = Cards(fair, slug, activity, document["plays"][0]["id"])
    (client,) = await fair.clients(1)
    card = await cards.draws(client)
    with pytest.raises(NotGiven):
        await cards.give(client, card)
    assert (await cards.mine(client))["most"] == 0
