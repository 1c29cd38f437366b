"""Every operator and effect at play: exact under races, remembered, refused without a trace."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from tests.flows.rights.purse import purse_of
from tests.kit.books import broken
from tests.kit.faces import Asker

from largesse.activities.revisions.problems import ProblemsStop
from largesse.kernel.clock import day_in
from largesse.kernel.errors import KeyReused, Malformed
from largesse.kernel.ids import new_id, parse_id, text_id
from largesse.play.groups.attempt import Locked, NothingLeft
from largesse.play.groups.eligible import NotYet
from largesse.play.groups.ticket import GiftsGone, Played, SharedLimitReached
from largesse.play.operators.first_come import AllTaken
from largesse.play.operators.pick import PlaceTaken
from largesse.play.operators.threshold import NotReached
from largesse.play.plans.limits import NoChances
from largesse.play.purse.purse import NoPoints

TEA = {"id": "tea", "title": {"zh-CN": "岩茶礼盒"}, "effects": [{"do": "grant", "right": "tea"}]}
NOTHING = {"id": "none", "title": {"zh-CN": "谢谢参与"}, "effects": []}


VISITED = {"do": "state", "state": "visits", "by": 1}


def play(name, outcome, **more):
    """Give a play that brings everyone one outcome."""
    decide = {"op": "certain", "outcome": outcome}
    return {"id": name, "title": {"zh-CN": name}, "on": {"kind": "user.act"}, "decide": decide, **more}


def decided(decide, *more, **play):
    """Let everyone play what is decided so, at will; ``more`` are further plays."""

    def change(document):
        one = document["plays"][0]
        one |= {"cost": {"kind": "none"}, "decide": decide, "limits": [], **play}
        if "chances" not in play:
            one.pop("chances")
        document["plays"] += more
        document["limits"] = []
        document["audience"]["rule"] = {"op": "always"}
        document["states"] = [{"id": "visits", "kind": "counter", "scope": "client", "reset": "never"}]

    return change


async def tried(fair, client, slug, **more):
    """Play; gives what was met, or the refusal."""
    try:
        return await fair.play(client, slug, **more)
    except (AllTaken, GiftsGone, NothingLeft, PlaceTaken, NoChances, NoPoints, SharedLimitReached) as no:
        return no


async def test_an_urn_is_drawn_to_the_last_piece_and_no_further(fair):
    urn = {"op": "urn", "items": [{"n": 7, "outcome": TEA}, {"n": 13, "outcome": NOTHING}]}
    slug, activity = await fair.publish(fair.document(decided(urn)))
    found = await asyncio.gather(*(tried(fair, client, slug) for client in await fair.clients(40)))
    assert Counter(one.prize_id if hasattr(one, "prize_id") else type(one) for one in found) == {
        "tea": 7,
        "none": 13,
        NothingLeft: 20,
    }
    lefts = sorted((one.told["left"] for one in found if hasattr(one, "told")), key=sum, reverse=True)
    assert [sum(left) for left in lefts] == list(range(20, 0, -1)), (
        "each knew what was left after those before"
    )
    books = await fair.books(activity)
    assert (books["draws"], books["rights"], books["all_receipts"]) == (20, 7, 20)


async def test_an_urn_whose_gifts_run_out_gives_the_fallback_and_keeps_its_pieces_straight(fair):
    urn = {
        "op": "urn",
        "items": [{"n": 8, "outcome": TEA}, {"n": 8, "outcome": NOTHING}],
        "fallback": {**NOTHING, "id": "sorry"},
    }
    document = fair.document(decided(urn), tea=fair.known["batch.tea_small"])
    slug, activity = await fair.publish(document)
    found = await asyncio.gather(*(tried(fair, client, slug) for client in await fair.clients(60)))
    told = [one for one in found if hasattr(one, "told")]
    assert Counter(one.prize_id for one in told)["tea"] == 5
    assert Counter(one.prize_id for one in told)["none"] == 8
    rows = await fair.house.rows(
        "select key, used from play_pool where activity = $1 and key like 'item/%'", activity
    )
    assert {row["key"]: row["used"] for row in rows} == {"item/wheel/tea": 5, "item/wheel/none": 8}
    for one in told:
        assert one.told["left"][0] >= 3, (
            "a piece whose gift is gone is not drawn: it stays, and brings the fallback"
        )


async def test_whoever_comes_first_gets_what_has_come_in_and_the_rest_hear_when_there_is_more(fair):
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)
    flash = {"op": "first_come", "stock": 3, "release": [{"at": later.isoformat(), "n": 4}], "outcome": TEA}
    slug, activity = await fair.publish(fair.document(decided(flash)))
    found = await asyncio.gather(*(tried(fair, client, slug) for client in await fair.clients(12)))
    assert sum(getattr(one, "outcome", "") == "win" for one in found) == 3
    assert {one.retry_at for one in found if isinstance(one, AllTaken)} == {later}
    assert (await fair.books(activity))["all_receipts"] == 3


async def test_one_place_is_picked_by_one_of_twenty_and_the_others_choose_again(fair):
    places = [{"id": name, "title": {"zh-CN": name}} for name in ("a1", "a2")]
    slug, activity = await fair.publish(
        fair.document(decided({"op": "pick", "places": places, "outcome": TEA}))
    )
    clients = await fair.clients(20)
    found = await asyncio.gather(*(tried(fair, client, slug, place=["a1"]) for client in clients))
    assert sum(isinstance(one, PlaceTaken) for one in found) == 19
    (lucky,) = [one for one in found if hasattr(one, "told")]
    assert lucky.told == {"place": "a1"}
    assert isinstance(await tried(fair, clients[0], slug, place=["a2"]), type(lucky))
    with pytest.raises(Malformed):
        await fair.play(clients[1], slug, place=["z9"])
    assert (await fair.books(activity))["draws"] == 2


def questions():
    options = [{"id": one, "text": {"zh-CN": one}} for one in "abc"]
    return [
        {"id": name, "text": {"zh-CN": name}, "kind": "many", "options": options} for name in ("q1", "q2")
    ]


QUIZ = {
    "op": "answer",
    "key": [{"question": "q1", "right": ["a"]}, {"question": "q2", "right": ["a", "c"]}],
    "pass_score": 2,
    "outcome": TEA,
    "otherwise": NOTHING,
}


async def test_who_answers_right_passes_and_the_answers_are_kept_with_the_draw(fair):
    slug, activity = await fair.publish(fair.document(decided(QUIZ, asks=questions())))
    clever, other = await fair.clients(2)
    passed = await fair.play(clever, slug, q1=["a"], q2=["c", "a"])
    failed = await fair.play(other, slug, q1=["a"], q2=["a"])
    assert [(one.outcome, one.told) for one in (passed, failed)] == [
        ("win", {"score": 2, "of": 2}),
        ("none", {"score": 1, "of": 2}),
    ]
    kept = await fair.house.value(
        "select asked from play_draw where activity = $1 and outcome = 'win'", activity
    )
    assert kept in ({"q1": ["a"], "q2": ["a", "c"]}, '{"q1": ["a"], "q2": ["a", "c"]}')


async def test_an_answer_that_is_missing_or_not_offered_is_named_and_leaves_nothing(fair):
    slug, activity = await fair.publish(fair.document(decided(QUIZ, asks=questions())))
    (client,) = await fair.clients(1)
    for said, named in (({"q1": ["a"]}, "q2"), ({"q1": ["z"], "q2": ["a"]}, "q1")):
        with pytest.raises(Malformed) as no:
            await fair.play(client, slug, **said)
        assert no.value.path == named
    assert (await fair.books(activity))["all_receipts"] == 0


async def test_the_same_key_with_other_answers_is_another_ask(fair):
    slug, _ = await fair.publish(fair.document(decided(QUIZ, asks=questions())))
    (client,) = await fair.clients(1)
    first = await fair.play(client, slug, key="once", q1=["b"], q2=["b"])
    assert await fair.play(client, slug, key="once", q1=["b"], q2=["b"]) == first
    with pytest.raises(KeyReused):
        await fair.play(client, slug, key="once", q1=["a"], q2=["a", "c"])


async def test_a_phone_sends_answers_and_reads_the_score(fair):
    slug, _ = await fair.publish(fair.document(decided(QUIZ, asks=questions())))
    (client,) = await fair.clients(1)
    asked = (
        "mutation Play($ask: TakePartAsk!) { takePart(ask: $ask) {"
        " ... on Played { outcome told { name value } } ... on Refusal { code path } } }"
    )
    said = [{"name": "q1", "values": ["a"]}, {"name": "q2", "values": ["a", "c"]}]
    ask = {"key": "k1", "activity": slug, "play": "wheel", "said": said}
    phone = Asker(fair.work, client, face="client")
    found = (await phone.asks(asked, ask=ask))["takePart"]
    assert found == {
        "outcome": "win",
        "told": [{"name": "of", "value": "2"}, {"name": "score", "value": "2"}],
    }
    assert (await phone.asks(asked, ask=ask))["takePart"] == found, "asked again, the same in the same order"
    refused = (await phone.asks(asked, ask=ask | {"key": "k2", "said": said[:1]}))["takePart"]
    assert refused == {"code": "kernel.malformed", "path": "q2"}


async def test_steps_are_paid_once_each_as_visits_add_up(fair):
    steps = [{"at": at, "outcome": {**TEA, "id": f"step-{at}"}} for at in (2, 3)]
    visit = play("visit", NOTHING, effects=[VISITED])
    ladder = {"op": "threshold", "state": "visits", "steps": steps}
    slug, activity = await fair.publish(fair.document(decided(ladder, visit)))
    client, other = await fair.clients(2)
    await fair.play(client, slug, play="visit")
    with pytest.raises(NotReached) as no:
        await fair.play(client, slug)
    assert (no.value.reached, no.value.needed) == (1, 2)
    await asyncio.gather(*(fair.play(client, slug, play="visit") for _ in range(2)))
    found = await asyncio.gather(*(fair.play(client, slug) for _ in range(2)))
    assert {one.prize_id for one in found} == {"step-2", "step-3"}
    with pytest.raises(NotReached):
        await fair.play(other, slug)
    assert (await fair.books(activity))["rights"] == 2


async def test_what_an_outcome_gives_comes_whole_and_two_of_one_right_are_two(fair):
    both = {
        **TEA,
        "effects": [{"do": "grant", "right": "tea", "units": 2}, {"do": "grant", "right": "lounge"}],
    }
    slug, activity = await fair.publish(fair.document(decided({"op": "certain", "outcome": both})))
    (client,) = await fair.clients(1)
    played = await fair.play(client, slug)
    rights = await fair.house.rows(
        "select e.id, b.code, e.source_ref from rights_entitlement e join rights_batch b on b.id = e.batch"
        " where e.activity = $1 order by e.source_ref", activity
    )  # fmt: skip
    assert [row["code"] for row in rights] == ["B-2026-TEA", "B-2026-TEA", "B-2026-LOUNGE"]
    assert [row["source_ref"] for row in rights] == [f"{played.draw}{more}" for more in ("", "/2", "/3")]
    assert played.entitlement == rights[0]["id"]


async def test_a_bundle_of_which_one_part_is_gone_is_not_given_at_all(fair):
    both = {
        **TEA,
        "effects": [{"do": "grant", "right": "lounge"}, {"do": "grant", "right": "tea", "units": 2}],
    }
    document = fair.document(decided({"op": "certain", "outcome": both}), tea=fair.known["batch.tea_small"])
    slug, activity = await fair.publish(document)
    found = await asyncio.gather(*(tried(fair, client, slug) for client in await fair.clients(8)))
    assert sum(isinstance(one, GiftsGone) for one in found) == 6
    assert (await fair.books(activity))["rights"] == 2 * 3
    assert await fair.house.value("select free from rights_batch where code = 'B-2026-TEA-SMALL'") == 1


async def test_chances_that_a_task_gives_are_used_after_those_of_the_day(fair):
    gives = [{"do": "chance", "play": "wheel", "units": 2}]
    task = play("task", {"id": "chance", "title": {"zh-CN": "加两次机会"}, "effects": gives})
    change = decided(
        {"op": "certain", "outcome": NOTHING},
        task,
        cost={"kind": "chance", "units": 1},
        chances={"period": "day", "units": 1},
    )
    slug, _ = await fair.publish(fair.document(change))
    (client,) = await fair.clients(1)
    assert (await fair.play(client, slug)).chances_left == 0
    with pytest.raises(NoChances):
        await fair.play(client, slug)
    given = await fair.play(client, slug, play="task")
    assert given.outcome == "win"
    assert [(await fair.play(client, slug)).chances_left for _ in range(2)] == [1, 0]
    with pytest.raises(NoChances):
        await fair.play(client, slug)
    query = f'{{ myChances(activity: "{slug}") {{ play left }} }}'
    mine = (await Asker(fair.work, client, face="client").asks(query))["myChances"]
    assert {"play": "wheel", "left": 0} in mine


async def test_a_locked_play_opens_by_an_effect_and_one_with_a_condition_by_its_state(fair):
    visit = play("visit", NOTHING, effects=[VISITED, {"do": "unlock", "play": "wheel"}])
    bonus = play("bonus", TEA, when={"op": "gte", "fact": "state.visits", "value": 2})
    slug, activity = await fair.publish(
        fair.document(decided({"op": "certain", "outcome": TEA}, visit, bonus, locked=True))
    )
    (client,) = await fair.clients(1)
    with pytest.raises(Locked):
        await fair.play(client, slug)
    await fair.play(client, slug, play="visit")
    assert (await fair.play(client, slug)).outcome == "win"
    with pytest.raises(NotYet):
        await fair.play(client, slug, play="bonus")
    await fair.play(client, slug, play="visit")
    assert (await fair.play(client, slug, play="bonus")).outcome == "win"
    assert (await fair.books(activity))["all_receipts"] == 4


async def test_what_comes_with_a_loss_comes_with_a_loss_only(fair):
    sure = {
        "op": "weighted",
        "items": [{**NOTHING, "ppm": 1_000_000}],
        "fallback": {**NOTHING, "id": "sorry"},
    }
    bonus = play("bonus", TEA, when={"op": "gte", "fact": "state.visits", "value": 1})
    won, comfort = play("won", TEA, **{"else": [VISITED]}), [VISITED]
    slug, _ = await fair.publish(fair.document(decided(sure, bonus, won, **{"else": comfort})))
    client, other = await fair.clients(2)
    await fair.play(client, slug)
    assert (await fair.play(client, slug, play="bonus")).outcome == "win"
    await fair.play(other, slug, play="won")
    with pytest.raises(NotYet):
        await fair.play(other, slug, play="bonus")


async def test_a_whole_set_of_cards_brings_the_outcome_and_the_record_holds(fair):
    items = [{"id": one, "title": {"zh-CN": f"{one}卡"}, "ppm": 500_000} for one in ("spring", "autumn")]
    slug, activity = await fair.publish(
        fair.document(decided({"op": "set_complete", "items": items, "outcome": TEA}))
    )
    (client,) = await fair.clients(1)
    found = [await fair.play(client, slug) for _ in range(12)]
    held: Counter[str] = Counter()
    for one in found:
        held[one.told["card"]] += 1
        whole = min(held["spring"], held["autumn"]) > 0
        assert (one.prize_id, one.outcome) == (("tea", "win") if whole else (one.told["card"], "none"))
        held -= Counter(spring=1, autumn=1) if whole else Counter()
    assert (await fair.books(activity))["rights"] == sum(one.outcome == "win" for one in found) > 0


async def test_the_console_names_the_draw_behind_the_second_right_of_a_bundle(fair):
    both = {**TEA, "effects": [{"do": "grant", "right": "tea", "units": 2}]}
    slug, activity = await fair.publish(fair.document(decided({"op": "certain", "outcome": both})))
    (client,) = await fair.clients(1)
    played = await fair.play(client, slug)
    second = await fair.house.value(
        "select id from rights_entitlement where activity = $1 and source_ref like '%/2'", activity
    )
    query = f'{{ trail(id: "{text_id("ent", second)}") {{ draw {{ id play }} }} }}'
    trail = (await Asker(fair.work, fair.who("operator")).asks(query))["trail"]
    assert parse_id("drw", trail["draw"]["id"]) == played.draw


def limited(scope, period="day", most=2, on_exceed="reject", count="win"):
    """Give the tea to everyone, within a limit that clients share."""
    limit = {"count": count, "scope": scope, "period": period, "max": most, "on_exceed": on_exceed}
    decide = {"op": "certain", "outcome": TEA, "fallback": {**NOTHING, "id": "sorry"}}
    return decided(decide, limits=[limit])


async def outcomes(fair, slug, clients):
    found = await asyncio.gather(*(tried(fair, client, slug) for client in clients))
    return Counter(getattr(one, "outcome", type(one)) for one in found)


async def test_a_limit_of_the_day_is_shared_by_all_and_says_when_the_next_day_begins(fair):
    change = limited("activity")
    slug, _ = await fair.publish(fair.document(change))
    clients = await fair.clients(9)
    assert await outcomes(fair, slug, clients) == {"win": 2, SharedLimitReached: 7}
    no = await tried(fair, clients[0], slug)
    assert day_in(no.retry_at, "Asia/Shanghai") == day_in(datetime.now(UTC), "Asia/Shanghai") + timedelta(1)


async def test_each_tier_has_its_own_limit_and_falls_back_behind_it(fair):
    slug, _ = await fair.publish(fair.document(limited("tier", "activity", on_exceed="fallback")))
    clients = [*await fair.clients(5, "gold"), *await fair.clients(3, "platinum")]
    assert await outcomes(fair, slug, clients) == {"win": 4, "fallback": 4}


async def test_a_household_shares_its_limit_and_who_has_none_is_one_alone(fair):
    slug, _ = await fair.publish(fair.document(limited("household", most=1)))
    family, alone = await fair.clients(4), await fair.clients(3)
    home = new_id()
    await fair.house.run(
        "insert into audience_household (id, code, source, created_at) values ($1, 'H-1', 'bank', now())",
        home,
    )
    await fair.house.run(
        "update audience_customer set household = $1 where id = any($2::uuid[])",
        home,
        [one.id for one in family],
    )
    assert await outcomes(fair, slug, family) == {"win": 1, SharedLimitReached: 3}
    assert await outcomes(fair, slug, alone) == {"win": 3}


async def test_a_limit_of_one_right_counts_that_right_whatever_brings_it(fair):
    both = {
        **TEA,
        "effects": [{"do": "grant", "right": "tea", "units": 2}, {"do": "grant", "right": "lounge"}],
    }
    limit = {"count": "grant", "scope": "sku", "period": "activity", "max": 5, "on_exceed": "reject"}
    slug, activity = await fair.publish(
        fair.document(decided({"op": "certain", "outcome": both}, limits=[limit]))
    )
    assert await outcomes(fair, slug, await fair.clients(6)) == {"win": 2, SharedLimitReached: 4}
    assert (await fair.books(activity))["rights"] == 6


async def balance(fair, client):
    sums = (
        "select coalesce(sum(balance), 0)::int from rights_points_account"
        " where client = $1 and role = 'client'"
    )
    return await fair.house.value(sums, client.id)


EARN = {"id": "points", "title": {"zh-CN": "10 积分"}, "effects": [{"do": "points", "points": 10}]}


async def test_points_are_given_with_the_attempt_and_pay_for_another(fair):
    price = {"kind": "points", "units": 25}
    box = {**play("box", TEA), "cost": price}
    slug, activity = await fair.publish(fair.document(decided({"op": "certain", "outcome": EARN}, box)))
    (client,) = await fair.clients(1)
    assert (await fair.play(client, slug, key="one")).outcome == "win"
    assert await fair.play(client, slug, key="one") == await fair.play(client, slug, key="one")
    assert await balance(fair, client) == 10
    with pytest.raises(NoPoints) as no:
        await fair.play(client, slug, play="box")
    assert (no.value.held, no.value.needed) == (10, 25)
    for _ in range(5):
        await fair.play(client, slug)
    found = await asyncio.gather(*(tried(fair, client, slug, play="box") for _ in range(4)))
    assert Counter(type(one) for one in found) == {Played: 2, NoPoints: 2}
    assert await balance(fair, client) == 10
    assert (await fair.books(activity))["rights"] == 2
    assert await broken(fair.house.dsn) == []


async def test_an_attempt_that_is_refused_costs_no_points(fair):
    box = {**play("box", TEA), "cost": {"kind": "points", "units": 5}}
    document = fair.document(
        decided({"op": "certain", "outcome": EARN}, box), tea=fair.known["batch.tea_small"]
    )
    slug, _ = await fair.publish(document)
    clients = await fair.clients(8)
    await asyncio.gather(*(fair.play(one, slug) for one in clients))
    found = await asyncio.gather(*(tried(fair, one, slug, play="box") for one in clients))
    assert Counter(type(one) for one in found) == {Played: 5, GiftsGone: 3}
    assert sorted([await balance(fair, one) for one in clients]) == [5] * 5 + [10] * 3
    assert await broken(fair.house.dsn) == []


async def test_a_kind_of_points_that_is_not_there_or_not_said_stops_at_submitting(fair):
    miles = {**EARN, "effects": [{"do": "points", "points": 10, "kind": "MILES"}]}
    for outcome, code in ((miles, "points_kind_unknown"), (EARN, "points_kind_unsaid")):
        with pytest.raises(ProblemsStop) as no:
            await fair.publish(fair.document(decided({"op": "certain", "outcome": outcome})))
        assert no.value.first_code == f"activities.{code}"
        await purse_of(fair)


async def test_a_condition_may_ask_a_tag_where_everybody_may_take_part(fair):
    change = decided({"op": "certain", "outcome": TEA}, when={"op": "has_tag", "tag": "贵宾"})
    slug, _ = await fair.publish(fair.document(change))
    client, other = await fair.clients(2)
    await fair.house.run("update audience_customer set tags = '{贵宾}' where id = $1", client.id)
    assert (await fair.play(client, slug)).outcome == "win"
    with pytest.raises(NotYet):
        await fair.play(other, slug)
