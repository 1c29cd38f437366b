"""A draw at a set time on the phone: enter, wait, and see that one's entry stands in the closed list."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect
from tests.flows.play.conftest import Fair
from tests.flows.play.test_timed_draws import drawn
from tests.flows.play.test_vocabulary import TEA, decided
from tests.kit.application import APP
from tests.kit.house import House
from tests.kit.seed import Seed, delivered

from largesse.activities.lifecycle.run import MoveActivity, end_activity
from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.play.closings.close import close_due
from largesse.rights import demo as rights

pytestmark = pytest.mark.slow


def concert(document):
    """Let everyone enter; the page has the draw and nothing else below its head."""
    decided(drawn((2, TEA), close=datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)))(document)
    (page,) = document["pages"]
    page["nodes"] = [
        page["nodes"][0],
        {"id": "n-draw", "type": "timed-draw", "v": 1, "props": {"play": "wheel"}},
    ]


async def grow(stage):
    """Bring two draws out: one that clients enter, one whose list closed with its activity."""
    await delivered(people, clients, rights)(stage)
    fair = Fair(House("", "", work=stage.work, known=stage.known))
    stage.known["open.slug"], _ = await fair.publish(fair.document(concert))
    stage.known["closed.slug"], activity = await fair.publish(fair.document(concert))
    for row in await fair.house.rows("select id from audience_customer order by id"):
        await fair.play(fair.house.client(row["id"]), stage.known["closed.slug"])
    ask = MoveActivity(key="end", activity=activity, reason="截止")
    await end_activity(ask, actor=fair.who("operator"), work=stage.work)
    await APP.settle()
    await close_due(stage.work)


@pytest.fixture(scope="session")
def seed():
    return Seed("timed-draw", grow)


async def test_a_client_enters_and_the_phone_checks_a_closed_list(phone_of, ground):
    phone = await phone_of()
    await phone.open(f"/a/{ground.known['open.slug']}")
    await phone.become(1)
    draw = phone.page.locator(".lg-timed-draw")
    await expect(draw).to_contain_text("您还没有参与")
    await draw.get_by_role("button", name="参与抽签").click()
    await expect(draw.get_by_role("list", name="我的参与")).to_contain_text("1 号")
    await expect(draw).to_contain_text("已参与，等待开奖")
    await expect(draw).to_contain_text(re.compile("截止，现有 1 份参与"))
    await phone.open(f"/a/{ground.known['closed.slug']}")
    await expect(draw).to_contain_text("名单已锁定")
    await expect(draw).to_contain_text("已在本机核对：您在公布的名单内")
    await draw.get_by_text("如何核对").click()
    await expect(draw.locator("dd").first).to_have_text(re.compile("^[0-9a-f]{64}$"))
    await expect(draw.get_by_role("button", name="参与抽签")).to_have_count(0)
