"""Records are found and chosen from the keyboard; what is typed counts, never what stood there before."""

import os
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

TEA = "武夷岩茶礼盒"
SLOTS_A_WEEK = 36  # of the demo's tea house: six days of six hours


def begins(one, form):
    """Open the form of a new SKU."""
    one.page.goto(f"{one.town.address}/console/rights/products?tab=skus")
    one.presses("新建规格")
    return one.page.get_by_role("dialog", name=form)


def test_enter_takes_what_was_typed_and_never_what_stood_there_before(person):
    operator = person("operator")
    box = begins(operator, "新建规格").get_by_role("combobox", name="产品")
    box.click()
    expect(operator.page.get_by_role("option").first).to_be_visible()
    box.type("wuyi", delay=0)
    box.press("Enter")  # before any answer: nothing is taken, nothing is sent
    expect(operator.page.get_by_role("option", name=TEA)).to_be_visible()
    expect(operator.page.get_by_role("option")).to_have_count(1)
    told = operator.page.get_by_role("status").filter(has_text=f"1 条可选，按回车选“{TEA}”")
    expect(told).to_have_count(1)
    box.press("Enter")
    expect(box).to_have_value(TEA)
    box.fill("没有这个")
    operator.sees("没有与“没有这个”相符的记录")
    box.press("Escape")
    box.press("Tab")
    expect(box).to_have_value(TEA)


def test_a_field_that_cannot_read_says_so_and_reads_again(person):
    operator = person("operator")
    box = begins(operator, "新建规格").get_by_role("combobox", name="产品")
    operator.page.route("**/graphql/console", lambda route: route.abort())
    box.click()
    operator.sees("没能读取。")
    operator.page.unroute("**/graphql/console")
    operator.presses("重试")
    expect(operator.page.get_by_role("option", name=TEA)).to_be_visible()
    operator.complaints.clear()


def test_the_palette_finds_a_record_from_the_keyboard(person):
    operator = person("operator")
    operator.page.keyboard.press("Control+k")
    search = operator.page.get_by_placeholder("名称、拼音、编码")
    search.fill("C80002")
    operator.sees("陈**")
    search.dispatch_event("compositionstart")
    search.press("Enter")
    expect(search).to_be_visible()
    search.dispatch_event("compositionend")
    operator.page.get_by_role("button", name="陈**").click()
    operator.page.wait_for_url(re.compile(r"/clients/cli_\w+"))
    operator.page.keyboard.press("Escape")
    operator.page.keyboard.press("Control+k")
    search.fill("wyyc")
    expect(operator.page.get_by_role("button", name="S-TEA-1")).to_be_visible()
    search.fill("zzzz")
    operator.sees("没有相符的内容")


def test_the_key_that_ends_an_input_methods_word_empties_no_search(person):
    operator = person("operator")
    operator.page.goto(f"{operator.town.address}/console/clients")
    search = operator.page.get_by_role("searchbox")
    search.fill("陈")
    search.dispatch_event("keydown", {"key": "Escape", "isComposing": True})
    expect(search).to_have_value("陈")
    search.press("Escape")
    expect(search).to_have_value("")


def test_a_photo_that_calls_itself_a_table_is_named_before_it_is_sent(person, tmp_path):
    photo = tmp_path / "五月.csv"
    photo.write_bytes(bytes(4) + b"ftypheic" + bytes(64))
    sent = []
    operator = person("operator")
    operator.page.goto(f"{operator.town.address}/console/clients?import")
    operator.page.on("request", lambda one: sent.append(one.url) if "/console/clients/" in one.url else None)
    operator.sees("最多 20 MB、50,000 行")
    operator.page.locator("input[type=file]").set_input_files(photo)
    operator.sees("是 HEIC 文件，不能使用")
    assert sent == []


def test_an_approver_reads_a_first_release_by_section_and_the_check_then_and_now(person):
    branch = person("branch")
    branch.page.goto(f"{branch.town.address}/console/approvals?state=done")
    branch.page.get_by_text("中秋雅集").first.click()
    branch.sees("合规检查")
    expect(branch.page.get_by_test_id("guard-then")).to_contain_text("提交时")
    expect(branch.page.get_by_test_id("guard-now")).to_contain_text("现在")
    for section in ("目标、时间与受众", "权益", "概率与库存", "成本与限额", "对客户公示的规则"):
        heading = branch.page.locator("#main").get_by_role("heading", name=section, exact=True)
        expect(heading).to_be_visible()
    expect(branch.page.get_by_role("columnheader", name="之前")).to_have_count(0)
    fields = branch.page.locator("#main dt")
    odds = fields.filter(has_text=re.compile("^概率$"))
    expect(odds).to_be_visible()  # it follows from the document, and is asked for
    told = fields.all_inner_texts()
    assert told.index("主办方") < told.index("概率") < told.index("联系方式")  # as clients read it
    branch.speaks("en")
    branch.page.reload()
    expect(branch.page.get_by_role("heading", level=1)).to_have_text("Mid-Autumn Lounge Wheel")


def test_at_twice_the_size_nothing_of_a_list_is_lost(person):
    operator = person("operator")
    operator.page.set_viewport_size({"width": 720, "height": 450})  # 1440 × 900 at 200 %
    operator.page.goto(f"{operator.town.address}/console/rights/redemptions")
    expect(operator.page.get_by_role("button", name="导出 CSV")).to_be_visible()


def test_the_tables_beside_a_list_are_as_wide_as_their_place(person):
    operator = person("operator")
    operator.speaks("en")
    operator.page.goto(f"{operator.town.address}/console/clients?q=C80002")
    operator.page.locator("tbody").get_by_role("link").click()
    beside = operator.page.get_by_role("dialog")
    expect(beside.get_by_role("button", name="Revoke the binding").first).to_be_visible()
    expect(beside.get_by_role("table")).to_have_count(4)
    wide = "tables => tables.map(one => one.parentElement.scrollWidth - one.parentElement.clientWidth)"
    assert beside.get_by_role("table").evaluate_all(wide) == [0, 0, 0, 0]


def test_an_adviser_hands_a_client_a_right_with_a_note_and_sees_that_he_was_told(person):
    adviser = person("adviser")
    adviser.page.goto(f"{adviser.town.address}/console/advising")
    adviser.page.locator("tbody").last.get_by_role("link").first.click()
    adviser.presses("赠予权益")
    form = adviser.page.get_by_role("dialog").last
    form.get_by_role("combobox", name="权益").click()
    option = adviser.page.get_by_role("option", name=re.compile("机场贵宾厅单次礼遇"))
    expect(option).to_contain_text("本月您还可赠 10 份")
    option.click()
    form.get_by_label("给客户的留言").fill("祝您旅途愉快")
    form.get_by_role("button", name="赠予权益").click()
    adviser.sees("已赠予")
    told = adviser.page.get_by_role("table", name="发给客户的通知")
    expect(told.get_by_role("row").filter(has_text="赠予您“机场贵宾厅单次礼遇”")).to_contain_text("未读")


def test_a_time_that_is_past_says_so_and_offers_nothing(person):
    operator = person("operator")
    held = []

    def hold_the_days(route):
        if '"days"' in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    operator.page.route("**/graphql/console", hold_the_days)
    operator.page.goto(f"{operator.town.address}/console/rights/places")
    operator.page.locator("tbody").get_by_role("link", name="岩骨茶舍 · 静安店").click()
    beside = operator.page.get_by_role("dialog")
    later = beside.get_by_role("button", name="较晚")
    expect(later).to_be_disabled()  # its days are not read yet, and a step from nowhere would be lost
    for request in held:
        request.continue_()
    operator.page.unroute("**/graphql/console")
    beside.get_by_text("周", exact=True).click()
    block = beside.get_by_role("button", name="停约")
    later.click()
    expect(beside.get_by_text("可约")).to_have_count(SLOTS_A_WEEK)
    expect(block).to_have_count(SLOTS_A_WEEK)
    asked = []

    def hold(route):
        asked.append(route)

    operator.page.route("**/graphql/console", hold)
    for _ in range(2):  # the second press comes before the first one is answered
        beside.get_by_role("button", name="较早").click()
    operator.page.unroute("**/graphql/console", hold)
    assert asked  # what was held goes on
    expect(beside.get_by_text("已过")).to_have_count(SLOTS_A_WEEK)
    expect(beside.get_by_text("可约")).to_have_count(0)
    expect(block).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "act", "field"), [("pools", "开码池", "规格"), ("bookings", "代客预约", "客户的权益")]
)
def test_a_form_offers_only_what_it_can_take(person, path, act, field):
    """No SKU of the demo has a code of a pool, and the rights that were given so far are no appointments."""
    operator = person("operator")
    operator.page.goto(f"{operator.town.address}/console/rights/{path}")
    operator.presses(act)
    operator.page.get_by_role("dialog").get_by_role("combobox", name=field).click()
    operator.sees("还没有可选的记录")


def test_a_file_that_was_mended_after_it_was_chosen_says_so_and_is_chosen_again(person, tmp_path):
    operator, uses = person("operator"), tmp_path / "uses.csv"
    uses.write_text("券码,核销时间\nNONE-1,2026-03-02 10:00\n", encoding="utf-8")
    operator.page.goto(f"{operator.town.address}/console/rights/uses")
    operator.presses("按文件核销")
    form = operator.page.get_by_role("dialog", name="按文件核销")
    form.get_by_role("combobox", name="服务商").click()
    operator.page.get_by_role("option", name="岩骨茶舍").click()
    chosen = form.locator("input[type=file]")
    chosen.set_input_files(uses)
    look = form.get_by_role("button", name="查看文件")
    expect(look).to_be_enabled()
    uses.write_text("券码,核销时间\nNONE-1,2026-03-02 10:00\nNONE-2,2026-03-02 10:30\n", encoding="utf-8")
    os.utime(uses, (2_000_000_000, 2_000_000_000))  # a browser tells changes by the second
    look.click()
    operator.sees("文件选定后又有改动，请重新选择该文件。")
    operator.complaints.clear()
    chosen.set_input_files(uses)
    look.click()
    expect(form.get_by_role("row", name=re.compile("^3 ")).first).to_be_visible()
