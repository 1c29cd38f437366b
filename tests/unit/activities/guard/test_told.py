"""What is said to clients is what is set; whatever contradicts it stops, and says what is to be said."""

import pytest
from tests.kit.standard import STANDARD

from largesse.activities.guard import figures
from largesse.activities.guard.check import check
from largesse.activities.guard.sums import sums
from largesse.kernel.currency import DECIMALS, decimals
from largesse.kernel.money import Money, amount


def items(document):
    return document["plays"][0]["decide"]["items"]


def untrue(document):
    found = [one for one in check(document, STANDARD) if one.code == "activities.disclosure_untrue"]
    assert all(one.severity == "error" for one in found)
    return {one.path.removeprefix("/disclosure/"): one.message("en") for one in found}


def says(document, field, zh, en=None):
    document["disclosure"][field] = {"zh-CN": zh, **({"en": en} if en else {})}


def ten_to_a_thousandth(document):
    says(document, "odds", "每次参与：贵宾厅礼遇 10%，岩茶礼盒 20%，月色相伴 70%")
    for item, ppm in zip(items(document), (1_000, 200_000, 799_000), strict=True):
        item["ppm"] = ppm


def test_odds_that_were_changed_stop_until_the_disclosure_says_them(example):
    document = example(ten_to_a_thousandth)
    assert "Airport lounge, one visit 0.1%" in untrue(document)["odds/zh-CN"]
    says(document, "odds", "每次参与：贵宾厅礼遇 0.1%，岩茶礼盒 20%，月色相伴 79.9%")
    assert untrue(document) == {}


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("机场贵宾厅单次礼遇 8%，武夷岩茶礼盒 20%，未中奖 72%", True),
        ("贵宾厅礼遇８％；岩茶礼盒 20.00%；其余 72%", True),
        ("贵宾厅礼遇百分之八，岩茶礼盒 1/5，未中奖 720‰", True),
        ("中奖概率合计 28%：贵宾厅礼遇 8%，岩茶礼盒 20%，未中奖 72%", True),
        ("贵宾厅礼遇，中奖概率 8%；岩茶礼盒，中奖概率 20%；未中奖 72%", True),
        ("贵宾厅礼遇 20%，岩茶礼盒 8%，未中奖 72%", False),
        ("贵宾厅礼遇 8%，岩茶礼盒 20%，未中奖 72%，金条 1%", False),
        ("贵宾厅礼遇 8.4%，岩茶礼盒 20%，未中奖 72%", False),
        ("岩茶礼盒 20%，未中奖 72%", False),
        ("以现场公布为准", True),
    ],
)
def test_odds_are_compared_by_name_and_by_figure(example, said, true):
    assert (untrue(example(lambda d: says(d, "odds", said))) == {}) is true


def test_a_text_without_figures_stands_beside_the_terms_and_one_with_other_figures_does_not(example):
    assert untrue(example(lambda d: says(d, "quantity", "送完即止"))) == {}
    assert untrue(example(lambda d: says(d, "odds", "概率经公证处核验"))) == {}
    assert set(untrue(example(lambda d: says(d, "quantity", "贵宾厅礼遇 999 份")))) == {"quantity/zh-CN"}
    assert set(untrue(example(lambda d: says(d, "odds", "中奖率高达 90%")))) == {"odds/zh-CN"}


def test_odds_of_many_decimals_may_be_rounded_to_two(example):
    document = example()
    for item, ppm in zip(items(document), (333_333, 333_333, 333_334), strict=True):
        item["ppm"] = ppm
    says(document, "odds", "贵宾厅礼遇 33.33%，岩茶礼盒 33.33%，月色相伴 33.33%")
    assert untrue(document) == {}
    says(document, "odds", "贵宾厅礼遇 33%，岩茶礼盒 33%，月色相伴 33%")
    assert "odds/zh-CN" in untrue(document)


def test_each_language_is_held_to_what_is_set(example):
    document = example()
    document["disclosure"]["odds"]["en"] = "Each turn: lounge visit 9%, tea gift box 20%, no prize 71%"
    assert list(untrue(document)) == ["odds/en"]


def test_a_stock_that_was_changed_stops_until_the_disclosure_says_it(example):
    document = example(lambda d: items(d)[0].update(stock=1_200))
    assert set(untrue(document)) == {"quantity/zh-CN", "quantity/en"}
    says(document, "quantity", "贵宾厅礼遇 1,200 份，岩茶礼盒 500 份")
    assert untrue(document) == {}
    says(document, "quantity", "贵宾厅礼遇 500 份，岩茶礼盒 1200 份")
    assert set(untrue(document)) == {"quantity/zh-CN"}


def test_figures_in_the_name_of_a_prize_are_none_of_the_disclosures(example):
    def change(document):
        document["rights"][0]["title"] = {"zh-CN": "200 元立减金"}
        items(document)[0].update(title={"zh-CN": "立减金"}, stock=30)
        says(document, "quantity", "200 元立减金 30 份，岩茶礼盒 500 份")

    assert "quantity/zh-CN" not in untrue(example(change))
    assert "quantity/zh-CN" in untrue(example(lambda d: [change(d), items(d)[0].update(stock=40)]))


def test_a_worth_that_was_changed_stops_until_the_disclosure_says_it(example):
    document = example(lambda d: d["rights"][0].update(market_value_minor=30_000))
    assert set(untrue(document)) == {"prize_list/zh-CN", "prize_list/en"}
    says(document, "prize_list", "机场贵宾厅单次礼遇（参考价值 300 元）；武夷岩茶礼盒（参考价值 198.00 元）")
    assert untrue(document) == {}


@pytest.mark.parametrize(
    ("currency", "minor", "said"),
    [
        ("JPY", 3_000, "参考价值 3,000 日元"),
        ("JPY", 3_000, "worth 3,000 yen"),
        ("JPY", 30_000, "参考价值３万日圆"),
        ("JPY", 3_000, "参考价值 ￥3,000"),
        ("USD", 1_250, "参考价值 12.50 美元"),
        ("USD", 1_250, "worth US$12.50"),
        ("HKD", 50_000, "参考价值港币 500 元"),
        ("HKD", 50_000, "worth HK$ 500"),
        ("KWD", 1_250, "worth KWD 1.250"),
        ("EUR", 20_000, "worth €200"),
        ("TRY", 20_000, "worth TRY 200.00"),
    ],
)
def test_a_worth_is_read_in_its_own_currency_and_held_to_it(example, currency, minor, said):
    def change(document, worth):
        document["rights"][0].update(currency=currency, market_value_minor=worth)
        says(document, "prize_list", f"机场贵宾厅单次礼遇（{said}）；武夷岩茶礼盒（参考价值 198.00 元）")

    assert "prize_list/zh-CN" not in untrue(example(lambda d: change(d, minor)))
    wrong = untrue(example(lambda d: change(d, minor + 1)))["prize_list/zh-CN"]
    assert amount(minor + 1, currency) in wrong


@pytest.mark.parametrize("currency", sorted({*DECIMALS, "CNY", "USD"}))
def test_a_sum_is_read_as_screens_write_it(currency):
    assert sums(figures.plain(amount(1_234_567, currency))) == {Money(1_234_567, currency)}
    assert decimals(currency) or not sums(figures.plain(f"{currency} 12.5"))


@pytest.mark.parametrize(
    ("text", "counted"),
    [("每份 3,000 日元，共 200 份", {200}), ("¥198 each, 20 boxes", {20}), ("500 份，每份 300 元", {500})],
)
def test_a_sum_in_any_currency_is_no_number_of_prizes(text, counted):
    assert figures.numbers(figures.plain(text)) == counted


@pytest.mark.parametrize(
    ("said", "true"),
    [
        ("每日 3 次机会", True),
        ("每位客户每天可参与 3 次", True),
        ("本行客户均可参加", True),
        ("每日可参与三次，好友助力另计", True),
        ("每日可参与两次", False),
        ("每周 3 次机会", False),
        ("每日 5 次机会", False),
    ],
)
def test_turns_are_those_that_are_set(example, said, true):
    assert (untrue(example(lambda d: says(d, "entry_rule", said))) == {}) is true


def test_prizes_of_one_name_may_be_said_together(example):
    def change(document):
        tea = items(document)[1]
        tea.update(ppm=120_000, stock=300)
        items(document).insert(2, {**tea, "id": "tea-2", "ppm": 80_000, "stock": 200})

    assert untrue(example(change)) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("中奖后 15 日内领取", {15}),
        ("自发放之日起30个自然日内有效", {30}),
        ("Claim within 90 days", {90}),
        ("valid for 7 days", {7}),
        ("每日可领", set()),
    ],
)
def test_days_are_read_as_people_write_them(text, found):
    assert figures.days(text) == found


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("贵宾厅礼遇 200 份，岩茶礼盒 500 份", "贵宾厅礼遇 205 份，岩茶礼盒 500 份"),
        ("岩茶礼盒 200 份；贵宾厅礼遇 200 份", "岩茶礼盒 200 份；贵宾厅礼遇 205 份"),
        ("200 lounge visits, 500 tea gift boxes", "205 lounge visits, 500 tea gift boxes"),
        ("以领取页面为准", "以领取页面为准"),
    ],
)
def test_a_restock_says_the_new_number_where_the_old_one_stood(text, after):
    assert figures.restated(text, {"贵宾厅礼遇"}, 200, 205) == after
