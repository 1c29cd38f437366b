"""An adviser hands a client of his own a right with a note, within what the batch lets advisers."""

import asyncio
import json

import pytest
from tests.flows.rights.test_reminders import ends_in, tasks
from tests.flows.rights.test_transfers import accept, couple, offer
from tests.kit.faces import Asker
from tests.kit.production import in_production

from largesse.audience.clients.clients import ClientKeptOut, ClientMissing
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import text_id
from largesse.rights.handing.hand import (
    ClientHasEnough,
    HandedEnough,
    HandRight,
    WorthTooMuch,
    hand_right,
)
from largesse.rights.handing.terms import NotForAdvisers, SetAdviserTerms, set_adviser_terms
from largesse.rights.reminders.remind import remind_due
from largesse.rights.reminders.tasks import FinishTask, finish_task

NOTE = "query($id: String!) { right(id: $id) { note { words locale adviser } } }"
TOLD = "{ myNotices { edges { node { words right } } } }"
PICK = '{ choices(kind: "handable") { edges { node { id note closed } } } }'


async def opens(shop, **said):
    ask = SetAdviserTerms(key=shop.key(), batch=shop.known["batch.tea"], **{"open": True, **said})
    return await set_adviser_terms(ask, actor=shop.who("operator"), work=shop.work)


async def own_client(shop, mobile="13800001234", client=None):
    """Enrol a client, or put one, into the adviser's own book."""
    client = client or await shop.client(mobile)
    await shop.house.run(
        "update audience_customer set adviser = $2, org_unit = $3 where id = $1",
        client.id,
        shop.who("adviser_pudong").id,
        shop.who("adviser_pudong").unit,
    )
    return client


async def hands(shop, client, note="王先生，生日快乐！", key="", **said):
    ask = HandRight(key=key or shop.key(), batch=shop.known["batch.tea"], client=client.id, note=note, **said)
    return (await hand_right(ask, actor=shop.who("adviser_pudong"), work=shop.work)).entitlement


async def note_of(shop, client, right):
    found = await Asker(shop.work, client, "client").asks(NOTE, id=text_id("ent", right))
    return found["right"]["note"]


async def test_a_client_reads_the_note_on_the_right_and_is_told_of_it(shop):
    await opens(shop)
    client = await own_client(shop)
    right = await hands(shop, client, key="once")
    assert await hands(shop, client, key="once") == right
    assert await note_of(shop, client, right) == {
        "words": "王先生，生日快乐！",
        "locale": "zh-CN",
        "adviser": shop.who("adviser_pudong").name,
    }
    (told,) = (await Asker(shop.work, client, "client").asks(TOLD))["myNotices"]["edges"]
    assert told["node"]["right"] == text_id("ent", right)
    assert "武夷岩茶礼盒" in told["node"]["words"]
    copy = json.loads((await Asker(shop.work, client, "client").asks("{ myData }"))["myData"])
    assert [one["words"] for one in copy["adviser_notes"]] == ["王先生，生日快乐！"]
    assert (await shop.stock())["issued"] == 1


async def test_who_is_given_the_right_by_its_holder_does_not_read_the_note(shop):
    await opens(shop)
    giver, friend = await couple(shop)
    client = await own_client(shop, client=giver)
    right = await hands(shop, client)
    await accept(shop, friend, await offer(shop, client, right, friend))
    assert await note_of(shop, friend, right) is None


async def test_caps_hold_whoever_presses_at_once(shop):
    await opens(shop, per_adviser=3, per_client=1)
    one, two = await own_client(shop), await own_client(shop, "13800005678")
    tried = [hands(shop, one), hands(shop, one), hands(shop, one), hands(shop, two)]
    done = await asyncio.gather(*tried, return_exceptions=True)
    assert [type(no) for no in done if isinstance(no, Exception)] == [ClientHasEnough] * 2
    await opens(shop, per_adviser=2, per_client=5)
    with pytest.raises(HandedEnough):
        await hands(shop, one)
    found = (await Asker(shop.work, shop.who("adviser_pudong")).asks(PICK))["choices"]["edges"]
    tea = text_id("bat", shop.known["batch.tea"])
    (left,) = [one["node"] for one in found if one["node"]["id"] == tea]
    assert left["closed"]
    assert left["note"].endswith("本月您还可赠 0 份")


async def test_nobody_hands_to_anothers_client_nor_from_a_batch_that_is_closed_or_dear(shop):
    client = await own_client(shop)
    with pytest.raises(NotForAdvisers):
        await hands(shop, client)
    await opens(shop)
    with pytest.raises(ClientMissing):
        await hands(shop, await shop.client("13800005678"))
    with in_production(ADVISER_GIFT_MAX_MINOR="1"), pytest.raises(WorthTooMuch):
        await hands(shop, client)
    await opens(shop, open=False)
    with pytest.raises(NotForAdvisers):
        await hands(shop, client)
    await shop.house.run("update audience_customer set blocked = true where id = $1", client.id)
    with pytest.raises(ClientKeptOut):
        await hands(shop, client)
    for wrong in ({"note": " "}, {"note": "x" * 501}, {"locale": "fr"}):
        with pytest.raises(Malformed):
            await hands(shop, client, **wrong)
    ask = HandRight(key="n", batch=shop.known["batch.tea"], client=client.id, note="好")
    with pytest.raises(NotAllowed):
        await hand_right(ask, actor=shop.who("operator"), work=shop.work)
    assert (await shop.stock())["issued"] == 0


async def test_a_task_ends_with_how_it_went(shop):
    client = await own_client(shop)
    await ends_in(shop, await shop.claimed(client), 3)
    await remind_due(shop.work)
    (task,) = await tasks(shop)
    adviser = shop.who("adviser_pudong")
    with pytest.raises(Malformed):
        await finish_task(FinishTask(key="w", task=task.id, outcome="won"), actor=adviser, work=shop.work)
    ask = FinishTask(key="f", task=task.id, outcome="unreachable", words="两次未接")
    assert (await finish_task(ask, actor=adviser, work=shop.work)).state == "done"
    (row,) = await shop.house.rows("select outcome, words from rights_task")
    assert row == {"outcome": "unreachable", "words": "两次未接"}


async def test_an_adviser_reads_what_a_client_of_his_did_not_claim_within_a_day(shop):
    client = await own_client(shop)
    waits = await shop.give(client)
    await shop.give(client)
    await shop.house.run(
        "update rights_entitlement set created_at = created_at - interval '25 hours' where id = $1", waits
    )
    asker = Asker(shop.work, shop.who("adviser_pudong"))
    book = (await asker.asks("{ ownClients { edges { node { id unused droppedOut } } } }"))["ownClients"]
    (mine,) = [one["node"] for one in book["edges"] if one["node"]["id"] == text_id("cli", client.id)]
    assert (mine["unused"], mine["droppedOut"]) == (2, 1)
