"""The rooms beside the journey, as people use them: statements by hand, plugins, deliveries, clients."""

import asyncio
import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest
from playwright.sync_api import expect
from tests.kit.bank_app import BankApp
from tests.kit.waiting import eventually

from largesse.kernel.settings import CHECKOUT
from largesse.plugging.packages.discover import read_package

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("dead_message", "kept_callback", "extension", "newer_lounge"),
]

PROVIDER = "岩骨茶舍"
TEA = "武夷岩茶礼盒"
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

LEAVE_CALLBACK = """
insert into plugging_callback
  (id, installation, received_at, method, path, headers, body, peer, state, reason, settled_at)
select $1, id, now(), 'POST', '/lounge', '{}', '', '10.0.0.9', 'unavailable', 'plugging.not_started', now()
from plugging_installation limit 1 returning id
"""


LIST_VERSION = """
insert into plugging_version (id, plugin, version, digest, entry, manifest, config_schema, found_at)
select $1, id, '1.1.0', $2, $3, $4::jsonb, $5::jsonb, now()
from plugging_plugin where name = 'largesse.lounge'
returning id
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
    assert eventually(lambda: in_database(town, LEAVE_DEAD, uuid4(), uuid4()))
    return written


@pytest.fixture(scope="module")
def kept_callback(town):
    """A provider's callback that nobody could check when it came."""
    return in_database(town, LEAVE_CALLBACK, uuid4())


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
    finance.goes_to("列映射")
    finance.presses("新建列映射")
    form = finance.page.get_by_role("dialog")
    form.locator("input[type=file]").set_input_files(file)
    form.get_by_label("名称").fill("茶礼季账")
    for field, head in HEADS.items():
        box = form.get_by_role("combobox", name=field, exact=True)
        box.fill(head)
        box.press("Enter")
    form.get_by_role("button", name="保存列映射").click()
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
    expect(side.get_by_role("button", name=re.compile("sha256"))).to_have_text(re.compile(r"^\w{8}…$"))
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


@pytest.fixture(scope="module")
def newer_lounge(town, tmp_path_factory):
    """The lounge's version 1.1.0 as a scan leaves it: its code in the home, a row in the catalogue."""
    copy = shutil.copytree(CHECKOUT / "plugins" / "lounge", tmp_path_factory.mktemp("newer") / "lounge")
    for name in ("manifest.json", "pyproject.toml"):
        (copy / name).write_text((copy / name).read_text("utf-8").replace("1.0.0", "1.1.0"), "utf-8")
    found = read_package(copy)
    code = town.home / "plugins" / "code" / found.tree.digest.removeprefix("sha256:")
    for name, body in found.tree.files.items():
        (code / name).parent.mkdir(parents=True, exist_ok=True)
        (code / name).write_bytes(body)
    plain = [json.dumps(one) for one in (found.manifest_json, found.schema)]
    assert in_database(town, LIST_VERSION, uuid4(), found.tree.digest, found.entry, *plain)


def test_the_administrator_takes_a_newer_version_of_a_plugin_and_goes_back(person):
    admin = person("admin")
    admin.goes_to("服务商插件")
    admin.page.get_by_role("table").get_by_text("云端机场贵宾厅").first.click()
    admin.sees("有新版本 1.1.0")
    admin.presses("查看变化")
    change = admin.page.get_by_role("dialog", name="版本 1.1.0")
    expect(change.get_by_text("1.0.0 → 1.1.0")).to_be_visible()
    change.get_by_role("button", name="测试并升级到 1.1.0").click()
    expect(change).to_have_count(0)
    expect(admin.page.get_by_text("有新版本 1.1.0")).to_have_count(0)
    agrees(admin, "退回上一版本")
    admin.sees("已退回上一版本")
    admin.sees("有新版本 1.1.0")


def test_the_operator_sends_a_dead_delivery_on_its_way_again(person, dead_message):
    operator = person("operator")
    operator.goes_to("失败投递")
    operator.sees("the message room was closed")
    row = operator.page.get_by_role("row").filter(has_text="发送消息")
    expect(row.get_by_text("需向客户发送消息")).to_have_attribute("title", "audience.message_wanted.v1")
    operator.confirms("重新投递")
    operator.sees("没有失败投递")
    operator.goes_to("消息托盘")
    expect(operator.page.locator("tbody tr")).to_have_count(dead_message + 1)
    expect(operator.page.get_by_text("验证码", exact=True).first).to_have_attribute("title", "notices.code")


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
    expect(row.get_by_role("cell").nth(1)).to_have_text("C80002")
    expect(row.get_by_role("cell").nth(3)).to_have_text(re.compile(r"^\d+$"))
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
    form.get_by_role("button", name=how).click()
    expect(signer.page.get_by_role("dialog")).to_have_count(0)


def test_who_asked_for_more_time_takes_it_back_and_asks_anew(person, extension):
    designer = person("designer")
    designer.goes_to("活动")
    designer.page.get_by_role("table").get_by_text(extension).first.click()
    designer.presses("撤回审批 · 延期")
    ask = designer.page.get_by_role("dialog")
    ask.get_by_role("button", name="撤回审批 · 延期").click()
    expect(ask).to_have_count(0)
    expect(designer.page.get_by_role("button", name="撤回审批 · 延期")).to_have_count(0)
    designer.page.get_by_role("button", name="延期", exact=True).click()
    form = designer.page.get_by_role("dialog")
    form.get_by_label("新的结束时间").fill("+100d")
    form.get_by_role("button", name="提交审批").click()
    designer.sees("已提交延期，等待审批")


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


def test_an_administrator_registers_an_app_rotates_its_key_and_revokes_it(person):
    old, new, admin = BankApp("wealth-app"), BankApp("wealth-app"), person("admin")
    admin.goes_to("登录签发方")
    admin.presses("登记签发方")
    form = admin.page.get_by_role("dialog")
    form.get_by_role("textbox", name="签发方").fill("wealth-app")
    form.get_by_role("textbox", name="公钥").fill(json.dumps(old.pair.as_dict(private=True)))
    form.get_by_role("button", name="登记签发方").click()
    expect(form.get_by_text("这是私钥")).to_be_visible()
    form.get_by_role("textbox", name="公钥").fill(old.public_key)
    form.get_by_role("textbox", name="密钥名").fill("autumn")
    form.get_by_role("button", name="登记签发方").click()
    row = admin.page.get_by_role("row").filter(has_text="wealth-app")
    row.get_by_role("button", name="更换密钥").click()
    form.get_by_role("textbox", name="公钥").fill(new.pair.as_pem(private=False).decode())
    form.get_by_role("textbox", name="密钥名").fill("winter")
    form.get_by_role("button", name="更换密钥").click()
    expect(row.get_by_text("winter")).to_be_visible()
    row.get_by_role("button", name="停用").last.click()
    admin.page.get_by_role("dialog", name="停用 autumn").get_by_role("button", name="停用").click()
    expect(row.get_by_role("button", name="停用")).to_have_count(1)
    row.get_by_role("button", name="吊销").click()
    ask = admin.page.get_by_role("dialog", name="吊销 wealth-app")
    ask.get_by_role("checkbox", name="同时结束").check()
    ask.get_by_role("button", name="吊销").click()
    expect(row.get_by_text("已吊销")).to_be_visible()
    expect(row.get_by_role("button")).to_have_count(0)


def test_an_administrator_sets_a_gateway_up_tests_and_enables_it(person, town):
    admin = person("admin")
    admin.goes_to("消息渠道")
    admin.presses("设置 HTTP 网关")
    form = admin.page.get_by_role("dialog")
    form.get_by_role("textbox", name="网关地址").fill("gateway")
    form.get_by_role("textbox", name="共享密钥").fill("a secret of some length")
    form.get_by_role("button", name="设置 HTTP 网关").click()
    expect(form.get_by_role("textbox", name="网关地址")).to_have_attribute("aria-invalid", "true")
    form.get_by_role("textbox", name="网关地址").fill(f"{town.address}/nowhere")
    form.get_by_role("button", name="设置 HTTP 网关").click()
    expect(form).to_have_count(0)
    expect(admin.page.get_by_role("button", name="启用")).to_have_count(0)
    admin.presses("发送测试消息")
    form.get_by_role("textbox", name="您的手机号").fill("13800000000")
    form.get_by_role("button", name="发送测试消息").click()
    admin.sees("测试失败：消息被拒收，对方答复：HTTP 4")


def test_a_sku_states_its_own_currency_and_vat_rate(person):
    operator = person("operator")
    operator.goes_to("产品与规格")
    operator.page.get_by_text("规格（SKU）", exact=True).click()
    operator.sees(TEA)
    operator.presses("新建规格")
    form = operator.page.get_by_role("dialog")
    chosen = {"产品": TEA, "履约方式": "本行发码", "个人所得税": "不涉及"}
    chosen |= {"个税承担方": "本行", "增值税处理": "不抵扣"}
    for field, option in chosen.items():
        form.get_by_role("combobox", name=field, exact=True).click()
        operator.page.get_by_role("option", name=option).click()
    expect(form.get_by_role("textbox", name="币种")).to_have_value("CNY")
    filled = {"编码": "S-TEA-9", "中文名称": "岩茶小罐", "英文名称": "A small tin of tea", "增值税税率": "9"}
    filled |= {"面值": "88", "市场价值": "88", "单位成本": "60"}
    for field, value in filled.items():
        form.get_by_role("textbox", name=field, exact=True).fill(value)
    expect(form.get_by_text("若今天发放：可用至")).to_be_visible()
    form.get_by_role("button", name="新建规格").click()
    expect(form).to_have_count(0)
    row = operator.page.get_by_role("row").filter(has_text="S-TEA-9")
    expect(row.get_by_text("不抵扣 9%")).to_be_visible()
    expect(row.get_by_text("CNY 60.00")).to_be_visible()


def opens_providers(operator, name):
    """Open the list of providers and give one's row."""
    operator.goes_to("产品与规格")
    operator.page.get_by_text("服务商", exact=True).last.click()
    return operator.page.get_by_role("row").filter(has_text=name)


def test_a_counters_link_is_given_renewed_and_stopped_and_copied_by_hand(person, town):
    operator = person("operator")
    operator.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    operator.page.reload()
    opens_providers(operator, PROVIDER).get_by_role("button", name="链接与密钥").click()
    operator.presses("新发链接或密钥")
    form = operator.page.get_by_role("dialog", name="新发链接或密钥")
    form.get_by_label("交付给").fill("外滩店")
    form.get_by_role("button", name="新发链接或密钥").click()
    link = operator.page.get_by_role("region", name="待交付").locator("pre").inner_text()
    counter = operator.context.new_page()
    counter.goto(link)
    expect(counter.get_by_role("button", name="核销")).to_be_visible()
    operator.presses("复制链接")
    field = operator.page.get_by_role("dialog", name="请手动复制").get_by_role("textbox")
    expect(field).to_have_value(link)
    marked = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    eventually(lambda: field.evaluate(marked) == link)
    operator.page.get_by_role("dialog", name="请手动复制").get_by_role("button", name="关闭").click()
    outlet = operator.page.get_by_role("article", name="外滩店")
    outlet.get_by_role("button", name="换发").click()
    form = operator.page.get_by_role("dialog", name="换发“外滩店”")
    form.get_by_role("button", name="换发“外滩店”").click()
    expect(outlet.filter(has_text="即将失效")).to_be_visible()
    outlet.filter(has_text="即将失效").get_by_role("button", name="停用").click()
    ask = operator.page.get_by_role("dialog", name="确定停用“外滩店”？")
    ask.get_by_label("原因").fill("手机遗失")
    ask.get_by_role("button", name="停用“外滩店”").click()
    expect(outlet.filter(has_text="手机遗失")).to_contain_text("已停止")
    counter.get_by_label("12 位号码").fill("1234 5678 9012")
    counter.get_by_role("button", name="核销").click()
    expect(counter.get_by_role("heading", name="此柜台链接已停用")).to_be_visible()
    counter.close()


def test_a_provider_is_paused_with_a_reason_and_goes_on(person):
    operator = person("operator")
    row = opens_providers(operator, PROVIDER)
    for act, reason, state in (("暂停", "停业盘点", "已暂停"), ("恢复", "恢复营业", "有效")):
        row.get_by_role("button", name=act).click()
        ask = operator.page.get_by_role("dialog")
        ask.get_by_label("原因").fill(reason)
        ask.get_by_role("button", name=act).click()
        expect(row).to_contain_text(state)
        if act == "暂停":
            expect(row).to_contain_text("停业盘点")


def test_a_plugin_on_which_something_stands_is_not_uninstalled_and_says_what(person):
    admin = person("admin")
    admin.goes_to("服务商插件")
    admin.page.get_by_role("table").get_by_text("云端机场贵宾厅").first.click()
    admin.presses("卸载")
    ask = admin.page.get_by_role("dialog", name=re.compile("卸载"))
    ask.get_by_role("button", name="卸载").click()
    admin.sees("仍有业务依赖此插件")
    ask.get_by_role("button", name="取消").click()


def test_a_callback_that_nobody_could_check_waits_at_home_and_is_put_aside(person):
    admin = person("admin")
    admin.page.get_by_role("main").get_by_role("link", name=re.compile("待处理回调")).click()
    admin.sees("插件进程无法启动")
    admin.presses("重新处理")
    admin.page.get_by_role("dialog").get_by_role("button", name="重新处理").click()
    admin.sees("插件仍无法验证或读取该回调")
    admin.page.get_by_role("dialog").get_by_role("button", name="取消").click()
    admin.presses("搁置")
    ask = admin.page.get_by_role("dialog")
    ask.get_by_label("原因").fill("测试报文")
    ask.get_by_role("button", name="搁置").click()
    admin.sees("没有待处理的回调")
