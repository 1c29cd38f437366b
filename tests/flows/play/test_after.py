"""What a play leaves to be done: tags and leads, once each, and nothing of a play that was refused."""

import json

import pytest
from tests.flows.play.test_by_time import DAILY, GIFT, timed
from tests.flows.play.test_vocabulary import TEA, decided

from largesse.contracts.registry import folder
from largesse.kernel.errors import Malformed
from largesse.play.groups.ticket import GiftsGone
from largesse.play.leads.lead import FinishLead, LeadDone, LeadMissing, finish_lead, leads_of
from largesse.play.schedules.work_off import work_off

LEAD = {"do": "lead_rm", "reason": {"zh-CN": "请致电", "en": "please call"}, "days": 3}
EXAMPLES = folder() / "examples/valid/plays"


async def tags(fair, client):
    return await fair.house.value("select tags from audience_customer where id = $1", client.id)


async def looked_after(fair, *clients):
    """Give clients to the adviser of Pudong."""
    adviser = fair.who("adviser_pudong")
    for client in clients:
        await fair.house.run("update audience_customer set adviser = $2 where id = $1", client.id, adviser.id)
    return adviser


async def leads(fair, adviser):
    async with fair.house.work.read() as read:
        return await leads_of(read, adviser.id)


async def test_a_decided_play_tags_the_client_and_gives_his_adviser_a_lead_once(fair):
    after = [{"do": "tag", "tag": "met"}, LEAD]
    slug, _ = await fair.publish(fair.document(decided(GIFT, effects=after)))
    client, other = await fair.clients(2)
    adviser = await looked_after(fair, client)
    await fair.play(client, slug, key="one")
    await fair.play(client, slug, key="one")
    await fair.house.drain()
    assert (await tags(fair, client), await tags(fair, other)) == (["met"], [])
    (lead,) = await leads(fair, adviser)
    assert (lead.client, lead.reason["en"]) == (client.id, "please call")
    await fair.play(client, slug)
    await fair.house.drain()
    assert await tags(fair, client) == ["met"]
    assert len(await leads(fair, adviser)) == 2, "each draw has its own"


async def test_a_refused_play_leaves_nothing_to_be_done(fair):
    after = [{"do": "tag", "tag": "met"}]
    gone = {"op": "certain", "outcome": {**TEA, "stock": 0}}
    slug, _ = await fair.publish(fair.document(decided(gone, effects=after)))
    (client,) = await fair.clients(1)
    with pytest.raises(GiftsGone):
        await fair.play(client, slug)
    assert "play.effect_due.v1" not in await fair.house.topics()


async def test_an_adviser_finishes_the_leads_of_his_own_clients_once(fair):
    slug, _ = await fair.publish(fair.document(decided(GIFT, effects=[LEAD])))
    (client,) = await fair.clients(1)
    adviser = await looked_after(fair, client)
    await fair.play(client, slug)
    await fair.house.drain()
    (lead,) = await leads(fair, adviser)

    async def finish(actor, **more):
        ask = FinishLead(key=fair.key(), lead=lead.id, **more)
        return await finish_lead(ask, actor=actor, work=fair.house.work)

    with pytest.raises(LeadMissing):
        await finish(fair.house.staff("play.own_leads"))
    with pytest.raises(Malformed):
        await finish(adviser, outcome="lost")
    await finish(adviser, outcome="unreachable", words="晚间再拨")
    with pytest.raises(LeadDone):
        await finish(adviser)
    assert await leads(fair, adviser) == []


async def test_who_has_not_come_for_long_gets_a_gift_and_a_call_and_nobody_else_does(fair):
    example = json.loads((EXAMPLES / "win-back.json").read_text("utf-8"))
    (play,) = example["plays"]
    dormant, other = await fair.clients(2)
    adviser = await looked_after(fair, dormant, other)
    await fair.house.run("update audience_customer set lifecycle = 'dormant' where id = $1", dormant.id)
    more = {part: play[part] for part in ("when", "effects")}
    _, activity = await timed(fair, DAILY, play["decide"], **more)
    await work_off(fair.house.work)
    await fair.house.drain()
    rows = await fair.house.rows(
        "select client from rights_entitlement e join play_draw d"
        " on d.entitlement = e.id where e.activity = $1",
        activity,
    )
    assert [row["client"] for row in rows] == [dormant.id]
    assert [one.client for one in await leads(fair, adviser)] == [dormant.id]
    assert await tags(fair, dormant) == ["win-back"]
