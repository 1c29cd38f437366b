"""A day of events is replayed as a person does it: chosen, read, opened, taken home; a long one too."""

import asyncio
import hashlib
import hmac
import json
import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest
from playwright.sync_api import expect
from tests.browser.people import DESK, PHONE
from tests.kit.telling import told

from largesse.contracts.registry import folder

PICTURES = os.environ.get("LARGESSE_PICTURES", "")
YESTERDAY = datetime.now(ZoneInfo("Asia/Shanghai")).replace(hour=10, minute=0) - timedelta(days=1)
BEFORE = YESTERDAY - timedelta(days=1)
DRAFT = 'query { activities(search: "mid-autumn") { edges { node { id } } } }'
DOCUMENT = "query ($id: String!) { activity(id: $id) { document } }"
UNITS = '{ chosen: choices(kind: "unit", search: "上海") { edges { node { id name } } } }'
MANY = """
insert into play_inbound
  (id, source, told_id, digest, via, name, happened_at, received_at, state, client)
select gen_random_uuid(), (select id from play_source where name = '核心系统'), 'many-' || n, n::text, 'file',
  'account.opened', $1, now(), 'accepted', (select id from audience_customer where ext_id = 'C80002')
from generate_series(1, $2) n
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def waiting(town):
    """Give a draft that waits for accounts; of yesterday's four events one has a client nobody knows."""
    operator, admin = town.person("operator"), town.person("admin")
    ((known,),) = [[edge["node"]["id"] for edge in operator.query(DRAFT)["activities"]["edges"]]]
    autumn = operator.query(DOCUMENT, id=known)["activity"]["document"]
    document = json.loads((folder() / "examples/valid/plays/new-client-pack.json").read_text("utf-8"))
    document["title"] = {"zh-CN": "开户有礼", "en": "A gift for opening an account"}
    document["plays"][0]["decide"]["fallback"]["title"] = {"zh-CN": "=1+1", "en": "=1+1"}
    document["rights"] = [one for one in autumn["rights"] if one["ref"] == "tea"]
    document["window"] |= {
        "start": (YESTERDAY - timedelta(days=3)).isoformat(),
        "end": (YESTERDAY + timedelta(days=20)).isoformat(),
    }
    made = operator.ask(
        "createActivity", "ActivityCreated { activity { id draftVersion } }", title="开户有礼"
    )
    activity = made["activity"]
    operator.ask(
        "saveDraft", activity=activity["id"], draftVersion=activity["draftVersion"], document=told(document)
    )
    unit = admin.query(UNITS)["chosen"]["edges"][0]["node"]["id"]
    source = admin.ask("openEventSource", "EventSourceChanged { source { id } }", name="核心系统", unit=unit)
    key = admin.ask("giveSourceKey", "EventSourceKeyGiven { id secret }", source=source["source"]["id"])
    numbers = ("C80001", "C80001", "C80002", "C404")
    events = [
        {
            "id": f"core-{nr}",
            "name": "account.opened",
            "at": (YESTERDAY + timedelta(minutes=nr)).isoformat(),
            "client": {"number": number},
        }
        for nr, number in enumerate(numbers)
    ]
    sends(town, key, json.dumps({"events": events}).encode())
    asyncio.run(many(town.dsn, 2_500))
    return activity["id"]


def sends(town, key, body):
    """Send a signed message as the bank's core system does."""
    stamp = int(time.time())
    mark = hmac.new(key["secret"].encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"largesse-key": key["id"], "largesse-signature": f"t={stamp},v1={mark}"}
    answer = httpx.post(f"{town.address}/open/v1/events", content=body, headers=headers)
    assert answer.status_code == 202, answer.text


async def many(dsn, events):
    """Let the day before yesterday be a long one."""
    conn = await asyncpg.connect(dsn)
    try:
        await conn.execute(MANY, BEFORE, events)
    finally:
        await conn.close()


def looks(one, name):
    """Take pictures of a screen in both languages, at a desk and on a phone."""
    if not PICTURES:
        return
    for size, called in ((DESK, "desk"), (PHONE, "phone")):
        one.page.set_viewport_size(size)
        one.page.screenshot(path=str(Path(PICTURES) / f"{name}-{called}.png"), full_page=True)
    one.page.set_viewport_size(DESK)


def chooses(one, day=YESTERDAY):
    """Choose the activity, as it stands in the editor, and the day; it is yesterday at first."""
    form = one.page.get_by_role("form", name="回放一天")
    form.get_by_role("combobox", name="活动").click()
    one.page.get_by_role("option", name="开户有礼").click()
    expect(form.get_by_label("日期")).to_have_value(f"{YESTERDAY:%Y-%m-%d}")
    form.get_by_label("日期").fill(f"{day:%Y-%m-%d}")
    one.presses("开始回放")


def test_staff_see_what_a_day_would_do_and_nothing_is_given(waiting, person):
    operator = person("operator")
    page = operator.page
    operator.goes_to("事件")
    page.get_by_text("回放一天", exact=True).click()
    operator.sees("不写入任何业务数据")
    looks(operator, "replay-empty")
    chooses(operator)
    expect(page.get_by_role("table", name="各结果次数")).to_contain_text("岩茶礼盒")
    operator.sees("3 / 4")
    operator.sees("2 / 3")
    expect(page.get_by_role("table", name="被拒绝")).to_contain_text("本期的参与已达上限")
    expect(page.get_by_role("table", name="当天的事件")).to_contain_text("待处理：找不到客户")
    operator.sees("未与实际对比")
    table = page.get_by_role("table", name="所得最多的客户")
    expect(table.get_by_role("row")).to_have_count(3)
    page.get_by_label("客户号或所示姓名").fill("c80002")
    expect(table.get_by_role("row")).to_have_count(2)
    page.get_by_label("事件、来源编号或客户").fill("core-1")
    page.locator("summary").filter(has_text="core-1").click()
    expect(page.locator("details[open]").get_by_role("link", name="查看事件")).to_be_visible()
    with page.expect_download() as started:
        operator.presses("导出 CSV")
    lines = Path(started.value.path()).read_text("utf-8-sig").splitlines()
    assert any(line.startswith("各结果次数,武夷岩茶礼盒,pack,2,,198.00") for line in lines), lines
    assert "各结果次数,'=1+1,pack,0,,0.00" in lines, "no cell opens as a formula"
    looks(operator, "replay-zh")


def test_a_long_day_is_followed_to_its_end(waiting, person, town):
    operator = person("operator")
    page = operator.page
    page.goto(f"{town.address}/console/events/replay")
    chooses(operator, BEFORE)
    operator.presses("后台回放")
    operator.sees("回放已开始")
    expect(page.get_by_role("table", name="各结果次数")).to_contain_text("岩茶礼盒")
    expect(page.get_by_role("table", name="您的后台回放")).to_contain_text("已完成")
    looks(operator, "replay-long")
    operator.speaks("en")
    page.reload()
    expect(page.get_by_role("table", name="Outcomes")).to_contain_text("Wuyi rock tea gift box")
    looks(operator, "replay-long-en")
    operator.speaks("zh-CN")
