"""What is only tried, and what is refused, writes nothing of the business."""

import pytest
from tests.flows.histories.world import World
from tests.kit.books import counted

from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.rights.code_lots.code_file import Choice
from largesse.rights.code_lots.preview import look
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.points_mall.redeem import RedeemOffer, redeem_offer
from largesse.rights.told_uses.take_file import foresee

CLIENTS = "客户号,姓名,手机号,等级,机构号\nC900001,甲某,13900000001,金卡,SH\n".encode()
USES = "券码,使用时间\nPLAIN00001X,2026-11-30 10:00:00\n".encode()
CODES = "券码\nFRESH00001\n".encode()
# That something was tried is known itself: its own row, its audit row, its events.
TOLD = ("store_", "audience_import")


async def test_a_dry_run_changes_neither_a_table_nor_a_sequence_of_the_business(world: World):
    dsn, operator, work = world.house.dsn, world.who("operator"), world.work
    before = await counted(dsn)
    pool = await world.house.value("select id from rights_code_pool")
    looked = await look(CODES, pool, Choice(), actor=operator, work=work)
    assert len(looked.codes.rows) == 1
    await foresee(USES, world.known["provider.tea"], "Asia/Shanghai", actor=operator, work=work)
    assert await counted(dsn) == before
    tried = ImportClients(key="dry", file_name="c.csv", data=CLIENTS, dry_run=True)
    await import_clients(tried, actor=world.who("admin"), work=work)
    await world.house.drain()
    done = await world.house.value("select state from audience_import where dry_run")
    assert done == "done"
    after = await counted(dsn)
    assert {name for name in after if after[name] != before[name] and not name.startswith(TOLD)} == set()


async def test_what_is_refused_leaves_no_row(world: World):
    before = await counted(world.house.dsn)
    operator, client = world.who("operator"), world.person(0)
    batch, nobody = world.known["small.tea"], new_id()
    for use, ask, actor in (
        (give_right, GiveRight(key="a", batch=nobody, client=client.id, reason="演练"), operator),
        (give_right, GiveRight(key="b", batch=batch, client=nobody, reason="演练"), operator),
        (claim_right, ClaimRight(key="c", entitlement=nobody), client),
        (redeem_offer, RedeemOffer(key="d", offer=world.known["small.offer"]), client),
    ):
        with pytest.raises((Refusal, Missing)):
            await use(ask, actor=actor, work=world.work)
    after = await counted(world.house.dsn)
    assert {name for name in after if after[name] != before[name]} <= {"store_audit_id_seq"}
