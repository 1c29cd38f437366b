"""The check: names that lead somewhere, sums, sizes, components; and documents of strangers."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from tests.kit.standard import STANDARD

from largesse.activities.documents.template import BLANK, TemplateMissing, begin, templates
from largesse.activities.guard import (
    bounds,
    friends,
    goal,
    limits,
    milestones,
    pages,
    painting,
    plays,
    register,
    rules,
)
from largesse.activities.guard import check as check_module
from largesse.activities.guard import told as told_module
from largesse.activities.guard.check import PROBLEMS_MAX
from largesse.activities.operators.weighted import check as weighted_check
from largesse.cli import activity
from largesse.contracts import reading
from largesse.contracts import validate as validate_module
from largesse.contracts.registry import folder, has
from largesse.kernel.clock import now
from largesse.kernel.copy import LOCALES, catalogue

EXAMPLES = sorted((folder() / "examples/valid/plays").glob("*.json"))
PLAYS = [one for one in EXAMPLES if has(f"widgets/{one.stem}.v1")]  # each is played by its own component
ERROR = re.compile(r'\berror\(\s*"([a-z_]+)"')


def check(document):
    return check_module.check(document, STANDARD)


def told(document):
    return [(problem.code.partition(".")[2], problem.path) for problem in check(document)]


def play(document):
    return document["plays"][0]


def nest(depth):
    rule = {"op": "always"}
    for _ in range(depth - 1):
        rule = {"op": "not", "of": rule}
    return rule


STATE = {"id": "s", "kind": "counter", "scope": "client", "reset": "never"}
FIFTH = {"kind": "milestone", "state": "s", "at": 5}
DESK = {"id": "desk", "title": {"zh-CN": "签到台"}, "rotates": True}
NOON = "2026-09-20T12:00:00+08:00"


def scanned(*places):
    return {"kind": "scan", "places": list(places)}


EVENT = {"kind": "event.in", "event": "app.signed_in"}
LIMIT = {"count": "attempt", "scope": "activity", "period": "day", "max": 3, "on_exceed": "reject"}
RANK = {
    "op": "rank",
    "state": "s",
    "cycle": "activity",
    "tie_break": "earliest",
    "entry": {"id": "in", "title": {"zh-CN": "已计入"}, "effects": []},
    "bands": [{"from": 1, "to": 1, "outcome": {"id": "first", "title": {"zh-CN": "第一"}, "effects": []}}],
}
PAUSE = {"from": "2026-09-20T00:00:00+08:00", "to": "2026-09-21T00:00:00+08:00"}
CASES = [
    (lambda d: d["rights"].append(d["rights"][0]), ("name_twice", "/rights")),
    (lambda d: d["plays"].append(play(d)), ("name_twice", "/plays")),
    (lambda d: play(d)["decide"]["items"][1].update(id="lounge"), ("name_twice", "/plays/0/decide/items")),
    (lambda d: d["pages"][0]["nodes"][1].update(id="n1"), ("name_twice", "/pages")),
    (
        lambda d: play(d)["decide"]["items"][0]["effects"][0].update(right="yacht"),
        ("name_unknown", "/plays/0/decide/items/0/effects/0/right"),
    ),
    (
        lambda d: d["pages"][0]["nodes"][2]["props"].update(play="dice"),
        ("name_unknown", "/pages/0/nodes/2/props/play"),
    ),
    (lambda d: d["window"].update(end=d["window"]["start"]), ("window_backwards", "/window/end")),
    (lambda d: d["window"].update(tz="Asia/Atlantis"), ("zone_unknown", "/window/tz")),
    (lambda d: d["budget"].update(currency="USD"), ("currency_mixed", "/rights/0/currency")),
    (lambda d: d["audience"].update(rule=nest(9)), ("expression_too_large", "/audience/rule")),
    (lambda d: play(d).update(when=nest(9)), ("expression_too_large", "/plays/0/when")),
    (
        lambda d: d["pages"][0]["nodes"][0].update(visible=nest(9)),
        ("expression_too_large", "/pages/0/nodes/0/visible"),
    ),
    (
        lambda d: d["pages"][0]["nodes"][0].update(type="dragon"),
        ("component_unknown", "/pages/0/nodes/0/type"),
    ),
    (lambda d: d["pages"][0]["nodes"][0].update(v=9), ("component_unknown", "/pages/0/nodes/0/type")),
    (
        lambda d: d["pages"][0]["nodes"][0]["props"].pop("title"),
        ("field_missing", "/pages/0/nodes/0/props/title"),
    ),
    (
        lambda d: d["states"].append({**STATE, "kind": "latest", "scope": "activity"}),
        ("common_state_unfit", "/states/0/kind"),
    ),
    (
        lambda d: (d["states"].append({**STATE, "scope": "household"}), play(d).update(on=FIFTH)),
        ("common_state_misplaced", "/plays/0/on/state"),
    ),
    (lambda d: d["states"].append({**STATE, "reset": "cycle"}), ("cycle_untrue", "/states/0/days")),
    (lambda d: d["states"].append({**STATE, "days": 3}), ("cycle_untrue", "/states/0/days")),
    (
        lambda d: d.update(experiment={"salt": "s", "holdout_ppm": 0, "arms": []}),
        ("not_served", "/experiment"),
    ),
    (lambda d: d["window"].update(blackout=[PAUSE]), ("not_served", "/window/blackout")),
    (
        lambda d: d["pages"][0]["nodes"][0].update(visible={"op": "always"}),
        ("not_served", "/pages/0/nodes/0/visible"),
    ),
    (
        lambda d: play(d).update(on=scanned({**DESK, "id": "hall"}, DESK, DESK)),
        ("name_twice", "/plays/0/on/places/1/id"),
    ),
    (
        lambda d: play(d).update(on={**scanned(DESK), "open": {"from": NOON, "to": NOON}}),
        ("moment_untrue", "/plays/0/on/open/to"),
    ),
    (lambda d: play(d).update(on=FIFTH), ("name_unknown", "/plays/0/on/state")),
    (lambda d: (d["states"].append(STATE), play(d).update(on=FIFTH)), ("state_still", "/plays/0/on/state")),
    (
        lambda d: (
            d["states"].append(STATE),
            play(d).update(on=FIFTH, effects=[{"do": "state", "state": "s", "by": 1}]),
        ),
        ("state_still", "/plays/0/on/state"),
    ),
    (
        lambda d: (d["states"].append({**STATE, "scope": "team"}), play(d).update(on=FIFTH)),
        ("team_state_misplaced", "/plays/0/on/state"),
    ),
    (
        lambda d: play(d).update(when={"op": "gte", "fact": "state.steps", "value": 3}),
        ("name_unknown", "/plays/0/when"),
    ),
    (
        lambda d: (
            d["states"].append(STATE),
            play(d).update(effects=[{"do": "state", "state": "s", "by": "a"}]),
        ),
        ("move_unfit", "/plays/0/effects/0/by"),
    ),
    (
        lambda d: play(d).update(effects=[{"do": "notify", "words": {"zh-CN": "喜" * 121 + "{prize}"}}]),
        ("words_too_long", "/plays/0/effects/0/words/zh-CN"),
    ),
    *(
        (
            lambda d, words=words: play(d).update(effects=[{"do": "notify", "words": {"zh-CN": words}}]),
            ("words_place_unknown", "/plays/0/effects/0/words/zh-CN"),
        )
        for words in ("{prise}", "｛prize｝", "{prize }", "{prize", "恭喜}")
    ),
    (
        lambda d: play(d).update(
            decide=RANK,
            **{"else": [{"do": "tag", "tag": "t"}, {"do": "chance", "play": "wheel", "units": 1}]},
        ),
        ("else_unfit", "/plays/0/else/1"),
    ),
    (
        lambda d: play(d).update(on=EVENT, limits=[{**LIMIT, "scope": "device"}]),
        ("no_place", "/plays/0/limits/0/scope"),
    ),
    (
        lambda d: (play(d).update(on=EVENT), d.update(limits=[{**LIMIT, "scope": "ip"}])),
        ("no_place", "/limits/0/scope"),
    ),
    (
        lambda d: (play(d).update(on=EVENT), d.update(limits=[{**LIMIT, "on_exceed": "queue"}])),
        ("nobody_waits", "/limits/0/on_exceed"),
    ),
    (
        lambda d: d.update(limits=[{**LIMIT, "on_exceed": "queue", "count": "win"}]),
        ("queue_of_attempts", "/limits/0/on_exceed"),
    ),
    (
        lambda d: play(d).update(limits=[{**LIMIT, "on_exceed": "queue", "scope": "sku"}]),
        ("queue_of_attempts", "/plays/0/limits/0/on_exceed"),
    ),
    (
        lambda d: play(d).update(limits=[{**LIMIT, "on_exceed": "queue", "period": "activity"}]),
        ("queue_stands", "/plays/0/limits/0/on_exceed"),
    ),
    (
        lambda d: play(d)["decide"]["items"][0].update(
            effects=[{"do": "notify", "words": {"zh-CN": "字" * 121 + "{prize}"}}]
        ),
        ("words_too_long", "/plays/0/decide/items/0/effects/0/words/zh-CN"),
    ),
    (
        lambda d: play(d)["decide"]["items"][0].update(
            effects=[{"do": "grant", "right": "lounge", "units": 21}]
        ),
        ("not_served", "/plays/0/decide/items/0/effects"),
    ),
]


@pytest.mark.parametrize(
    ("change", "expected"), CASES, ids=lambda one: one[1] if isinstance(one, tuple) else ""
)
def test_what_a_schema_cannot_say_is_said_by_the_check(example, change, expected):
    assert expected in told(example(change))


@pytest.mark.parametrize("scope", ["client", "household", "tier", "device", "ip", "activity"])
@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_attempts_may_wait_for_any_limit_that_begins_again(example, scope, period):
    limit = {**LIMIT, "scope": scope, "period": period, "on_exceed": "queue"}
    codes = {code for code, _ in told(example(lambda d: d.update(limits=[limit])))}
    assert not codes & {"no_place", "nobody_waits", "queue_of_attempts", "queue_stands", "not_served"}


def test_an_expression_of_eight_floors_is_not_too_deep(example):
    assert "expression_too_large" not in dict(told(example(lambda d: d["audience"].update(rule=nest(8)))))


def test_a_wide_expression_is_too_large(example):
    wide = {"op": "and", "of": [{"op": "or", "of": [{"op": "always"}] * 50}] * 5}
    assert ("expression_too_large", "/audience/rule") in told(
        example(lambda d: d["audience"].update(rule=wide))
    )


def section(inner, number):
    return {"id": f"s{number}", "type": "section", "v": 1, "props": {}, "slots": {"content": inner}}


def test_pages_are_bounded_in_depth_and_size(example):
    deep = []
    for number in range(8):
        deep = [section(deep, number)]
    wide = [section([section([], f"{i}-{number}") for number in range(150)], i) for i in range(4)]
    assert "page_too_deep" in {code for code, _ in told(example(lambda d: d["pages"][0].update(nodes=deep)))}
    assert ("page_too_large", "/pages") in told(example(lambda d: d["pages"][0].update(nodes=wide)))


@pytest.mark.parametrize(
    "document", [None, 3, "x", [], {}, {"spec": 1}, {"plays": 1}, {"pages": [[[]]]}, {"a": float("inf")}]
)
def test_any_json_value_gets_problems_and_never_an_exception(document):
    problems = check(document)
    assert problems
    assert all(problem.message(locale) for problem in problems for locale in LOCALES)


def test_a_broken_part_elsewhere_does_not_silence_the_guard(example):
    def change(document):
        document["window"] = {}
        document["plays"][0]["decide"]["items"][0]["ppm"] = 1

    assert "odds_not_whole" in {code for code, _ in told(example(change))}


def test_a_flood_of_problems_is_cut(example):
    document = example(lambda d: d["pages"][0].update(nodes=[{"id": "x"}] * 200))
    assert len(check(document)) <= PROBLEMS_MAX


def test_every_problem_is_worded_in_both_languages():
    codes = {
        word for one in (bounds, plays) for word in re.findall(ERROR, Path(one.__file__).read_text("utf-8"))
    }
    assert len(codes) > 8
    for locale in LOCALES:
        assert {f"activities.{code}" for code in codes} <= set(catalogue(locale))


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.code)
def test_a_template_becomes_a_sound_document_with_a_title_and_a_window(one):
    document = begin(one.code, {"zh-CN": "新活动"}, now(), "Asia/Shanghai")
    open_yet = {"activities.prize_gives_nothing"} if document["plays"] else set()
    if any("packet" in played["decide"] for played in document["plays"]):  # points need no right to be chosen
        open_yet = {f"activities.{told}" for told in ("disclosure_missing", "use_rule_untold")}
        open_yet |= {"activities.staff_not_excluded"}
    open_yet |= set() if document["pages"][0]["nodes"] else {"activities.page_empty"}
    assert {problem.code for problem in check(document)} == {*open_yet, "activities.goal_not_chosen"}
    assert document["title"] == {"zh-CN": "新活动"}
    assert set(one.title) == set(one.summary) == {"zh-CN", "en"}
    assert json.loads(json.dumps(one.document)) == one.document


def test_the_shelf_begins_with_the_empty_page_and_has_one_for_every_play_with_a_component():
    assert templates()[0].code == BLANK
    shown = {path.stem for path in PLAYS}
    others = {"blank", "contest", "family-challenge", "fortune-wheel", "invite", "monthly-gift", "score-game"}
    others |= {"split-red-packet", "welcome-gift"}
    assert {one.code for one in templates()} == shown | others
    with pytest.raises(TemplateMissing):
        begin("none", {"zh-CN": "x"}, now(), "Asia/Shanghai")


def test_every_problem_that_can_be_told_is_in_the_reference():
    page = (folder().parent / "docs/reference/problems.md").read_text("utf-8")
    sources = [
        check_module,
        bounds,
        friends,
        limits,
        milestones,
        goal,
        pages,
        painting,
        plays,
        told_module,
        rules,
        register,
        reading,
        validate_module,
        activity,
    ]
    files = [Path(one.__file__) for one in sources]
    files += Path(weighted_check.__file__).parent.parent.glob("*/check.py")
    code = "".join(one.read_text("utf-8") for one in files)
    told = set(re.findall(r'"((?:activities|contracts)\.[a-z0-9_]+)"', code))
    told |= {f"activities.{word}" for word in re.findall(ERROR, code)}
    told |= {f"contracts.{word}" for word in validate_module._TOLD.values()}
    told |= {"contracts.wrong_value", "activities.worse_for_clients"}
    assert len(told) > 30
    assert [one for one in sorted(told) if f"`{one}`" not in page] == []


def test_a_prize_that_gives_nothing_is_warned_of(example):
    document = example(lambda d: play(d)["decide"]["items"][0].update(effects=[]))
    [problem] = check(document)
    assert (problem.code, problem.path, problem.severity) == (
        "activities.prize_gives_nothing",
        "/plays/0/decide/items/0",
        "warning",
    )
    assert "贵宾厅礼遇" in problem.message("zh-CN")
    assert "Lounge visit" in problem.message("en")


def node(type_, **props):
    return {"id": "added", "type": type_, "v": 1, "props": props}


def added(type_, **props):
    return lambda d: d["pages"][0]["nodes"].append(node(type_, **props))


def wheel_of(count):
    def change(document):
        items = play(document)["decide"]["items"]
        items += [{**items[0], "id": f"more-{n}", "ppm": 0} for n in range(count - 3)]

    return change


def losing_at_nought(document):
    lost = {**play(document)["decide"]["items"][-1], "id": "near", "title": {"zh-CN": "差一点"}, "ppm": 0}
    assert not lost["effects"]
    play(document)["decide"]["items"].append(lost)


FOUND = [
    (lambda d: d["pages"][0].update(nodes=[]), ("page_empty", "/pages/0/nodes")),
    (
        lambda d: d["pages"][0].update(nodes=[section([section([], 1)], 2), section([], 3)]),
        ("page_empty", "/pages/0/nodes"),
    ),
    (lambda d: d["goal"].update(target=0), ("goal_not_chosen", "/goal/target")),
    (lambda d: d["goal"].update(target=701), ("goal_above_stock", "/goal/target")),
    (lambda d: d["window"].update(start="0002-09-18T10:00:00+08:00"), ("window_year", "/window/start")),
    (lambda d: d["window"].update(start="0001-01-01T00:00:00+08:00"), ("window_year", "/window/start")),
    (lambda d: d["window"].update(end="9999-12-31T23:59:59-08:00"), ("window_year", "/window/end")),
    (lambda d: d["window"].update(end="2027-09-20T10:00:00+08:00"), ("window_long", "/window/end")),
    (wheel_of(21), ("component_too_full", "/pages/0/nodes/2")),
    (wheel_of(4), ("odds_of_nought", "/plays/0/decide/items/3/ppm")),
    (losing_at_nought, ("odds_of_nought", "/plays/0/decide/items/3/ppm")),
    (
        lambda d: d["pages"][0]["nodes"].pop(2) and d["pages"][0]["nodes"].pop(2),
        ("play_not_offered", "/plays/0"),
    ),
    (
        added("rich-text", body={"zh-CN": "见[细则](/../../evil)"}),
        ("link_refused", "/pages/0/nodes/6/props/body/zh-CN"),
    ),
    (
        added("rich-text", body={"zh-CN": "x", "en": "[x](javascript:alert(1))"}),
        ("link_refused", "/pages/0/nodes/6/props/body/en"),
    ),
    (
        added("button", label={"zh-CN": "x"}, does="link", href="/../../evil"),
        ("wrong_form", "/pages/0/nodes/6/props/href"),
    ),
    (
        added("button", label={"zh-CN": "x"}, does="link", href="https://bank.example/x\n"),
        ("wrong_form", "/pages/0/nodes/6/props/href"),
    ),
    (
        lambda d: play(d)["decide"]["items"][0].update(image="/images/../x.png"),
        ("wrong_form", "/plays/0/decide/items/0/image"),
    ),
]


@pytest.mark.parametrize(
    ("change", "expected"), FOUND, ids=lambda one: one[1] if isinstance(one, tuple) else ""
)
def test_what_clients_could_not_use_is_found_by_the_check(example, change, expected):
    assert expected in told(example(change))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_of_a_play_stands_before_the_check(path):
    document = json.loads(path.read_text("utf-8"))
    assert [(one.code, one.path) for one in check(document) if one.severity == "error"] == []
    placed = {one["type"] for one in document["pages"][0]["nodes"]}
    assert path not in PLAYS or path.stem in placed


def test_every_setting_that_names_a_play_names_one_of_the_document_and_offers_it():
    path = next(path for path in PLAYS if path.stem == "raise-tree")
    document = json.loads(path.read_text("utf-8"))
    props = document["pages"][0]["nodes"][2]["props"]
    assert "play_not_offered" not in dict(told(document))
    props["does"] = "nobody"
    assert ("name_unknown", "/pages/0/nodes/2/props/does") in told(document)
    del props["does"]
    assert ("play_not_offered", "/plays/0") in told(document)


@pytest.mark.parametrize(
    ("kind", "count", "full"), [("nine-grid", 8, False), ("nine-grid", 9, True), ("card-flip", 200, False)]
)
def test_only_a_play_that_shows_all_its_outcomes_at_once_can_be_too_full(example, kind, count, full):
    document = example(wheel_of(count))
    document["pages"][0]["nodes"][2]["type"] = kind
    found = [path for code, path in told(document) if code == "component_too_full"]
    assert found == (["/pages/0/nodes/2"] if full else [])


@pytest.mark.parametrize("count", [4, 14, 20])
def test_a_wheel_of_twenty_prizes_is_not_too_full(example, count):
    assert "component_too_full" not in dict(told(example(wheel_of(count))))


def test_two_dots_in_a_name_are_no_step_upwards(example):
    address = "https://bank.example/files/v1..2.pdf"
    document = example(added("rich-text", body={"zh-CN": f"[细则]({address})"}))
    assert told(document) == []


def test_a_component_that_names_a_play_by_no_text_is_told(example):
    document = example(lambda d: d["pages"][0]["nodes"][2]["props"].update(play=[]))
    assert "contracts.wrong_type" in [one.code for one in check(document)]


def test_a_year_is_not_too_long(example):
    assert told(example(lambda d: d["window"].update(end="2027-09-19T10:00:00+08:00"))) == []


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-10-08T21:59:59+08:00", []),
        ("2026-10-08T22:00:00+08:00", ["activities.window_past"]),
        ("2024-09-16T10:00:00+08:00", []),
        ("2024-09-15T10:00:00+08:00", ["activities.window_far"]),
    ],
)
def test_a_window_is_held_against_the_day_on_which_it_is_looked_at(example, day, found):
    assert [one.code for one in bounds.today(example(), datetime.fromisoformat(day))] == found


def test_a_goal_of_participants_is_not_bound_by_the_stock(example):
    assert told(example(lambda d: d["goal"].update(metric="participants", target=90_000))) == []
