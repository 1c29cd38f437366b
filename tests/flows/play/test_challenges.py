"""Challenges: with the code that went to the registered number an attempt counts, once."""

import asyncio

import pytest
from tests.flows.play.test_risk import Watchman
from tests.flows.play.test_taking_part import everyone_wins
from tests.kit.faces import Asker

from largesse.audience.clients.identities import sealed_of
from largesse.kernel.ids import new_id, text_id
from largesse.play.review.challenge import (
    AnswerChallenge,
    ChallengeMissing,
    ChallengeOver,
    ChallengeWrong,
    answer_challenge,
)
from largesse.play.review.review import play_left
from largesse.play.risk.stopping import CODES_HOURLY, TRIES, Challenged, Denied, Held
from largesse.store.sealing import open_sealed

ANSWER = """mutation($ask: AnswerChallengeAsk!) { answerChallenge(ask: $ask) { __typename
  ... on Played { outcome draw } ... on Refusal { code } } }"""
WHY = """{ suspects { edges { node { state why started outcome draw ruleReason } } } }"""
LATER = "update play_challenge set sent_at = sent_at - interval '2 minutes'"
TOO_LATE = "update play_challenge set expires_at = now() - interval '1 second'"


class Phone:
    """A client with a registered number, whose messages can be read."""

    def __init__(self, watch, client):
        self.watch, self.client, self.house = watch, client, watch.fair.house

    async def registers(self):
        one = sealed_of("mobile", f"139{self.client.id.int % 10**8:08d}")
        await self.house.run(
            "insert into audience_identity"
            " (id, customer, kind, value_index, value_sealed, hint, via, bound_at)"
            " values ($1, $2, 'mobile', $3, $4, $5, 'import', now())",
            *(new_id(), self.client.id, one.index, one.sealed, one.hint),
        )
        return self

    async def challenged(self, key=None):
        with pytest.raises(Challenged) as no:
            await self.watch.plays(self.client, key=key)
        return no.value

    async def codes(self):
        rows = await self.house.rows(
            "select payload from store_outbox where topic = 'audience.message_wanted.v1' order by id"
        )
        told = [row["payload"] for row in rows]
        mine = [one for one in told if open_sealed(one["to_sealed"], "message").decode() == self.number]
        return [open_sealed(one["secret_sealed"], "message").decode() for one in mine]

    @property
    def number(self):
        return f"139{self.client.id.int % 10**8:08d}"

    async def answers(self, code, key=None, client=None):
        suspect = await self.house.value(
            "select id from play_suspect where client = $1 and state <> 'waiting' order by at desc limit 1",
            self.client.id,
        )
        ask = AnswerChallenge(key=key or self.watch.fair.key(), challenge=suspect, code=code)
        return await answer_challenge(ask, actor=client or self.client, work=self.watch.work)

    async def wrong(self):
        right = (await self.codes())[-1]
        return f"{(int(right) + 1) % 1_000_000:06d}"


@pytest.fixture
async def watch(fair):
    slug, activity = await fair.publish(fair.document(everyone_wins))
    return Watchman(fair, slug, activity)


@pytest.fixture
async def phone(watch):
    (client,) = await watch.fair.clients(1)
    await watch.rules("challenge", client=client.id)
    return await Phone(watch, client).registers()


async def counts(watch):
    books = await watch.fair.books(watch.activity)
    return books["draws"], books["rights"], books["receipts"]


async def test_a_challenged_attempt_takes_nothing_and_counts_once_with_its_code(watch, phone):
    no = await phone.challenged(key="mine")
    assert no.sent_to.endswith(phone.number[-4:])
    assert phone.number not in no.sent_to
    assert await counts(watch) == (0, 0, 0)
    (code,) = await phone.codes()
    played = await phone.answers(code, key="first")
    assert played.outcome == "win"
    assert await phone.answers(code, key="first") == played, "the same ask gives the same answer"
    with pytest.raises(ChallengeOver):
        await phone.answers(code, key="second")
    assert await watch.plays(phone.client, key="mine") == played
    assert await counts(watch) == (1, 1, 1)
    (row,) = (await Asker(watch.work, watch.staff).asks(WHY))["suspects"]["edges"]
    shown = row["node"]
    assert (shown["state"], shown["outcome"], shown["draw"]) == (
        "passed",
        "win",
        text_id("drw", played.draw),
    )
    assert (shown["why"], shown["started"], shown["ruleReason"]) == ("", False, "异常频繁")


async def test_a_passed_challenge_lets_no_other_attempt_through(watch, phone):
    await phone.challenged()
    (code,) = await phone.codes()
    await phone.answers(code)
    await phone.challenged()
    with pytest.raises((ChallengeWrong, ChallengeOver)):
        await phone.answers(code)
    assert (await counts(watch))[0] == 1


async def test_after_the_last_wrong_try_it_is_denied_with_its_reason_and_the_right_code_comes_too_late(
    watch, phone
):
    await phone.challenged(key="mine")
    (code,), wrong = await phone.codes(), await phone.wrong()
    for left in range(TRIES - 1, 0, -1):
        with pytest.raises(ChallengeWrong) as no:
            await phone.answers(wrong)
        assert no.value.tries_left == left
    with pytest.raises(Denied):
        await phone.answers(wrong)
    with pytest.raises(ChallengeOver):
        await phone.answers(code)
    for key in ("mine", None):
        with pytest.raises(Denied):
            await watch.plays(phone.client, key=key)
    (row,) = (await Asker(watch.work, watch.staff).asks(WHY))["suspects"]["edges"]
    assert (row["node"]["state"], row["node"]["why"]) == ("denied", "code_failed")
    assert await counts(watch) == (0, 0, 0)
    await watch.fair.house.run("update play_suspect set decided_at = now() - interval '61 minutes'")
    await phone.challenged()


async def test_an_old_code_confirms_nothing_and_a_new_attempt_gets_a_new_one(watch, phone):
    await phone.challenged()
    (code,) = await phone.codes()
    await watch.fair.house.run(TOO_LATE)
    with pytest.raises(ChallengeOver) as over:
        await phone.answers(code)
    assert over.value.state == "expired"
    await phone.challenged()
    await watch.fair.house.run(TOO_LATE)
    await play_left(watch.work)
    assert [row["state"] for row in await watch.suspects()] == ["expired", "expired"]
    await phone.challenged()
    assert (await phone.answers((await phone.codes())[-1])).outcome == "win"
    assert (await counts(watch))[0] == 1


async def test_who_asks_again_gets_no_flood_of_codes_and_the_newest_attempt_is_the_one_that_counts(
    watch, phone
):
    first = await phone.challenged(key="one")
    assert (await phone.challenged(key="two")).challenge == first.challenge
    assert len(await phone.codes()) == 1
    for nr in (2, 3, 3):
        await watch.fair.house.run(LATER)
        assert (await phone.challenged(key="three")).challenge == first.challenge
        assert len(await phone.codes()) == nr
    with pytest.raises(ChallengeWrong):
        await phone.answers((await phone.codes())[0])
    played = await phone.answers((await phone.codes())[-1])
    assert await watch.plays(phone.client, key="three") == played
    assert await counts(watch) == (1, 1, 1)


async def test_too_many_codes_within_the_hour_are_denied_with_their_reason(watch, phone):
    for _ in range(CODES_HOURLY):
        await phone.challenged()
        await watch.fair.house.run(TOO_LATE)
    with pytest.raises(Denied):
        await watch.plays(phone.client)
    whys = await watch.fair.house.rows("select why from play_suspect where state = 'denied'")
    assert [row["why"] for row in whys] == ["codes_spent"]
    assert len(await phone.codes()) == CODES_HOURLY


async def test_two_who_answer_and_two_who_come_at_once_are_one(watch, phone):
    told = await asyncio.gather(
        *(watch.plays(phone.client, key=f"k{nr}") for nr in range(4)), return_exceptions=True
    )
    assert {type(one) for one in told} == {Challenged}
    assert len({one.challenge for one in told}) == 1
    (code,) = await phone.codes()
    said = await asyncio.gather(
        *(phone.answers(code, key=f"a{nr}") for nr in range(4)), return_exceptions=True
    )
    assert sum(isinstance(one, ChallengeOver) for one in said) == 3
    assert await counts(watch) == (1, 1, 1)


async def test_a_confirmed_attempt_whose_process_died_is_played_by_the_clock(watch, phone):
    await phone.challenged()
    await watch.fair.house.run(
        "update play_suspect set state = 'passed', decided_at = now() - interval '1 hour'"
    )
    for _ in range(2):
        await play_left(watch.work)
    assert [row["outcome"] for row in await watch.suspects()] == ["win"]
    assert (await counts(watch))[0] == 1


async def test_whom_no_code_reaches_waits_for_staff_and_nobody_answers_for_another(watch, phone):
    stranger, other = await watch.fair.clients(2)
    await watch.rules("challenge", client=stranger.id)
    with pytest.raises(Held):
        await watch.plays(stranger)
    whys = await watch.fair.house.rows("select state, why from play_suspect")
    assert [(row["state"], row["why"]) for row in whys] == [("waiting", "no_number")]
    await phone.challenged()
    with pytest.raises(ChallengeMissing):
        await phone.answers((await phone.codes())[0], client=other)
    with pytest.raises(ChallengeWrong):
        await phone.answers("")


async def test_the_face_answers_with_what_was_met(watch, phone):
    no = await phone.challenged()
    (code,) = await phone.codes()
    asker = Asker(watch.work, phone.client, face="client")
    ask = {"key": "k", "challenge": no.challenge, "code": f" {code} "}
    told = (await asker.asks(ANSWER, ask=ask))["answerChallenge"]
    assert (told["__typename"], told["outcome"]) == ("Played", "win")
    again = (await asker.asks(ANSWER, ask=ask | {"key": "other"}))["answerChallenge"]
    assert again == {"__typename": "Refusal", "code": "play.challenge_over"}


async def test_a_stricter_rule_decides_before_a_challenge(watch, phone):
    await watch.rules("hold", client=phone.client.id)
    with pytest.raises(Held):
        await watch.plays(phone.client)
    assert await phone.codes() == []
