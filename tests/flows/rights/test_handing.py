"""An adviser hands a client of his own a right with a note, within what the batch lets advisers."""

import asyncio
import json

import pytest
from tests.flows.rights.test_forms import FORM
from tests.flows.rights.test_reminders import ends_in, tasks
from tests.flows.rights.test_transfers import accept, couple, offer
from tests.kit.faces import Asker
from tests.kit.production import in_production

from largesse.audience.clients.clients import ClientKeptOut, ClientMissing
from largesse.kernel.errors import Malformed, NotAllowed
from largesse.kernel.ids import new_id, parse_id, text_id
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.handing.decide import (
    DecideHanding,
    HandingMissing,
    WithdrawHanding,
    approve_handing,
    return_handing,
    withdraw_handing,
)
from largesse.rights.handing.give import ClientHasEnough, HandedEnough
from largesse.rights.handing.hand import HandingAsked, HandRight, hand_right
from largesse.rights.handing.terms import NotForAdvisers, SetAdviserTerms, set_adviser_terms
from largesse.rights.reminders.remind import remind_due
from largesse.rights.reminders.take_up import NotDroppedOut, TakeUpDropOut, take_up_drop_out
from largesse.rights.reminders.tasks import FinishTask, finish_task

NOTE = "query($id: String!) { right(id: $id) { note { words locale adviser } } }"
TOLD = "{ myNotices { edges { node { words right } } } }"
REQUESTS = "{ handingRequests { edges { node { id state title worth { amountMinor } actions } } } }"
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


async def asks_for(shop, client, **said):
    """Ask for what is above the limit, and give the request."""
    ask = HandRight(
        key=shop.key(), batch=shop.known["batch.tea"], client=client.id, note="贺乔迁之喜", **said
    )
    with in_production(ADVISER_GIFT_MAX_MINOR="1"):
        asked = await hand_right(ask, actor=shop.who("adviser_pudong"), work=shop.work)
    assert (asked.state, asked.entitlement) == ("pending", None)
    return asked.request


async def dropped(asker):
    """Read what was left half-way: each right, its reason and its words."""
    found = (await asker.asks("{ dropOuts { edges { node { id reason reasonName } } } }"))["dropOuts"][
        "edges"
    ]
    return [
        (parse_id("ent", node["id"]), node["reason"], node["reasonName"])
        for node in (one["node"] for one in found)
    ]


async def decides(shop, request, act=approve_handing, by="branch", opinion="同意"):
    shown = await shop.house.value("select content_hash from identity_approval where subject = $1", request)
    ask = DecideHanding(key=shop.key(), request=request, content_hash=shown, opinion=opinion)
    return await act(ask, actor=shop.who(by), work=shop.work)


HANDED_BY = "query($id: String!) { trail(id: $id) { handing { adviser note at } } }"
WHY = "{ handingRequests { edges { node { state reason } } } }"


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


async def test_above_the_limit_an_approver_signs_what_he_reads_and_the_client_gets_the_advisers_note(shop):
    await opens(shop)
    client = await own_client(shop)
    request = await asks_for(shop, client)
    with pytest.raises(HandingAsked):
        await asks_for(shop, client)
    assert (await shop.stock())["issued"] == 0
    adviser = Asker(shop.work, shop.who("adviser_pudong"))
    (mine,) = (await adviser.asks(REQUESTS))["handingRequests"]["edges"]
    assert (mine["node"]["state"], mine["node"]["actions"]) == ("pending", ["withdraw"])
    seen = await shop.house.value(
        "select difference->'after' from identity_approval where subject = $1", request
    )
    assert (seen["note"], seen["unit_cost_minor"], seen["limit"]) == ("贺乔迁之喜", 9_900, 1)
    number = await shop.house.value("select ext_id from audience_customer where id = $1", client.id)
    assert seen["client"].startswith(f"{number} · ")
    with pytest.raises(NotAllowed):
        await decides(shop, request, by="adviser_pudong")
    far = shop.house.staff("rights.decide_handing", units={shop.known["unit.beijing"]})
    shop.known["staff.far"] = far
    with pytest.raises(HandingMissing):
        await decides(shop, request, by="far")
    done = await decides(shop, request)
    assert (done.state, (await shop.stock())["issued"]) == ("handed", 1)
    note = await note_of(shop, client, done.entitlement)
    assert (note["words"], note["adviser"]) == ("贺乔迁之喜", shop.who("adviser_pudong").name)
    (told,) = (await Asker(shop.work, client, "client").asks(TOLD))["myNotices"]["edges"]
    assert shop.who("adviser_pudong").name in told["node"]["words"]
    (mine,) = (await adviser.asks(REQUESTS))["handingRequests"]["edges"]
    assert (mine["node"]["state"], mine["node"]["actions"]) == ("handed", [])


async def test_what_holds_no_more_at_the_signature_is_refused_and_a_request_is_sent_back_or_withdrawn(shop):
    await opens(shop, per_client=1)
    client, other = await own_client(shop), await own_client(shop, "13800005678")
    request = await asks_for(shop, client)
    await hands(shop, client)
    with pytest.raises(ClientHasEnough):
        await decides(shop, request)
    await opens(shop, open=False, per_client=5)
    with pytest.raises(NotForAdvisers):
        await decides(shop, request)
    await opens(shop, per_client=5)
    await shop.house.run("update audience_customer set adviser = null where id = $1", client.id)
    with pytest.raises(ClientMissing):
        await decides(shop, request)
    assert (await decides(shop, request, return_handing)).state == "returned"
    mine = await asks_for(shop, other)
    back = WithdrawHanding(key=shop.key(), request=mine)
    stranger = shop.house.staff("rights.hand")
    with pytest.raises(HandingMissing):
        await withdraw_handing(back, actor=stranger, work=shop.work)
    assert (
        await withdraw_handing(back, actor=shop.who("adviser_pudong"), work=shop.work)
    ).state == "withdrawn"
    assert (await shop.stock())["issued"] == 1


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
    assert await dropped(asker) == [(waits, "unclaimed", "未领取")]
    await shop.house.run("update rights_batch set personal_form = $1 where code = 'B-2026-TEA'", FORM)
    assert await dropped(asker) == [(waits, "form", "信息表未填写")]


async def test_an_order_that_waits_for_its_client_is_taken_up_as_a_task_and_leaves_with_its_cause(shop):
    client = await own_client(shop)
    right = await shop.claimed(client)
    order = new_id()
    await shop.house.run(
        """insert into rights_order (id, entitlement, provider, installation, provider_sku, request_id, state,
             placed_at, sla_seconds, sla_clock, sla_state, sla_left_s, sla_cause)
           select $1, e.id, s.provider, gen_random_uuid(), 'A', 'waits', 'accepted', now(), 3600, 'wall',
             'paused', 60, 'client' from rights_entitlement e join rights_sku s on s.id = e.sku
           where e.id = $2""",
        order,
        right,
    )
    adviser, ask = shop.who("adviser_pudong"), TakeUpDropOut(key="u", entitlement=right)
    asker = Asker(shop.work, adviser)
    assert await dropped(asker) == [(right, "order", "服务商在等客户处理")]
    with pytest.raises(EntitlementMissing):
        await take_up_drop_out(ask, actor=shop.house.staff("rights.own_tasks"), work=shop.work)
    taken = await take_up_drop_out(ask, actor=adviser, work=shop.work)
    assert await take_up_drop_out(ask, actor=adviser, work=shop.work) == taken
    assert await dropped(asker) == []
    (task,) = await tasks(shop)
    assert (task.id, task.entitlement, task.reason) == (taken.task, right, "order")
    again = TakeUpDropOut(key="u2", entitlement=right)
    with pytest.raises(NotDroppedOut):
        await take_up_drop_out(again, actor=adviser, work=shop.work)
    await ends_in(shop, right, 3)
    await remind_due(shop.work)
    assert sorted(one.reason for one in await tasks(shop)) == ["expiring", "order"]
    await shop.house.run("update rights_order set sla_state = 'running', sla_due_at = now()")
    assert [one.reason for one in await tasks(shop)] == ["expiring"]
    with pytest.raises(NotDroppedOut):
        await take_up_drop_out(again, actor=adviser, work=shop.work)


async def test_the_trail_of_a_handed_right_says_who_gave_it_and_why(shop):
    await opens(shop)
    client = await own_client(shop)
    right = await hands(shop, client)
    staff = Asker(shop.work, shop.who("operator"))
    handing = (await staff.asks(HANDED_BY, id=text_id("ent", right)))["trail"]["handing"]
    assert (handing["adviser"], handing["note"]) == (shop.who("adviser_pudong").name, "王先生，生日快乐！")
    other = await shop.claimed(client)
    assert (await staff.asks(HANDED_BY, id=text_id("ent", other)))["trail"]["handing"] is None


async def test_an_adviser_reads_why_his_request_was_returned(shop):
    await opens(shop)
    request = await asks_for(shop, await own_client(shop))
    adviser = Asker(shop.work, shop.who("adviser_pudong"))
    (open_,) = (await adviser.asks(WHY))["handingRequests"]["edges"]
    assert open_["node"] == {"state": "pending", "reason": ""}
    await decides(shop, request, return_handing, opinion="本季已赠过同类权益")
    (back,) = (await adviser.asks(WHY))["handingRequests"]["edges"]
    assert back["node"] == {"state": "returned", "reason": "本季已赠过同类权益"}
