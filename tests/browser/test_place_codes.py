"""The codes of places on the console: seen, printed, shown on a whole screen, and changed every minute."""

import asyncio
import io
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from tests.browser.people import DESK, PHONE

from largesse.contracts.registry import folder

PICTURES = os.environ.get("LARGESSE_PICTURES", "")
pytestmark = pytest.mark.slow
A_MINUTE_MS = 75_000  # a window of the clock, and an answer
SALON = """
with one as (
  insert into activities_activity (id, slug, title, org_unit, state, starts_at, ends_at, published,
    created_by, created_by_name, created_at, moved_at, version)
  select gen_random_uuid(), 'salon', '{"zh-CN": "客户沙龙", "en": "The salon"}', org_unit, 'unpublished',
    starts_at, ends_at, null, created_by, created_by_name, created_at, now(), 1
  from activities_activity where slug = 'mid-autumn' returning id)
insert into activities_revision
select (jsonb_populate_record(null::activities_revision, to_jsonb(r) || jsonb_build_object(
  'id', gen_random_uuid(), 'activity', one.id, 'document', $1::jsonb))).*
from one, activities_activity a join activities_revision r on r.id = a.published where a.slug = 'mid-autumn'
"""
OUT = """
update activities_activity a set published = r.id, state = 'running' from activities_revision r
where r.activity = a.id and a.slug = 'salon' returning a.id
"""


def salon(document):
    """Let the first play of a document be started by scanning, at a poster and at a screen."""
    example = json.loads((folder() / "examples/valid/plays/place-check-in.json").read_text("utf-8"))
    document["plays"][0]["on"] = example["plays"][0]["on"]
    document["plays"][0]["title"] = example["plays"][0]["title"]
    return document


@pytest.fixture(scope="module")
def codes(town):
    """Bring a salon out beside the demo's activity; gives the address of its codes."""

    async def fill():
        connection = await asyncpg.connect(town.dsn)
        try:
            found = "select r.document from activities_activity a join activities_revision r"
            document = await connection.fetchval(f"{found} on r.id = a.published where a.slug = 'mid-autumn'")
            await connection.execute("set session_replication_role = replica")  # rows as a past left them
            await connection.execute(SALON, json.dumps(salon(json.loads(document))))
            await connection.execute(OUT)
        finally:
            await connection.close()

    asyncio.run(fill())


def read(picture):
    """Read the QR code in a picture as a phone's camera does."""
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("RGB"))
    return code.text


def opened(person, name="operator"):
    """Go to the codes of the salon."""
    staff = person(name)
    staff.goes_to("活动")
    staff.page.locator("tbody tr", has_text="客户沙龙").first.click()
    staff.page.get_by_role("link", name="签到码").click()
    staff.sees("主会场大屏")
    return staff


def place(page, title):
    return page.get_by_role("article", name=title)


def test_a_posters_code_is_printed_and_scans(codes, town, person, tmp_path):
    operator = opened(person)
    page = operator.page
    poster = place(page, "签到台海报")
    expect(poster).to_contain_text("固定不变")
    url = read(poster.get_by_role("img").screenshot())
    assert re.fullmatch(rf"{re.escape(town.address)}/a/salon\?c=\d{{12}}", url)
    digits = url[-12:]
    expect(poster).to_contain_text(f"{digits[:4]} {digits[4:8]} {digits[8:]}")
    with page.expect_download() as taken:
        poster.get_by_role("link", name="下载 SVG").click()
    assert taken.value.suggested_filename == "salon-front-desk.svg"
    svg = Path(taken.value.path()).read_text("utf-8")
    assert url in svg
    assert f"{digits[:4]} {digits[4:8]} {digits[8:]}" in svg
    printed = operator.context.new_page()
    printed.set_content(f"<div style='width:420px'>{svg}</div>")
    assert read(printed.locator("svg").first.screenshot()) == url
    expect(place(page, "主会场大屏").get_by_role("link", name="下载 SVG")).to_have_count(0)
    operator.picture(PICTURES, "codes")
    page.set_viewport_size(PHONE)
    operator.picture(PICTURES, "codes-phone")


def test_a_screens_code_fills_the_screen_and_changes_by_itself(codes, person):
    operator = opened(person)
    page = operator.page
    page.clock.install(time=datetime(2031, 1, 1, 12, 0, 7, tzinfo=UTC))  # no clock but the house's is of use
    place(page, "主会场大屏").get_by_role("link", name="大屏展示").click()
    screen = page.get_by_role("region", name="大屏展示")
    code = screen.get_by_role("img")
    first = read(code.screenshot())
    expect(screen).to_contain_text(re.compile(r"\d+ 秒后更换"))
    page.keyboard.press("Tab")
    expect(screen.get_by_role("button", name="全屏")).to_be_focused()
    for size, name in ((DESK, "codes-screen"), (PHONE, "codes-screen-phone")):
        page.set_viewport_size(size)
        assert read(page.screenshot()) == read(code.screenshot())
        operator.picture(PICTURES, name)
    digits = screen.get_by_text(re.compile(r"^\d{4} \d{4} \d{4}$"))
    shown = digits.inner_text()
    expect(digits).not_to_have_text(shown, timeout=A_MINUTE_MS)
    assert read(code.screenshot()) not in {first, None}
    screen.get_by_role("link", name="关闭").click()
    operator.sees("签到台海报")


def test_a_code_that_cannot_be_renewed_is_not_shown_and_comes_back(codes, person):
    operator = opened(person)
    page = operator.page
    page.clock.install()
    place(page, "主会场大屏").get_by_role("link", name="大屏展示").click()
    screen = page.get_by_role("region", name="大屏展示")
    expect(screen.get_by_role("img")).to_be_visible()
    operator.context.set_offline(True)
    page.clock.fast_forward(100_000)
    expect(screen.get_by_role("alert")).to_contain_text("二维码未能更新")
    expect(screen.get_by_role("img")).to_have_count(0)
    operator.context.set_offline(False)
    page.clock.fast_forward(10_000)
    expect(screen.get_by_role("img")).to_be_visible()
    operator.complaints.clear()  # of the net that was cut


def test_who_may_not_show_codes_has_no_way_to_them(codes, town, person):
    branch = person("branch")
    branch.goes_to("活动")
    branch.page.locator("tbody tr", has_text="客户沙龙").first.click()
    branch.sees("参与明细")
    expect(branch.page.get_by_role("link", name="签到码")).to_have_count(0)
    branch.page.goto(f"{branch.page.url}/codes")
    expect(branch.page.get_by_role("img")).to_have_count(0)
    branch.complaints.clear()  # of the answer that it may not


def test_places_are_edited_and_a_draft_is_checked_in_to_by_pressing(person):
    designer = person("designer")
    designer.creates("秋日沙龙", "线下沙龙签到")
    page = designer.page
    page.get_by_text("活动设置").click()
    designer.starts_now()
    places = page.get_by_role("list", name="签到点")
    turns = places.get_by_role("switch", name="每分钟更换二维码")
    expect(turns).to_have_count(2)
    places.get_by_label("签到点名称 中文").first.fill("前厅海报")
    designer.presses("添加签到点")
    expect(turns).to_have_count(3)
    expect(turns.nth(2)).to_be_checked()
    turns.nth(2).uncheck()
    designer.sees("适合打印海报")
    designer.presses("移除新签到点")
    expect(turns).to_have_count(2)
    designer.presses("设置时间")
    designer.sees("整个活动期间", exact=True)
    designer.picture(PICTURES, "codes-studio")
    designer.presses("整个活动期间", exact=True)
    designer.sees("已保存", exact=True)
    page.get_by_text("手机预览", exact=True).click()
    page.get_by_text("试玩", exact=True).click()
    phone = page.frame_locator('iframe[title="试玩手机"]')
    phone.get_by_role("button", name="签到", exact=True).click()
    expect(phone.locator(".lg-place-check-in")).to_contain_text("签到成功")
    expect(page.get_by_role("list", name="参与记录")).to_contain_text("到场签到")
    designer.picture(PICTURES, "codes-dry")


def test_a_circle_is_drawn_where_one_stands_and_a_draft_is_checked_in_to_by_pressing(person):
    designer = person("designer")
    designer.creates("到店有礼一试", "到店签到")
    page = designer.page
    page.get_by_text("活动设置").click()
    designer.starts_now()
    places = page.get_by_role("list", name="签到点")
    latitude, longitude = places.get_by_label("纬度（WGS 84）"), places.get_by_label("经度（WGS 84）")
    expect(latitude.first).to_have_value("31.239700")
    designer.presses("添加签到点")
    expect(latitude).to_have_count(3)
    designer.context.grant_permissions(["geolocation"])
    designer.context.set_geolocation({"latitude": -33.8568, "longitude": 151.2153, "accuracy": 5})
    places.get_by_role("button", name="取我当前位置").nth(2).click()
    expect(latitude.nth(2)).to_have_value("-33.856800")
    expect(longitude.nth(2)).to_have_value("151.215300")
    longitude.nth(2).fill("121.5")
    places.get_by_label("半径（米）").nth(2).fill("350")
    designer.sees("已保存", exact=True)
    designer.picture(PICTURES, "positions-studio")
    page.get_by_text("手机预览", exact=True).click()
    page.get_by_text("试玩", exact=True).click()
    phone = page.frame_locator('iframe[title="试玩手机"]')
    phone.get_by_role("button", name="签到", exact=True).click()
    expect(phone.locator(".lg-position-check-in")).to_contain_text("签到成功")
    expect(page.get_by_role("list", name="参与记录")).to_contain_text("定位签到")
