"""A day of events is played once more on a bench: what it would do is told, and nothing of it is written."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.flows.play.telling_events import crowded, event, example
from tests.kit.application import APP
from tests.kit.books import counted
from tests.kit.faces import Asker

from largesse.activities.revisions.create import CreateActivity, create_activity
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.faces.context import Context
from largesse.kernel.clock import day_in, now, time_in
from largesse.kernel.ids import new_id, parse_id, text_id
from largesse.play.replays import handlers
from largesse.play.replays.at_once import SHORT_MAX
from largesse.play.replays.events import PAGE
from largesse.play.replays.handlers import so_far

ZONE = "Asia/Shanghai"
FOUND = """fragment found on DayReplayed { hash events heard attempts decided clientsAll
  cost { amountMinor } cap { amountMinor } names { name events heard } apart { reason events taken }
  outcomes { play id times cost { amountMinor } } rights { ref units cost { amountMinor } }
  refused { play code message times } moves { kind name times units } bounds { kind id play at }
  clients { client name events plays refused prizes points cost { amountMinor } }
  examples { event { toldId clientName state } clientName attempts { play outcome message refused after
    cost { amountMinor } moves { kind name units } } }
  real { compared same otherVersion differences { kind play here really hereMessage reallyMessage times
    events { toldId } } } }"""
ASK = f"""query ($ask: ReplayDayAsk!) {{ replayDay(ask: $ask) {{
  ...found ... on Refusal {{ code path }} }} }} {FOUND}"""
LATER = """mutation ($ask: ReplayLaterAsk!) { replayLater(ask: $ask) {
  ... on ReplayMoved { replay } ... on Refusal { code path } } }"""
CANCEL = """mutation ($ask: CancelReplayAsk!) { cancelReplay(ask: $ask) {
  ... on ReplayMoved { replay } ... on Refusal { code } } }"""
SEE = f"""query ($id: String!) {{ replay(id: $id) {{ id state done total why underWay
  chosen {{ day version clock }} found {{ ...found }} }} }} {FOUND}"""
MINE = "{ replays { id state } }"
LOSES_ITS_PLAY = 'update play_replay set chosen = chosen || \'{"play": "gone"}\' where id = $1'


def yesterday():
    return day_in(now(), ZONE) - timedelta(days=1)


def at(time, day=None):
    """Give an instant of yesterday, or of another day, by the clock of Shanghai."""
    return time_in(day or yesterday(), time, ZONE)


def pack(change=lambda _: None, *, since=5):
    """Give an account's opening its pack in an activity that began some days ago."""

    def changed(document):
        example("new-client-pack")(document)
        document["window"]["start"] = (now() - timedelta(days=since)).isoformat()
        change(document)

    return changed


@pytest.fixture
def staff(fair):
    """Ask the console as one of the staff."""

    async def ask(document, who="designer", *, file=False, **variables):
        client = SimpleNamespace(host="10.0.0.9")
        request = SimpleNamespace(client=client, cookies={}, headers={"user-agent": "Chrome/140 (Windows)"})
        context = Context(
            request=request,
            work=fair.house.work,
            actor=fair.who(who),
            locale="zh-CN",
            trace="t",
            for_file=file,
        )
        found = await APP.faces["console"].execute(document, variable_values=variables, context_value=context)
        assert not found.errors, found.errors
        return found.data

    return ask


@pytest.fixture
def drafted(fair):
    """Save a draft of a new activity; gives its id outside."""

    async def draft(document):
        designer, work = fair.who("designer"), fair.house.work
        made = await create_activity(
            CreateActivity(key=fair.key(), title="开户有礼"), actor=designer, work=work
        )
        wish = SaveDraft(key=fair.key(), activity=made.activity, draft_version=1, document=document)
        await save_draft(wish, actor=designer, work=work)
        return text_id("act", made.activity)

    return draft


@pytest.fixture
def replayed(staff):
    """Replay a day; gives what was found, or the refusal."""

    async def replay(activity, who="designer", **chosen):
        ask = {"activity": activity, "day": yesterday().isoformat(), **chosen}
        return (await staff(ASK, who=who, ask={"chosen": ask}))["replayDay"]

    return replay


def times(rows, *names):
    return {tuple(row[name] for name in names): row["times"] for row in rows if row["times"]}


async def test_what_a_day_would_do_under_a_draft_is_told_and_no_table_and_no_sequence_moves(
    fair, desk, drafted, replayed
):
    activity = await drafted(fair.document(pack()))
    anna, bert, carl = await fair.clients(3)
    await desk.becomes(
        event("a1", "account.opened", anna, at("09:00")),
        event("a2", "account.opened", anna, at("10:00")),
        event("b1", "account.opened", bert, at("11:00")),
        event("r1", "article.read", carl, at("12:00"), article="x", seconds=40),
        event("x1", "account.opened", anna, at("13:00")) | {"client": {"number": "C404"}},
        event("t1", "account.opened", carl, now()),
    )
    await fair.house.drain()
    before = await counted(fair.house.dsn)
    found = await replayed(activity)
    assert await counted(fair.house.dsn) == before
    assert (found["events"], found["heard"], found["attempts"], found["decided"]) == (5, 3, 3, 2)
    assert found["names"] == [
        {"name": "account.opened", "events": 4, "heard": 3},
        {"name": "article.read", "events": 1, "heard": 0},
    ]
    assert found["apart"] == [{"reason": "client_unknown", "events": 1, "taken": 0}]
    assert times(found["outcomes"], "play", "id") == {("pack", "tea"): 2}
    assert found["rights"] == [{"ref": "tea", "units": 2, "cost": {"amountMinor": 2 * 9_900}}]
    assert found["cost"]["amountMinor"] == 2 * 9_900
    assert times(found["refused"], "play", "code") == {("pack", "play.limit_reached"): 1}
    by_client = {one["client"]: one for one in found["clients"]}
    assert found["clientsAll"] == len(by_client) == 2
    of_anna = by_client[text_id("cli", anna.id)]
    assert (of_anna["events"], of_anna["plays"], of_anna["refused"], of_anna["prizes"]) == (2, 1, 1, 1)
    assert of_anna["name"].endswith("客*")
    did = {one["event"]["toldId"]: [each["outcome"] for each in one["attempts"]] for one in found["examples"]}
    assert did == {"a1": ["tea"], "a2": ["play.limit_reached"], "b1": ["tea"], "r1": [], "x1": []}
    assert found["real"] is None, "a draft was not out"
    assert found["bounds"] == []


async def test_a_day_is_shanghais_and_each_event_is_played_by_its_own_clock(fair, desk, drafted, replayed):
    """Midnight of Shanghai is 16:00 UTC: the day before, a limit of a day begins anew."""

    def daily(document):
        document["plays"][0]["limits"][0]["period"] = "day"
        del document["plays"][0]["decide"]["outcome"]["per_client"]

    activity = await drafted(fair.document(pack(daily)))
    (anna,) = await fair.clients(1)
    midnight = at("00:00")
    before, after = midnight - timedelta(seconds=30), midnight + timedelta(seconds=30)
    await desk.becomes(
        event("after", "account.opened", anna, after), event("before", "account.opened", anna, before)
    )
    eve = (yesterday() - timedelta(days=1)).isoformat()
    for day, told in ((eve, "before"), (yesterday().isoformat(), "after")):
        found = await replayed(activity, day=day)
        assert [one["event"]["toldId"] for one in found["examples"]] == [told]
        assert times(found["outcomes"], "id") == {("tea",): 1}
    came = await replayed(activity, day=day_in(now(), ZONE).isoformat(), clock="CAME")
    assert [one["event"]["toldId"] for one in came["examples"]] == ["before", "after"], "as they happened"
    assert times(came["refused"], "code") == {("play.limit_reached",): 1}, "both came on one day"


async def test_the_window_is_asked_at_the_time_of_the_event_and_not_at_ours(fair, desk, drafted, replayed):
    def noon(document):
        document["window"] |= {"start": at("12:00").isoformat(), "end": at("18:00").isoformat()}

    activity = await drafted(fair.document(pack(noon)))
    clients = await fair.clients(3)
    clock = ("11:59", "12:01", "18:30")
    await desk.becomes(
        *(event(time, "account.opened", one, at(time)) for time, one in zip(clock, clients, strict=True))
    )
    found = await replayed(activity)
    did = {one["event"]["toldId"]: one["attempts"][0]["outcome"] for one in found["examples"]}
    assert did == {"11:59": "before_start", "12:01": "tea", "18:30": "play.not_running"}
    told = {one["code"]: one["message"] for one in found["refused"]}
    assert told["before_start"] == "事件发生在活动开始之前"


async def test_events_are_played_as_they_happened_whenever_they_came(fair, desk, drafted, replayed):
    def one_left(document):
        document["plays"][0]["decide"]["outcome"]["stock"] = 1

    activity = await drafted(fair.document(pack(one_left)))
    late, early = await fair.clients(2)
    await desk.becomes(event("came-first", "account.opened", late, at("15:00")))
    await desk.becomes(event("happened-first", "account.opened", early, at("08:00")))
    found = await replayed(activity)
    assert [(one["event"]["toldId"], one["attempts"][0]["outcome"]) for one in found["examples"]] == [
        ("happened-first", "tea"),
        ("came-first", "gone"),
    ]
    (bound,) = found["bounds"]
    assert (bound["kind"], bound["id"], bound["at"]) == ("stock", "tea", at("15:00").isoformat())
    came = await replayed(activity, day=day_in(now(), ZONE).isoformat(), clock="CAME")
    assert [one["attempts"][0]["outcome"] for one in came["examples"]] == ["tea", "gone"]
    assert came["examples"][0]["event"]["toldId"] == "came-first"


async def test_what_events_carry_moves_states_and_opens_what_asks_for_them(fair, desk, drafted, replayed):
    def learning(document):
        example("tasks-by-event")(document)
        document["window"]["start"] = (now() - timedelta(days=5)).isoformat()

    activity = await drafted(fair.document(learning))
    anna, bert = await fair.clients(2)
    await desk.becomes(
        event("r1", "article.read", anna, at("09:00"), article="x", seconds=31),
        event("r2", "article.read", anna, at("09:10"), article="x", seconds=90),
        event("r3", "article.read", anna, at("09:20"), article="y", seconds=29),
        event("r4", "article.read", anna, at("09:30"), article="y", seconds=45),
        event("r5", "article.read", anna, at("09:40"), article="z", seconds=45),
        event("w1", "live.watched", bert, at("10:00"), seconds=700),
    )
    found = await replayed(activity)
    moved = {(one["kind"], one["name"]): (one["times"], one["units"]) for one in found["moves"]}
    assert moved[("state", "articles")] == (3, 3), "one article twice is one"
    assert moved[("state", "watched")][1] == 700
    assert {one["ref"]: one["units"] for one in found["rights"]} == {"lounge": 1, "tea": 1}
    (gift,) = [
        (one["event"]["toldId"], each["outcome"])
        for one in found["examples"]
        for each in one["attempts"]
        if each["outcome"] == "tea"
    ]
    (only,) = [(await replayed(activity, play="reading-gift"))["moves"]]
    assert only == [], "the play that counts articles was left out"
    assert gift[0] in {"r4", "r5"}
    named = await replayed(activity, event="live.watched")
    assert (named["events"], [one["name"] for one in named["names"]]) == (1, ["live.watched"])


async def test_a_milestone_that_events_reach_starts_its_play_once(fair, desk, drafted, replayed):
    def learning(document):
        example("tasks-by-event")(document)
        document["window"]["start"] = (now() - timedelta(days=5)).isoformat()
        gift = next(one for one in document["plays"] if one["id"] == "reading-gift")
        gift["on"] = {"kind": "milestone", "state": "articles", "at": 2}
        gift["decide"] = {"op": "certain", "outcome": gift["decide"]["steps"][0]["outcome"]}
        del gift["when"]

    activity = await drafted(fair.document(learning))
    anna, bert = await fair.clients(2)
    read = [("a1", anna, "x"), ("b1", bert, "x"), ("a2", anna, "y"), ("a3", anna, "z")]
    await desk.becomes(
        *(
            event(told, "article.read", who, at(f"09:{nr}0"), article=article, seconds=45)
            for nr, (told, who, article) in enumerate(read)
        )
    )
    found = await replayed(activity)
    assert {one["ref"]: one["units"] for one in found["rights"]} == {"tea": 1}
    began = [
        one["event"]["toldId"]
        for one in found["examples"]
        for each in one["attempts"]
        if each["outcome"] == "tea"
    ]
    assert began == ["a2"]


async def test_events_in_quarantine_are_played_as_if_they_were_let_count(fair, desk, drafted, replayed):
    activity = await drafted(fair.document(pack(since=40)))
    anna, bert, gone = await fair.clients(3)
    long_ago = yesterday() - timedelta(days=30)
    await desk.becomes(
        event("late", "account.opened", anna, at("09:00", long_ago)),
        event("odd", "account.opened", bert, at("10:00", long_ago), surprise=1),
    )
    unknown = event("nobody", "account.opened", gone, at("11:00", long_ago))
    unknown["client"] = {"number": "C404"}
    assert await desk.becomes(unknown) == [("quarantined", "client_unknown")]
    before = await counted(fair.house.dsn)
    without = await replayed(activity, day=long_ago.isoformat())
    assert (without["attempts"], {one["reason"] for one in without["apart"]}) == (
        0,
        {"late", "client_unknown"},
    )
    (late,) = [one for one in without["apart"] if one["reason"] == "late"]
    assert (late["events"], late["taken"]) == (1, 0)
    taken = await replayed(activity, day=long_ago.isoformat(), apart=True)
    assert await counted(fair.house.dsn) == before
    assert times(taken["outcomes"], "id") == {("tea",): 1}
    assert {one["reason"]: one["taken"] for one in taken["apart"]} == {"late": 1, "client_unknown": 0}
    today = await replayed(activity, day=day_in(now(), ZONE).isoformat(), apart=True)
    assert {one["reason"]: one["taken"] for one in today["apart"]} == {"undeclared_prop": 0}, "a time unread"


async def test_differences_from_what_really_happened_are_named(fair, desk, replayed):
    slug, ident = await fair.publish(fair.document(pack()))
    activity, today = text_id("act", ident), day_in(now(), ZONE).isoformat()
    anna, bert, carl, dora = await fair.clients(4)
    await desk.becomes(event("a1", "account.opened", anna, now()))
    await fair.house.drain()
    await desk.becomes(event("a2", "account.opened", anna, now()), event("b1", "account.opened", bert, now()))
    await fair.house.drain()
    same = await replayed(activity, day=today, clock="CAME", version="PUBLISHED")
    assert (same["real"]["compared"], same["real"]["same"], same["real"]["differences"]) == (3, 3, [])
    await fair.house.run(
        "update audience_customer set blocked = true, blocked_why = '挂失' where id = $1", bert.id
    )
    await fair.house.run(
        "update audience_customer set blocked = true, blocked_why = '挂失' where id = $1", carl.id
    )
    await desk.becomes(event("c1", "account.opened", carl, now()))
    await fair.house.drain()
    await fair.house.run(
        "update audience_customer set blocked = false, blocked_why = '' where id = $1", carl.id
    )
    strange = event("d1", "account.opened", dora, now() - timedelta(days=40))
    assert await desk.becomes(strange) == [("quarantined", "late")]
    found = await replayed(activity, day=today, clock="CAME", version="PUBLISHED", apart=True)
    differs = {
        (one["kind"], one["here"], one["really"]): [each["toldId"] for each in one["events"]]
        for one in found["real"]["differences"]
    }
    assert differs == {
        ("only_really", "play.not_eligible", "tea"): ["b1"],
        ("only_here", "tea", "play.not_eligible"): ["c1"],
        ("not_tried_then", "before_start", ""): ["d1"],
    }
    draft = await replayed(activity, day=today, clock="CAME")
    assert draft["real"] is None, "what the editor shows is not compared"
    earlier = await replayed(activity, version="PUBLISHED")
    assert earlier["real"] is None, "the version was not out on that day"
    assert slug


async def test_what_cannot_be_replayed_is_named_and_only_whom_it_concerns_may(
    fair, desk, drafted, replayed, staff
):
    activity = await drafted(fair.document(pack()))
    wheel = await drafted(fair.document())
    tomorrow = (day_in(now(), ZONE) + timedelta(days=1)).isoformat()
    for asked, code, path in (
        ({"day": tomorrow}, "kernel.malformed", "chosen/day"),
        ({"seed": -1}, "kernel.malformed", "chosen/seed"),
        ({"play": "nobody"}, "play.play_missing", None),
        ({"version": "PUBLISHED"}, "play.version_missing", None),
        ({"who": "finance"}, "kernel.not_allowed", None),
    ):
        refused = await replayed(activity, **asked)
        assert refused["code"] == code
        if path:
            assert refused["path"].endswith(path.rpartition("/")[2])
    assert (await replayed(wheel))["code"] == "play.nothing_listens"
    assert (await replayed(text_id("act", new_id())))["code"] == "play.activity_missing"
    ask = {"key": fair.key(), "chosen": {"activity": activity, "day": yesterday().isoformat()}}
    assert (await staff(LATER, who="auditor", ask=ask))["replayLater"]["code"] == "kernel.not_allowed"


async def test_a_long_day_is_replayed_in_the_background_page_by_page(fair, desk, drafted, replayed, staff):
    """All events have one instant: no page leaves one out at its end, and none is taken twice."""

    def short(document):
        document["plays"][0]["decide"]["outcome"]["stock"] = 300

    activity = await drafted(fair.document(pack(short)))
    many = 2 * PAGE + 500
    assert many > SHORT_MAX
    await crowded(fair, desk, many, at("12:00"))
    assert (await replayed(activity))["code"] == "play.day_is_long"
    chosen = {"activity": activity, "day": yesterday().isoformat()}
    before = await counted(fair.house.dsn)
    began = (await staff(LATER, ask={"key": fair.key(), "chosen": chosen}))["replayLater"]["replay"]
    again = await staff(LATER, ask={"key": fair.key(), "chosen": chosen})
    assert again["replayLater"]["code"] == "play.replay_under_way"
    assert (await staff(SEE, id=began))["replay"]["underWay"]
    await fair.house.drain()
    seen = (await staff(SEE, id=began))["replay"]
    assert (seen["state"], seen["done"], seen["total"]) == ("done", many, many)
    found = seen["found"]
    assert (found["events"], found["heard"], found["attempts"], found["clientsAll"]) == (many,) * 4
    assert times(found["outcomes"], "id") == {("tea",): 300, ("gone",): many - 300}
    assert len(found["clients"]) == 500
    assert len(found["examples"]) <= 200
    changed = {name for name, count in (await counted(fair.house.dsn)).items() if before.get(name) != count}
    assert {name for name in changed if name.startswith(("play_", "rights_", "audience_", "notices_"))} == {
        "play_replay"
    }
    assert (await staff(SEE, who="operator", id=began))["replay"] is None, "one's own"
    assert (await staff(MINE))["replays"] == [{"id": began, "state": "done"}]
    assert (await staff(MINE, who="operator"))["replays"] == []
    assert await fair.house.value("select count(*) from play_replay where document is not null") == 0


async def test_what_comes_after_it_was_asked_for_is_not_of_the_day(fair, desk, drafted, staff):
    activity = await drafted(fair.document(pack()))
    anna, bert = await fair.clients(2)
    await desk.becomes(event("a1", "account.opened", anna, at("09:00")))
    chosen = {"activity": activity, "day": yesterday().isoformat()}
    began = (await staff(LATER, ask={"key": fair.key(), "chosen": chosen}))["replayLater"]["replay"]
    await desk.becomes(event("b1", "account.opened", bert, at("10:00")))
    await fair.house.drain()
    seen = (await staff(SEE, id=began))["replay"]
    assert (seen["state"], seen["total"], seen["found"]["events"]) == ("done", 1, 1)


async def test_a_replay_is_taken_back_within_seconds(fair, desk, drafted, staff):
    activity = await drafted(fair.document(pack()))
    chosen = {"activity": activity, "day": yesterday().isoformat()}
    began = (await staff(LATER, ask={"key": fair.key(), "chosen": chosen}))["replayLater"]["replay"]
    ident = parse_id("rpl", began)
    await fair.house.run("update play_replay set state = 'running' where id = $1", ident)
    assert await so_far(fair.work, ident, 1)
    cancel = {"key": fair.key(), "replay": began}
    other = await staff(CANCEL, who="operator", ask=cancel)
    assert other["cancelReplay"]["code"] == "play.replay_missing"
    assert (await staff(CANCEL, ask=cancel))["cancelReplay"]["replay"] == began
    assert not await so_far(fair.work, ident, 1), "nobody wants it any more"
    over = await staff(CANCEL, ask={"key": fair.key(), "replay": began})
    assert over["cancelReplay"]["code"] == "play.replay_over"
    await fair.house.drain()
    assert (await staff(SEE, id=began))["replay"]["state"] == "cancelled"


async def test_a_replay_that_fails_says_why_and_the_next_may_be_asked_for(
    fair, desk, drafted, staff, monkeypatch
):
    activity = await drafted(fair.document(pack()))
    await desk.becomes(event("a1", "account.opened", (await fair.clients(1))[0], at("09:00")))
    chosen = {"activity": activity, "day": yesterday().isoformat()}

    async def asked():
        return (await staff(LATER, ask={"key": fair.key(), "chosen": chosen}))["replayLater"]["replay"]

    async def ended(began):
        await fair.house.drain()
        seen = (await staff(SEE, id=began))["replay"]
        assert not seen["underWay"]
        return seen["state"], seen["why"], seen["found"] is not None

    with monkeypatch.context() as short:
        short.setattr(handlers, "TELLS_S", 0.0)
        short.setattr(handlers, "TIME_MAX_S", 0.0)
        late = await ended(await asked())
    assert late == ("failed", "当天的事件未能在限时内回放完，请只选一种事件或一个玩法。", False)
    broken = await asked()
    await fair.house.run(LOSES_ITS_PLAY, parse_id("rpl", broken))
    assert await ended(broken) == ("failed", "活动中没有这个玩法。", False)
    assert await ended(await asked()) == ("done", "", True)


async def test_what_leaves_as_a_file_is_written_down(fair, desk, drafted, staff):
    activity = await drafted(fair.document(pack()))
    ask = {"chosen": {"activity": activity, "day": yesterday().isoformat()}}
    left = "select count(*) from store_audit where action = 'play.replay_exported' and subject = $1"
    subject = str(parse_id("act", activity))
    await staff(ASK, ask=ask)
    assert await fair.house.value(left, subject) == 0
    await staff(ASK, file=True, ask=ask)
    assert await fair.house.value(left, subject) == 1


async def test_whoever_is_elsewhere_sees_neither_the_activity_nor_the_events(
    fair, desk, drafted, replayed, staff
):
    activity = await drafted(fair.document(pack()))
    (anna,) = await fair.clients(1)
    await desk.becomes(event("a1", "account.opened", anna, at("09:00")))
    away = replace(fair.who("designer"), units=frozenset({fair.unit("beijing")}))
    chosen = {"activity": activity, "day": yesterday().isoformat()}
    asker = Asker(fair.house.work, away)
    assert (await asker.asks(ASK, ask={"chosen": chosen}))["replayDay"]["code"] == "play.activity_missing"
    later = await asker.asks(LATER, ask={"key": fair.key(), "chosen": chosen})
    assert later["replayLater"]["code"] == "play.activity_missing"
    plays = 'query ($id: String!) { listeningPlays(activity: $id, version: "draft") { play title event } }'
    assert (await asker.asks(plays, id=activity))["listeningPlays"] is None
    assert (await staff(plays, id=activity))["listeningPlays"] == [
        {"play": "pack", "title": "新客礼包", "event": "account.opened"}
    ]
    await fair.house.run("update play_source set org_unit = $1", fair.unit("beijing"))
    near = replace(fair.who("designer"), units=frozenset({fair.unit("shanghai")}))
    found = (await Asker(fair.house.work, near).asks(ASK, ask={"chosen": chosen}))["replayDay"]
    assert found["events"] == 0, "the source is not of this unit"
