"""Risk: who is listed or comes too often is held or denied; staff releases or refuses, each once."""

import asyncio
from dataclasses import replace
from time import monotonic

import pytest
from tests.flows.play.test_taking_part import everyone_wins
from tests.kit.faces import Asker

from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import text_id
from largesse.play.groups.take_part import TakePart, take_part
from largesse.play.review.review import ReviewedAlready, ReviewHeld, play_left, refuse_held, release_held
from largesse.play.risk.gate import gate
from largesse.play.risk.rules import AddRiskRule, EndRiskRule, add_risk_rule, end_risk_rule
from largesse.play.risk.stopping import Denied, Held

QUEUE = """query($state: String, $search: String) { suspects(state: $state, search: $search) { edges { node {
  id clientName state ruleSubject ruleReason outcome draw reviewable decidedBy note } } } }"""
RULES = '{ riskRules(state: "standing") { edges { node { id value outcome activityTitle endable } } } }'


class Watchman:
    """Somebody who keeps rules of one activity and decides about what they hold."""

    def __init__(self, fair, slug, activity):
        self.fair, self.slug, self.activity = fair, slug, activity
        self.work, self.staff = fair.house.work, fair.who("operator")

    async def rules(self, outcome="hold", by=None, everywhere=False, **of):
        where = {} if everywhere else {"activity": self.activity}
        ask = AddRiskRule(
            key=self.fair.key(), outcome=outcome, reason="异常频繁", **where, **({"subject": "client"} | of)
        )
        return await add_risk_rule(ask, actor=by or self.staff, work=self.work)

    async def plays(self, client, key=None, device="", address=""):
        ask = TakePart(
            key=key or self.fair.key(), activity=self.slug, play="wheel", device=device, address=address
        )
        return await take_part(ask, actor=client, work=self.work)

    async def queue(self, **asked):
        found = await Asker(self.work, self.staff).asks(QUEUE, **asked)
        return [edge["node"] for edge in found["suspects"]["edges"]]

    async def suspects(self):
        return await self.fair.house.rows(
            "select id, state, outcome, draw from play_suspect where activity = $1 order by at", self.activity
        )

    def review(self, suspect, key=None):
        return ReviewHeld(key=key or self.fair.key(), suspect=suspect, reason="已核实")


@pytest.fixture
async def watch(fair):
    slug, activity = await fair.publish(fair.document(everyone_wins))
    return Watchman(fair, slug, activity)


async def test_a_held_attempt_takes_nothing_until_it_is_released_and_is_played_once(watch):
    (client,) = await watch.fair.clients(1)
    await watch.rules(client=client.id)
    for _ in range(2):
        with pytest.raises(Held):
            await watch.plays(client, key="mine")
    with pytest.raises(Held):
        await watch.plays(client)
    assert (await watch.fair.books(watch.activity))["draws"] == 0
    (row,) = await watch.queue(state="waiting")
    assert (row["ruleSubject"], row["ruleReason"], row["reviewable"]) == ("client", "异常频繁", True)
    (suspect,) = await watch.suspects()
    ask = watch.review(suspect["id"])
    for _ in range(2):
        await release_held(ask, actor=watch.staff, work=watch.work)
    books = await watch.fair.books(watch.activity)
    assert (books["draws"], books["rights"], books["receipts"]) == (1, 1, 1)
    (row,) = await watch.queue()
    assert (row["state"], row["outcome"], row["note"]) == ("released", "win", "已核实")
    played = await watch.plays(client, key="mine")
    assert text_id("drw", played.draw) == row["draw"]
    assert (await watch.fair.books(watch.activity))["draws"] == 1


async def test_two_who_decide_at_once_decide_once(watch):
    (client,) = await watch.fair.clients(1)
    await watch.rules(client=client.id)
    with pytest.raises(Held):
        await watch.plays(client)
    (suspect,) = await watch.suspects()
    said = await asyncio.gather(
        release_held(watch.review(suspect["id"]), actor=watch.staff, work=watch.work),
        refuse_held(watch.review(suspect["id"]), actor=watch.fair.who("branch"), work=watch.work),
        release_held(watch.review(suspect["id"]), actor=watch.staff, work=watch.work),
        return_exceptions=True,
    )
    assert sum(isinstance(one, ReviewedAlready) for one in said) == 2
    (after,) = await watch.suspects()
    draws = (await watch.fair.books(watch.activity))["draws"]
    assert (after["state"], draws) in {("released", 1), ("refused", 0)}


async def test_a_refused_attempt_stays_refused_and_took_nothing(watch):
    (client,) = await watch.fair.clients(1)
    rule = await watch.rules(client=client.id)
    with pytest.raises(Held):
        await watch.plays(client, key="mine")
    (suspect,) = await watch.suspects()
    await refuse_held(watch.review(suspect["id"]), actor=watch.staff, work=watch.work)
    await end_risk_rule(
        EndRiskRule(key=watch.fair.key(), rule=rule.rule, reason="已核实"), actor=watch.staff, work=watch.work
    )
    with pytest.raises(Denied):
        await watch.plays(client, key="mine")
    assert (await watch.fair.books(watch.activity))["draws"] == 0
    assert (await watch.plays(client)).outcome == "win"


async def test_a_released_attempt_whose_process_died_is_played_by_the_clock(watch):
    (client,) = await watch.fair.clients(1)
    await watch.rules(client=client.id)
    with pytest.raises(Held):
        await watch.plays(client)
    await watch.fair.house.run(
        "update play_suspect set state = 'released', decided_at = now() - interval '1 minute'"
    )
    for _ in range(2):
        await play_left(watch.work)
    (after,) = await watch.suspects()
    assert after["outcome"] == "win"
    assert (await watch.fair.books(watch.activity))["draws"] == 1


async def test_a_released_attempt_that_can_be_played_no_more_says_why(watch):
    (client,) = await watch.fair.clients(1)
    await watch.rules(client=client.id)
    with pytest.raises(Held):
        await watch.plays(client)
    await watch.fair.house.run(
        "update activities_activity set state = 'paused' where id = $1", watch.activity
    )
    (suspect,) = await watch.suspects()
    await release_held(watch.review(suspect["id"]), actor=watch.staff, work=watch.work)
    (after,) = await watch.suspects()
    assert (after["outcome"], after["draw"]) == ("play.not_running", None)


async def test_who_comes_too_often_from_one_address_is_denied_and_written_once(watch):
    clients = await watch.fair.clients(6)
    await watch.rules("deny", subject="address", most=3, window_s=86_400)
    said = [await _tried(watch, one, address="203.0.113.7", device="Phone") for one in clients]
    assert said == ["win"] * 3 + ["play.denied"] * 3
    assert await _tried(watch, clients[5], address="203.0.113.7") == "play.denied"
    assert await _tried(watch, clients[5], address="203.0.113.8") == "win"
    rows = await watch.suspects()
    assert [row["state"] for row in rows] == ["denied"] * 3
    stored = await watch.fair.house.value("select string_agg(address || device, ' ') from play_suspect")
    assert "203.0" not in stored
    assert "Phone" not in stored


async def _tried(watch, client, **place):
    try:
        return (await watch.plays(client, **place)).outcome
    except Denied as no:
        return no.code


async def test_lists_of_addresses_hold_and_end(watch):
    (client,) = await watch.fair.clients(1)
    rule = await watch.rules("deny", subject="address", value="203.0.113.0/24")
    assert await _tried(watch, client, address="203.0.113.9") == "play.denied"
    assert await _tried(watch, client, address="not an address") == "win"
    end = EndRiskRule(key=watch.fair.key(), rule=rule.rule, reason="误伤")
    await end_risk_rule(end, actor=watch.staff, work=watch.work)
    assert await _tried(watch, client, address="203.0.113.9") == "win"
    with pytest.raises(Missing):
        await end_risk_rule(replace(end, key=watch.fair.key()), actor=watch.staff, work=watch.work)


async def test_rules_for_every_activity_are_head_offices(watch):
    with pytest.raises(Malformed) as no:
        await watch.rules("deny", everywhere=True, most=5, window_s=60)
    assert no.value.path == "activity"
    await watch.rules("deny", by=replace(watch.staff, units=None), everywhere=True, most=5, window_s=60)
    found = (await Asker(watch.work, watch.staff).asks(RULES))["riskRules"]["edges"]
    assert [(edge["node"]["activityTitle"], edge["node"]["endable"]) for edge in found] == [("", False)]
    actions = await watch.fair.house.rows("select action from store_audit where action like 'play.risk%'")
    assert [row["action"] for row in actions] == ["play.risk_rule_added"]


@pytest.mark.parametrize(
    ("of", "path"),
    [
        ({"subject": "street", "value": "x"}, "subject"),
        ({"subject": "address", "value": "10.0.0.0/99"}, "value"),
        ({"subject": "client", "value": "C1"}, "client"),
        ({"subject": "device"}, "value"),
        ({"subject": "device", "value": "x", "most": 1, "window_s": 1}, "value"),
        ({"subject": "device", "most": 0, "window_s": 5}, "most"),
        ({"subject": "device", "most": 3}, "window_s"),
        ({"subject": "device", "most": 3, "window_s": 5, "outcome": "allow"}, "outcome"),
        ({"subject": "device", "value": "x", "days": 0}, "days"),
    ],
)
async def test_a_rule_that_means_nothing_names_its_field(watch, of, path):
    with pytest.raises(Malformed) as no:
        await watch.rules(**({"outcome": "hold"} | of))
    assert no.value.path == path


async def test_without_a_rule_an_attempt_reads_nothing(watch):
    (client,) = await watch.fair.clients(1)
    assert await _tried(watch, client) == "win"
    here = gate(watch.work)
    here.fresh_until = until = monotonic() + 86_400
    assert (here.rules, here.waiting, here.refused) == ([], set(), set())
    assert await _tried(watch, client) == "win"
    assert here.fresh_until == until
