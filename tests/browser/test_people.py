"""Two administrators at their desks, and somebody who cannot sign in."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.looks import covered
from tests.browser.people import DESK, PHONE, Somebody

NEW = "平静的柳树 seven 🏮"
HELLO = "您好"


@pytest.fixture
def outside(browser, town):
    """Give windows in which nobody is signed in."""
    here = []

    def arrives(size=DESK):
        one = Somebody(browser, size)
        here.append(one)
        one.page.goto(f"{town.address}/console/")
        return one

    yield arrives
    for one in here:
        one.leaves()


def asks(one, button, login):
    one.presses(button)
    one.page.get_by_label("工号或邮箱").fill(login)
    one.page.keyboard.press("Enter")
    code = one.page.get_by_role("region", name="您的核对码").locator("p").first
    expect(code).to_have_text(re.compile(r"\d{4}\s*\d{4}"))
    return code.inner_text()


def staff(admin):
    admin.page.goto(f"{admin.town.address}/console/admin/staff")
    return admin.page.get_by_role("table", name="待核对的密码申请").get_by_role("row")


def confirms(admin, name, code):
    staff(admin).filter(has_text=name).get_by_role("button", name="核对").click()
    form = admin.page.get_by_role("dialog")
    form.get_by_label("核对码（8 位）").fill("0000 0000")
    form.get_by_role("button", name="核对").click()
    expect(form.get_by_role("alert")).to_contain_text("核对码不正确")
    expect(admin.page.get_by_role("alert")).to_have_count(1)  # it is said once
    form.get_by_label("核对码（8 位）").fill(code)
    admin.page.keyboard.press("Enter")
    expect(form).to_have_count(0)


def agrees(admin, name, button):
    staff(admin).filter(has_text=name).get_by_role("button", name=button).click()
    admin.page.get_by_role("dialog").get_by_role("button", name=button).click()
    expect(admin.page.get_by_role("dialog")).to_have_count(0)


def test_who_cannot_sign_in_reads_a_code_to_two_people_and_sets_the_password_once(person, outside):
    one = outside(PHONE)
    code = asks(one, "无法登录", "adviser_beijing@demo.bank")
    second = one.context.new_page()
    second.goto(one.page.url)
    expect(second.get_by_role("region", name="您的核对码")).to_contain_text(code[:4])
    admin, other = person("admin"), person("admin2")
    confirms(admin, "韩知行", code)
    expect(staff(admin).filter(has_text="韩知行").get_by_role("button")).to_have_text(["拒绝申请"])
    one.sees("等待另一位系统管理员复核")
    agrees(other, "韩知行", "复核")
    one.sees("两位管理员已核对")
    expect(one.page.locator("input[autocomplete=username]")).to_have_value("adviser_beijing@demo.bank")
    fields = one.page.locator("input[autocomplete=new-password]")
    fields.nth(0).fill("short")
    fields.nth(1).fill("short")
    one.presses("设置并进入")
    expect(one.page.get_by_role("alert").first).to_contain_text("须为 12 至 128 位")
    for at in (0, 1):
        fields.nth(at).fill(NEW)
    one.presses("设置并进入")
    one.sees(HELLO)
    expect(second.get_by_text(HELLO).first).to_be_visible()
    one.page.reload()
    one.page.go_back()
    one.page.go_forward()
    one.sees(HELLO)
    one.page.get_by_role("button", name="菜单").click()
    one.page.get_by_role("button", name="韩知行").click()
    one.page.get_by_role("menuitem", name="我的登录").click()
    one.sees("Chrome · Linux")
    one.presses("结束登录")
    expect(one.page.get_by_label("工号或邮箱")).to_be_visible()
    one.page.get_by_label("工号或邮箱").fill("adviser_beijing")
    one.page.get_by_role("textbox", name="密码").fill(NEW)
    one.presses("登录", exact=True)
    one.sees(HELLO)


def test_a_request_is_declined_or_given_up_and_begun_again_in_english(person, outside):
    one = outside()
    one.page.get_by_text("English").click()
    one.presses("First sign-in")
    one.page.get_by_label("Staff number or e-mail").fill("10012")
    one.presses("Show the code")
    one.sees("Read the code to an administrator who knows you.")
    agrees(person("admin"), "苏明澈", "拒绝")
    one.sees("An administrator declined this request.")
    one.presses("Back to sign-in")
    one.presses("Cannot sign in")
    one.presses("Show the code")
    one.sees("Your code")
    one.presses("Give this request up")
    expect(one.page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_a_role_that_signs_waits_for_the_second_administrator_and_the_last_signer_is_warned_of(person):
    admin, other = person("admin"), person("admin2")
    staff(admin)
    admin.presses("林书瑶 的操作")
    admin.page.get_by_role("menuitem", name="调整角色与机构").click()
    admin.page.get_by_role("combobox", name="角色").click()
    admin.page.get_by_role("option", name="财务").click()
    admin.page.keyboard.press("Escape")
    admin.presses("更新角色与机构")
    admin.sees("变更已提交，由另一位系统管理员复核后生效。")
    row = admin.page.get_by_role("row").filter(has_text="林书瑶")
    expect(row).to_contain_text("待复核")
    other.signs("林书瑶 · 10001", "已与本人核实")
    staff(admin)
    expect(row).to_contain_text("活动设计、财务")
    expect(row).not_to_contain_text("待复核")
    admin.presses("顾清和 的操作")
    admin.page.get_by_role("menuitem", name="停用").click()
    question = admin.page.get_by_role("dialog")
    question.get_by_role("button", name="停用该员工").click()
    expect(question.get_by_role("alert")).to_contain_text("没有足够的人签批")
    expect(question.get_by_role("button", name="仍要停用该员工")).to_be_visible()
    question.get_by_role("button", name="取消").click()
    expect(admin.page.get_by_role("row").filter(has_text="顾清和")).to_contain_text("有效")
    admin.presses("顾清和 的操作")
    admin.page.get_by_role("menuitem", name="调整角色与机构").click()
    roles = question.get_by_role("combobox", name="角色")
    roles.press("Backspace")
    roles.click()
    admin.page.get_by_role("option", name="活动设计").click()
    admin.page.keyboard.press("Escape")
    admin.presses("更新角色与机构")
    agreed = question.get_by_role("button", name="仍要更新角色与机构")
    expect(agreed).to_be_visible()
    roles.press("Backspace")
    expect(agreed).not_to_be_visible()  # the warning was about another change


def test_a_notice_lies_over_no_title_and_no_close_button(person):
    operator = person("operator")
    operator.page.goto(f"{operator.town.address}/console/clients?q=C80003")
    operator.page.get_by_role("link", name="刘**").click()
    side = operator.page.get_by_role("dialog").first
    for press, size in (("停用客户", DESK), ("恢复客户", PHONE)):
        operator.page.set_viewport_size(size)
        side.get_by_role("button", name=press).click()
        ask = operator.page.get_by_role("dialog", name=press)
        ask.get_by_label("原因").fill("客户来电确认身份")
        ask.get_by_role("button", name=press).click()
        expect(operator.page.locator(".mantine-Notification-root").last).to_be_visible()
        expect(ask).to_have_count(0)
        assert covered(operator.page) == []
