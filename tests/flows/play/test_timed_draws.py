"""A draw at a set time, from the entry to the right: closed, seeded by two, selected, given once, checked."""

import asyncio
import json
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.flows.play.test_record import verified
from tests.flows.play.test_vocabulary import NOTHING, TEA, decided, play
from tests.kit.faces import Asker

from largesse.activities.guard.standard import standard_of
from largesse.activities.lifecycle.run import MoveActivity, end_activity
from largesse.activities.revisions.detriment import worsens
from largesse.activities.revisions.problems import ProblemsStop
from largesse.audience.clients.records import Customer
from largesse.kernel.actor import NotAllowed
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id, text_id
from largesse.play.closings import console
from largesse.play.closings import decide as deciding
from largesse.play.closings.close import close_due
from largesse.play.closings.decide import decide_closed
from largesse.play.closings.telling import tell_the_others
from largesse.play.closings.values import (
    ConfirmValues,
    DrawMissing,
    ListOpen,
    RecordValues,
    SamePerson,
    ValuesDiffer,
    ValuesNotPublic,
    ValuesStand,
    confirm_values,
    record_values,
)
from largesse.play.draws.record import SeedsHidden, record_of
from largesse.play.draws.verify import check
from largesse.play.extensions import deciders_of
from largesse.play.operators.later import EntryClosed
from largesse.play.selection.merkle import Proof, verify
from largesse.play.selection.rfc3797 import selected
from largesse.store import work as store_work

ENTERED = {"id": "entered", "title": {"zh-CN": "已参与"}, "effects": []}
NUMBERS = (9, 18, 26, 34, 41, 45, 7)


def drawn(*winners, close=None, **more):
    """Give a draw that closes in two hours; its values are public an hour later."""
    close = close or datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
    source = {"name": {"zh-CN": "双色球第 2026123 期"}, "at": (close + timedelta(hours=1)).isoformat()}
    return {
        "op": "timed_draw",
        "entry_close": close.isoformat(),
        "seed_source": {**source, "count": len(NUMBERS)},
        "entry": ENTERED,
        "winners": [{"n": n, "outcome": outcome} for n, outcome in winners] or [{"n": 3, "outcome": TEA}],
        **more,
    }


async def seeded(fair, activity, play="wheel", numbers=NUMBERS):
    """Record and confirm the values as two persons."""
    both = {"activity": activity, "play": play, "numbers": numbers}
    record = RecordValues(key=fair.key(), source="福彩中心公告", **both)
    await record_values(record, actor=fair.who("operator"), work=fair.work)
    await confirm_values(ConfirmValues(key=fair.key(), **both), actor=fair.who("branch"), work=fair.work)


async def over(fair, activity):
    ask = MoveActivity(key=fair.key(), activity=activity, reason="结束")
    await end_activity(ask, actor=fair.who("operator"), work=fair.work)
    await fair.house.drain()


async def places(fair, activity):
    return await fair.house.rows(
        "select place, number, client, outcome, passed_over, short, draw from play_award"
        " where activity = $1 order by place", activity
    )  # fmt: skip


async def test_forty_enter_three_are_selected_and_anybody_can_check_it(fair, later, tmp_path):
    slug, activity = await fair.publish(fair.document(decided(drawn())))
    clients = await fair.clients(40)
    found = await asyncio.gather(*(fair.play(one, slug) for one in clients))
    assert sorted(one.told["entry"] for one in found) == list(range(1, 41))
    again = await fair.play(clients[0], slug, key="twice")
    assert again == await fair.play(clients[0], slug, key="twice"), "the same key is the same entry"
    assert again.told["entry"] == 41
    await close_due(fair.work)
    closed = "select root from play_closing where activity = $1 and closed_at is not null"
    assert await fair.house.value(closed, activity) is None, "not before its hour"
    later(2)
    with pytest.raises(EntryClosed):
        await fair.play(clients[1], slug)
    await close_due(fair.work)
    root = await fair.house.value(closed, activity)
    assert root is not None
    later(1)
    await seeded(fair, activity)
    await asyncio.gather(*(decide_closed(fair.work) for _ in range(4)))
    won = await places(fair, activity)
    assert [one["place"] for one in won] == [1, 2, 3]
    assert (await fair.books(activity))["rights"] == 3
    assert {one["client"] for one in won} == set(
        await fair.house.value(
            "select array_agg(holder) from rights_entitlement where activity = $1", activity
        )
    )
    later(0)  # deliveries go by the database's clock
    await over(fair, activity)
    async with fair.work.read() as read:
        record = await record_of(read, slug)
    assert record["closings"][0]["root"] == root
    path = tmp_path / "record.json"
    assert verified(path, record) == (0, {"ok": True, "draws": 44, "problems": []})
    for bend, told in FORGED.items():
        forged = deepcopy(record)
        bend(forged)
        code, told_path = told
        first = check(forged, deciders_of(fair.house.work.house))[0]
        assert first.code == code
        assert first.path.startswith(told_path)


def _swap(record):
    entries = record["closings"][0]["entries"]
    entries[0], entries[1] = entries[1], entries[0]


def _moved(record):
    places = record["closings"][0]["places"]
    places[1]["number"] = places[1]["number"] % 41 + 1


def _other_values(record):
    record["closings"][0]["numbers"] = "1.2.3.4.5.6.7"


def _dropped(record):
    record["closings"][0]["places"].pop()


def _other_secret(record):
    record["closings"][0]["secret"] = "00" * 32


def _too_late(record):
    record["closings"][0]["closed_at"] = "2099-01-01T00:00:00+00:00"


FORGED = {
    _too_late: ("play.closed_after_values", "/closings/0/closed_at"),
    _swap: ("play.root_does_not_fit", "/closings/0/root"),
    _moved: ("play.place_does_not_fit", "/closings/0/places/1"),
    _other_values: ("play.place_does_not_fit", "/closings/0/places/"),  # the first may come out the same
    _dropped: ("play.place_left_out", "/closings/0/places/2"),
    _other_secret: ("play.secret_does_not_fit", "/closings/0/secret"),
}


async def test_what_another_play_gives_as_an_entry_counts_like_ones_own(fair, later):
    enters = {**NOTHING, "id": "ticket", "effects": [{"do": "enter", "play": "wheel"}]}
    slug, activity = await fair.publish(fair.document(decided(drawn(), play("task", enters))))
    clients = await fair.clients(6)
    found = await asyncio.gather(
        *(fair.play(one, slug, play=name) for one in clients for name in ("task", "wheel"))
    )
    assert sorted(one.told["entry"] for one in found) == list(range(1, 13))
    assert Counter(one.outcome for one in found) == {"win": 6, "none": 6}
    later(2)
    with pytest.raises(EntryClosed):
        await fair.play(clients[0], slug, play="task")
    assert (await fair.books(activity))["draws"] == 12


async def test_an_entry_that_comes_as_the_list_closes_is_in_it_or_refused(fair):
    slug, activity = await fair.publish(fair.document(decided(drawn())))
    clients = await fair.clients(60)
    await fair.play(clients[0], slug)

    locked = asyncio.Event()

    async def one(client):
        await locked.wait()
        try:
            return await fair.play(client, slug)
        except EntryClosed:
            return None

    waiting = [asyncio.ensure_future(one(client)) for client in clients[1:]]
    async with fair.work.job() as tx:  # the close holds the draw's row while others come
        held = await tx.value("select entries from play_closing where activity = $1 for update", activity)
        locked.set()
        await fair.house.until_blocked()
        await tx.run(
            "update play_closing set closed_at = now(), revision_hash = 'x', root = 'x'"
            " where activity = $1", activity
        )  # fmt: skip
    found = [await each for each in waiting]
    assert (held, [each for each in found if each]) == (1, [])
    assert (await fair.books(activity))["draws"] == 1, "a refused entry leaves nothing"


async def test_values_come_from_two_persons_after_the_root_and_never_change(fair, later):
    slug, activity = await fair.publish(fair.document(decided(drawn())))
    await fair.play(*await fair.clients(1), slug)
    operator, second = fair.who("operator"), fair.who("branch")

    async def record(actor=operator, numbers=NUMBERS, source="公告"):
        ask = RecordValues(key=fair.key(), activity=activity, play="wheel", numbers=numbers, source=source)
        await record_values(ask, actor=actor, work=fair.work)

    async def confirm(actor=second, numbers=NUMBERS):
        ask = ConfirmValues(key=fair.key(), activity=activity, play="wheel", numbers=numbers)
        await confirm_values(ask, actor=actor, work=fair.work)

    with pytest.raises(ListOpen):
        await record()
    later(2)
    await close_due(fair.work)
    with pytest.raises(ValuesNotPublic):
        await record()
    later(1)
    for bad in ((1, 2), (*NUMBERS[:-1], -1), (*NUMBERS[:-1], 10**12)):
        with pytest.raises(Malformed) as no:
            await record(numbers=bad)
        assert no.value.path == "numbers"
    for source in ("", "x" * 201, "a\0"):
        with pytest.raises(Malformed) as no:
            await record(source=source)
        assert no.value.path == "source"
    with pytest.raises(ListOpen):
        await confirm()
    await record(numbers=tuple(reversed(range(7))))
    await record()
    for name in ("designer", "adviser", "auditor"):
        with pytest.raises(NotAllowed):
            await confirm(fair.who(name))
    with pytest.raises(SamePerson):
        await confirm(operator)
    with pytest.raises(ValuesDiffer):
        await confirm(numbers=tuple(range(7)))
    await confirm(numbers=tuple(reversed(NUMBERS)))
    for again in (record, confirm):
        with pytest.raises(ValuesStand):
            await again()
    audited = "select count(*) from store_audit where subject = $1 and action like 'play.values%'"
    assert await fair.house.value(audited, str(activity)) == 3


async def test_a_worker_that_dies_between_prizes_leaves_the_rest_to_the_next(fair, later, monkeypatch):
    slug, activity = await fair.publish(fair.document(decided(drawn((5, TEA)))))
    await asyncio.gather(*(fair.play(one, slug) for one in await fair.clients(12)))
    later(2)
    await close_due(fair.work)
    later(1)
    await seeded(fair, activity)
    given, award = 0, deciding.award

    async def dies(*args):
        nonlocal given
        given += 1
        found = await award(*args)
        if given in {1, 3}:
            raise ConnectionError("killed before the commit")
        return found

    monkeypatch.setattr(deciding, "award", dies)
    await decide_closed(fair.work)
    assert [one["draw"] for one in await places(fair, activity)] == [None] * 5
    await decide_closed(fair.work)
    assert (await fair.books(activity))["rights"] == 1
    await asyncio.gather(*(decide_closed(fair.work) for _ in range(3)))
    await decide_closed(fair.work)
    assert (await fair.books(activity))["rights"] == 5
    assert len({one["draw"] for one in await places(fair, activity)}) == 5


async def test_who_is_blocked_or_has_had_his_share_is_passed_over_and_the_next_follows(fair, later):
    def change(document):
        decided(drawn((3, TEA)))(document)
        document["limits"] = [
            {"count": "win", "scope": "client", "period": "activity", "max": 1, "on_exceed": "reject"}
        ]

    slug, activity = await fair.publish(fair.document(change))
    greedy, blocked, *others = await fair.clients(5)
    for client in (greedy,) * 8 + (blocked,) * 8 + (others[0], others[1], others[2]):
        await fair.play(client, slug)
    await Customer.filter(id=blocked.id).update(blocked=True)
    later(2)
    await close_due(fair.work)
    later(1)
    await seeded(fair, activity)
    await decide_closed(fair.work)
    found = await places(fair, activity)
    given = [one["client"] for one in found if one["draw"]]
    assert len(given) == len(set(given)) == 3
    assert blocked.id not in given
    assert all(one["passed_over"] in {"blocked", "limit"} for one in found if not one["draw"])
    later(0)
    await over(fair, activity)
    async with fair.work.read() as read:
        record = await record_of(read, slug)
    assert check(record, deciders_of(fair.house.work.house)) == []


async def test_a_prize_that_is_used_up_waits_for_more_and_the_seed_with_it(fair, later):
    document = fair.document(decided(drawn((6, TEA))), tea=fair.known["batch.tea_small"])
    slug, activity = await fair.publish(document)
    await asyncio.gather(*(fair.play(one, slug) for one in await fair.clients(8)))
    later(2)
    await close_due(fair.work)
    later(1)
    await seeded(fair, activity)
    await decide_closed(fair.work)
    assert Counter(one["short"] for one in await places(fair, activity)) == {None: 5, "gifts_gone": 1}
    later(0)
    await over(fair, activity)
    async with fair.work.read() as read:
        with pytest.raises(SeedsHidden):
            await record_of(read, slug)
    await fair.house.run(
        "update rights_batch set total = total + 1, free = free + 1 where code = 'B-2026-TEA-SMALL'"
    )
    later(4)
    await decide_closed(fair.work)
    assert (await fair.books(activity))["rights"] == 6
    async with fair.work.read() as read:
        assert len((await record_of(read, slug))["closings"][0]["places"]) == 6


async def test_a_draw_that_nobody_entered_asks_for_no_values(fair, later):
    _, activity = await fair.publish(fair.document(decided(drawn())))
    await fair.house.drain()
    later(2)
    await close_due(fair.work)
    await decide_closed(fair.work)
    row = await fair.house.rows("select root, decided_at from play_closing where activity = $1", activity)
    assert row[0]["root"] is None
    assert row[0]["decided_at"] is not None


async def test_each_winner_and_each_other_client_hears_once(fair, later):
    slug, activity = await fair.publish(fair.document(decided(drawn((1, TEA)))))
    clients = await fair.clients(3)
    for one in (*clients, *clients):
        await fair.play(one, slug)
    later(2)
    await close_due(fair.work)
    later(1)
    await seeded(fair, activity)
    for _ in range(2):
        await decide_closed(fair.work)
        await tell_the_others(fair.work)
    kinds = await fair.house.rows("select client, kind from notices_notice where kind like 'play.%'")
    assert Counter(one["kind"] for one in kinds) == {"play.notice.selected": 1, "play.notice.not_selected": 2}
    assert len({one["client"] for one in kinds}) == 3


@pytest.mark.parametrize(
    ("bent", "code"),
    [
        (lambda d: d["seed_source"].update(at=d["entry_close"]), "activities.not_in_order"),
        (lambda d: d.update(entry_close="2020-01-01T00:00:00+08:00"), "activities.close_outside_window"),
        (lambda d: d["winners"][0]["outcome"].update(stock=4), "activities.stock_twice"),
        (lambda d: d["winners"][0]["outcome"].update(id="entered"), "activities.name_twice"),
    ],
)
async def test_a_draw_that_cannot_be_held_stops_at_submitting(fair, bent, code):
    decide = deepcopy(drawn())
    bent(decide)
    with pytest.raises(ProblemsStop) as no:
        await fair.publish(fair.document(decided(decide)))
    assert code in str(no.value.facts() if callable(getattr(no.value, "facts", None)) else vars(no.value))


async def test_only_a_draw_can_be_entered_and_no_prize_enters_one(fair):
    enters = {**NOTHING, "id": "ticket", "effects": [{"do": "enter", "play": "task"}]}
    with pytest.raises(ProblemsStop) as no:
        await fair.publish(
            fair.document(decided({"op": "certain", "outcome": enters}, play("task", NOTHING)))
        )
    assert "activities.entry_unfit" in str(vars(no.value))


MINE = """query Mine($activity: String!) { timedDraws(activity: $activity) {
  play closed decided entries root commit key source
  mine { number line state prize entitlement proof { tree size index path } } } }"""
SHOWN = """query Shown($activity: String!) { timedDraws(activity: $activity) {
  title entries root numbers recordedBy confirmedBy key given actions } }"""
HELD = """query Held($activity: String!, $play: String!) { drawPlaces(activity: $activity, play: $play) {
  place maskedName outcome state } }"""


async def test_a_phone_gets_its_own_entries_with_proofs_and_nobody_elses(fair, later, monkeypatch):
    slug, activity = await fair.publish(fair.document(decided(drawn((1, TEA)))))
    clients = await fair.clients(9)
    for one in (*clients, clients[0]):
        await fair.play(one, slug)
    phone = Asker(fair.work, clients[0], face="client")

    async def mine(asker=phone):
        (draw,) = (await asker.asks(MINE, activity=slug))["timedDraws"]
        return draw

    open_ = await mine()
    assert (open_["closed"], open_["root"], open_["entries"]) == (False, None, 10)
    assert [(one["number"], one["state"], one["proof"]) for one in open_["mine"]] == [
        (1, "waiting", None),
        (10, "waiting", None),
    ]
    later(2)
    await close_due(fair.work)
    closed = await mine()
    for one in closed["mine"]:
        assert len(json.dumps(one)) < 2048
        told = one["proof"]
        proof = Proof(told["size"], told["index"], tuple(map(bytes.fromhex, told["path"])))
        assert verify(bytes.fromhex(closed["root"]), one["line"].encode(), proof)
        assert text_id("cli", clients[0].id) in one["line"]
    later(1)
    monkeypatch.setattr(console, "now", store_work.now)
    ident = text_id("act", activity)
    desk = Asker(fair.work, fair.who("operator"))
    (shown,) = (await desk.asks(SHOWN, activity=ident))["timedDraws"]
    assert (shown["actions"], shown["key"]) == (["record"], None)
    await seeded(fair, activity)
    await decide_closed(fair.work)
    (shown,) = (await desk.asks(SHOWN, activity=ident))["timedDraws"]
    assert (shown["given"], shown["actions"], shown["numbers"]) == (1, [], "7.9.18.26.34.41.45")
    assert selected(shown["key"], 10, 1) == [(await places(fair, activity))[0]["number"]]
    (held,) = (await desk.asks(HELD, activity=ident, play="wheel"))["drawPlaces"]
    designer = Asker(fair.work, fair.who("designer"))
    assert len((await designer.asks(SHOWN, activity=ident))["timedDraws"]) == 1
    result, _ = await designer.tries(HELD, activity=ident, play="wheel")
    assert result.errors[0].original_error.code == "kernel.not_allowed", "clients one by one are for others"
    assert (held["place"], held["maskedName"], held["state"]) == (1, "客*", "given")
    each = [await mine(Asker(fair.work, client, face="client")) for client in clients]
    states = [one["state"] for draw in each for one in draw["mine"]]
    assert Counter(states) == {"won": 1, "lost": 9}
    far = replace(fair.who("operator"), units=frozenset({new_id()}))
    assert (await Asker(fair.work, far).asks(SHOWN, activity=ident))["timedDraws"] == []
    assert (await Asker(fair.work, far).asks(HELD, activity=ident, play="wheel"))["drawPlaces"] == []


async def test_nobody_from_elsewhere_records_or_confirms(fair, later):
    slug, activity = await fair.publish(fair.document(decided(drawn())))
    await fair.play(*await fair.clients(1), slug)
    later(2)
    await close_due(fair.work)
    later(1)
    far = replace(fair.who("operator"), units=frozenset({new_id()}))
    both = {"activity": activity, "play": "wheel", "numbers": NUMBERS}
    with pytest.raises(DrawMissing):
        await record_values(RecordValues(key="far", source="x", **both), actor=far, work=fair.work)
    with pytest.raises(DrawMissing):
        await confirm_values(ConfirmValues(key="far", **both), actor=far, work=fair.work)
    none = "select numbers from play_closing where activity = $1"
    assert await fair.house.value(none, activity) is None


async def test_what_was_announced_of_a_running_draw_is_never_made_sooner_or_otherwise(fair):
    before = fair.document(decided(drawn()))
    grammar = standard_of(fair.house.work.house).grammar
    for bend, worse in (
        (lambda d: d.update(entry_close=(datetime.now(UTC) + timedelta(hours=1)).isoformat()), True),
        (lambda d: d["seed_source"].update(name={"zh-CN": "别的号码"}), True),
        (lambda d: d["seed_source"].update(count=6), True),
        (lambda d: d["seed_source"].update(at=(datetime.now(UTC) + timedelta(days=2)).isoformat()), False),
    ):
        after = deepcopy(before)
        bend(after["plays"][0]["decide"])
        found = [one.what for one in worsens(before, after, grammar)]
        assert found == (["close"] if worse else [])
