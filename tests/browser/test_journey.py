"""The whole journey in a browser, as its people, on real servers; the money at the end."""

import csv
import io
import os
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from tests.browser.people import PHONE, Client, Finance, Somebody, Staff
from tests.browser.words import DISCLOSURE

pytestmark = pytest.mark.slow

TITLE = "岁末贵宾礼"
RIGHT = "机场贵宾厅单次礼遇"
PROVIDER = "云端贵宾厅"
WAYS = {
    "金额不符": ("以服务商为准", "合同已调价，据实支付"),
    "服务商有、平台无": ("按我方支付", "我方无此核销记录"),
    "平台有、服务商无": ("结转下期", "服务商下期补列"),
}
MOBILES = ("13900010001", "13900010002")
PICTURES = os.environ.get("LARGESSE_PICTURES", "")


def test_an_idea_becomes_a_used_and_settled_right(browser, town):
    slug = it_is_built_signed_and_published(browser, town)
    rights = [
        it_is_won_and_used(browser, town, slug, lambda phone: by_code(browser, town, phone, MOBILES[0])),
        it_is_won_and_used(browser, town, slug, lambda phone: phone.steps_in_as("陈婉清")),
        it_is_won_and_used(browser, town, slug, lambda phone: phone.steps_in_as("刘子墨")),
    ]
    it_is_settled(browser, town)
    its_trail_is_whole(browser, town, rights[0])


def it_is_built_signed_and_published(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates(TITLE, "幸运转盘")
    designer.sees("已保存", exact=True)
    designer.drags("rich-text", below="距活动结束")
    designer.page.frame_locator("iframe").get_by_text("感谢您一路同行").wait_for()
    designer.presses("撤销")
    designer.page.frame_locator("iframe").get_by_text("感谢您一路同行").wait_for(state="detached")
    designer.presses("重做")
    designer.page.frame_locator("iframe").get_by_text("感谢您一路同行").wait_for()
    designer.picture(PICTURES, "studio")
    designer.page.get_by_text("活动设置").click()
    designer.starts_now()
    designer.gives_for_sure(RIGHT, stock=50)
    designer.page.get_by_label("预算上限").fill("10000")
    designer.page.get_by_label("目标值").fill("20")
    designer.sees("活动公示缺少")
    designer.discloses(DISCLOSURE)
    designer.sees("1 项提醒")  # a slice of the wheel that nobody meets
    designer.sees("CNY 8,400.00")
    designer.confirms("提交审批")
    designer.leaves()
    for name in ("branch", "protection", "headoffice"):
        signer = Staff(browser, town, name)
        signer.signs(TITLE, "同意，已核对公示与成本")
        signer.picture(PICTURES, f"approval-{name}")
        signer.leaves()
    operator = Staff(browser, town, "operator")
    operator.goes_to("活动")
    operator.page.get_by_text(TITLE).first.click()
    operator.confirms("发布")
    operator.sees("进行中")
    slug = re.search(r"/a/([\w-]+)", operator.page.content())[1]
    operator.leaves()
    return slug


def by_code(browser, town, phone, mobile):
    """Be recognised by mobile and code; the code arrives in the demo's message tray."""

    def code():
        tray = Staff(browser, town, "operator")
        tray.goes_to("消息托盘")
        tray.sees(re.compile(r"\b\d{6}\b"))
        found = re.search(r"\b(\d{6})\b", tray.page.get_by_role("main").inner_text())[1]
        tray.leaves()
        return found

    phone.is_recognised(mobile, code)


def it_is_won_and_used(browser, town, slug, recognise):
    phone = Client(browser, town, slug)
    phone.sees("一转一礼")
    recognise(phone)
    phone.picture(PICTURES, "phone")
    code, right = phone.plays_and_claims()
    phone.picture(PICTURES, "right")
    desk = Somebody(browser, PHONE)
    desk.page.goto(f"{town.supplier}/desk")
    desk.page.get_by_label("贵宾码").fill(code)
    desk.presses("核销")
    desk.sees("已核销")
    desk.leaves()
    phone.sees("已使用")
    phone.leaves()
    return right


def it_is_settled(browser, town):
    today = f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}"
    finance = Finance(browser, town, "finance")
    finance.fetches(PROVIDER, today)
    batch = finance.batches(PROVIDER, today)
    for difference, (way, reason) in WAYS.items():
        finance.proposes(difference, way, reason)
    second = Finance(browser, town, "finance2")
    second.page.goto(batch)
    for difference in WAYS:
        second.agrees(difference, "同意")
    finance.page.reload()
    finance.confirms("提交复核")
    expect(finance.page.get_by_role("button", name="撤回")).to_be_visible()
    second.page.reload()
    second.sees("查看审批")
    for act in ("撤回", "运行匹配", "导出工作簿"):  # the maker's own, done with, and not yet
        expect(second.page.get_by_role("button", name=act)).to_have_count(0)
    number = finance.page.get_by_role("heading", level=1).inner_text()
    second.signs(number, "金额与差异均已核对")
    finance.page.reload()
    finance.sees("CNY 356.00")
    finance.picture(PICTURES, "settlement")
    assert finance.downloads(re.compile("导出工作簿")).startswith(b"PK")
    vouchers = finance.downloads(re.compile("导出凭证")).decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(vouchers)))
    finance.leaves()
    second.leaves()


def its_trail_is_whole(browser, town, right):
    auditor = Staff(browser, town, "auditor")
    auditor.page.goto(f"{town.address}/console/trail/{right}")
    for stage in ("发行", "抽取", "服务商订单", "核销", "对账单行", "会计分录", "结算批次"):
        auditor.sees(stage)
    auditor.picture(PICTURES, "trail")
    auditor.leaves()
