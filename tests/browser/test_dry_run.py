"""A draft is played on the phone beside the editor and simulated, before anybody approves it."""

import os

import pytest
from playwright.sync_api import expect
from tests.browser.people import Staff

PICTURES = os.environ.get("LARGESSE_PICTURES", "")
pytestmark = pytest.mark.slow


def test_a_draft_is_played_dry_and_simulated_before_it_goes_out(browser, town):
    designer = Staff(browser, town, "designer")
    activity = designer.creates("先试后上", "幸运转盘")
    page = designer.page
    page.get_by_text("活动设置").click()
    designer.starts_now()
    designer.gives_for_sure("机场贵宾厅", 50)
    page.get_by_label("预算上限").fill("10000")
    designer.sees("已保存", exact=True)
    page.get_by_text("手机预览", exact=True).click()
    page.get_by_text("试玩", exact=True).click()
    phone = page.frame_locator('iframe[title="试玩手机"]')
    phone.get_by_role("button", name="转动").click()
    sheet = phone.get_by_role("dialog", name="恭喜中奖")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_text("试玩，不写入任何数据")).to_be_visible()
    sheet.get_by_role("button", name="领取").click()
    expect(sheet.get_by_role("button", name="已领取（试玩）")).to_be_visible()
    sheet.get_by_role("button", name="关闭").click()
    expect(page.get_by_role("list", name="参与记录")).to_contain_text("中奖")
    page.get_by_role("combobox", name="只看某个结果").click()
    page.get_by_role("option", name="已赠完", exact=True).first.click()
    expect(phone.get_by_text("强制展示，并非抽中")).to_be_visible()
    phone.get_by_role("button", name="关闭").click()
    page.get_by_text("结束后", exact=True).click()
    expect(phone.get_by_text("活动已结束，感谢您的参与").first).to_be_visible()
    page.goto(f"{town.address}/console/activities/{activity}")
    designer.presses("开始测算")
    page.get_by_label("来参与的客户数").fill("60")
    page.get_by_label("整个活动玩几轮").fill("3")
    page.get_by_role("dialog").get_by_role("button", name="开始测算").click()
    expect(page.get_by_text("这份测算针对的就是当前内容。")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("table", name="各结果的预期次数")).to_contain_text("机场贵宾厅")
    designer.leaves()


def test_a_play_with_friends_is_tried_with_as_many_as_one_says(browser, town):
    designer = Staff(browser, town, "designer")
    designer.creates("先试红包", "拼手气红包")
    page = designer.page
    page.get_by_text("手机预览", exact=True).click()
    page.get_by_text("试玩", exact=True).click()
    phone = page.frame_locator('iframe[title="试玩手机"]')
    team = phone.locator(".lg-friends")
    expect(team.get_by_role("button", name="领取礼遇")).to_have_count(0)
    page.get_by_label("经分享而来的好友数").fill("1")
    expect(team).to_contain_text("友**")
    page.get_by_label("经分享而来的好友数").fill("5")
    team.get_by_role("button", name="领取礼遇").click()
    close = phone.get_by_role("dialog", name="恭喜中奖").get_by_role("button", name="关闭")
    expect(close).to_be_in_viewport(ratio=1)
    designer.picture(PICTURES, "dry-friends")
    close.click()
    expect(page.get_by_role("list", name="参与记录")).to_contain_text("中奖")
    designer.leaves()
