"""A check-up out of a package: booked for the wife by an agent, moved, attended, its report read, rated.

Everything is real: web, worker, the check-up company's program behind its plugin, the console, three phones.
"""

import re

import pytest
from playwright.async_api import expect
from tests.browser.phone.test_booking import presses_a_time
from tests.kit.lounge import Supplier, lounge_config, plugged_in
from tests.kit.site import site
from tests.kit.waiting import eventually_here

from largesse.kernel.ids import new_id
from largesse.kernel.settings import CHECKOUT
from largesse.plugging.calls.invoke import Invoker
from largesse.rights import demo as register
from largesse.rights.packages.make import MakePackage, PackageItem, make_package
from largesse.rights.places.place import Source
from largesse.rights.places.serve import SetService, set_service
from largesse.store.demo import Stage

pytestmark = pytest.mark.slow
HEALTH = CHECKOUT / "plugins" / "health"
WHOLE_DAY = re.compile(r"有效期至 \d{4}年\d+月\d+日\s*把这个链接发给对方")
PRAISE = "很细致，谢谢 👍"


@pytest.fixture
async def company(house, tmp_path):
    """The company's program, its plugin switched on, its check-up in a package and in its calendar."""
    supplier = Supplier(tmp_path, HEALTH)
    invoker = Invoker(house.work)
    plugged = await plugged_in(house.work, invoker, HEALTH, lounge_config(supplier))
    await invoker.close()
    stage = Stage(house.work, known=house.known | {"installation.health": plugged.installation})
    await register.seed(stage)
    operator = {"actor": stage.known["staff.operator"], "work": house.work}
    service = SetService(key=new_id().hex, sku=stage.known["sku.health"], source=Source.PROVIDER, minutes=60)
    await set_service(service, **operator)
    package = MakePackage(
        key=new_id().hex,
        code="CARE",
        title={"zh-CN": "康养礼包", "en": "Care"},
        org_unit=stage.known["unit.shanghai"],
        items=(PackageItem(stage.known["batch.health"], 1), PackageItem(stage.known["batch.tea"], 1)),
    )
    await make_package(package, **operator)
    yield supplier
    supplier.close()


@pytest.fixture
async def own(house, company):
    """A web process and a worker."""
    with site(house, worker=True) as running:
        yield running


async def at_desk(browser, address, name):
    """Sign a member of staff in at a desk."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = await context.new_page()
    await page.goto(f"{address}/console/")
    await page.get_by_label("工号或邮箱").fill(f"{name}@demo.bank")
    await page.get_by_role("textbox", name="密码").fill("Largesse-demo-1")
    await page.get_by_role("button", name="登录", exact=True).click()
    await expect(page.get_by_text("您好").first).to_be_visible()
    return page


async def gives_the_package(page, address, client):
    """Give the package to a client, from the package's own page."""
    await page.goto(f"{address}/console/rights/packages")
    await page.get_by_text("康养礼包").first.click()
    await page.get_by_role("button", name="发放权益包").click()
    form = page.get_by_role("dialog", name="发放权益包")
    await form.get_by_role("combobox").first.click()
    await page.get_by_role("option", name=client).click()
    await form.get_by_label("原因").fill("开户礼")
    await form.get_by_role("button", name="发放权益包").click()
    await expect(page.get_by_text("权益包已发放").first).to_be_visible()


async def names_an_agent(phone):
    """Say that the check-up is for the wife, claim it, and let whoever opens the link book it."""
    page = phone.page
    ticket = page.locator(".lg-wallet__ticket", has_text="体检")
    await ticket.get_by_role("button", name="查看").click()
    await page.wait_for_url("**/my/r/ent_*")
    await page.get_by_label("由谁使用").select_option(label="陈**")
    await page.get_by_role("button", name="领取").click()
    await expect(page.locator(".lg-right__code")).to_be_visible()
    await page.get_by_text("请人代办", exact=True).click()
    await page.get_by_label("可办理的事项").select_option(label="代约")
    await page.get_by_role("button", name="生成委托链接").click()
    link = page.locator("details input[readonly]")
    await expect(link).to_have_count(1)
    # To the end of a day where the institution is, not to midnight elsewhere.
    await expect(page.locator("details[open]")).to_contain_text(WHOLE_DAY)
    return await link.input_value()


async def stands(house, sql):
    """Wait until the house says yes."""

    async def so():
        return await house.value(sql)

    await eventually_here(so)


async def books_and_moves(phone, house, link):
    """Consent to be the agent, book a morning, wait for the company's yes, and take another morning."""
    page = phone.page
    await page.goto(link)
    await page.get_by_role("button", name="同意").click()
    await phone.open("/my")
    booking = page.locator(".lg-booking")
    await expect(booking).to_contain_text("女士深度体检礼遇 · 王**")
    await presses_a_time(booking, 4)
    await expect(booking).to_contain_text("为 陈** 预约")
    await booking.get_by_role("button", name="确认预约").click()
    await expect(booking).to_contain_text("等待确认")
    await stands(house, "select exists (select from rights_booking where state = 'booked')")
    await page.reload()
    card = page.locator(".lg-my-bookings__card", has_text="已预约")
    await card.get_by_role("button", name="改期").click()
    await presses_a_time(card, 5)
    await card.get_by_role("button", name="确认改期").click()
    await stands(house, "select exists (select from rights_booking where sequence = 3)")


async def comes_in_part(browser, house, company):
    """Let the company's reception record the visit and the report, on its own screen."""
    page = await (await browser.new_context()).new_page()
    for act, sql in (
        ("部分到检并加项", "select exists (select from rights_entitlement where state = 'redeemed')"),
        ("报告就绪", "select exists (select from rights_order_event where kind = 'report_ready')"),
    ):
        await page.goto(f"{company.url}/desk")
        await page.get_by_role("button", name=act).click()
        await stands(house, sql)


async def reads_and_rates(phone, right):
    """Open the report at the company, come back, give five stars and words."""
    page = phone.page
    await page.goto(right)
    await page.get_by_role("button", name="查看报告").click()
    await expect(page.get_by_text("您的体检报告已就绪")).to_be_visible()
    await page.goto(right)
    await page.locator(".lg-voice label").nth(4).click()
    await page.get_by_label("想说的话").fill(PRAISE)
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_text("感谢您的评价")).to_be_visible()
    await page.wait_for_load_state("networkidle")  # the right is read again meanwhile
    await expect(page.get_by_text("感谢您的评价")).to_be_visible()


async def test_a_check_up_is_booked_by_an_agent_for_the_wife_attended_rated_and_owed(
    own_phone_of, browser, own, house, company
):
    desk = await at_desk(browser, own, "operator")
    await gives_the_package(desk, own, "王")
    holder, agent = await own_phone_of(), await own_phone_of()
    await holder.open("/my")
    await holder.become(1)
    link = await names_an_agent(holder)
    right = holder.page.url
    await agent.open("/my")
    await agent.become(3)
    await books_and_moves(agent, house, link)
    (row,) = await house.rows("select person, holder, state from rights_booking")
    assert (row["person"], row["holder"]) == (house.known["client.chen"], house.known["client.wang"])
    await comes_in_part(browser, house, company)
    await reads_and_rates(holder, right)

    await desk.goto(f"{own}/console/rights/scores")
    await expect(desk.get_by_role("row", name=re.compile("安衡体检.*5\\.0 \\(1\\)"))).to_be_visible()
    await expect(desk.get_by_text(PRAISE)).to_be_visible()
    await stands(house, "select exists (select from settlement_item where entry_id is not null)")
    finance = await at_desk(browser, own, "finance")
    await finance.goto(f"{own}/console/settlement/ledger")
    await expect(finance.get_by_text("1,280.00").first).to_be_visible()
    assert holder.noise == agent.noise == []
    assert await house.value("select count(*) from store_delivery where state = 'dead'") == 0
