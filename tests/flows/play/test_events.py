"""Events that other systems tell: proved, judged, kept once for ever, played from the call to the reward."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.flows.play.telling_events import Desk, event, example
from tests.kit.application import APP

from largesse.activities.revisions.problems import ProblemsStop
from largesse.audience.event_names.declare import (
    DeclareEvent,
    EventProp,
    Family,
    RetireEvent,
    ValueKind,
    declare_event,
    retire_event,
)
from largesse.kernel.clock import now
from largesse.kernel.errors import NotAllowed
from largesse.kernel.ids import new_id
from largesse.play.groups.ticket import StartsAlone
from largesse.play.inbound.settle import (
    DismissEvents,
    EventMissing,
    ReleaseEvents,
    dismiss_events,
    release_events,
)
from largesse.play.inbound.take import TAKEN_TOPIC
from largesse.play.inbound.told import BODY_MAX
from largesse.play.sources.keep import (
    OpenEventSource,
    SourceTaken,
    StopEventSource,
    open_event_source,
    stop_event_source,
)
from largesse.play.sources.keys import (
    GiveSourceKey,
    RenewSourceKey,
    StopSourceKey,
    give_source_key,
    renew_source_key,
    stop_source_key,
)
from largesse.play.starting.start_plays import start_all


async def started(fair):
    """Give what events started, oldest first."""
    rows = await fair.house.rows("select play, outcome from play_started order by at, play")
    return [(row["play"], row["outcome"]) for row in rows]


async def test_a_new_clients_pack_comes_by_itself_from_the_call_to_the_right(fair, desk):
    slug, activity = await fair.publish(fair.document(example("new-client-pack")))
    anna, bert = await fair.clients(2)
    opened = event("a-1", "account.opened", anna)
    assert await desk.becomes(opened) == [("accepted", "")]
    assert (await fair.books(activity))["draws"] == 0, "the source is answered before the plays"
    await fair.house.drain()
    assert await desk.becomes(opened) == [("duplicate", "")]
    assert await desk.becomes(event("a-2", "account.opened", anna)) == [("accepted", "")]
    await fair.house.drain()
    books = await fair.books(activity)
    assert (books["draws"], books["rights"]) == (1, 1)
    assert await started(fair) == [("pack", "tea"), ("pack", "play.limit_reached")], (
        "a no is written down too"
    )
    assert (
        await fair.house.value("select holder from rights_entitlement where activity = $1", activity)
        == anna.id
    )
    with pytest.raises(StartsAlone):
        await fair.play(bert, slug, play="pack")


async def test_tasks_are_counted_by_what_events_carry_and_bring_their_gifts_once(fair, desk):
    _, activity = await fair.publish(fair.document(example("tasks-by-event")))
    anna, bert = await fair.clients(2)
    read, watched = "article.read", "live.watched"
    await desk.becomes(
        event("r1", read, anna, article="x", seconds=31),
        event("r2", read, anna, article="x", seconds=90),
        event("r3", read, anna, article="y", seconds=29),
        event("w1", watched, bert, seconds=400),
    )
    await fair.house.drain()
    assert (await fair.books(activity))["rights"] == 0, "one article twice is one, and 29 seconds are too few"
    await desk.becomes(
        event("r4", read, anna, article="y", seconds=30), event("w2", watched, bert, seconds=200)
    )
    await fair.house.drain()
    await desk.becomes(
        event("r5", read, anna, article="z", seconds=30), event("w3", watched, bert, seconds=900)
    )
    await fair.house.drain()
    gifts = await fair.house.rows("select holder from rights_entitlement where activity = $1", activity)
    assert sorted(row["holder"] for row in gifts) == sorted([anna.id, bert.id])
    kept = await fair.house.value(
        "select states->'state/watched'->>1 from play_chance where client = $1", bert.id
    )
    assert kept == "1500"


@pytest.mark.parametrize("through", ["event", "state", "lock", "prop"])
async def test_a_gift_that_a_regulated_event_causes_stops_at_submitting(fair, through):
    admin = fair.who("protection")
    await declare_event(
        DeclareEvent(
            key=fair.key(),
            name="fund.switched",
            zh="基金转换",
            regulated=Family.NONE if through == "prop" else Family.FUND,
            props=(EventProp("amount", ValueKind.NUMBER, "金额", regulated=Family.FUND),),
            reason="合规登记",
        ),
        actor=admin,
        work=fair.work,
    )

    def change(document):
        example("new-client-pack")(document)
        (gift,) = document["plays"]
        gift["on"]["event"] = "fund.switched" if through in {"event", "prop"} else "account.opened"
        quiet = {"op": "certain", "outcome": {"id": "n", "title": {"zh-CN": "记"}, "effects": []}}
        mover = {"id": "m", "title": {"zh-CN": "记"}, "on": {"kind": "event.in", "event": "fund.switched"}}
        if through == "prop":
            gift["on"]["where"] = {"op": "gt", "fact": "event.amount", "value": 0}
        if through == "state":
            document["states"] = [{"id": "s", "kind": "counter", "scope": "client", "reset": "never"}]
            moves = [{"do": "state", "state": "s", "by": 1}]
            document["plays"].append({**mover, "decide": quiet, "effects": moves})
            step = {"at": 1, "outcome": gift["decide"]["outcome"]}
            gift["decide"] = {"op": "threshold", "state": "s", "steps": [step]}
        if through == "lock":
            gift["locked"] = True
            opens = [{"do": "unlock", "play": gift["id"]}]
            document["plays"].append({**mover, "decide": quiet, "effects": opens})

    with pytest.raises(ProblemsStop) as stopped:
        await fair.publish(fair.document(change))
    assert "activities.regulated_reward" in str(stopped.value.facts()), stopped.value


async def test_one_id_makes_one_event_for_ever_whoever_sends_at_once(fair, desk):
    _, activity = await fair.publish(fair.document(example("new-client-pack")))
    (anna,) = await fair.clients(1)
    at = now()
    bodies = [event("x-1", "account.opened", anna, at - timedelta(seconds=nr % 2)) for nr in range(12)]
    answers = await asyncio.gather(*(desk.becomes(one) for one in bodies))
    assert sum(one == [("accepted", "")] for one in answers) == 1
    assert sum(one == [("quarantined", "told_again")] for one in answers) == 6, (
        "another body under the same id"
    )
    await fair.house.drain()
    assert (await fair.books(activity))["rights"] == 1
    assert [row["reason"] for row in (await desk.waiting()).values()] == ["told_again"]
    waits = (await desk.waiting())["x-1"]["id"]
    ask = ReleaseEvents(key=fair.key(), events=(waits,), reason="再试")
    kept = await release_events(ask, actor=fair.who("operator"), work=fair.work)
    assert (kept.settled, kept.staying) == (0, 1), "of one id only one event ever counts"
    twice = [event("y-1", "app.bound", anna, at), event("y-1", "app.bound", anna, at)]
    assert await desk.becomes(*twice) == [("accepted", ""), ("duplicate", "")]


async def test_a_worker_that_dies_between_the_play_and_its_note_plays_nothing_twice(fair, desk, monkeypatch):
    _, activity = await fair.publish(fair.document(example("new-client-pack")))
    clients = await fair.clients(7)
    await desk.becomes(*(event(f"k{nr}", "account.opened", one) for nr, one in enumerate(clients)))
    killed = []

    async def dies(events, request, work):
        found = await start_all(events, request, work)
        if not killed:
            killed.append(len(found))
            raise ConnectionResetError
        return found

    dying = replace(APP.handlers[TAKEN_TOPIC][0], call=dies)
    monkeypatch.setitem(APP.handlers, TAKEN_TOPIC, [dying])
    await fair.house.drain()
    assert killed == [7]
    await fair.house.run("update store_delivery set due_at = now() where state = 'due'")
    await fair.house.drain()
    books = await fair.books(activity)
    assert (books["draws"], books["rights"], len(await started(fair))) == (7, 7, 7)
    assert await fair.house.value("select count(*) from play_inbound where state <> 'played'") == 0


async def test_what_cannot_be_used_stands_apart_until_it_is_mended_or_put_aside(fair, desk):
    _, activity = await fair.publish(fair.document(example("new-client-pack")))
    (anna,) = await fair.clients(1)
    stranger = fair.house.client(new_id())
    found = await desk.becomes(
        event("u1", "account.opened", stranger),
        event("u2", "account.closed", anna),
        event("u3", "account.opened", anna, branch="x"),
        event("u4", "account.opened", anna, now() - timedelta(days=9)),
        event("u5", "account.opened", anna, now() + timedelta(hours=1)),
        event("u6", "account.opened", anna, "2026-12-01T09:00:00"),
        {**event("u7", "account.opened", anna), "client": {"number": 6.2e18}},
        event("u8", "article.read", anna, seconds="31"),
        event("u9", "account.opened", anna, now() - timedelta(days=3)),
    )
    reasons = ["client_unknown", "undeclared_name", "undeclared_prop", "late", "ahead", "not_a_time"]
    assert found == [("quarantined", one) for one in (*reasons, "client_misshapen", "prop_misshapen")] + [
        ("accepted", "")
    ]
    await fair.house.drain()
    assert await started(fair) == [("pack", "before_start")], (
        "what happened before the activity gives nothing"
    )
    operator, waiting = fair.who("operator"), await desk.waiting()
    sql = (
        "insert into audience_customer (id, ext_id, name, tier, org_unit, created_at, updated_at)"
        " values ($1, $2, '客户', 'gold', $3, now(), now())"
    )
    await fair.house.run(sql, stranger.id, f"C{stranger.id.hex}", fair.known["unit.shanghai"])
    some = tuple(waiting[one]["id"] for one in ("u1", "u2", "u5"))
    ask = ReleaseEvents(key=fair.key(), events=some, reason="客户已导入")
    done = await release_events(ask, actor=operator, work=fair.work)
    assert (done.settled, done.staying) == (2, 1), "time is a person's to judge, a name is not"
    assert await release_events(ask, actor=operator, work=fair.work) == done
    await fair.house.drain()
    assert (await fair.books(activity))["rights"] == 2
    aside = DismissEvents(key=fair.key(), events=(waiting["u3"]["id"],), reason="重复")
    assert (await dismiss_events(aside, actor=operator, work=fair.work)).settled == 1
    with pytest.raises(EventMissing):
        await release_events(
            ReleaseEvents(key=fair.key(), events=(waiting["u3"]["id"],), reason="后悔"),
            actor=operator,
            work=fair.work,
        )
    with pytest.raises(NotAllowed):
        await dismiss_events(aside, actor=fair.who("designer"), work=fair.work)
    sealed = await fair.house.rows("select state, sealed is null as gone from play_inbound order by told_id")
    assert all(row["gone"] == (row["state"] != "quarantined") for row in sealed), (
        "nothing is kept longer than needed"
    )


async def test_only_a_living_keys_fresh_signature_opens_and_a_replay_makes_nothing_new(fair, desk):
    (anna,) = await fair.clients(1)
    one, admin = event("s1", "app.bound", anna), fair.who("admin")
    late = await desk.sends(one, at=now() - timedelta(minutes=6))
    early = await desk.sends(one, at=now() + timedelta(minutes=6))
    assert {late.status_code, early.status_code} == {401}
    assert "300" in late.json()["message"]
    for wrong in (
        "",
        "t=1",
        "t=x,v1=0",
        f"t={int(now().timestamp())},v1=é",
        "t=99999999999,v1=00",
        "v1=1,t=-5",
    ):
        answer = await desk.sends(one, sign=wrong.encode("utf-8"))
        assert answer.status_code == 401, wrong
    assert (await desk.http.post("/open/v1/events", json=one)).status_code == 401
    again = await desk.sends(one)
    body = again.request.content
    replay = await desk.http.post("/open/v1/events", content=body, headers=dict(again.request.headers))
    assert [x.json()["events"][0]["becomes"] for x in (again, replay)] == ["accepted", "duplicate"]
    tampered = await desk.http.post(
        "/open/v1/events",
        content=body + b" ",
        headers=dict(again.request.headers) | {"content-length": str(len(body) + 1)},
    )
    assert tampered.status_code == 401
    renewed = await renew_source_key(
        RenewSourceKey(key=fair.key(), source_key=desk.key, overlap_hours=24), actor=admin, work=fair.work
    )
    assert [(await desk.sends(one, key=key)).status_code for key in (desk.key, renewed.source_key)] == [
        202,
        202,
    ]
    await stop_source_key(
        StopSourceKey(key=fair.key(), source_key=desk.key, reason="泄露"), actor=admin, work=fair.work
    )
    assert [(await desk.sends(one, key=key)).status_code for key in (desk.key, renewed.source_key)] == [
        401,
        202,
    ]
    with pytest.raises(SourceTaken):
        await open_event_source(
            OpenEventSource(key=fair.key(), org_unit=fair.unit("shanghai"), name="核心系统"),
            actor=admin,
            work=fair.work,
        )
    stop = StopEventSource(key=fair.key(), source=desk.source, reason="下线")
    await stop_event_source(stop, actor=admin, work=fair.work)
    assert (await desk.sends(one, key=renewed.source_key)).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"[" * 60_000, 400),
        (b'{"events": []}', 400),
        (b'{"id": "a b", "name": "app.bound"}', 400),
        ('{"id": "\u202e1", "name": "app.bound"}'.encode(), 400),
        (b'{"id": "1", "name": "app.bound", "more": 1}', 400),
        (b'{"id": "1", "name": "app.bound", "props": {"a": {"b": 1}}}', 400),
        (b'{"id": "1", "name": "app.bound", "at": 1e400, "client": {"number": "x"}}', 400),
        (b'{"id": "1", "name": "app.bound", "at": 99999999999999999999999, "client": null}', 202),
        (
            b'{"id": "1", "name": "app.bound", "at": "0001-01-01T00:00Z", "client": {"wecom": "\xf0\x9f"}}',
            400,
        ),
        (b" " * (BODY_MAX + 1), 413),
    ],
)
async def test_whatever_a_system_sends_is_answered_and_breaks_nothing(desk, body, status):
    answer = await desk.sends(body=body)
    assert answer.status_code == status, answer.text
    if status == 202:
        assert answer.json()["quarantined"] == 1


async def test_a_name_that_is_retired_or_not_the_sources_own_is_not_taken(fair, desk):
    protection, admin = fair.who("protection"), fair.who("admin")
    (anna,) = await fair.clients(1)
    await retire_event(
        RetireEvent(key=fair.key(), name="app.bound", reason="不再使用"), actor=protection, work=fair.work
    )
    assert await desk.becomes(event("n1", "app.bound", anna)) == [("quarantined", "retired_name")]
    own = await open_event_source(
        OpenEventSource(
            key=fair.key(), org_unit=fair.unit("shanghai"), name="资讯系统", events=("article.read",)
        ),
        actor=admin,
        work=fair.work,
    )
    key = await give_source_key(GiveSourceKey(key=fair.key(), source=own.source), actor=admin, work=fair.work)
    reading = Desk(fair, desk.http, own.source, key.source_key)
    assert await reading.becomes(
        event("n1", "account.opened", anna), event("n2", "article.read", anna, article="😀", seconds=1)
    ) == [("quarantined", "not_of_source"), ("accepted", "")]
    with pytest.raises(NotAllowed):
        await retire_event(
            RetireEvent(key=fair.key(), name="app.bound", reason="不再使用"),
            actor=fair.who("operator"),
            work=fair.work,
        )
