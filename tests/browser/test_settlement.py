"""What finance does: a line, a batch made by mistake, a rate of exchange, the ledger taken home."""

import csv
import io
import os
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

PICTURES = os.environ.get("LARGESSE_PICTURES", "")
DISCOUNTED = """领取单号,礼品,份数,结算金额,优惠,领取时间,门店
TEA-990001-001,茶礼,1,188.00,12.00,2026-03-01 10:00:00,静安店
合计,,1,188.00,,,
"""
REF = re.compile(r"复制 TEA-\d{6}-001")


def test_a_line_shows_the_row_of_the_file_and_gives_its_number(person):
    finance = person("finance")
    finance.context.grant_permissions(["clipboard-read", "clipboard-write"])
    finance.goes_to("对账单")
    finance.page.get_by_role("link", name=re.compile("岩骨茶舍-对账单")).click()
    number = finance.page.get_by_role("button", name=REF)
    number.click()
    expect(finance.page.get_by_role("button", name=re.compile("已复制 TEA"))).to_be_visible()
    copied = finance.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"TEA-\d{6}-001", copied)
    line = finance.page.get_by_role("row").filter(has_text=copied)
    line.get_by_role("button", name="原始行").focus()
    finance.page.keyboard.press("Enter")
    sheet = finance.page.get_by_role("dialog")
    for heading in ("领取单号", "礼品", "份数", "结算金额", "领取时间", "门店"):
        expect(sheet.get_by_role("rowheader", name=heading)).to_be_visible()
    expect(sheet.get_by_role("row", name=re.compile("领取单号"))).to_contain_text(copied)
    opened = finance.page.url
    assert "line=lin_" in opened
    finance.page.reload()
    expect(sheet).to_be_visible()
    finance.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def uploads(finance, file, profile=""):
    """Load a file of the tea house; the statement's page opens."""
    finance.goes_to("对账单")
    finance.presses("上传对账单")
    form = finance.page.get_by_role("dialog")
    form.get_by_role("combobox", name="服务商").click()
    finance.page.get_by_role("option", name="岩骨茶舍").click()
    form.locator("input[type=file]").set_input_files(file)
    if profile:
        form.get_by_role("combobox", name="列映射").click()
        finance.page.get_by_role("option", name=profile).click()
    form.get_by_role("button", name="载入对账单").click()
    expect(form).to_have_count(0)


def test_finance_reads_why_a_file_is_kept_out_and_answers_in_the_column_mapping(person, tmp_path):
    file = tmp_path / "三月茶礼.csv"
    file.write_text(DISCOUNTED, "gb18030")
    finance = person("finance")
    uploads(finance, file)
    finance.sees(re.compile("“优惠”列会改变金额的含义.*“不读的列”"))
    finance.goes_to("列映射")
    finance.presses("新建列映射")
    form = finance.page.get_by_role("dialog")
    form.get_by_role("combobox", name="以已有映射为底").click()
    finance.page.get_by_role("option", name="tea-house v1").click()
    expect(form.get_by_label("名称")).to_have_value("tea-house")
    form.get_by_label("名称").fill("茶礼优惠")
    form.locator("input[type=file]").set_input_files(file)
    more = form.get_by_role("button", name="更多规则")
    more.focus()
    finance.page.keyboard.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    form.get_by_role("combobox", name="不读的列").click()
    finance.page.get_by_role("option", name="优惠").click()
    expect(form.get_by_role("combobox", name="小数点写法")).to_be_visible()
    form.get_by_role("button", name="关闭").click()
    finance.sees("有尚未保存的内容")
    form.get_by_role("button", name="继续填写").click()
    form.get_by_role("button", name="保存列映射").click()
    expect(form).to_have_count(0)
    uploads(finance, file, "茶礼优惠 v1")
    finance.sees("对账单已载入")
    expect(finance.page.get_by_role("button", name="复制 TEA-990001-001")).to_be_visible()


def test_a_batch_made_by_mistake_is_changed_and_void_by_keyboard_and_mouse(person):
    finance = person("finance")
    finance.batches("岩骨茶舍", f"{date.today() + timedelta(20):%Y-%m-%d}")  # noqa: DTZ011 - within reason
    page = finance.page
    held = page.get_by_role("table", name="本批内容")
    matched = held.get_by_role("row").filter(has_text="已匹配").first  # the run has ended
    matched.get_by_role("button", name="移出本批").focus()
    page.keyboard.press("Enter")
    ask = page.get_by_role("dialog")
    ask.get_by_label("原因").fill("服务商下月重新出账")
    ask.get_by_role("button", name="移出本批").click()
    expect(ask).to_have_count(0)
    left_out = held.get_by_role("row").filter(has_text="服务商下月重新出账")
    expect(left_out.get_by_role("button", name="移回本批")).to_be_visible()
    finance.picture(PICTURES, "batch-held")
    page.get_by_role("button", name="作废").click()
    ask.get_by_label("原因").fill("建错的批次")
    ask.get_by_role("button", name="作废").click()
    finance.sees(re.compile("已作废，.*建错的批次"))
    expect(page.get_by_role("button", name="运行匹配")).to_have_count(0)
    finance.picture(PICTURES, "batch-void")


def test_finance_records_the_published_rate_of_a_day(person):
    finance = person("finance")
    finance.goes_to("分录与试算")
    finance.page.get_by_text("汇率", exact=True).click()
    finance.presses("登记汇率")
    form = finance.page.get_by_role("dialog")
    form.get_by_label("币种").fill("USD")
    form.get_by_role("textbox", name="汇率").fill("seven")
    form.get_by_label("公布机构").fill("中国外汇交易中心")
    form.get_by_role("button", name="登记汇率").click()
    expect(form.get_by_role("textbox", name="汇率")).to_have_attribute("aria-invalid", "true")
    form.get_by_role("textbox", name="汇率").fill("7.1234")
    form.get_by_role("button", name="登记汇率").click()
    row = finance.page.get_by_role("row").filter(has_text="USD/CNY")
    expect(row.first).to_contain_text("7.1234")
    finance.picture(PICTURES, "rates")


def test_finance_takes_the_ledger_home_and_the_auditor_sees_it(person):
    finance = person("finance")
    finance.goes_to("分录与试算")
    finance.sees("#1")
    rows = list(csv.DictReader(io.StringIO(finance.downloads("导出 CSV").decode("utf-8-sig"))))
    assert {row["金额"] for row in rows if row["分录号"] == "1"} == {"87.61", "11.39", "99.00"}
    assert {row["币种"] for row in rows} == {"CNY"}
    auditor = person("auditor")
    auditor.goes_to("审计")
    expect(auditor.page.get_by_role("row").filter(has_text=re.compile("导出清单.*分录"))).to_have_count(1)
