"""An amount is read as what it is, or the file stays out and names the heading that stands in the way."""

import pytest
from tests.unit.settlement.statements.papers import grosses, profile, read, text, told, verdict

from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.profile import GENERIC
from largesse.settlement.statements.report import report

REF, SUM, WHEN = "供应商订单号", "结算金额", "核销时间"


def bill(heading=SUM, cell="100.00", when=WHEN):
    return text((REF, heading, when), ("A1", cell, "2026-03-01"))


@pytest.mark.parametrize(
    "heading", ["结算金额(元)", "结算金额（人民币元）", "金额(CNY)", "结算金额(含税)", "结算金额(元,含税)"]
)
def test_a_heading_that_says_what_the_mapping_says_is_read(heading):
    assert grosses(read(bill(heading), GENERIC)) == [10_000]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("结算金额(分)", "heading_unit"),
        ("结算金额（万元）", "heading_unit"),
        ("amount (cents)", "heading_unit"),
        ("结算金额(千元)", "heading_unit"),
        ("结算金额(USD)", "heading_currency"),
        ("结算金额（港币）", "heading_currency"),
        ("结算金额【美元】", "heading_currency"),
        ("结算金额(不含税)", "heading_tax"),
        ("amount (excl. VAT)", "heading_tax"),
        ("结算金额(红字)", "heading_remark"),
        ("金额(优惠前)", "heading_remark"),
    ],
)
def test_a_heading_that_says_otherwise_keeps_the_file_out_by_name(heading, code):
    found = read(bill(heading), GENERIC)
    assert verdict(found) == [(code, heading.replace("（", "(").replace("）", ")"))]
    assert not found.lines, "no person's word can load amounts of another unit"


def test_a_mapping_that_says_the_unit_reads_the_heading_that_says_it_too():
    whole = text((REF, "结算金额(分)", WHEN), ("A1", "10000", "2026-03-01"), ("合计", "1笔 10000", ""))
    assert grosses(read(whole, profile(unit="minor"))) == [10_000]
    assert verdict(read(bill("结算金额(元)"), profile(unit="minor"))) == [("heading_unit", "结算金额(元)")]
    dollars = profile(currency="USD")
    assert grosses(read(bill("结算金额(USD)"), dollars)) == [10_000]
    assert verdict(read(bill("结算金额(元)"), dollars)) == [("heading_currency", "结算金额(元)")]


def test_a_currency_in_the_heading_is_held_against_each_lines_own():
    def billed(currency):
        rows = ((REF, "结算金额(USD)", "币种", WHEN), ("A1", "100.00", currency, "2026-03-01"))
        return read(text(*rows), GENERIC)

    assert grosses(billed("USD")) == [10_000]
    assert verdict(billed("CNY")) == [("heading_currency", "结算金额(USD)")]


def test_a_remark_that_the_mapping_writes_in_full_is_understood():
    full = profile(columns={"gross": ["金额(优惠前)"], "occurred_at": [WHEN], "provider_ref": [REF]})
    assert grosses(read(bill("金额（优惠前）"), full)) == [10_000]


@pytest.mark.parametrize(
    "when", ["核销时间(北京时间)", "核销时间(UTC+8)", "核销时间(GMT+08:00)", "核销时间(yyyy-mm-dd)"]
)
def test_a_zone_that_is_the_mappings_is_read(when):
    assert grosses(read(bill(when=when), GENERIC)) == [10_000]


@pytest.mark.parametrize(
    "when", ["核销时间(UTC)", "核销时间(GMT+9)", "date (UTC-05:00)", "date (dd/mm/yyyy)", "日期(创建)"]
)
def test_another_zone_or_order_of_dates_keeps_the_file_out(when):
    assert verdict(read(bill(when=when), GENERIC)) == [("heading_zone", when)]


@pytest.mark.parametrize(
    ("above", "code"),
    [
        ("单位：分", "heading_unit"),
        ("金额单位：万元", "heading_unit"),
        ("币种：美元", "heading_currency"),
        ("以下金额均不含税", "heading_tax"),
        ("时区：UTC", "heading_zone"),
    ],
)
def test_what_stands_above_the_header_is_heard_too(above, code):
    assert [found for found, _ in verdict(read(f"{above},,\n".encode() + bill(), GENERIC))] == [code]


@pytest.mark.parametrize("cell", ["12 50", "12元50", "10²", "①0", "½", "١٢", "--5.00", "10.00分", "12万元"])
def test_a_cell_that_is_no_plain_amount_is_not_made_one(cell):
    assert verdict(read(bill(cell=cell), GENERIC)) == [("amount_unreadable", SUM)]


def test_a_column_in_which_commas_are_decimals_keeps_the_file_out():
    """One cell of it, -1.000, could be read, and would be a thousand times too small: nobody can load it."""
    cells = ["-236,48", "-124,99", "1.488,69", "-1.000"]
    rows = "".join(f"SKY-{at};ent-{at};LOUNGE;1;{cell};2026-03-0{at + 1}\n" for at, cell in enumerate(cells))
    data = f"供应商订单号;商户订单号;商品编码;数量;结算金额;核销时间\n{rows}".encode()
    found = read(data, GENERIC)
    assert verdict(found) == [("amount_separator", SUM)]
    assert not found.lines
    assert grosses(read(data, profile(decimal_mark=","))) == [-23_648, -12_499, 148_869, -100_000]
    assert verdict(read(data, profile(decimal_mark="."))) == [("amount_unreadable", SUM)] * 3


@pytest.mark.parametrize("cell", ["$12.00", "HK$12.00", "12.00 USD", "USD 12.00", "€12.00"])
def test_a_mark_of_another_currency_in_a_cell_is_not_read_over(cell):
    assert verdict(read(bill(cell=cell), GENERIC)) == [("amount_marked", SUM)]


def test_a_mark_is_read_where_it_is_the_lines_own():
    assert grosses(read(bill(cell="$12.50"), profile(currency="USD"))) == [1_250]
    assert grosses(read(bill(cell="-¥12.50"), GENERIC)) == [-1_250]
    assert verdict(read(bill(cell="100元"), profile(unit="minor"))) == [("amount_marked", SUM)]


@pytest.mark.parametrize(
    ("currency", "cell", "minor"),
    [("JPY", "1000", 1_000), ("KWD", "1.250", 1_250), ("USD", "12.5", 1_250), ("人民币", "8", 800)],
)
def test_decimals_follow_from_the_currency(currency, cell, minor):
    rows = ((REF, SUM, "币种", WHEN), ("A1", cell, currency, "2026-03-01"), ("合计", cell, "", ""))
    found = read(text(*rows), profile(exponent=2))
    assert grosses(found) == [minor]
    assert found.controls.declared.gross_minor == minor


def test_more_decimals_than_the_currency_has_are_refused():
    rows = ((REF, SUM, "币种", WHEN), ("A1", "1000.50", "JPY", "2026-03-01"))
    assert verdict(read(text(*rows), GENERIC)) == [("amount_precision", SUM)]


def with_column(heading, *cells):
    rows = [("A1", "100.00", cells[0], "2026-03-01"), ("A2", "40.00", cells[-1], "2026-03-02")]
    return text((REF, SUM, heading, WHEN), *rows)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("收/支", "收入"),
        ("借贷方向", "贷"),
        ("退款状态", "已退款"),
        ("是否作废", "是"),
        ("红字标志", "1"),
        ("优惠金额(元)", "5.00"),
        ("商家优惠", "5.00"),
        ("退款金额", "40.00"),
        ("手续费", "0.60"),
        ("实付金额", "95.00"),
        ("不含税金额合计", "94.34"),
        ("汇率", "7.1"),
        ("单位", "万元"),
        ("refund", "40"),
        ("discount", "5"),
        ("voided", "yes"),
        ("is_void", "Y"),
        ("transaction_type", "refund"),
        ("dr_cr", "CR"),
        ("chargeback", "100.00"),
        ("valid", "N"),
        ("是否有效", "否"),
        ("是否计费", "否"),
        ("结算标志", "不结算"),
        ("含税", "否"),
        ("冲红", "是"),
        ("收/支", "/"),
        ("出入账", "出"),
        ("资金流向", "流出"),
        ("符号", "-"),
        ("单据类型", "红字发票"),
        ("流水类型", "退款"),
        ("退货数量", "1"),
        ("核减", "5.00"),
        ("调整额", "-5.00"),
        ("我行承担", "50.00"),
        ("客户自付", "50.00"),
        ("已结算金额", "100.00"),
        ("到账金额", "95.00"),
        ("结算系数", "0.5"),
        ("结算比例", "50%"),
        ("币别", "USD"),
        ("计量单位", "万元"),
    ],
)
def test_a_column_that_changes_the_sense_and_is_not_mapped_keeps_the_file_out(heading, cell):
    found = read(with_column(heading, "", cell), GENERIC)
    assert verdict(found) == [("column_unmapped", heading)]
    assert not found.lines
    aside = profile(ignored=[heading])
    assert grosses(read(with_column(heading, "", cell), aside)) == [10_000, 4_000]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("优惠金额", ("0.00", "")),
        ("退款金额", ("-", "0")),
        ("实付金额", ("100.00", "40.00")),
        ("是否作废", ("否", "否")),
        ("支付状态", ("支付成功", "已支付")),
        ("汇率", ("1", "1.00")),
        ("退款时间", ("2026-03-03", "")),
        ("优惠券名称", ("春节券", "")),
        ("手续费率", ("0.6%", "0.6%")),
        ("是否计费", ("是", "")),
        ("valid", ("Y", "yes")),
        ("卡类型", ("白金卡", "退休礼遇卡")),
        ("单据类型", ("核销", "")),
        ("承担方", ("总行", "")),
        ("到账金额", ("100.00", "40.00")),
        ("赠送金额", ("0.00", "")),
        ("结算系数", ("1", "1.00")),
        ("计量单位", ("次", "元")),
        ("入账账号", ("6222", "6222")),
        ("备注", ("已退款", "")),
    ],
)
def test_a_column_that_says_nothing_new_is_no_hindrance(heading, cells):
    assert grosses(read(with_column(heading, *cells), GENERIC)) == [10_000, 4_000]


def test_the_total_with_tax_is_what_is_asked_and_the_rest_must_agree():
    head = (REF, "金额", "税率", "税额", "价税合计", WHEN)
    row = ("A1", "94.34", "6%", "5.66", "100.00", "2026-03-01")
    end = ("合计", "94.34", "", "5.66", "100.00", "")
    found = read(text(head, row, end), GENERIC)
    assert grosses(found) == [10_000]
    assert found.lines[0].tax_minor == 566
    assert found.controls.declared.gross_minor == 10_000
    wrong = ("A1", "90.00", "6%", "5.66", "100.00", "2026-03-01")
    assert verdict(read(text(head, wrong), GENERIC)) == [("column_unmapped", "金额")]


def test_a_bare_amount_beside_a_tax_does_not_say_whether_it_holds_the_tax():
    rows = ((REF, "金额", "税额", WHEN), ("A1", "94.34", "5.66", "2026-03-01"))
    assert verdict(read(text(*rows), GENERIC)) == [("heading_tax_open", "金额")]
    said = profile(columns={"gross": ["金额"], "tax": ["税额"], "occurred_at": [WHEN], "provider_ref": [REF]})
    assert grosses(read(text(*rows), said)) == [9_434]


def states(*pairs):
    return text((REF, SUM, "交易状态", WHEN), *((ref, "60.00", state, "2026-03-01") for ref, state in pairs))


def test_a_line_is_billed_by_its_state_or_not_and_an_unknown_state_keeps_the_file_out():
    data = states(("A1", "交易成功"), ("A2", "交易关闭"))
    assert verdict(read(data, GENERIC)) == [("status_unknown", "交易状态")]
    left_out = read(data, profile(skip_status=["交易关闭"]))
    assert grosses(left_out) == [6_000]
    assert "lines_skipped" in told(left_out)


def typed(kind, amount, **more):
    rows = (("类型", REF, SUM, WHEN), (kind, "A1", amount, "2026-03-01"))
    return read(text(*rows), profile(**more))


@pytest.mark.parametrize(
    ("kind", "amount", "code"),
    [
        ("退款", "100.00", "refund_positive"),
        ("红字", "100.00", "refund_positive"),
        ("核销", "-100.00", "charge_negative"),
        ("手续费", "-1.00", "charge_negative"),
        ("罚款", "50.00", "penalty_positive"),
    ],
)
def test_each_type_of_line_has_its_sign(kind, amount, code):
    found = typed(kind, amount)
    assert verdict(found) == [(code, SUM)]
    assert not found.lines
    other = amount.removeprefix("-") if amount.startswith("-") else f"-{amount}"
    assert typed(kind, other).loadable


def test_refunds_of_a_mapping_that_says_positive_are_never_turned_twice():
    assert grosses(typed("退款", "40.00", refunds="positive")) == [-4_000]
    assert verdict(typed("退款", "-40.00", refunds="positive")) == [("refund_positive", SUM)]


def test_a_negative_line_that_states_no_type_is_a_refund():
    found = read(text((REF, SUM, WHEN), ("A1", "-40.00", "2026-03-01")), GENERIC)
    assert [(line.line_type, line.gross_minor) for line in found.lines] == [("refund", -4_000)]


def test_top_ups_and_balances_are_told_and_a_balance_adds_nothing():
    rows = [
        ("期初余额", "", "900.00"),
        ("核销", "A1", "100.00"),
        ("充值", "T1", "500.00"),
        ("期末余额", "", "800.00"),
    ]
    body = [(*row, "2026-03-01") for row in rows]
    found = read(text(("类型", REF, SUM, WHEN), *body, ("合计", "2笔", "600.00", "")), GENERIC)
    assert found.loadable, found.reasons
    assert found.controls.computed == Totals(2, 60_000)
    assert report(found, "a.csv", "en")["sums"] == "CNY 600.00"
    assert "lines_never_paid" in told(found)


@pytest.mark.parametrize("first", ["Summer lounge", "Total care spa", "合计套餐", "汇总装", "TOTAL-7"])
def test_a_last_line_never_vanishes_as_totals(first):
    rows = (
        ("商品", REF, SUM, WHEN),
        ("SPA", "A1", "100.00", "2026-03-01"),
        (first, "A2", "100.00", "2026-03-02"),
    )
    found = read(text(*rows), GENERIC)
    if found.loadable:
        assert grosses(found) == [10_000, 10_000]
    else:
        assert [(one.code, one.row) for one in found.reasons] == [("trailer_or_line", 3)]


def test_a_word_of_totals_is_one_by_itself():
    rows = ((REF, SUM, WHEN), ("A1", "100.00", "2026-03-01"), ("Sum", "100.00", ""))
    assert read(text(*rows), GENERIC).controls.declared == Totals(None, 10_000)


@pytest.mark.parametrize(
    "above", ["总笔数：2,总金额：140.00", "合计金额,140.00", "本期共2笔，合计：140.00元"]
)
def test_totals_above_the_header_control_the_file(above):
    rows = text((REF, SUM, WHEN), ("A1", "100.00", "2026-03-01"), ("A2", "40.00", "2026-03-02"))
    whole = read(f"云途贵宾厅对账单\n{above}\n".encode() + rows, GENERIC)
    assert whole.loadable, whole.reasons
    assert whole.controls.declared.gross_minor == 14_000
    wrong = read(f"{above.replace('140', '141')}\n".encode() + rows, GENERIC)
    assert "sum_differs" in [one.code for one in wrong.reasons]
    both = rows + "合计,141.00,\n".encode()
    assert "totals_disagree" in [one.code for one in read(f"{above}\n".encode() + both, GENERIC).reasons]


def test_a_total_of_something_else_above_the_header_is_no_control():
    rows = text((REF, SUM, WHEN), ("A1", "100.00", "2026-03-01"))
    assert grosses(read("退款总金额：40.00,优惠合计：3.00\n".encode() + rows, GENERIC)) == [10_000]


def test_a_tab_behind_a_quotation_mark_is_space():
    whole = read('交易时间,商户订单号,金额\n2026-03-01 10:00:00,"P1"\t,60.00\n'.encode(), GENERIC)
    assert grosses(whole) == [6_000]
    assert whole.lines[0].platform_ref == "P1"


def test_the_same_line_at_another_store_is_another_line():
    def one(store):
        return read(text((REF, SUM, WHEN, "门店"), ("", "50.00", "2026-03-01", store)), GENERIC)

    here, there = one("静安店"), one("徐汇店")
    assert here.lines[0].line_sha != there.lines[0].line_sha
    assert here.fingerprint != there.fingerprint
    above = [read(f"门店：{name}\n".encode() + bill(), GENERIC) for name in ("静安店", "徐汇店")]
    assert len({found.lines[0].line_sha for found in above}) == 2
