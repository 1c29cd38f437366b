"""The guard: what the law lets an activity give."""

from dataclasses import replace
from datetime import date

import pytest
from tests.kit.standard import STANDARD

from largesse.activities.guard import check as checks
from largesse.activities.guard.problem import stops
from largesse.activities.guard.rule import Rule, SignOff
from largesse.activities.guard.rules import CHECKS
from largesse.contracts.registry import folder
from largesse.kernel.clock import now
from largesse.kernel.copy import LOCALES, catalogue

RULES = STANDARD.rules


def check(document):
    return checks.check(document, STANDARD)


def hits(document):
    return [(rule.code, hit.path, hit.facts) for rule, hit in STANDARD.hits(document)]


def codes(document):
    return [problem.code for problem in check(document)]


def item(document, number=0):
    return document["plays"][0]["decide"]["items"][number]


def test_the_full_example_is_lawful(example):
    assert check(example()) == []


@pytest.mark.parametrize(("worth", "lawful"), [(5_000_000, True), (5_000_001, False)])
def test_a_prize_by_chance_may_be_worth_fifty_thousand_yuan_and_not_a_fen_more(example, worth, lawful):
    document = example(lambda d: d["rights"][0].update(market_value_minor=worth))
    told = [problem for problem in check(document) if problem.code == "activities.winners_untold"]
    assert [problem.path for problem in told] == ["/disclosure/winners"]
    found = [problem for problem in check(document) if problem.code == "activities.prize_over_ceiling"]
    assert all(set(problem.told("en")) == {"code", "path", "severity", "message"} for problem in found)
    assert [problem.path for problem in found] == ([] if lawful else ["/plays/0/decide/items/0"])


@pytest.mark.parametrize(("cost", "lawful"), [(5_000_000, True), (5_000_001, False)])
def test_a_prize_said_to_be_worth_nothing_is_worth_what_it_costs(example, cost, lawful):
    def change(document):
        document["rights"][0].update(market_value_minor=0, unit_cost_minor=cost)

    assert [code for code, _, _ in hits(example(change))] == (
        [] if lawful else ["activities.prize_over_ceiling"]
    )


def test_a_prize_in_dollars_does_not_slip_under_a_ceiling_in_yuan(example):
    def change(document):
        document["rights"][0].update(currency="USD", market_value_minor=4_999_999)

    [(code, path, _)] = hits(example(change))
    assert (code, path) == ("activities.prize_not_in_yuan", "/plays/0/decide/items/0")
    assert hits(example(lambda d: [change(d), certain(d)])) == []


def test_the_fallback_of_a_draw_is_a_prize_too(example):
    def change(document):
        document["rights"][0]["market_value_minor"] = 6_000_000
        item(document)["effects"] = []
        document["plays"][0]["decide"]["fallback"]["effects"] = [{"do": "grant", "right": "lounge"}]

    (code, path, facts), *_ = hits(example(change))
    assert (code, path) == ("activities.prize_over_ceiling", "/plays/0/decide/fallback")
    assert facts["worth"] == "60,000.00"


def test_several_units_count_together_against_the_ceiling(example):
    def change(document):
        document["rights"][0]["market_value_minor"] = 2_600_000
        item(document)["effects"] = [{"do": "grant", "right": "lounge", "units": 2}]

    assert "activities.prize_over_ceiling" in [code for code, _, _ in hits(example(change))]


def certain(document):
    outcome = {"id": "gift", "title": {"zh-CN": "礼"}, "effects": [{"do": "grant", "right": "lounge"}]}
    document["plays"][0]["decide"] = {"op": "certain", "outcome": outcome}


def test_a_gift_that_everyone_gets_has_no_ceiling_and_no_odds(example):
    def change(document):
        certain(document)
        document["rights"][0]["market_value_minor"] = 9_000_000
        document["disclosure"]["prize_list"] = {"zh-CN": "机场贵宾厅单次礼遇（参考价值 90,000.00 元）"}
        for field in ("draw_time", "draw_method", "odds", "quantity"):
            del document["disclosure"][field]

    assert check(example(change)) == []


@pytest.mark.parametrize("ppm", [719_999, 720_001, 0])
def test_odds_make_a_million_or_the_draft_stops(example, ppm):
    document = example(lambda d: item(d, 2).update(ppm=ppm))
    assert "activities.odds_not_whole" in codes(document)
    assert stops(check(document))


@pytest.mark.parametrize(
    "field",
    ["organiser", "claim_rule", "delivery", "forfeiture", "contact"],
)
def test_every_field_that_no_document_says_by_itself_is_asked_for_by_name(example, field):
    [problem] = check(example(lambda d: d["disclosure"].pop(field)))
    assert (problem.code, problem.path) == ("activities.disclosure_missing", f"/disclosure/{field}")
    assert "field_" not in problem.message("zh-CN")
    assert "field_" not in problem.message("en")


@pytest.mark.parametrize("blank", ["  ", "\u3000", "\u200b\ufeff"])
def test_a_blank_field_is_a_missing_field(example, blank):
    document = example(lambda d: d["disclosure"].update(contact={"zh-CN": blank}))
    assert codes(document) == ["activities.disclosure_missing"]


def test_what_follows_from_the_settings_need_not_be_written(example):
    generated = ("prize_list", "odds", "quantity", "draw_time", "draw_method", "entry_rule")
    assert check(example(lambda d: [d["disclosure"].pop(field) for field in generated])) == []


def test_a_condition_without_words_is_said_by_people(example):
    def change(document):
        del document["audience"]["label"], document["disclosure"]["entry_rule"]

    [problem] = check(example(change))
    assert (problem.code, problem.path) == ("activities.disclosure_missing", "/disclosure/entry_rule")
    everyone = example(lambda d: [change(d), d["audience"].update(rule={"op": "always"})])
    assert codes(everyone) == ["activities.staff_not_excluded"]


def test_an_activity_that_gives_nothing_needs_no_disclosure(example):
    def change(document):
        document["disclosure"] = {}
        for number in (0, 1):
            item(document, number)["effects"] = []

    assert codes(example(change)) == ["activities.prize_gives_nothing"]
    assert not stops(check(example(change)))


def test_each_rule_names_its_statute_its_age_its_certainty_its_desk_and_who_signed_it_off():
    for rule in RULES:
        for locale in LOCALES:
            cited = rule.cited(locale)
            assert rule.source[locale] in cited
            assert rule.owner[locale] in cited
            assert "{" not in cited
        assert date.fromisoformat(rule.effective) <= now().date()
        assert all(rule.remedy[locale] for locale in LOCALES)
        assert rule.effective in cited
        assert rule.certainty in {"settled", "usual", "disputed"}
        assert rule.severity == ("error" if rule.sign_off else "warning")
    assert {rule.code for rule in RULES} == set(CHECKS)


def test_a_rule_warns_until_the_institution_signs_it_off():
    law, desk = {"zh-CN": "法"}, {"zh-CN": "合规部"}
    rule = Rule("activities.x", law, "2020-12-01", desk, "settled", None, lambda _document, _grammar: ())
    assert (rule.severity, rule.signed("zh-CN")) == ("warning", "")
    signed = replace(rule, sign_off=SignOff({"zh-CN": "王律师"}, "2026-08-01"))
    assert (signed.severity, signed.signed("zh-CN")) == ("error", "王律师 于 2026-08-01 签署")


def test_a_sign_off_that_ships_with_the_demo_says_so_wherever_it_is_read():
    signed = [rule for rule in RULES if rule.sign_off]
    assert len(signed) >= 5
    for rule in signed:
        assert rule.sign_off.sample
        assert "演示签署" in rule.signed("zh-CN")
        assert "Sample sign-off" in rule.signed("en")


def test_each_rule_is_explained_and_worded():
    page = (folder().parent / "docs/explanation/guard.md").read_text("utf-8")
    for rule in RULES:
        assert f"`{rule.code}`" in page
        assert all(rule.code in catalogue(locale) for locale in LOCALES)
