"""A client is told once of what concerns his rights: in his own list, and by message where he wants one."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from tests.flows.rights.test_reminders import ends_in
from tests.flows.rights.test_transfers import accept, couple, decline, offer, take_back
from tests.kit.faces import Asker
from tests.kit.production import in_production

from largesse.audience.privacy.choose import Choose, choose
from largesse.audience.privacy.erase import AskErasure, EraseClient, ask_erasure, erase_client
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.notices.inbox.mark import NoticeMissing, ReadNotices, read_notices
from largesse.notices.inbox.send import hand_due
from largesse.rights.reminders.remind import remind_due
from largesse.rights.suspensions.suspend import SuspendRight, suspend_right
from largesse.rights.transfers.lapse import lapse_due

OWN = """query($first: Int, $after: String) { myUnreadNotices myNotices(first: $first, after: $after) {
  countAtLeast pageInfo { hasNextPage endCursor } edges { node { id words right unread } } } }"""
STAFF = "query($id: String!) { client(id: $id) { notices { words state why recipient readAt } } }"
MESSAGES = "select recipient_hint, state from notices_message order by at, id"


@contextmanager
def clock(hour, ago=1):
    """Live at an hour of the wall clock, some days ago: what was left due then is due."""
    wall = datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(days=ago)
    with time_machine.travel(wall.replace(hour=hour, minute=0, second=0).astimezone(UTC)):
        yield


async def goes_out(shop):
    """Let everything happen that is due by the clock that the test has set."""
    await shop.house.drain()
    await hand_due(shop.work)
    await shop.house.drain()


async def expiring(shop, client=None, days=5):
    """Give a client a right that ends soon, and let the round by the clock come by."""
    client = client or await shop.client()
    await shop.house.run("update rights_batch set starts_at = $1", now() - timedelta(days=9))
    right = await shop.claimed(client)
    await ends_in(shop, right, days)
    await remind_due(shop.work)
    return client, right


async def own(shop, client, locale="zh-CN", **page):
    return await Asker(shop.work, client, "client", locale).asks(OWN, **page)


async def told(shop, client):
    """Give how staff see what a client was told: the state of each message, and why none went out."""
    rows = await shop.house.rows(
        "select n.message, n.why, coalesce(m.state, '') as state from notices_notice n"
        " left join notices_message m on m.id = n.id where n.client = $1 order by n.at, n.id",
        client.id,
    )
    return [(one["message"], one["why"] or one["state"]) for one in rows]


async def test_a_right_that_ends_soon_stands_in_the_list_and_goes_out_once(shop):
    with clock(10):
        client, _ = await expiring(shop)
        for _ in range(2):
            await goes_out(shop)
            await remind_due(shop.work)
        await shop.house.run("update store_outbox set relayed_at = null where topic like '%expiring%'")
        await goes_out(shop)
    assert await shop.house.rows(MESSAGES) == [{"recipient_hint": "138****1234", "state": "in_tray"}]
    found = await own(shop, client)
    (only,) = [one["node"] for one in found["myNotices"]["edges"]]
    assert only["words"].startswith("您的“武夷岩茶礼盒”可使用至")
    assert (only["right"][:4], only["unread"], found["myUnreadNotices"]) == ("ent_", True, 1)
    assert await told(shop, client) == [("handed", "in_tray")]
    assert (await own(shop, client, "en"))["myNotices"]["edges"][0]["node"]["words"].startswith("Your “")


async def test_a_message_is_in_the_language_in_which_its_client_last_chose(shop):
    with clock(10):
        client, other = await shop.client(), await shop.client("13800001111")
        for key, locale in enumerate(("zh-CN", "en")):
            ask = Choose(key=f"choice-{key}", purpose="personalisation", agreed=bool(key), locale=locale)
            await choose(ask, actor=client, work=shop.work)
        for one in (client, other):
            await expiring(shop, one)
        await goes_out(shop)
    sent = await shop.house.rows("select recipient_hint, locale from notices_message order by locale")
    assert [one["locale"] for one in sent] == ["en", "zh-CN"]
    assert sent[1]["recipient_hint"].endswith("1111")


async def test_a_message_waits_for_the_morning_and_is_judged_anew_then(shop):
    with clock(23, ago=2):
        asleep, _ = await expiring(shop)
        changed, _ = await expiring(shop, await shop.client("13800005678"))
        used, right = await expiring(shop, await shop.client("13800009999"))
        silent, _ = await expiring(shop, await shop.client("13800008888"))
        await goes_out(shop)
        assert await shop.house.rows(MESSAGES) == []
        ask = Choose(key="no", purpose="messages", agreed=False)
        await choose(ask, actor=silent, work=shop.work)
        await shop.house.run("update audience_customer set blocked = true where id = $1", changed.id)
        ask = SuspendRight(key="s", entitlement=right, reason="等待核实")
        await suspend_right(ask, actor=shop.who("operator"), work=shop.work)
    with clock(9):
        await goes_out(shop)
        await goes_out(shop)
    assert await told(shop, asleep) == [("handed", "in_tray")]
    assert await told(shop, changed) == [("dropped", "kept_out")]
    assert await told(shop, used) == [("dropped", "over")]
    assert await told(shop, silent) == [("dropped", "not_wanted")]
    assert (await own(shop, silent))["myUnreadNotices"] == 1  # no message, but his own list holds it


async def test_what_was_handed_over_in_the_night_after_an_outage_waits_too(shop):
    with clock(20, ago=2):
        client, _ = await expiring(shop)
        await shop.house.drain()
        await hand_due(shop.work)
    with clock(23, ago=2):
        await shop.house.drain()
        assert await told(shop, client) == [("waiting", "")]
        await goes_out(shop)
        assert await shop.house.rows(MESSAGES) == []
    with clock(8):
        await goes_out(shop)
    assert await told(shop, client) == [("handed", "in_tray")]


async def test_a_reminder_that_comes_after_the_fact_is_dropped_and_staff_reads_why(shop):
    with clock(10, ago=3):
        client, _ = await expiring(shop, days=-2)
    with clock(10):
        await goes_out(shop)
    assert await told(shop, client) == [("dropped", "late")]
    mine = await own(shop, client)
    assert (mine["myNotices"]["edges"], mine["myUnreadNotices"]) == ([], 0)  # no count without a line
    asker = Asker(shop.work, shop.who("operator"), "console", "en")
    (seen,) = (await asker.asks(STAFF, id=text_id("cli", client.id)))["client"]["notices"]
    assert (seen["state"], seen["why"], seen["recipient"]) == ("dropped", "too late to be of use", "")


async def test_nobody_is_sent_a_message_that_no_channel_carries(shop):
    with clock(10), in_production():
        client, _ = await expiring(shop)
        await goes_out(shop)
    assert await told(shop, client) == [("dropped", "nobody_carries")]


async def test_who_is_offered_a_right_is_told_unless_it_was_taken_back(shop):
    with clock(10):
        giver, wife = await couple(shop)
        await offer(shop, giver, await shop.claimed(giver), wife)
        back = await offer(shop, giver, await shop.claimed(giver), wife)
        await shop.house.drain()
        await take_back(shop, giver, back)
        await goes_out(shop)
    assert sorted(await told(shop, wife)) == [("dropped", "over"), ("handed", "in_tray")]
    words = (await own(shop, wife))["myNotices"]["edges"][0]["node"]
    assert words["words"].startswith("王*向您转赠“武夷岩茶礼盒”")
    assert words["right"] is None  # it is not hers yet: she accepts it on her own page
    assert await told(shop, giver) == []


async def test_a_giver_is_told_once_what_became_of_each_gift_that_he_did_not_take_back(shop):
    with clock(10):
        giver, wife = await couple(shop)
        rights = [await shop.claimed(giver) for _ in range(3)]
        taken, left, waits = [await offer(shop, giver, one, wife) for one in rights]
        await accept(shop, wife, taken)
        await decline(shop, wife, left)
        await shop.house.run("update rights_transfer set expires_at = $2 where id = $1", waits, now())
        await lapse_due(shop.work)
        await goes_out(shop)
        await shop.house.run("update store_outbox set relayed_at = null where topic like '%transfer%'")
        await goes_out(shop)
    assert await told(shop, giver) == [("handed", "in_tray")] * 3
    mine = [one["node"] for one in (await own(shop, giver))["myNotices"]["edges"]]
    assert {one["words"]: one["right"] for one in mine} == {
        "王*已接收您转赠的“武夷岩茶礼盒”。": None,
        "您转赠的“武夷岩茶礼盒”已被婉拒，仍归您使用。": text_id("ent", rights[1]),
        "您转赠的“武夷岩茶礼盒”未在期限内被接收，仍归您使用。": text_id("ent", rights[2]),
    }


async def test_a_client_reads_his_own_notices_page_by_page_and_nobody_elses(shop):
    with clock(10):
        client, _ = await expiring(shop)
        for _ in range(2):
            await expiring(shop, client)
        await shop.house.drain()
    other = await shop.client("13800005678")
    first = (await own(shop, client, first=2))["myNotices"]
    rest = (await own(shop, client, first=2, after=first["pageInfo"]["endCursor"]))["myNotices"]
    ids = [one["node"]["id"] for page in (first, rest) for one in page["edges"]]
    assert (len(set(ids)), first["countAtLeast"], rest["pageInfo"]["hasNextPage"]) == (3, 3, False)
    (one, *_) = await shop.house.rows("select id from notices_notice order by at, id")
    with pytest.raises(NoticeMissing):
        await read_notices(ReadNotices(key="x", notice=one["id"]), actor=other, work=shop.work)
    read = await read_notices(ReadNotices(key="r", notice=one["id"]), actor=client, work=shop.work)
    again = await read_notices(ReadNotices(key="r2", notice=one["id"]), actor=client, work=shop.work)
    assert (read.unread, again.unread) == (2, 2)
    await read_notices(ReadNotices(key="o"), actor=other, work=shop.work)
    assert (await own(shop, client))["myUnreadNotices"] == 2
    assert (await read_notices(ReadNotices(key="a"), actor=client, work=shop.work)).unread == 0


async def test_notices_are_in_the_copy_and_go_with_who_is_erased(shop):
    with clock(10):
        client, right = await expiring(shop)
        await goes_out(shop)
    copy = json.loads((await Asker(shop.work, client, "client").asks("{ myData }"))["myData"])
    assert copy["notices"][0]["words"].startswith("您的“武夷岩茶礼盒”")
    assert copy["held"]["收到的通知（条）"] == "1"
    await shop.house.run("update rights_entitlement set state = 'expired' where id = $1", right)
    await ask_erasure(AskErasure(key="a"), actor=client, work=shop.work)
    ask = EraseClient(key="e", client=client.id, reason="本人申请")
    await erase_client(ask, actor=shop.who("admin"), work=shop.work)
    for table in ("notices_notice", "notices_message"):
        assert await shop.house.value(f"select count(*) from {table}") == 0
