"""The demo's clients: twelve people in three advisers' books, imported from a file like any bank's."""

from largesse.audience.clients.records import Customer
from largesse.audience.entering.demo_app import open_app
from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.audience.imports.read_file import run_now
from largesse.audience.tiers import demo as tiers
from largesse.identity.sessions.sessions import client_actor
from largesse.kernel.errors import Broken
from largesse.store.demo import Stage

FILE = """客户号,姓名,手机号,等级,机构号,客户经理工号,分类,\
生命周期,标签,资产段,出生日期,家庭号,本行员工,手机银行号
C80001,王思远,13900010001,黑金,SH-JA,10006,企业主,成熟,高频出行;高尔夫,1000万以上,1974-05-17,F001,否,app-80001
C80002,陈婉清,13900010002,铂金,SH-JA,10006,企业主,成熟,健康关注,600-1000万,1978-09-02,F001,否,app-80002
C80003,刘子墨,13900010003,金卡,SH-JA,10006,专业人士,成长,高频出行,300-600万,1986-12-11,,否,app-80003
C80004,欧阳澈,13900010004,黑金,SH-JA,10006,企业主,成熟,艺术收藏;茶,1000万以上,1969-03-28,,否,app-80004
C80005,徐若兰,13900010005,铂金,SH-JA,10006,退休,成熟,健康关注;茶,600-1000万,1958-11-08,,否,app-80005
C80006,宋嘉树,13900010006,金卡,SH,10012,专业人士,引入,新客,300-600万,1990-07-23,,否,app-80006
C80007,许知微,13900010007,铂金,SH,10012,高管,成长,高频出行;亲子,600-1000万,1982-04-15,F002,否,app-80007
C80008,陆景行,13900010008,黑金,SH,10012,高管,成熟,高尔夫;亲子,1000万以上,1980-01-30,F002,否,app-80008
C80009,江晚吟,13900010009,普通客户,SH,10012,专业人士,引入,新客,50-300万,1995-06-06,,否,app-80009
C80010,沈亦舟,13900010010,金卡,BJ,10013,专业人士,休眠,艺术收藏,300-600万,1984-10-19,,否,app-80010
C80011,顾南乔,13900010011,铂金,BJ,10013,企业主,成熟,高频出行,600-1000万,1976-08-21,,否,app-80011
C80012,周子衿,13900010012,金卡,SH,10012,行员家属,成长,staff,300-600万,1988-02-14,,是,app-80012
"""
NAMES = ("wang", "chen", "liu", "ouyang", "xu", "song", "xuzw", "lu", "jiang", "shen", "gu", "zhou")


async def seed(stage: Stage) -> None:
    """Import the clients once and make them known: ``client.wang`` the id, ``actor.wang`` the actor."""
    await open_app(stage.work)
    await tiers.seed(stage)
    ask = ImportClients(key="demo-clients", file_name="demo-clients.csv", data=FILE.encode())
    taken = await import_clients(ask, actor=stage.system, work=stage.work)
    await run_now(taken.ident, stage.work)
    async with stage.work.read() as read:
        imported = await Customer.filter(ext_id__startswith="C800").using_db(read.conn).order_by("ext_id")
    if len(imported) < len(NAMES):
        raise Broken("the demo's clients were not imported")
    for name, client in zip(NAMES, imported, strict=False):
        stage.known[f"client.{name}"] = client.id
        stage.known[f"actor.{name}"] = client_actor(stage.work.house, client.id)
