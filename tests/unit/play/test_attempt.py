"""One attempt: the client's limits decide first, then the number, then the fallback."""

import json
from copy import deepcopy
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.kit.standard import DECIDERS, MEANS

from largesse.contracts.registry import folder
from largesse.play.chances.chances import Standing, chances_left
from largesse.play.groups.attempt import NotRunning, decide
from largesse.play.plans.limits import LimitReached, NoChances
from largesse.play.plans.plan import Edition, PlayMissing, Unserved, odds_hash, plan_of
from largesse.play.seeds.number import draw_number

EXAMPLE = json.loads((folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8"))
ACTIVITY, CLIENT, SEED = UUID(int=1), UUID(int=2), bytes(32)
AT = datetime.fromisoformat("2026-09-20T12:00:00+08:00")


def plan(change=lambda _: None):
    document = deepcopy(EXAMPLE)
    change(document)
    return plan_of(Edition(ACTIVITY, "sha256:r", document), "wheel", MEANS)


def only(item: str):
    """Let the wheel always stop at one item."""

    def change(document):
        items = document["plays"][0]["decide"]["items"]
        for one in items:
            one["ppm"] = 1_000_000 if one["id"] == item else 0

    return change


def test_the_number_meets_the_item_in_whose_share_it_lies():
    wheel = plan()
    for nonce in range(30):
        one = decide(wheel, SEED, Standing(CLIENT, nonce=nonce), AT)
        number = draw_number(SEED, ACTIVITY, CLIENT, nonce + 1)
        assert (one.number, one.nonce) == (number, nonce + 1)
        assert one.drawn == ("lounge" if number < 80_000 else "tea" if number < 280_000 else "none")


def test_a_prize_needs_item_stock_activity_limit_and_budget_and_has_the_fallback_behind_it():
    one = decide(plan(only("tea")), SEED, Standing(CLIENT), AT)
    assert {key: (units, strict) for key, units, strict in one.first.choice.needs} == {
        "item/wheel/tea": (1, False),
        "budget": (9_900, False),
        "*/grant": (1, False),
    }
    assert (one.first.outcome, one.second.choice.id) == ("win", "sold-out")
    assert one.first.tallies["wheel/item/tea"] == ("", 1)
    assert "wheel/item/tea" not in one.second.tallies
    assert one.chances_left == 2


def test_no_prize_needs_nothing_and_has_nothing_behind_it():
    one = decide(plan(only("none")), SEED, Standing(CLIENT), AT)
    assert (one.first.outcome, one.first.choice.needs, one.second) == ("none", (), None)


def test_who_has_won_his_share_gets_the_fallback():
    once = decide(plan(only("tea")), SEED, Standing(CLIENT), AT)
    twice = decide(plan(only("tea")), SEED, Standing(CLIENT, 1, 1, once.first.tallies), AT)
    assert (twice.drawn, twice.first.choice.id, twice.first.outcome) == ("tea", "sold-out", "fallback")


def test_chances_end_and_come_again_the_next_day_in_the_activitys_zone():
    wheel = plan(lambda d: d["plays"][0].update(limits=[]))
    standing = Standing(CLIENT)
    for nonce in range(3):
        one = decide(wheel, SEED, standing, AT)
        standing = Standing(CLIENT, nonce + 1, nonce + 1, one.first.tallies)
    assert chances_left(wheel, standing, AT) == 0
    with pytest.raises(NoChances):
        decide(wheel, SEED, standing, AT)
    with pytest.raises(NoChances):
        decide(wheel, SEED, standing, AT + timedelta(hours=11, minutes=59))
    assert decide(wheel, SEED, standing, AT + timedelta(hours=12)).chances_left == 2


def test_a_limit_that_rejects_is_told_and_one_that_falls_back_falls_back():
    def rejecting(document):
        only("tea")(document)
        play = document["plays"][0]
        play["limits"] = [
            {"count": "win", "scope": "client", "period": "day", "max": 1, "on_exceed": "reject"}
        ]

    once = decide(plan(rejecting), SEED, Standing(CLIENT), AT)
    with pytest.raises(LimitReached) as no:
        decide(plan(rejecting), SEED, Standing(CLIENT, 1, 1, once.first.tallies), AT)
    assert no.value.facts() == {"counted": "win", "period": "day", "max": 1}

    def attempts(document):
        play = document["plays"][0]
        play.pop("cost")
        play["limits"] = [
            {"count": "attempt", "scope": "client", "period": "day", "max": 1, "on_exceed": "fallback"}
        ]

    first = decide(plan(attempts), SEED, Standing(CLIENT), AT)
    second = decide(plan(attempts), SEED, Standing(CLIENT, 1, 1, first.first.tallies), AT)
    assert (second.first.choice.id, second.first.outcome, second.chances_left) == (
        "sold-out",
        "fallback",
        None,
    )


def test_outside_the_window_nobody_takes_part():
    wheel = plan()
    with pytest.raises(NotRunning) as early:
        decide(wheel, SEED, Standing(CLIENT), wheel.start - timedelta(seconds=1))
    assert early.value.retry_at == wheel.start
    with pytest.raises(NotRunning):
        decide(wheel, SEED, Standing(CLIENT), wheel.end)


def test_the_odds_hash_changes_with_the_odds_and_only_with_them():
    other = deepcopy(EXAMPLE)
    other["title"] = {"zh-CN": "另一个标题"}
    assert odds_hash(other, DECIDERS) == odds_hash(EXAMPLE, DECIDERS)
    other["plays"][0]["decide"]["items"][0]["ppm"] -= 1
    assert odds_hash(other, DECIDERS) != odds_hash(EXAMPLE, DECIDERS)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("on", {"kind": "sundial"}),
        ("decide", {"op": "dice"}),
        ("effects", [{"do": "donate", "right": "lounge"}]),
    ],
)
def test_a_play_that_cannot_be_served_faithfully_is_refused_as_a_whole(path, value):
    with pytest.raises(Unserved):
        plan(lambda document: document["plays"][0].update({path: value}))


def test_two_limits_on_the_same_thing_count_once_and_the_tighter_holds():
    def twice(document):
        limit = {"count": "attempt", "scope": "client", "period": "day", "on_exceed": "reject"}
        document["plays"][0]["limits"] = [limit | {"max": 3}, limit | {"max": 2}]

    one = decide(plan(twice), SEED, Standing(CLIENT), AT)
    assert one.first.tallies["wheel/attempt/day"] == ("2026-09-20", 1)
    assert one.chances_left == 1


def test_an_effect_that_cannot_be_given_is_refused():
    def tagged(document):
        document["plays"][0]["decide"]["items"][0]["effects"] = [{"do": "donate", "right": "lounge"}]

    with pytest.raises(Unserved):
        plan(tagged)
    with pytest.raises(PlayMissing):
        plan_of(Edition(ACTIVITY, "sha256:r", EXAMPLE), "no-such-play", MEANS)
