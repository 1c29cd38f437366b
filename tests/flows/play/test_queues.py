"""Limits by device and address; attempts over a limit that wait for a turn: in order, once, never over."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.flows.play.test_taking_part import everyone_wins
from tests.kit.faces import Asker

from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.errors import Told
from largesse.play.groups.attempt import NotRunning
from largesse.play.groups.take_part import TakePart, take_part
from largesse.play.groups.ticket import DeviceLimitReached, SharedLimitReached
from largesse.play.plans.limits import LimitReached, Queued
from largesse.play.review.review import ReviewedAlready, ReviewHeld, play_turns, refuse_held, release_held
from largesse.play.risk.gate import Denied
from largesse.play.risk.rules import AddRiskRule, add_risk_rule

ZONE = "Asia/Shanghai"
MINE = "query ($a: String!) { myChances(activity: $a) { play left queuedUntil } }"
WAITS = """query { suspects(state: "waiting") { edges { node {
  id activity ruleSubject dueAt limitScope limitPeriod limitMax reviewable } } } }"""


def limit(**of):
    return {"count": "attempt", "scope": "activity", "period": "day", "max": 2, "on_exceed": "queue"} | of


def limited(*limits, **window):
    """Let everyone win, within some limits."""

    def change(document):
        everyone_wins(document)
        document["plays"][0]["limits"] = list(limits)
        document["window"] |= window

    return change


class Turns:
    """An activity with limits, and the nights that pass over it."""

    def __init__(self, fair, slug, activity):
        self.fair, self.slug, self.activity, self.work = fair, slug, activity, fair.house.work

    async def comes(self, client, key="", **place):
        ask = TakePart(key=key or self.fair.key(), activity=self.slug, play="wheel", **place)
        return await take_part(ask, actor=client, work=self.work)

    async def tries(self, client, key="", **place):
        """Come; gives the outcome, or the code of the refusal."""
        try:
            return (await self.comes(client, key, **place)).outcome
        except Told as no:
            return no.code

    async def rows(self):
        return await self.fair.house.rows(
            "select id, client, key, state, outcome, draw, due_at from play_suspect where activity = $1"
            " order by at, id",
            self.activity,
        )

    async def draws(self):
        """Give who was drawn for, in that order."""
        rows = await self.fair.house.rows(
            "select client from play_draw where activity = $1 order by at, id", self.activity
        )
        return [row["client"] for row in rows]

    async def night(self):
        """Let a night pass: what was used yesterday is another period's, and what waits has its turn."""
        run = self.fair.house.run
        await run(
            "update play_pool set used = 0 where activity = $1 and key like '%/attempt%'", self.activity
        )
        await run(
            "update play_chance set tallies = tallies - 'wheel/attempt/day' where activity = $1",
            self.activity,
        )
        await run(
            "update play_suspect set due_at = due_at - interval '2 days' where activity = $1"
            " and state = 'waiting'",
            self.activity,
        )

    def review(self, suspect):
        return ReviewHeld(key=self.fair.key(), suspect=suspect, reason="门店已核实")


@pytest.fixture
def out(fairground):
    """Bring an activity out under some limits."""

    async def publish(*limits, **window):
        return Turns(fairground, *await fairground.publish(fairground.document(limited(*limits, **window))))

    return publish


def tomorrow():
    return day_starts(day_in(datetime.now(UTC), ZONE) + timedelta(days=1), ZONE)


async def test_a_device_and_an_address_are_counted_apart_and_nothing_of_them_is_written_down(out):
    turns = await out(
        limit(scope="device", max=1, on_exceed="reject"), limit(scope="ip", max=2, on_exceed="reject")
    )
    one, two, three, four, five, six = await turns.fair.clients(6)
    home = {"address": "203.0.113.7"}
    assert await turns.tries(one, device="Phone", **home) == "win"
    assert await turns.tries(two, device="Phone", **home) == "play.device_limit_reached"
    assert await turns.tries(two, device="Tablet", **home) == "win"
    assert await turns.tries(three, device="Watch", **home) == "play.device_limit_reached"
    assert await turns.tries(three, device="Phone", address="203.0.113.8") == "win"
    assert await turns.tries(four, address="2001:db8::1") == "win"
    assert await turns.tries(five, address="2001:0db8:0:0::1") == "play.device_limit_reached"
    assert await turns.tries(five) == "win", "what came from no phone is not counted"
    assert await turns.tries(six) == "win"
    keys = await turns.fair.house.value(
        "select string_agg(key, ' ') from play_pool where activity = $1", turns.activity
    )
    assert "203.0" not in keys
    assert "Phone" not in keys
    with pytest.raises(DeviceLimitReached) as no:
        await turns.comes(six, device="Phone", **home)
    assert (no.value.scope, no.value.retry_at) == ("ip", tomorrow())


async def test_twenty_at_one_device_are_never_more_than_it_may_be(out):
    turns = await out(limit(scope="device", max=3, on_exceed="reject"))
    clients = await turns.fair.clients(20)
    said = await asyncio.gather(
        *(turns.tries(one, device="Kiosk", address="198.51.100.4") for one in clients)
    )
    assert sorted(said) == ["play.device_limit_reached"] * 17 + ["win"] * 3
    assert len(await turns.draws()) == 3


async def test_who_is_over_a_limit_waits_takes_nothing_and_is_served_in_order_by_the_clock(out):
    turns = await out(limit())
    clients = await turns.fair.clients(5)
    said = [await turns.tries(one, f"q{nr}") for nr, one in enumerate(clients)]
    assert said == ["win"] * 2 + ["play.queued"] * 3
    with pytest.raises(Queued) as no:
        await turns.comes(clients[2])
    assert (no.value.scope, no.value.period, no.value.max) == ("activity", "day", 2)
    assert no.value.retry_at == tomorrow()
    books = await turns.fair.books(turns.activity)
    assert (books["draws"], books["receipts"], books["rights"]) == (2, 2, 2)
    assert [row["key"] for row in await turns.rows()] == ["q2", "q3", "q4"], "one attempt of each waits"
    mine = await Asker(turns.work, clients[2], "client").asks(MINE, a=turns.slug)
    assert mine["myChances"] == [{"play": "wheel", "left": None, "queuedUntil": tomorrow().isoformat()}]
    await play_turns(turns.work)
    assert len(await turns.draws()) == 2, "nobody's turn has come"

    await turns.night()
    for _ in range(2):
        await play_turns(turns.work)
    order = [one.id for one in clients]
    assert await turns.draws() == order[:4]
    assert [(row["state"], row["outcome"]) for row in await turns.rows()] == [
        ("released", "win"),
        ("released", "win"),
        ("waiting", ""),
    ]
    again = await turns.comes(clients[2], "q2")
    assert again.draw == (await turns.rows())[0]["draw"], "the key has one answer"
    await turns.night()
    await play_turns(turns.work)
    assert await turns.draws() == order


async def test_nobody_passes_those_whose_turn_has_come(out):
    turns = await out(limit(max=1))
    first, waits, late = await turns.fair.clients(3)
    assert await turns.tries(first) == "win"
    assert await turns.tries(waits) == "play.queued"
    await turns.night()
    assert await turns.tries(late) == "play.queued"
    await play_turns(turns.work)
    assert await turns.draws() == [first.id, waits.id]
    await turns.night()
    await play_turns(turns.work)
    assert await turns.draws() == [first.id, waits.id, late.id]


async def test_whoever_comes_whenever_as_many_are_served_each_day_as_the_limit_says(out):
    turns = await out(limit(max=4))
    clients = await turns.fair.clients(13)
    keys = [f"race{nr}" for nr in range(len(clients))]
    for night in range(1, 5):
        again = (turns.tries(one, key) for one, key in zip(clients, keys, strict=True))
        await asyncio.gather(*again, play_turns(turns.work), play_turns(turns.work))
        await play_turns(turns.work)
        assert len(await turns.draws()) == min(4 * night, 13)
        await turns.night()
    assert sorted(await turns.draws()) == sorted(one.id for one in clients), "each once"
    books = await turns.fair.books(turns.activity)
    assert (books["draws"], books["rights"], books["receipts"]) == (13, 13, 13)


async def test_staff_lets_one_go_past_the_limit_or_refuses_it_and_the_clock_never_plays_it_too(out):
    turns = await out(limit(max=1))
    staff = turns.fair.who("operator")
    clients = await turns.fair.clients(4)
    said = [await turns.tries(one, f"s{nr}") for nr, one in enumerate(clients)]
    assert said == ["win"] + ["play.queued"] * 3
    found = await Asker(turns.work, staff).asks(WAITS)
    own = [edge["node"] for edge in found["suspects"]["edges"]]
    assert {(one["limitScope"], one["limitPeriod"], one["limitMax"], one["ruleSubject"]) for one in own} == {
        ("activity", "day", 1, "")
    }
    assert all(one["reviewable"] for one in own)
    let_go, refused, raced = await turns.rows()
    await release_held(turns.review(let_go["id"]), actor=staff, work=turns.work)
    assert await turns.draws() == [clients[0].id, clients[1].id], "past the limit, today"
    await refuse_held(turns.review(refused["id"]), actor=staff, work=turns.work)
    with pytest.raises(Denied):
        await turns.comes(clients[2], "s2")
    await turns.night()
    await asyncio.gather(
        play_turns(turns.work),
        release_held(turns.review(raced["id"]), actor=staff, work=turns.work),
        return_exceptions=True,
    )
    assert await turns.draws() == [clients[0].id, clients[1].id, clients[3].id]
    with pytest.raises(ReviewedAlready):
        await release_held(turns.review(raced["id"]), actor=staff, work=turns.work)


async def test_where_another_limit_refuses_for_good_nobody_is_told_to_wait(out):
    turns = await out(limit(max=1), limit(period="activity", max=1, on_exceed="reject"))
    one, two = await turns.fair.clients(2)
    await turns.comes(one)
    with pytest.raises(SharedLimitReached):
        await turns.comes(two)
    assert await turns.rows() == []


async def test_a_paused_activity_keeps_its_queue_and_an_attempt_that_can_go_no_more_says_why(out):
    turns = await out(limit(max=1))
    first, waits = await turns.fair.clients(2)
    await turns.comes(first)
    assert await turns.tries(waits) == "play.queued"
    await turns.night()
    state = "update activities_activity set state = $2 where id = $1"
    await turns.fair.house.run(state, turns.activity, "paused")
    await play_turns(turns.work)
    assert [row["state"] for row in await turns.rows()] == ["waiting"]
    with pytest.raises(NotRunning):
        await turns.comes(waits)
    await turns.fair.house.run(state, turns.activity, "running")
    await turns.fair.house.run("update audience_customer set blocked = true where id = $1", waits.id)
    await play_turns(turns.work)
    (row,) = await turns.rows()
    assert (row["state"], row["outcome"], row["draw"]) == ("released", "play.not_eligible", None)


async def test_a_clients_own_limit_lets_his_second_attempt_wait_and_holds_nothing_else_back(out):
    turns = await out(limit(scope="client", max=1))
    (client, other) = await turns.fair.clients(2)
    said = [await turns.tries(client, key) for key in ("a", "b", "c")]
    assert said == ["win", "play.queued", "play.queued"]
    assert await turns.tries(other) == "win"
    of = {"activity": turns.activity, "subject": "client", "client": other.id}
    rule = AddRiskRule(key=turns.fair.key(), outcome="hold", reason="异常", **of)
    await add_risk_rule(rule, actor=turns.fair.who("operator"), work=turns.work)
    assert await turns.tries(client, "d") == "play.queued", "a queue is no suspicion"
    await turns.night()
    await play_turns(turns.work)
    assert (await turns.draws()).count(client.id) == 2


async def test_on_the_last_day_nobody_is_told_to_wait(out):
    at = datetime.now(UTC).replace(microsecond=0)
    zone = next(one for one in (ZONE, "Europe/London") if at.astimezone(ZoneInfo(one)).hour < 22)
    window = {"end": (at + timedelta(hours=1)).isoformat(), "tz": zone}
    turns = await out(limit(max=1), limit(scope="client", max=1), **window)
    one, two = await turns.fair.clients(2)
    await turns.comes(one)
    with pytest.raises(SharedLimitReached) as no:
        await turns.comes(two)
    assert no.value.retry_at is None
    with pytest.raises(LimitReached):
        await turns.comes(one)
    assert await turns.rows() == []
