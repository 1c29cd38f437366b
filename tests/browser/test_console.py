"""The console as a place of work: addresses that keep, forms not lost, files to take, screens for all."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from tests.browser.looks import faults
from tests.browser.people import PHONE
from tests.browser.screens import SCREENS

pytestmark = pytest.mark.slow

TEA = "武夷岩茶礼盒"
BUDGET = "冬季答谢预算"
SMALL_DESK = {"width": 1280, "height": 800}
LONG = {
    "zh": "极长名称" * 15,
    "en": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
}


def at(one, path):
    """Open an address of the console."""
    one.page.goto(f"{one.town.address}/console{path}")


def moves_to(one, path):
    """Go to another address of the console without loading the page again, as its links do."""
    one.page.evaluate("(to) => history.pushState(null, '', to)", f"/console{path}")


def wears(one, locale, scheme):
    """Choose a language and a theme as the menu does, for the pages that follow."""
    one.context.add_init_script(
        f"localStorage.setItem('lg.locale', '{locale}');"
        f"localStorage.setItem('mantine-color-scheme-value', '{scheme}')"
    )


@pytest.fixture(scope="module")
def long_names(town):
    """A product, a budget and an outlet whose names leave no room for their neighbours."""
    operator, admin = town.person("operator"), town.person("admin")
    branch = next(one["id"] for one in admin.query("{ units { id code } }")["units"] if one["code"] == "SH")
    operator.ask("createProduct", code="P-LONG", title=LONG, category="lounge", unit=branch)
    purse = {"currency": "CNY", "capMinor": 123_456_789_012}
    operator.ask("createBudget", code="B-LONG", title=LONG, unit=branch, **purse)
    names = {"nameZh": LONG["zh"], "nameEn": LONG["en"]}
    admin.ask("openUnit", code="SH-LONG", level="outlet", parent=branch, **names)


@pytest.mark.usefixtures("long_names")
@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_whole_and_can_be_read_named_and_understood(person, name):
    one = person(name)
    wrong = {}
    for locale, scheme in (("zh-CN", "light"), ("en", "dark")):
        wears(one, locale, scheme)
        at(one, "/nothing-here")
        for path in SCREENS[name]:
            moves_to(one, path)
            expect(one.page.get_by_role("heading", level=1)).to_be_visible()
            for size in (PHONE, SMALL_DESK):
                one.page.set_viewport_size(size)
                if found := faults(one.page):
                    wrong[locale, path, size["width"]] = found
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "path"), [("adviser", "/"), ("adviser", "/advising"), ("branch", "/approvals")]
)
def test_advisers_and_approvers_work_on_a_phone(person, name, path):
    one = person(name)
    one.page.set_viewport_size(PHONE)
    at(one, path)
    expect(one.page.get_by_role("heading", level=1)).to_be_visible()
    assert faults(one.page) == []
    one.presses("菜单")
    one.goes_to("首页")
    one.sees("您好")


def test_a_list_is_found_again_by_its_address(person):
    operator = person("operator")
    at(operator, "/clients")
    expect(operator.page.locator("tbody tr").first).to_be_visible()
    everyone = operator.page.locator("tbody tr").count()
    operator.page.keyboard.press("/")
    operator.page.keyboard.type("C80002")
    operator.page.wait_for_url(re.compile(r"\?q=C80002$"))
    expect(operator.page.locator("tbody tr")).to_have_count(1)
    operator.page.reload()
    expect(operator.page.get_by_role("searchbox")).to_have_value("C80002")
    operator.page.get_by_role("link", name="陈**").press("Enter")
    operator.page.wait_for_url(re.compile(r"/clients/cli_\w+\?q=C80002$"))
    expect(operator.page.get_by_role("dialog").get_by_role("button", name="关闭")).to_be_focused()
    operator.page.keyboard.press("Escape")
    operator.page.wait_for_url(re.compile(r"/clients\?q=C80002$"))
    expect(operator.page.get_by_role("link", name="陈**")).to_be_focused()
    operator.presses("清空搜索")
    expect(operator.page.locator("tbody tr")).to_have_count(everyone)


def opens_a_budget(one):
    """Begin the form of a new budget; gives the form."""
    one.goes_to("预算")
    one.presses("新建预算")
    form = one.page.get_by_role("dialog")
    form.get_by_label("编码").fill("B-WINTER")
    form.get_by_label("中文名称").fill(BUDGET)
    form.get_by_label("英文名称").fill("Winter thanks")
    form.get_by_label("额度").fill("5000")
    form.get_by_role("combobox", name="机构").click()
    one.page.get_by_role("option", name="上海分行").click()
    return form


def test_a_session_that_ends_under_a_form_loses_nothing(person):
    operator = person("operator")
    form = opens_a_budget(operator)
    operator.context.clear_cookies()
    form.get_by_role("button", name="新建预算").click()
    again = operator.page.get_by_role("dialog", name="登录已过期")
    again.get_by_role("textbox", name="密码").fill(operator.town.password)
    again.get_by_role("button", name="登录").click()
    expect(again).to_have_count(0)
    expect(form.get_by_label("中文名称")).to_have_value(BUDGET)
    form.get_by_role("button", name="新建预算").click()
    expect(form).to_have_count(0)
    expect(operator.page.get_by_role("row").filter(has_text=BUDGET)).to_be_visible()


def test_a_begun_form_asks_before_it_is_left(person):
    operator = person("operator")
    form = opens_a_budget(operator)
    operator.page.keyboard.press("Escape")
    operator.presses("继续填写")
    for _ in range(2):
        operator.page.go_back()
        operator.presses("继续填写")
        expect(form.get_by_label("编码")).to_have_value("B-WINTER")
    form.get_by_role("button", name="取消").click()
    operator.presses("放弃并关闭")
    expect(form).to_have_count(0)
    operator.sees("预算")
    operator.page.wait_for_function("!history.state?.over")
    operator.page.go_back()
    operator.sees("您好")


def test_a_place_that_is_not_open_says_so_and_a_place_that_is_not_there_too(person):
    designer = person("designer")
    at(designer, "/settlement/statements")
    designer.sees("您不能查看“对账单”")
    at(designer, "/settlement/nothing")
    designer.sees("没有这个页面")
    designer.page.get_by_role("link", name="回到首页").click()
    designer.sees("您好")


def test_a_mistaken_use_is_reversed_and_the_ledger_shows_both_entries(person):
    operator = person("operator")
    operator.goes_to("核销记录")
    operator.page.get_by_role("link", name=TEA).first.click()
    operator.presses("撤销核销")
    ask = operator.page.get_by_role("dialog")
    ask.get_by_label("原因").fill("柜台误扫，客户未使用")
    ask.get_by_role("button", name="撤销核销").click()
    operator.sees("核销已撤销")
    operator.sees("柜台核销 · 已撤销")
    expect(operator.page.get_by_role("button", name="撤销核销")).to_have_count(0)


def test_a_client_is_blocked_with_a_reason_and_let_in_again(person):
    operator = person("operator")
    at(operator, "/clients?q=C80003")
    operator.page.get_by_role("link", name="刘**").click()
    side = operator.page.get_by_role("dialog").first
    opens, address = side.get_by_role("button", name="停用客户"), operator.page.url
    for leave in (lambda: operator.page.keyboard.press("Escape"), operator.page.go_back):
        opens.click()
        ask = operator.page.get_by_role("dialog", name="停用客户")
        expect(ask.get_by_label("原因")).to_be_focused()
        leave()
        expect(ask).to_have_count(0)
        expect(opens).to_be_focused()  # the detail below is still open
        assert operator.page.url == address
    for press, seen in (("停用客户", "已停用："), ("恢复客户", "停用客户")):
        side.get_by_role("button", name=press).click()
        ask = operator.page.get_by_role("dialog", name=press)
        ask.get_by_label("原因").fill("已核实")
        expect(ask.get_by_label("原因")).to_have_accessible_description("至少 4 个字。")
        expect(ask.get_by_role("button", name=press)).to_be_disabled()
        ask.get_by_label("原因").fill("客户来电确认身份")
        ask.get_by_role("button", name=press).click()
        expect(side.get_by_text(seen).first).to_be_visible()


def test_the_administrator_opens_an_outlet_and_moves_a_colleague_there(person):
    admin = person("admin")
    admin.goes_to("机构")
    admin.presses("新建机构")
    form = admin.page.get_by_role("dialog")
    for label, option in (("上级机构", "上海分行"), ("层级", "网点")):
        form.get_by_role("combobox", name=label).click()
        admin.page.get_by_role("option", name=option, exact=True).click()
    form.get_by_label("机构号").fill("SH-XH")
    form.get_by_label("中文名称").fill("上海徐汇支行")
    form.get_by_label("英文名称").fill("Shanghai Xuhui outlet")
    form.get_by_role("button", name="新建机构").click()
    expect(admin.page.get_by_role("row").filter(has_text="SH-XH")).to_be_visible()
    admin.goes_to("员工")
    admin.presses("苏明澈 的操作")
    admin.page.get_by_role("menuitem", name="调整角色与机构").click()
    form = admin.page.get_by_role("dialog")
    form.get_by_role("combobox", name="机构").click()
    admin.page.get_by_role("option", name="上海徐汇支行").click()
    form.get_by_role("button", name="更新角色与机构").click()
    expect(admin.page.get_by_role("row").filter(has_text="苏明澈")).to_contain_text("上海徐汇支行")
    admin.goes_to("审计")
    expect(admin.page.get_by_role("row").filter(has_text="变更员工")).to_contain_text("客户经理")


def test_nobody_is_offered_what_he_may_not_do_to_himself(person):
    admin = person("admin")
    at(admin, "/admin/staff?q=10010")
    expect(admin.page.get_by_role("row").filter(has_text="方启明")).to_be_visible()
    expect(admin.page.get_by_role("button", name="方启明 的操作")).to_have_count(0)
    at(admin, "/admin/staff?q=10013")
    admin.page.get_by_role("button", name="韩知行 的操作").click()
    expect(admin.page.get_by_role("menuitem")).to_have_text(["调整角色与机构", "停用"])


def test_many_differences_are_proposed_at_once_and_signed_by_their_sums(person, town):
    finance = person("finance")
    address = finance.batches("岩骨茶舍", f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}")
    finance.page.get_by_label("选择本页全部").check()
    count = finance.page.locator("tbody input:checked").count()
    finance.presses(re.compile("提议处理"))
    form = finance.page.get_by_role("dialog")
    form.get_by_role("radio", name="结转下期").check()
    form.get_by_label("原因").fill("与服务商核对中，下期处理")
    form.get_by_role("button", name="提议").click()
    expect(form).to_have_count(0)
    expect(finance.page.get_by_text("须由另一人复核")).to_have_count(count)
    second = person("finance2")
    second.page.goto(address)
    second.page.get_by_label("选择本页全部").check()
    second.presses(f"同意所选（{count}）")
    ask = second.page.get_by_role("dialog")
    expect(ask.get_by_role("row").nth(1).get_by_role("cell").nth(1)).to_have_text(str(count))
    ask.get_by_label("原因").fill("同意结转")
    ask.get_by_role("button", name=f"同意所选（{count}）").click()
    expect(ask).to_have_count(0)
    expect(second.page.get_by_role("button", name=re.compile("同意所选"))).to_have_count(0)


def asks_to_revoke(operator, client, reason):
    """Give a client a right, open its trail and ask for its revocation; gives the trail's address."""
    at(operator, f"/clients?q={client}")
    operator.page.locator("tbody").get_by_role("link").click()
    operator.presses("发放权益")
    form = operator.page.get_by_role("dialog").last
    form.get_by_role("combobox", name="批次").click()
    operator.page.get_by_role("option", name=re.compile(TEA)).first.click()
    form.get_by_label("原因").fill("周年答谢")
    form.get_by_role("button", name="发放权益").click()
    side = operator.page.get_by_role("dialog")
    side.get_by_role("row").filter(has_text="待领取").get_by_role("link", name=TEA).first.click()
    operator.presses("申请撤销权益")
    ask = operator.page.get_by_role("dialog")
    ask.get_by_label("原因").fill(reason)
    ask.get_by_role("button", name="申请撤销权益").click()
    expect(ask).to_have_count(0)
    return operator.page.url


def test_a_right_given_by_mistake_is_taken_back_by_two_people(person):
    operator = person("operator")
    trail = asks_to_revoke(operator, "C80005", "发错客户，尚未使用")
    operator.sees("申请撤销这项权益：“发错客户，尚未使用”")
    expect(operator.page.get_by_role("button", name="申请撤销权益")).to_have_count(0)
    branch = person("branch")
    branch.goes_to("审批")
    branch.page.get_by_role("link", name=re.compile(TEA)).click()
    branch.sees("发错客户，尚未使用")
    branch.page.get_by_label("意见").fill("同意撤销")
    branch.presses("同意")
    branch.sees("此审批已结束。")
    operator.page.goto(trail)
    expect(operator.page.get_by_role("heading", level=1)).to_be_visible()
    operator.sees("已撤销")
    expect(operator.page.get_by_role("button", name="申请撤销权益")).to_have_count(0)


def test_who_asked_for_a_revocation_takes_it_back_and_the_auditor_finds_it(person):
    operator = person("operator")
    asks_to_revoke(operator, "C80006", "客户来电，疑似发错")
    operator.confirms("撤回申请")
    operator.sees("申请已撤回")
    expect(operator.page.get_by_text("客户来电，疑似发错")).to_have_count(0)
    expect(operator.page.get_by_role("button", name="申请撤销权益")).to_be_visible()
    auditor = person("auditor")
    auditor.goes_to("审计")
    expect(auditor.page.get_by_role("row").filter(has_text="撤回审批")).to_be_visible()


def test_a_revocation_that_was_decided_meanwhile_is_not_taken_back(person):
    operator, branch = person("operator"), person("branch")
    asks_to_revoke(operator, "C80007", "客户说未申领")
    operator.page.get_by_role("link", name="查看审批").click()
    operator.sees("等待其他人签署。")
    branch.signs("许**", "同意撤销")
    operator.presses("撤回")
    ask = operator.page.get_by_role("dialog")
    ask.get_by_role("button", name="撤回").click()
    operator.sees("这笔审批已经结束")
    ask.get_by_role("button", name="取消").click()
    operator.page.reload()
    operator.sees("此审批已结束。")
    expect(operator.page.get_by_role("button", name="撤回")).to_have_count(0)


def test_a_platform_that_does_not_answer_is_no_door_and_comes_back_by_a_button(person):
    designer = person("designer")
    designer.page.route("**/graphql/console", lambda route: route.abort())
    designer.page.reload()
    designer.sees("无法连接服务器")
    expect(designer.page.get_by_label("工号或邮箱")).to_have_count(0)
    designer.page.unroute("**/graphql/console")
    designer.presses("重试")
    designer.sees("您好")
    designer.complaints.clear()


def test_a_form_names_every_field_that_is_missing_and_goes_to_the_first(person):
    operator = person("operator")
    operator.goes_to("预算")
    operator.presses("新建预算")
    form = operator.page.get_by_role("dialog")
    form.get_by_label("编码").fill("B-SPRING")
    form.get_by_role("button", name="新建预算").click()
    expect(form.get_by_text("请填写此项")).to_have_count(4)
    expect(form.get_by_label("中文名称")).to_be_focused()
    form.get_by_label("中文名称").fill("春季预算")
    expect(form.get_by_text("请填写此项")).to_have_count(3)
    expect(form.get_by_label("编码")).to_have_value("B-SPRING")
    form.get_by_role("button", name="取消").click()
    operator.presses("放弃并关闭")


def test_a_form_that_is_opened_before_its_list_came_is_filled_in_when_it_comes(person):
    operator = person("operator")
    held = []
    operator.page.route("**/graphql/console", lambda route: held.append(route))  # noqa: PLW0108 - it wants a function
    operator.goes_to("预算")
    operator.presses("新建预算")
    form = operator.page.get_by_role("dialog")
    form.get_by_label("编码").fill("B-EARLY")
    currency = form.get_by_role("textbox", name="币种")
    expect(currency).to_have_value("")
    for request in held:
        request.continue_()
    operator.page.unroute("**/graphql/console")
    expect(currency).to_have_value("CNY")
    currency.fill("")
    form.get_by_role("button", name="新建预算").click()
    expect(currency).to_have_value("")
    expect(form.get_by_label("编码")).to_have_value("B-EARLY")
    form.get_by_role("button", name="取消").click()
    operator.presses("放弃并关闭")


def test_a_question_without_an_answer_shows_the_way_back_to_the_whole_list(person):
    designer = person("designer")
    at(designer, "/rights/batches?state=stopped")
    designer.presses("显示全部")
    expect(designer.page.locator("tbody tr")).to_have_count(3)
    at(designer, "/rights/batches?q=nobody")
    designer.sees("没有与“nobody”相符的记录")
    designer.page.get_by_role("button", name="清空搜索").last.click()
    expect(designer.page.locator("tbody tr")).to_have_count(3)


def test_on_a_low_screen_one_sees_where_one_is_and_who_one_is(person):
    admin = person("admin")
    admin.page.set_viewport_size({"width": 1280, "height": 600})
    admin.goes_to("消息托盘")
    here = admin.page.get_by_role("navigation").get_by_role("link", name="消息托盘").bounding_box()
    who = admin.page.get_by_role("button", name="方启明").bounding_box()
    assert here["y"] + here["height"] <= who["y"]
    assert who["y"] + who["height"] <= 600


def test_an_ask_that_does_not_arrive_keeps_what_was_typed(person):
    operator = person("operator")
    form = opens_a_budget(operator)
    operator.page.route("**/graphql/console", lambda route: route.abort())
    form.get_by_role("button", name="新建预算").click()
    operator.sees("无法连接服务器，填写的内容还在")
    operator.page.unroute("**/graphql/console")
    expect(form.get_by_label("编码")).to_have_value("B-WINTER")
    form.get_by_role("button", name="取消").click()
    operator.presses("放弃并关闭")
    operator.complaints.clear()


def test_a_batch_that_was_returned_or_withdrawn_is_revised_under_its_code(person):
    designer, branch = person("designer"), person("branch")
    at(designer, "/rights/batches")
    designer.presses("新建批次")
    form = designer.page.get_by_role("dialog")
    for label, value in (
        ("编码", "B-TEA-2"),
        ("中文名称", "岩茶补充"),
        ("英文名称", "More tea"),
        ("总量", "90"),
    ):
        form.get_by_label(label).fill(value)
    for label, option in (("规格", TEA), ("预算", "2026 秋季客户权益预算")):
        form.get_by_role("combobox", name=label).click()
        designer.page.get_by_role("option", name=option).first.click()
    form.get_by_label("开始").fill("2026-01-01 00:00")
    form.get_by_label("结束").fill("2099-01-01 00:00")
    form.get_by_role("button", name="提交审批").click()
    expect(form).to_have_count(0)
    branch.goes_to("审批")
    branch.page.get_by_text("岩茶补充").first.click()
    branch.page.get_by_label("意见").fill("先发四十份")
    branch.presses("退回")
    branch.sees("此审批已结束。")

    at(designer, "/rights/batches?state=draft")
    designer.page.get_by_text("岩茶补充").click()
    designer.page.get_by_role("link", name="查看审批").click()
    designer.sees("先发四十份")
    designer.page.go_back()
    designer.presses("修改后重新提交")
    again = designer.page.get_by_role("form", name="修改后重新提交")
    expect(again.get_by_label("中文名称")).to_have_value("岩茶补充")
    expect(again.get_by_label("结束")).to_have_value("2099-01-01 00:00")
    again.get_by_label("总量").fill("40")
    again.get_by_role("button", name="提交审批").click()
    expect(again).to_have_count(0)
    designer.presses("撤回审批")
    ask = designer.page.get_by_role("dialog", name="撤回审批")
    ask.get_by_role("button", name="撤回审批").click()
    designer.presses("修改后重新提交")
    again.get_by_role("button", name="提交审批").click()
    expect(again).to_have_count(0)
    at(branch, "/")
    branch.signs("岩茶补充", "同意")
    at(designer, "/rights/batches?state=active")
    row = designer.page.get_by_role("row").filter(has_text="岩茶补充")
    expect(row).to_contain_text("40")
