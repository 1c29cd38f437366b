"""Odds, costs, differences and detriments of the full example, by hand."""

import pytest
from tests.kit.standard import GRAMMAR

from largesse.activities.documents.document import hash_of
from largesse.activities.operators.odds import is_whole, pick, spans
from largesse.activities.revisions import detriment, expectation
from largesse.activities.revisions import difference as differences
from largesse.activities.revisions.difference import headline
from largesse.kernel.errors import Broken


def worsens(before, after):
    return detriment.worsens(before, after, GRAMMAR)


def expect_cost(document):
    return expectation.expect_cost(document, GRAMMAR)


def difference(base, document):
    return differences.difference(base, document, GRAMMAR)


def summary(document, budget_left_minor, warnings):
    return differences.summary(document, budget_left_minor, warnings, GRAMMAR)


def item(document, number=0):
    return document["plays"][0]["decide"]["items"][number]


def play(document):
    return document["plays"][0]


def test_each_number_means_the_item_whose_span_holds_it():
    shares = [80_000, 200_000, 720_000]
    assert [pick(shares, number) for number in (0, 79_999, 80_000, 279_999, 280_000, 999_999)] == [
        0,
        0,
        1,
        1,
        2,
        2,
    ]
    assert list(spans(shares)) == [(0, 80_000), (80_000, 280_000), (280_000, 1_000_000)]


@pytest.mark.parametrize("shares", [[1_000_001, -1], [999_999], [], [500_000, 500_001]])
def test_odds_that_are_not_whole_are_never_drawn_from(shares):
    assert not is_whole(shares)
    with pytest.raises(Broken):
        pick(shares, 0)


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_a_number_outside_the_million_is_a_bug(number):
    with pytest.raises(Broken):
        pick([1_000_000], number)


def test_the_worst_case_is_all_stock_and_the_average_is_by_the_odds(example):
    cost = expect_cost(example())
    assert cost.stock_minor == cost.worst_minor == 200 * 16_800 + 500 * 9_900
    assert cost.attempts[0].expected_minor == round(0.08 * 16_800 + 0.2 * 9_900)
    assert cost.top_prize_minor == 26_000


def test_the_budget_caps_the_worst_case(example):
    cost = expect_cost(example(lambda d: d["budget"].update(cap_minor=100)))
    assert (cost.worst_minor, cost.cap_minor) == (100, 100)


def test_a_prize_without_a_stock_may_use_the_whole_budget(example):
    cost = expect_cost(example(lambda d: item(d).pop("stock")))
    assert (cost.stock_minor, cost.worst_minor) == (None, 8_500_000)


def test_a_certain_gift_costs_its_cost_each_time(example):
    def change(document):
        outcome = {"id": "g", "title": {"zh-CN": "礼"}, "stock": 3, "effects": item(document)["effects"]}
        play(document)["decide"] = {"op": "certain", "outcome": outcome}

    cost = expect_cost(example(change))
    assert (cost.attempts[0].expected_minor, cost.worst_minor) == (16_800, 3 * 16_800)


def test_an_activity_without_plays_costs_nothing(example):
    cost = expect_cost(example(lambda d: d.update(plays=[])))
    assert (cost.worst_minor, cost.top_prize_minor, cost.attempts) == (0, 0, ())


def test_a_first_revision_shows_everything_as_new(example):
    changes = difference(None, example())
    assert changes["base"] is None
    assert [one["before"] for one in changes["odds"]] == [None] * 3
    assert {one["ref"] for one in changes["rights"]} == {"lounge", "tea"}
    assert len(changes["pages"]["added"]) == 6
    assert {one["part"] for one in changes["parts"]} >= {"goal", "window", "audience", "budget", "limits"}


def test_an_unchanged_document_shows_nothing(example):
    changes = difference(example(), example())
    assert changes.pop("base") == hash_of(example())
    assert changes.pop("pages") == {"added": [], "removed": [], "changed": [], "moved": False}
    assert not any(changes.values())


def test_every_changed_odd_right_cost_and_component_is_shown(example):
    def change(document):
        item(document)["ppm"] = 90_000
        item(document, 2)["ppm"] = 710_000
        item(document)["stock"] = 300
        document["rights"][0]["unit_cost_minor"] = 17_000
        document["rights"].pop()
        play(document)["decide"]["items"].pop(1)
        document["disclosure"]["contact"] = {"zh-CN": "客服"}
        nodes = document["pages"][0]["nodes"]
        nodes[0]["props"]["title"] = {"zh-CN": "新"}
        nodes[1], nodes[2] = nodes[2], nodes[1]
        nodes.pop()
        nodes.append({"id": "n9", "type": "hero", "v": 1, "props": {"title": {"zh-CN": "x"}}})

    changes = difference(example(), example(change))
    assert [(one["item"], one["before"], one["after"]) for one in changes["odds"]] == [
        ("lounge", 80_000, 90_000),
        ("tea", 200_000, None),
        ("none", 720_000, 710_000),
    ]
    assert [(one["item"], one["before"], one["after"]) for one in changes["stock"]] == [
        ("lounge", 200, 300),
        ("tea", 500, None),
    ]
    assert changes["rights"][0]["after"]["unit_cost_minor"] == 17_000
    assert changes["rights"][1]["after"] is None
    assert [one["part"] for one in changes["disclosure"]] == ["contact"]
    pages = changes["pages"]
    assert [[one["id"] for one in pages[part]] for part in ("added", "removed", "changed")] == [
        ["n9"],
        ["n6"],
        ["n1"],
    ]
    assert pages["moved"]


def test_another_way_of_deciding_is_shown_as_such(example):
    def change(document):
        outcome = {"id": "g", "title": {"zh-CN": "礼"}, "effects": []}
        play(document)["decide"] = {"op": "certain", "outcome": outcome}

    changed = difference(example(), example(change))["plays"]
    assert changed == [
        {
            "play": "wheel",
            "title": play(example())["title"],
            "part": "decide",
            "before": "weighted",
            "after": "certain",
        }
    ]


def test_a_play_that_is_gone_is_shown_part_by_part(example):
    parts = {
        one["part"]: one["after"]
        for one in difference(example(), example(lambda d: d.update(plays=[])))["plays"]
    }
    assert set(parts) >= {"decide", "cost", "limits"}
    assert set(parts.values()) == {None}


def test_the_summary_tells_what_an_approver_reads_first(example):
    told = summary(example(), 123, [])
    assert (told["chance"], told["budget_left_minor"], told["worst_case_minor"]) == (True, 123, 8_310_000)
    assert [one["ppm"] for one in told["odds"]] == [80_000, 200_000, 720_000]
    assert headline(example()) == "中秋雅集 · 贵宾厅礼遇"
    assert headline(example(), "en") == "Mid-Autumn Lounge Wheel"
    assert headline({"title": {"zh-CN": "甲"}}, "en") == "甲"


def certainly(document):
    outcome = {"id": "other", "title": {"zh-CN": "礼"}, "effects": item(document)["effects"]}
    play(document)["decide"] = {"op": "certain", "outcome": outcome}


WORSE = [
    (lambda d: item(d).update(ppm=79_999), "odds_changed"),
    (certainly, "prize"),
    (lambda d: play(d)["chances"].update(period="week"), "chances"),
    (lambda d: d["limits"][0].update(max=699), "limits"),
    (lambda d: d["audience"].update(rule={"op": "tier_at_least", "tier": "black"}), "audience"),
    (
        lambda d: d["window"].update(
            blackout=[{"from": "2026-09-20T00:00:00+08:00", "to": "2026-09-21T00:00:00+08:00"}]
        ),
        "blackout",
    ),
    (lambda d: item(d).update(stock=199), "stock"),
    (lambda d: d["plays"][0]["decide"]["items"].pop(0), "prize"),
    (lambda d: item(d).update(effects=[]), "prize"),
    (lambda d: d["rights"][0].update(market_value_minor=25_999), "prize"),
    (lambda d: d["window"].update(end="2026-10-08T21:59:59+08:00"), "window_end"),
    (lambda d: d["budget"].update(cap_minor=8_499_999), "budget"),
    (lambda d: d.update(plays=[]), "play"),
    (lambda d: play(d)["cost"].update(units=2), "cost"),
    (lambda d: play(d)["chances"].update(units=2), "chances"),
    (lambda d: play(d).pop("chances"), "chances"),
    (lambda d: play(d)["limits"][0].update(max=2), "limits"),
    (
        lambda d: play(d)["limits"].append(
            {"count": "grant", "scope": "client", "period": "day", "max": 1, "on_exceed": "reject"}
        ),
        "limits",
    ),
]


@pytest.mark.parametrize(("change", "what"), WORSE, ids=[f"{what}-{n}" for n, (_, what) in enumerate(WORSE)])
def test_what_clients_were_promised_is_not_taken_back(example, change, what):
    assert what in {one.what for one in worsens(example(), example(change))}


BETTER = [
    lambda d: d["audience"].update(rule={"op": "always"}),
    lambda d: d["audience"].update(
        rule={"op": "or", "of": [d["audience"]["rule"], {"op": "has_tag", "tag": "vip"}]}
    ),
    lambda d: play(d)["chances"].update(carry_over=True),
    lambda d: d["limits"].clear(),
    lambda d: item(d).update(ppm=100_000),
    lambda d: item(d).pop("stock"),
    lambda d: item(d).pop("per_client"),
    lambda d: item(d).update(per_client=2),
    lambda d: d["window"].update(end="2026-10-09T22:00:00+08:00"),
    lambda d: d["budget"].update(cap_minor=9_000_000),
    lambda d: play(d).update(cost={"kind": "none"}),
    lambda d: play(d).pop("cost"),
    lambda d: play(d)["limits"].pop(),
    lambda d: play(d)["limits"][0].update(max=4),
    lambda d: d["pages"][0]["nodes"].pop(),
]


@pytest.mark.parametrize("change", BETTER)
def test_what_favours_clients_is_no_detriment(example, change):
    assert worsens(example(), example(change)) == []


def test_a_lower_cap_for_one_client_is_a_detriment(example):
    before = example(lambda d: item(d).update(per_client=2))
    assert [one.what for one in worsens(before, example())] == ["per_client"]


def test_the_hash_is_of_the_content_not_of_its_order(example):
    document = example()
    turned = dict(reversed(document.items()))
    assert hash_of(turned) == hash_of(document)
    assert hash_of(example(lambda d: d["goal"].update(target=301))) != hash_of(document)


def test_a_certain_gift_that_becomes_a_draw_is_a_detriment(example):
    def certain(document):
        play(document)["decide"] = {"op": "certain", "outcome": {**item(document)}}
        del play(document)["decide"]["outcome"]["ppm"]

    assert "odds_changed" in {one.what for one in worsens(example(certain), example())}
    assert {one.what for one in worsens(example(), example(certain))} == {"prize"}  # the tea is gone


def test_a_consoling_fallback_may_not_be_taken_away(example):
    before = example(lambda d: play(d)["decide"]["fallback"].update(effects=item(d)["effects"]))
    assert worsens(before, before) == []
    assert {one.what for one in worsens(before, example())} == {"prize"}


def test_chances_that_were_kept_may_not_lapse(example):
    before = example(lambda d: play(d)["chances"].update(carry_over=True))
    assert [one.what for one in worsens(before, example())] == ["chances"]
    without = example(lambda d: play(d).pop("chances"))
    assert worsens(without, example()) == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            lambda d: d["disclosure"].update(claim_rule={"zh-CN": "中奖后 10 日内在“我的权益”领取"}),
            "claim_rule",
        ),
        (lambda d: d["disclosure"].pop("forfeiture"), "forfeiture"),
        (lambda d: d["disclosure"]["delivery"].update({"en": "At the counter only"}), "delivery"),
        (lambda d: d["window"].update(start="2026-09-19T10:00:00+08:00"), "window_start"),
        (lambda d: play(d).update(when={"op": "has_tag", "tag": "vip"}), "when"),
        (lambda d: play(d).update(on={"kind": "user.enter"}), "when"),
        (lambda d: play(d)["limits"].insert(0, {**play(d)["limits"][0], "max": 1}), "limits"),
        (lambda d: item(d)["effects"][0].update(right="tea") or d["rights"][1].update(d_of(d)), "prize"),
    ],
)
def test_what_was_promised_is_kept_while_it_runs(example, change, what):
    assert what in [one.what for one in worsens(example(), example(change))]


def d_of(document):
    """Make the other right worth as much: it is another prize all the same."""
    return {"market_value_minor": document["rights"][0]["market_value_minor"]}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["disclosure"].update(
            claim_rule={
                "zh-CN": "中奖后 20 日内在“我的权益”领取",
                "en": "Claim under “My rights” within 20 days of winning",
            }
        ),
        lambda d: d["disclosure"].update(contact={"zh-CN": "95599"}),
        lambda d: d["disclosure"].update(use_rule={"zh-CN": "全场通用"}),
        lambda d: d["window"].update(start="2026-09-17T10:00:00+08:00"),
    ],
)
def test_what_gets_better_or_is_no_promise_may_change(example, change):
    assert worsens(example(), example(change)) == []
