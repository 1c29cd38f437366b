"""The rooms beside the journey, as people use them: statements by hand, plugins, deliveries, clients."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from playwright.sync_api import expect
from tests.kit.waiting import eventually

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("dead_message", "extension")]

PROVIDER = "岩骨茶舍"
HEADS = {"服务商订单号": "单据号", "商品编码": "礼品", "含税金额": "应付金额", "发生时间": "领取时刻"}
LINES = """单据号,礼品,应付金额,领取时刻
T-901,茶礼,188.00,2026-03-02 10:00
T-902,茶礼,{second},2026-03-03 11:30
"""
CLIENTS = """客户号,姓名,手机号,等级,机构号,客户经理工号
C90001,范知白,13900090001,金卡,SH-JA,10006
C90002,叶归舟,1390009,金卡,SH-JA,10006
"""
MASK = "••••••"
TRAY = "select count(*) from notices_message"
LEAVE_DEAD = """
with found as (
  select o.* from store_outbox o join store_delivery d on d.event = o.id
  where d.handler = 'notices.send_wanted' and d.state = 'done' limit 1),
told as (
  insert into store_outbox (id, at, topic, key, payload, relayed_at)
  select $1, at, topic, key, payload, now() from found returning id, at, topic)
insert into store_delivery (id, event, event_at, topic, handler, class, state, attempts, due_at, error)
select $2, id, at, topic, 'notices.send_wanted', 'provider', 'dead', 12, now(), 'the message room was closed'
from told returning id
"""


def in_database(town, sql, *args):
    """Give one value out of the town's database."""

    async def run():
        connection = await asyncpg.connect(town.dsn)
        try:
            return await connection.fetchval(sql, *args)
        finally:
            await connection.close()

    return asyncio.run(run())


@pytest.fixture(scope="module")
def dead_message(town):
    """A message that was wanted and never written: its delivery has used up its attempts."""
    phone = town.visitor()
    phone.query('mutation { requestCode(ask: {mobile: "13900010001"}) { __typename } }')
    written = eventually(lambda: in_database(town, TRAY))
    assert in_database(town, LEAVE_DEAD, uuid4(), uuid4())
    return written


@pytest.fixture(scope="module")
def extension(town):
    """A running activity that its designer wants to run longer: one signature of a branch or head office."""
    designer, later = town.person("designer"), datetime.now(UTC).replace(microsecond=0) + timedelta(days=120)
    found = designer.query('{ activities(search: "中秋") { edges { node { id title } } } }')
    node = found["activities"]["edges"][0]["node"]
    designer.ask("extendActivity", activity=node["id"], endsAt=later.isoformat())
    return node["title"]


def upload(finance, path, *, count):
    """Fill in the upload with the saved mapping; nothing is sent yet."""
    finance.goes_to("对账单")
    finance.presses("上传对账单")
    form = finance.page.get_by_role("dialog")
    form.get_by_role("combobox", name="服务商").click()
    finance.page.get_by_role("option", name=PROVIDER).click()
    form.locator("input[type=file]").set_input_files(path)
    form.get_by_role("combobox", name="列映射").click()
    finance.page.get_by_role("option", name="茶礼季账 v1").click()
    form.get_by_label("服务商声明行数").fill(str(count))
    return form


def test_finance_maps_a_providers_columns_and_loads_its_file(person, tmp_path):
    file = tmp_path / "茶礼季账.csv"
    file.write_text(LINES.format(second="188.00"), "utf-8")
    finance = person("finance")
    finance.goes_to("对账单")
    finance.presses("列映射")
    form = finance.page.get_by_role("dialog")
    form.locator("input[type=file]").set_input_files(file)
    form.get_by_label("名称").fill("茶礼季账")
    for field, head in HEADS.items():
        box = form.get_by_role("combobox", name=field, exact=True)
        box.fill(head)
        box.press("Enter")
    form.get_by_role("button", name="保存").click()
    finance.sees("映射已保存")
    form = upload(finance, file, count=2)
    form.get_by_role("button", name="试读").click()
    expect(form.get_by_text("CNY 376.00")).to_be_visible()
    form.get_by_role("button", name="载入").click()
    finance.sees("对账单已载入")
    expect(finance.page.get_by_role("heading", level=1)).to_have_text("茶礼季账.csv")
    finance.sees("T-902")
    with finance.page.expect_download() as received:
        finance.page.get_by_role("link", name="茶礼季账.csv").click()
    assert received.value.path().read_bytes() == file.read_bytes()


def test_a_quarantined_file_names_its_reasons_and_a_colleague_releases_it(person, tmp_path):
    file = tmp_path / "茶礼补账.csv"
    file.write_text(LINES.replace("T-90", "T-91").format(second="一百八"), "utf-8")
    finance = person("finance")
    form = upload(finance, file, count=3)
    form.get_by_role("button", name="载入").click()
    finance.sees("隔离原因")
    finance.sees("第 3 行：")
    finance.sees("金额“一百八”读不准。")
    finance.sees("声明 3 笔")
    finance.sees("可由装载人以外的财务人员放行")
    expect(finance.page.get_by_role("button", name="放行")).to_have_count(0)
    second = person("finance2")
    second.page.goto(finance.page.url)
    second.presses("放行")
    ask = second.page.get_by_role("dialog")
    ask.get_by_label("原因").fill("服务商书面确认按读出的明细结算")
    ask.get_by_role("button", name="放行").click()
    expect(ask).to_have_count(0)
    expect(second.page.get_by_role("button", name="放行")).to_have_count(0)
    second.sees("T-911")


def agrees(admin, name):
    """Press a button of the detail beside the list, and the one in the dialog that asks again."""
    admin.page.get_by_role("dialog").get_by_role("button", name=name).click()
    again = admin.page.get_by_role("dialog", name=re.compile(name))
    again.get_by_role("button", name=name).click()
    expect(admin.page.get_by_role("dialog")).to_have_count(1)


def reaches(admin, address):
    """Save another address of the provider's API; the kept secrets are left as they are shown."""
    side = admin.page.get_by_role("dialog")
    side.get_by_label("接口地址").fill(address)
    side.get_by_role("button", name="保存配置").click()
    admin.sees("配置已保存")
    expect(side.get_by_label("接口密钥")).to_have_value(MASK)


def test_admin_tests_configures_disables_and_enables_the_plugin(person, town):
    admin = person("admin")
    admin.goes_to("服务商插件")
    admin.page.get_by_role("table").get_by_text("云端机场贵宾厅").first.click()
    side = admin.page.get_by_role("dialog")
    agrees(admin, "测试连接")
    admin.sees("连接正常")
    reaches(admin, "http://127.0.0.1:1")
    agrees(admin, "测试连接")
    admin.sees("连接失败")
    reaches(admin, town.supplier)
    agrees(admin, "测试连接")
    admin.sees("连接正常")
    agrees(admin, "启用")
    agrees(admin, "停用")
    agrees(admin, "启用")
    expect(side.get_by_role("button", name="停用")).to_be_visible()


def test_the_operator_sends_a_dead_delivery_on_its_way_again(person, dead_message):
    operator = person("operator")
    operator.goes_to("失败投递")
    operator.sees("the message room was closed")
    operator.confirms("重新投递")
    operator.sees("没有失败投递")
    operator.goes_to("消息托盘")
    expect(operator.page.locator("tbody tr")).to_have_count(dead_message + 1)


def test_a_bad_row_of_a_client_file_is_told_by_line_and_field(person, tmp_path):
    file = tmp_path / "客户.csv"
    file.write_text(CLIENTS, "utf-8")
    operator = person("operator")
    operator.goes_to("客户")
    operator.presses("导入客户")
    form = operator.page.get_by_role("dialog")
    form.locator("input[type=file]").set_input_files(file)
    expect(form.get_by_role("table", name="文件中的列").get_by_role("row")).to_have_count(7)
    form.get_by_role("button", name="导入客户").click()
    expect(form.get_by_text("新增 1，更新 0，有错 1 行。")).to_be_visible()
    row = form.get_by_role("row").filter(has_text="手机号格式不正确")
    expect(row.get_by_role("cell").nth(0)).to_have_text("3")
    expect(row.get_by_role("cell").nth(1)).to_have_text("手机")


def test_an_adviser_shares_reveals_with_a_purpose_and_the_auditor_finds_it(person, town):
    adviser = person("adviser")
    adviser.goes_to("我的客户")
    expect(adviser.page.get_by_role("img", name="分享二维码")).to_be_visible()
    row = adviser.page.get_by_role("row").filter(has_text=re.compile("陈"))
    expect(row.get_by_role("cell").nth(2)).to_have_text(re.compile(r"^\d+$"))
    row.click()
    adviser.presses("查看明文")
    ask = adviser.page.get_by_role("dialog").last
    ask.get_by_label("用途").fill("电话核对到店时间")
    ask.get_by_role("button", name="查看明文").click()
    adviser.sees("13900010002")
    auditor = person("auditor")
    auditor.goes_to("审计")
    auditor.sees("查看客户明文")
    auditor.sees("电话核对到店时间")


def arranges(signer, how, colleague):
    """Choose a colleague in the form beside the decision."""
    signer.presses(how)
    form = signer.page.get_by_role("dialog")
    form.get_by_role("combobox", name="同事").click()
    signer.page.get_by_role("option", name=re.compile(colleague)).click()
    form.get_by_role("button", name="保存").click()
    expect(signer.page.get_by_role("dialog")).to_have_count(0)


def test_a_signer_hands_over_and_adds_a_colleague_who_must_sign_too(person, extension):
    branch = person("branch")
    branch.goes_to("审批")
    branch.page.get_by_text(extension).first.click()
    arranges(branch, "移交同事", "沈立言")
    branch.sees("赵明远 已移交 沈立言 代签")
    arranges(branch, "加签", "沈立言")
    branch.sees("加签：沈立言")
    branch.page.get_by_label("意见").fill("同意延期")
    branch.presses("同意")
    branch.sees("等待其他人签署。")
    second = person("headoffice")
    second.signs(extension, "同意延期")
    second.sees("此审批已结束。")
