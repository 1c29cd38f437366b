"""What a play tells a client in words of its own: once, by what still holds, winners and losers alike."""

from collections import Counter
from datetime import timedelta

import pytest
from tests.flows.play.test_dry_runs import SEED
from tests.flows.play.test_rankings import ranked
from tests.flows.play.test_timed_draws import drawn, over, seeded
from tests.flows.play.test_vocabulary import TEA, decided
from tests.flows.rights.test_telling import clock, goes_out
from tests.kit.faces import Asker

from largesse.activities.lifecycle.run import HaltActivity, halt_activity
from largesse.audience.clients.records import Customer
from largesse.audience.privacy.choose import Choose, choose
from largesse.kernel.clock import minute_in, now
from largesse.play.closings.close import close_due
from largesse.play.closings.decide import decide_closed
from largesse.play.closings.telling import tell_the_others
from largesse.store.sealing import seal

WORDS = {"zh-CN": "「{activity}」：您得到{prize}（{when}）。", "en": "{activity}: {prize} is yours ({when})."}
WON = {"do": "notify", "words": WORDS}
LOST = {"do": "notify", "words": {"zh-CN": "{prize}：这次没有轮到您。"}, "by": "list"}
TOLD = {**TEA, "effects": [*TEA["effects"], WON]}
GIFT = {"op": "certain", "outcome": TOLD}
OWN = "query { myNotices(first: 25) { edges { node { words right } } } }"
READS = """query ($ask: DryRunAsk!) { dryRun(ask: $ask) {
  ... on DryRan { steps { reads } look { reads } } ... on Refusal { code } } }"""


async def notices(fair, client, locale="zh-CN"):
    found = await Asker(fair.work, client, "client", locale).asks(OWN)
    return [one["node"] for one in found["myNotices"]["edges"]]


async def reachable(fair):
    """Enrol a client who has a number."""
    (client,) = await fair.clients(1)
    await fair.house.run(
        "insert into audience_identity (id, customer, kind, value_index, value_sealed, hint, via, bound_at)"
        " values ($1, $1, 'mobile', $2, $3, '138****1234', 'test', now())",
        client.id,
        f"i{client.id}",
        seal(b"13800001234", "audience.identity:mobile"),
    )
    return client


async def messages(fair, client):
    """Say how the message of each notice of a client stands, as staff read it."""
    rows = await fair.house.rows("select message, why from notices_notice where client = $1", client.id)
    return [one["why"] or one["message"] for one in rows]


async def closed(fair):
    """Let what is due be settled, given and told, more than once."""
    for _ in range(2):
        await close_due(fair.work)
        await decide_closed(fair.work)
        await tell_the_others(fair.work)
        await fair.house.drain()  # what was told at the test's clock is due at once by the database's
        await fair.house.run("update store_delivery set due_at = now() where state = 'due'")
        await fair.house.drain()


async def test_a_win_is_told_once_in_the_words_of_the_document(fair):
    slug, _ = await fair.publish(fair.document(decided(GIFT)))
    client, other = await fair.clients(2)
    await fair.play(client, slug, key="one")
    await fair.play(client, slug, key="one")
    await fair.house.drain()
    await fair.house.run("update store_outbox set relayed_at = null where topic = 'play.effect_due.v1'")
    await fair.house.drain()
    (only,) = await notices(fair, client)
    when = minute_in(await fair.house.value("select at from play_draw"), "Asia/Shanghai")
    assert only["words"] == f"「中秋雅集 · 贵宾厅礼遇」：您得到武夷岩茶礼盒（{when}）。"
    assert only["right"].startswith("ent_")
    (english,) = await notices(fair, client, "en")
    assert english["words"].startswith("Mid-Autumn Lounge W…: Wuyi rock tea gift…")
    assert await notices(fair, other) == []


@pytest.mark.parametrize(
    ("happens", "stands"),
    [("nothing", "handed"), ("no_messages", "not_wanted"), ("halted", "over"), ("revoked", "over")],
)
async def test_its_message_is_judged_when_it_goes_out(fair, happens, stands):
    with clock(10):
        slug, activity = await fair.publish(fair.document(decided(GIFT)))
        client = await reachable(fair)
        await fair.play(client, slug)
        await fair.house.drain()
        if happens == "no_messages":
            ask = Choose(key=fair.key(), purpose="messages", agreed=False)
            await choose(ask, actor=client, work=fair.work)
        if happens == "halted":
            stop = HaltActivity(key=fair.key(), activity=activity, reason="奖品有误")
            await halt_activity(stop, actor=fair.who("operator"), work=fair.work)
        if happens == "revoked":
            gone = "update rights_entitlement set state = 'revoked' where holder = $1"
            await fair.house.run(gone, client.id)
        await goes_out(fair)
    assert await messages(fair, client) == [stands]
    assert len(await notices(fair, client)) == 1, "his own list has it all the same"


async def test_what_stands_in_the_list_alone_sends_no_message(fair):
    gift = {"op": "certain", "outcome": {**TEA, "effects": [{**WON, "by": "list"}]}}
    slug, _ = await fair.publish(fair.document(decided(gift)))
    (client,) = await fair.clients(1)
    await fair.play(client, slug)
    await fair.house.drain()
    assert await messages(fair, client) == ["shown"]


async def test_winners_and_losers_of_a_draw_hear_what_the_document_says_and_nothing_else(fair, later):
    slug, _ = activity = await fair.publish(fair.document(decided(drawn((1, TOLD)), **{"else": [LOST]})))
    clients = await fair.clients(3)
    for one in (*clients, *clients):
        await fair.play(one, slug)
    await fair.house.drain()
    assert [await notices(fair, one) for one in clients] == [[], [], []], "nobody has lost before the draw"
    later(2)
    await close_due(fair.work)
    later(1)
    await seeded(fair, activity[1])
    await closed(fair)
    heard = [[one["words"] for one in await notices(fair, each)] for each in clients]
    assert all(len(one) == 1 for one in heard)
    assert Counter("没有轮到" in one[0] for one in heard) == {True: 2, False: 1}


async def test_every_cycle_of_a_ranking_tells_who_stands_where_nothing_comes(fair, later):
    document = fair.document(ranked((1, 1, TOLD), cycle="day"))
    document["plays"][0]["else"] = [LOST, {"do": "tag", "tag": "tried"}]
    slug, activity = await fair.publish(document)
    one, two = await fair.clients(2)
    await fair.play(one, slug, play="add3")
    await fair.play(two, slug, play="add1")
    later(24)
    await closed(fair)
    await fair.play(two, slug, play="add1")
    await over(fair, activity)
    await closed(fair)
    said = [[each["words"] for each in await notices(fair, client)] for client in (one, two)]
    assert [len(each) for each in said] == [1, 2]
    assert "没有轮到" in said[1][1]
    assert "您得到" in said[1][0]
    assert [(await Customer.get(id=each.id)).tags for each in (one, two)] == [[], ["tried"]]


async def test_a_dry_run_shows_what_would_be_read_and_tells_nobody(fair):
    document = fair.document(decided(GIFT))
    moment = (now() + timedelta(minutes=1)).isoformat()
    ask = {"document": document, "client": {"facts": []}, "at": moment, "seed": SEED}
    ask |= {"acts": [{"play": "wheel", "at": moment}], "look": {"play": "wheel", "what": "outcome:tea"}}
    found = (await Asker(fair.work, fair.who("designer")).asks(READS, ask=ask))["dryRun"]
    (words,) = found["steps"][0]["reads"]
    assert words.startswith("「中秋雅集 · 贵宾厅礼遇」：您得到武夷岩茶礼盒（")
    assert found["look"]["reads"] == [words]
    assert await fair.house.value("select count(*) from notices_notice") == 0
