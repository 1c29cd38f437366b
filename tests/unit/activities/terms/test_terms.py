"""What clients are told follows from the document: nobody types it, and it changes with the settings."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from tests.kit.standard import GRAMMAR

from largesse.activities.documents.grammar import Named
from largesse.activities.documents.template import begin, templates
from largesse.activities.operators.operator import Operator, Part
from largesse.activities.terms.terms import terms_of, terms_of_draft
from largesse.contracts.registry import folder, schema
from largesse.contracts.validate import validate
from largesse.kernel.copy import LOCALES

PERIODS = schema("limit.v1")["properties"]["period"]["enum"]
EXAMPLES = sorted((folder() / "examples/valid/activity.v1").glob("*.json"))


def said(document, field, locale="zh-CN", grammar=GRAMMAR):
    parts = terms_of(document, grammar)["said"]
    return [line[locale] for part in parts if part["field"] == field for line in part["lines"]]


def outcomes(document, grammar=GRAMMAR):
    return {one["id"]: one for one in terms_of(document, grammar)["plays"][0]["outcomes"]}


def play(document):
    return document["plays"][0]


def test_the_full_example_has_the_terms_that_stand_beside_it(example):
    file = folder() / "examples/valid/terms.v1/autumn-wheel.json"
    assert terms_of(example(), GRAMMAR) == json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_terms_of_their_shape(path):
    terms = terms_of(json.loads(path.read_text("utf-8")), GRAMMAR)
    assert list(validate("terms.v1", terms)) == []


def test_terms_follow_the_settings_whatever_people_wrote(example):
    document = example(lambda d: play(d)["decide"]["items"][0].update(ppm=70_000, stock=9))
    assert (outcomes(document)["lounge"]["ppm"], outcomes(document)["lounge"]["stock"]) == (70_000, 9)
    assert "8%" in document["disclosure"]["odds"]["zh-CN"]
    assert "合计 99%" in said(document, "odds")[0]


def test_a_prize_is_called_by_its_right_and_worth_what_its_units_are_worth(example):
    def change(document):
        play(document)["decide"]["items"][0]["effects"] = [{"do": "grant", "right": "lounge", "units": 2}]

    one = outcomes(example(change))["lounge"]
    assert (one["title"]["zh-CN"], one["worth_minor"]) == ("机场贵宾厅单次礼遇", 52_000)
    assert (one["category"], one["currency"]) == ("lounge", "CNY")


def test_what_everyone_gets_has_no_odds_and_no_draw(example):
    def change(document):
        gift = {"id": "gift", "title": {"zh-CN": "礼"}, "effects": [{"do": "grant", "right": "tea"}]}
        play(document)["decide"] = {"op": "certain", "outcome": gift}

    document = example(change)
    assert "ppm" not in outcomes(document)["gift"]
    assert said(document, "odds") == ["不抽奖：符合条件并参与即可获得"]
    assert said(document, "draw_time") == said(document, "draw_method") == []


def test_an_operator_that_nobody_knew_of_is_told_by_what_it_says_of_itself(example):
    def parts(decide):
        return [Part(("face", at), one) for at, one in enumerate(decide["faces"])]

    shape = {"$id": "urn:largesse:schema:operators/dice.v1", "type": "object"}
    dice = Operator(
        name="dice", schema=shape, by_chance=True, outcomes=parts, odds=lambda _: (166_667, 833_333)
    )
    known = Named.of([*GRAMMAR.operators.known.values(), dice], ())
    faces = [{"id": name, "title": {"zh-CN": name}, "effects": []} for name in ("six", "other")]
    document = example(lambda d: play(d).update(decide={"op": "dice", "faces": faces}))
    grammar = replace(GRAMMAR, operators=known)
    assert [one["ppm"] for one in outcomes(document, grammar).values()] == [166_667, 833_333]
    assert "合计 100%" in said(document, "odds", grammar=grammar)[0]


def test_the_window_is_told_as_the_clocks_of_its_zone_show_it(example):
    def change(document):
        document["window"] |= {"start": "2026-09-18T02:00:00Z", "tz": "Asia/Shanghai"}

    assert said(example(change), "window") == ["2026-09-18 10:00 至 2026-10-08 22:00（北京时间）"]
    strange = example(lambda d: d["window"].update(tz="Mars/Base"))
    assert "2026-09-18 10:00+08:00" in said(strange, "window")[0]


def test_a_condition_is_told_by_its_label_and_everyone_is_told_as_everyone(example):
    everyone = {"rule": {"op": "always"}}
    assert said(example(lambda d: d.update(audience=everyone)), "entry_rule")[0] == "本行客户均可参加"
    assert said(example(), "entry_rule")[0] == "黄金及以上客户（员工及家属除外）"


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_limit_and_chance_is_told_in_words(example, period, locale):
    each = schema("limit.v1")["properties"]
    kinds = list(product(*(each[name]["enum"] for name in ("count", "scope", "on_exceed"))))

    def change(document):
        document["limits"] = [
            {"count": c, "scope": s, "period": period, "max": 1_234, "on_exceed": e} for c, s, e in kinds
        ]
        play(document)["chances"] = {"period": period, "units": 7, "carry_over": True}

    lines = [line for field in ("entry_rule", "quantity") for line in said(example(change), field, locale)]
    told = " ".join(lines)
    assert len([line for line in lines if "1,234" in line]) == len([c for c, _, _ in kinds if c != "cost"])
    assert "7" in told
    assert not re.search(r"[{}@]|reject|fallback|attempt", told)
    assert locale == "en" or not re.search("[a-z]", told)


def test_what_it_may_cost_the_institution_is_told_to_nobody(example):
    def change(document):
        document["limits"] = [
            {"count": "cost", "scope": "client", "period": "day", "max": 77_700, "on_exceed": "reject"}
        ]

    told = json.dumps(terms_of(example(change), GRAMMAR))
    assert "77,700" not in told
    assert "8500000" not in told
    assert "16800" not in told


def test_several_plays_are_told_apart(example):
    def change(document):
        document["plays"].append({**play(document), "id": "second", "title": {"zh-CN": "第二轮"}})

    assert any(
        line.startswith("第二轮：每位客户每日 3 次机会") for line in said(example(change), "entry_rule")
    )


def test_a_draft_without_a_title_has_terms_and_one_with_broken_plays_has_none(example):
    assert terms_of_draft(example(lambda d: d.pop("title")), GRAMMAR) == terms_of(example(), GRAMMAR)
    assert terms_of_draft(example(lambda d: play(d).pop("decide")), GRAMMAR) is None
    assert terms_of_draft({}, GRAMMAR) is None


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.code)
def test_every_template_has_terms(template):
    document = begin(template.code, {"zh-CN": "题"}, datetime(2026, 9, 1, tzinfo=UTC), "Asia/Shanghai")
    assert terms_of_draft(document, GRAMMAR) is not None
