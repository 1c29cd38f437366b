"""A client rates a use and complains; people answer; a provider's month shows it in figures."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.kit.faces import Asker

from largesse.audience.privacy.erase import AskErasure, EraseClient, ask_erasure, erase_client
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import text_id
from largesse.rights.complaints.complain import (
    AnswerComplaint,
    Complain,
    SettleComplaint,
    answer_complaint,
    complain,
    settle_complaint,
)
from largesse.rights.complaints.complaint import (
    ComplaintMissing,
    ComplaintUnderWay,
    ComplaintWrongState,
    ReopenedEnough,
)
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.ratings.rate import RateUse, rate_use
from largesse.rights.ratings.rating import NothingToRate, RatingStands
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use

VOICE = """query($id: String!) { myVoice(id: $id) { rateable stars words
  complaints { id state answer about turns { byStaff words } } } }"""
STAFF = "{ complaints { edges { node { turns { byStaff words at } } } } }"
ANSWERED = "rights.complaint_answered"
CARDS = "{ scoreCards(months: 1) { name uses ratings stars complaints unanswered late } }"


@pytest.fixture
async def used(shop):
    """A client who has just used a right."""
    client = await shop.client()
    right = await shop.claimed(client)
    code = await shop.digits(right)
    used = await redeem(Redeem(key="r", code=code, phone_ends="1234"), actor=shop.counter(), work=shop.work)
    return client, right, used.redemption


async def test_a_use_is_rated_a_slip_put_right_and_after_a_day_it_stands(shop, used):
    client, right, _ = used
    ask = RateUse(key="a", entitlement=right, stars=1, words="  很好\n谢谢 ")
    first = await rate_use(ask, actor=client, work=shop.work)
    assert await heard(shop, client, right) == (True, 1, "很好\n谢谢")
    await rate_use(RateUse(key="b", entitlement=right, stars=5, words="点错了"), actor=client, work=shop.work)
    assert await rate_use(ask, actor=client, work=shop.work) == first  # told again, it changes nothing
    assert await heard(shop, client, right) == (True, 5, "点错了")
    await shop.house.run("update rights_rating set at = at - $1::interval", timedelta(days=2))
    with pytest.raises(RatingStands):
        await rate_use(RateUse(key="c", entitlement=right, stars=2), actor=client, work=shop.work)
    assert await heard(shop, client, right) == (False, 5, "点错了")
    for bad in (
        {"stars": 0},
        {"stars": 6},
        {"stars": 3, "words": "x" * 501},
        {"stars": 3, "words": "a\u202eb"},
    ):
        with pytest.raises(Malformed):
            await rate_use(RateUse(key="d", entitlement=right, **bad), actor=client, work=shop.work)


async def test_nobody_rates_what_is_not_his_was_not_used_or_was_taken_back(shop, used):
    client, right, redemption = used
    other = await shop.client("13800005678")
    with pytest.raises(EntitlementMissing):
        await rate_use(RateUse(key="a", entitlement=right, stars=5), actor=other, work=shop.work)
    fresh = await shop.claimed(client)
    with pytest.raises(NothingToRate):
        await rate_use(RateUse(key="b", entitlement=fresh, stars=5), actor=client, work=shop.work)
    assert await heard(shop, client, fresh) == (False, None, "")
    back = ReverseUse(key="x", redemption=redemption, reason="点错")
    await reverse_use(back, actor=shop.who("operator"), work=shop.work)
    with pytest.raises(NothingToRate):
        await rate_use(RateUse(key="c", entitlement=right, stars=5), actor=client, work=shop.work)
    assert await shop.house.value("select count(*) from rights_rating") == 0


async def test_two_taps_at_once_make_one_rating(shop, used):
    client, right, _ = used
    asks = [RateUse(key=f"k{n}", entitlement=right, stars=n) for n in (1, 5)]
    await asyncio.gather(*(rate_use(ask, actor=client, work=shop.work) for ask in asks))
    assert await shop.house.value("select count(*) from rights_rating") == 1


async def test_a_complaint_is_answered_taken_up_again_and_closed_by_its_client(shop, used):
    client, right, _ = used
    ask = Complain(key="a", entitlement=right, about="quality", words="茶已受潮")
    other = await shop.client("13800005678")
    with pytest.raises(EntitlementMissing):
        await complain(ask, actor=other, work=shop.work)
    made = await complain(ask, actor=client, work=shop.work)
    with pytest.raises(ComplaintUnderWay):
        await complain(
            Complain(key="b", entitlement=right, about="late", words="再说一次"), actor=client, work=shop.work
        )
    with pytest.raises(ComplaintWrongState):
        await settle(shop, client, made, content=True)
    with pytest.raises(NotAllowed):
        await answer(shop, made, shop.who("designer"))
    with pytest.raises(ComplaintMissing):
        await answer(shop, made, replace(shop.who("operator"), units=frozenset({shop.unit("beijing")})))
    for turn in range(3):
        await answer(shop, made)
        await settle(shop, client, made, content=False, words=f"仍未解决 {turn}")
    await answer(shop, made)
    with pytest.raises(ReopenedEnough):
        await settle(shop, client, made, content=False, words="又一次")
    with pytest.raises(ComplaintMissing):
        await settle(shop, other, made, content=True)
    assert (await settle(shop, client, made, content=True)).state == "closed"
    with pytest.raises(ComplaintWrongState):
        await answer(shop, made)
    told = await shop.house.rows("select actor_id, facts from store_audit where action = $1", ANSWERED)
    assert [one["facts"]["answer"] for one in told] == ["已联系门店退费"] * 4
    assert {one["actor_id"] for one in told} == {shop.who("operator").id}
    again = await complain(
        Complain(key="z", entitlement=right, about="other", words="另一件事"), actor=client, work=shop.work
    )
    assert again.complaint != made.complaint


async def test_every_word_and_answer_of_a_complaint_stays_for_both_sides_in_the_copy_and_until_erasure(
    shop, used
):
    client, right, _ = used
    ask = Complain(key="a", entitlement=right, about="quality", words="茶已受潮")
    made = await complain(ask, actor=client, work=shop.work)
    await answer(shop, made)
    await settle(shop, client, made, content=False, words="退费未到账")
    await answer(shop, made, words="今日已到账")
    said = [(False, "茶已受潮"), (True, "已联系门店退费"), (False, "退费未到账"), (True, "今日已到账")]
    (voice,) = (await Asker(shop.work, client, "client").asks(VOICE, id=_id(right)))["myVoice"]["complaints"]
    assert [(one["byStaff"], one["words"]) for one in voice["turns"]] == said
    (seen,) = (await Asker(shop.work, shop.who("operator")).asks(STAFF))["complaints"]["edges"]
    turns = seen["node"]["turns"]
    assert [(one["byStaff"], one["words"]) for one in turns] == said
    assert len({one["at"] for one in turns}) == 4
    copy = json.loads((await Asker(shop.work, client, "client").asks("{ myData }"))["myData"])
    assert [one["words"] for one in copy["complaints"]] == [words for _, words in said]
    assert copy["held"]["投诉（条）"] == "1"
    await settle(shop, client, made, content=True)
    await ask_erasure(AskErasure(key="e"), actor=client, work=shop.work)
    done = EraseClient(key="d", client=client.id, reason="本人申请")
    await erase_client(done, actor=shop.who("admin"), work=shop.work)
    for table in ("rights_complaint", "rights_complaint_turn"):
        assert {one["words"] for one in await shop.house.rows(f"select words from {table}")} == {"—"}
    assert await shop.house.value("select answer from rights_complaint") == "—"


async def test_the_providers_month_counts_uses_ratings_and_complaints_within_reach(shop, used):
    client, right, _ = used
    await rate_use(RateUse(key="a", entitlement=right, stars=4), actor=client, work=shop.work)
    ask = Complain(key="c", entitlement=right, about="charge", words="门店另收服务费")
    made = await complain(ask, actor=client, work=shop.work)
    card = (await Asker(shop.work, shop.who("operator")).asks(CARDS))["scoreCards"]
    tea = next(one for one in card if one["uses"])
    assert (tea["uses"], tea["ratings"], tea["stars"]) == (1, 1, 4.0)
    assert (tea["complaints"], tea["unanswered"], tea["late"]) == (1, 1, 0)
    await answer(shop, made)
    card = (await Asker(shop.work, shop.who("operator")).asks(CARDS))["scoreCards"]
    assert [(one["complaints"], one["unanswered"]) for one in card if one["uses"]] == [(1, 0)]
    voice = (await Asker(shop.work, client, "client").asks(VOICE, id=_id(right)))["myVoice"]
    assert (voice["rateable"], voice["stars"]) == (True, 4)
    assert voice["complaints"][0] == {
        "id": voice["complaints"][0]["id"],
        "state": "answered",
        "answer": "已联系门店退费",
        "about": "额外收费",
        "turns": [
            {"byStaff": False, "words": "门店另收服务费"},
            {"byStaff": True, "words": "已联系门店退费"},
        ],
    }
    other = await shop.client("13800005678")
    assert (await Asker(shop.work, other, "client").asks(VOICE, id=_id(right)))["myVoice"] is None
    await shop.house.run("update rights_entitlement set holder = $1 where id = $2", other.id, right)
    passed_on = (await Asker(shop.work, other, "client").asks(VOICE, id=_id(right)))["myVoice"]
    assert passed_on["complaints"] == []  # what another said of it before is his own


async def test_a_provider_has_no_month_from_before_it_was_there_but_one_in_which_it_was_used(shop, used):
    months = "{ scoreCards(months: 3) { month name uses } }"

    async def told():
        cards = (await Asker(shop.work, shop.who("operator")).asks(months))["scoreCards"]
        return [one["uses"] for one in cards if one["name"] == "岩骨茶舍"]

    assert await told() == [1]
    await shop.house.run("update rights_provider set created_at = created_at - interval '1 year'")
    assert await told() == [1, 0, 0]
    await shop.house.run("update rights_provider set created_at = created_at + interval '2 years'")
    assert await told() == [1]


def _id(right):
    return text_id("ent", right)


async def heard(shop, client, right):
    """Give what the client's phone says of his rating: whether it can be changed, its stars and its words."""
    voice = (await Asker(shop.work, client, "client").asks(VOICE, id=_id(right)))["myVoice"]
    return voice["rateable"], voice["stars"], voice["words"]


def answer(shop, made, who=None, words="已联系门店退费"):
    """Answer a complaint as a member of staff, the operator unless somebody else is given."""
    ask = AnswerComplaint(key=shop.key(), complaint=made.complaint, answer=words)
    return answer_complaint(ask, actor=who or shop.who("operator"), work=shop.work)


def settle(shop, client, made, *, content, words=""):
    """Say as its client whether the answer helped."""
    ask = SettleComplaint(key=shop.key(), complaint=made.complaint, content=content, words=words)
    return settle_complaint(ask, actor=client, work=shop.work)
