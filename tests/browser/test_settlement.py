"""What a reconciliation clerk does with a line: read the row it came from, take its number along."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

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
