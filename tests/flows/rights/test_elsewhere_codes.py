"""A right from elsewhere brings the code that its client has: sealed, his alone, on his phone then."""

import asyncio
import io
from datetime import timedelta

import httpx
import pytest
import xlsxwriter
from redis.asyncio import Redis
from tests.flows.rights.test_elsewhere import SOON, number, sign, told
from tests.kit.application import APP
from tests.kit.codes import CodeShop
from tests.kit.faces import Asker

from largesse.app import web_routes
from largesse.identity.sessions.sessions import Opening, open_session
from largesse.kernel.clock import now
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.budgets.open import OpenBudget, open_budget
from largesse.rights.code_lots.fill import VoidLot, void_lot
from largesse.rights.code_pools.cover import cover_of
from largesse.rights.code_pools.pool import LotWrongState
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.web.edge import application

CODED = "来源凭证号,客户号,权益代码,券码,到期日,成本\n"
MINE = "query($id: String!) { rightCode(id: $id) { code12 pin } right(id: $id) { state } }"
CLAIM = """mutation($ask: ClaimRightAsk!) { claimRight(ask: $ask) {
  ... on RightClaimedType { state } ... on Refusal { code } } }"""


@pytest.fixture
async def codes(shop) -> CodeShop:
    return await CodeShop(shop).open()


@pytest.fixture
async def client(shop):
    return await shop.client()


@pytest.fixture
async def door(shop):
    """The console's own doors, for an operator."""
    async with shop.work.job() as tx:
        token = await open_session(tx, Opening("staff", shop.known["staff.operator"].id, "password"))
    transport = httpx.ASGITransport(application(web_routes(APP, Redis.from_url("redis://127.0.0.1:1"))))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://bank", cookies={"lg_staff": token}
    ) as console:
        yield console


def sent(shop, data, name="外部权益.csv", system="old-crm", budget=None):
    raw = data.encode() if isinstance(data, str) else data
    owner = text_id("bud", budget or shop.known["budget.autumn"])
    said = {"key": shop.key(), "system": system, "budget": owner}
    return {"files": {"file": (name, raw, "application/octet-stream")}, "data": said}


async def brought(shop, door, data):
    """Bring a file through the door, have it signed and given; gives its row and its lines."""
    answer = await door.post("/console/elsewhere/import", **sent(shop, data))
    assert answer.status_code == 202, answer.text
    file = parse_id("ewf", answer.json()["file"])
    await sign(shop, file)
    await shop.house.drain()
    return await told(shop, file)


async def preview(shop, door, data, **more):
    return (await door.post("/console/elsewhere/preview", **sent(shop, data, **more))).json()


async def rooms(shop):
    """Give the units that the batches of files have and gave, and how many batches there are."""
    told = (
        "select count(*) as n, sum(total)::int as a, sum(issued)::int as b from rights_batch where kind = $1"
    )
    [row] = await shop.house.rows(told, "elsewhere")
    return row["n"], row["a"], row["b"]


def verdicts(looked):
    return [(one["line"], one["message"]) for one in looked["bad"]]


async def test_the_client_sees_on_his_phone_the_code_that_he_has_had_in_the_other_system(
    shop, codes, client, door
):
    await codes.load("券码\nPOOL0001\n")
    who = await number(shop, client)
    text = f"{CODED}A-1,{who},S-COOKIE,OLD-77 ab,{SOON},12.00\nA-2,{who},S-COOKIE,,{SOON},\n"
    looked = await preview(shop, door, text)
    assert (looked["goodCount"], {"head": "券码", "field": "code"} in looked["columns"]) == (2, True)
    assert "OLD-77" not in str(looked)
    file, rows = await brought(shop, door, text)
    assert (file["given_count"], file["bad_count"]) == (2, 0)
    async with shop.work.read() as read:
        cover = await cover_of(read, codes.sku)
    assert (cover.free_codes, cover.promised) == (1, 1)

    phone = Asker(shop.work, client, face="client")
    shown = {}
    for row in rows:
        right = text_id("ent", row["entitlement"])
        assert (await phone.asks(MINE, id=right))["rightCode"] is None
        claimed = await phone.asks(CLAIM, ask={"key": shop.key(), "entitlement": right})
        assert claimed["claimRight"] == {"state": "active"}
        shown[row["line"]] = (await phone.asks(MINE, id=right))["rightCode"]["code12"]
    assert shown == {2: "OLD-77 ab", 3: "POOL0001"}
    assert await codes.states() == {"delivered": 2}
    other = Asker(shop.work, await shop.client(), face="client")
    assert (await other.asks(MINE, id=text_id("ent", rows[0]["entitlement"])))["rightCode"] is None
    kept = await shop.house.rows("select blind, sealed from rights_pool_code")
    logged = await shop.house.rows("select facts::text from store_audit")
    assert "OLD" not in str(kept) + str(logged)
    lot = await shop.house.rows("select origin, kept_count, file_name from rights_code_lot order by origin")
    assert [(one["origin"], one["kept_count"]) for one in lot] == [("elsewhere", 1), ("file", 1)]


async def test_codes_that_cannot_be_taken_are_told_by_line_and_none_is_shown(shop, codes, client, door):
    await codes.load("券码\nTHERE001\n")
    who = await number(shop, client)
    rows = [
        ("A-1", "S-COOKIE", "FRESH001"),
        ("A-2", "S-COOKIE", "there-001".replace("-", "")),
        ("A-3", "S-COOKIE", " fresh001 "),
        ("A-4", "S-COOKIE", "6.22202E+15"),
        ("A-5", "S-COOKIE", "券码"),
        ("A-6", "S-TEA-1", "TEACODE1"),
        ("same0001", "S-COOKIE", "SAME0001"),
    ]
    sku = await shop.house.value("select code from rights_sku where id = $1", shop.known["sku.tea"])
    lines = [f"{ref},{who},{sku if one == 'S-TEA-1' else one},{code},{SOON},\n" for ref, one, code in rows]
    text = CODED + "".join(lines)
    looked = await preview(shop, door, text)
    assert looked["goodCount"] == 1
    assert dict(verdicts(looked)) == {
        3: "该服务商已有这个券码",
        4: "券码在文件里重复",
        5: "券码的数字被表格软件改写，已不可靠：请把该列设为文本后重新导出",
        6: "券码无法识别，或超过 120 个字符",
        7: "该权益代码不使用券码池的码：请先为它建立券码池，或不填券码",
        8: "来源凭证号与券码相同：凭证号会显示给员工，请换用其他编号，如行号",
    }
    file, given = await brought(shop, door, text)
    assert [one["verdict"] for one in given] == [
        "given",
        "code_taken",
        "code_twice",
        "code_digits_lost",
        "not_a_code",
        "no_pool",
        "reference_is_code",
    ]
    home = await door.get(f"/files/elsewhere/{text_id('ewf', file['id'])}/bad.csv")
    for code in (one for _, _, one in rows if one.isascii()):
        assert code.strip().upper() not in (str(looked) + home.text).upper()
    again = await preview(shop, door, CODED + f"B-1,{who},S-COOKIE,Fresh001,{SOON},\n")
    assert verdicts(again) == [(2, "该服务商已有这个券码")]


async def test_a_workbook_that_made_numbers_of_codes_is_told_and_not_guessed(shop, codes, client, door):
    who = await number(shop, client)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("权益")
        body = [("X-1", "0012345678"), ("X-2", 6222021234567890123), ("X-3", 12345678), ("X-4", "0087654321")]
        for at, cell in enumerate(CODED.strip().split(",")):
            sheet.write(0, at, cell)
        for line, (reference, code) in enumerate(body, 1):
            for at, cell in enumerate((reference, who, "S-COOKIE", code, SOON)):
                sheet.write(line, at, cell) if at == 3 else sheet.write_string(line, at, cell)
    looked = await preview(shop, door, out.getvalue(), name="权益.xlsx")
    assert (looked["format"], looked["goodCount"]) == ("xlsx", 3)
    assert [line for line, _ in verdicts(looked)] == [3]
    assert (looked["shorterCount"], looked["usualLength"]) == (1, 10)
    _, rows = await brought(shop, door, out.getvalue())
    assert [one["verdict"] for one in rows] == ["given", "code_digits_lost", "given", "given"]


async def test_a_code_from_elsewhere_never_goes_to_another_when_its_right_ends(shop, codes, client, door):
    who = await number(shop, client)
    text = f"{CODED}A-1,{who},S-COOKIE,KEEP0001,{SOON},\nA-2,{who},S-COOKIE,KEEP0002,{SOON},\n"
    _, rows = await brought(shop, door, text)
    await codes.claim(client, rows[0]["entitlement"])
    await shop.house.run(
        "update rights_entitlement set valid_from = now() - interval '2 days', valid_to = now()"
    )
    await expire_due(shop.work)
    await shop.house.drain()
    assert {await shop.state(row["entitlement"]) for row in rows} == {"expired"}
    assert await codes.states() == {"delivered": 2}
    assert await shop.house.value("select count(*) from rights_code_cursor") == 0
    lot = await shop.house.value("select id from rights_code_lot")
    with pytest.raises(LotWrongState):
        await void_lot(
            VoidLot(key=shop.key(), lot=lot, reason="试"), actor=shop.who("operator"), work=shop.work
        )


async def test_a_line_that_the_budget_cannot_pay_leaves_its_code_free(shop, codes, client, door):
    await shop.house.run(
        "update rights_budget set cap_minor = 1000 where id = $1", shop.known["budget.autumn"]
    )
    who = await number(shop, client)
    _, rows = await brought(shop, door, f"{CODED}A-1,{who},S-COOKIE,DEAR0001,{SOON},99.00\n")
    assert [one["verdict"] for one in rows] == ["no_money"]
    assert (await codes.states(), await rooms(shop)) == ({}, (0, None, None))
    _, rows = await brought(shop, door, f"{CODED}A-1,{who},S-COOKIE,DEAR0001,{SOON},\n")
    assert [one["verdict"] for one in rows] == ["given"]


async def test_two_files_with_one_code_that_are_given_at_once_give_it_to_one(shop, codes, client, door):
    who, files = await number(shop, client), []
    other = OpenBudget(
        key=shop.key(),
        code="SH-OTHER",
        title={"zh-CN": "另一预算"},
        currency="CNY",
        cap_minor=1_000,
        org_unit=shop.unit("shanghai"),
    )
    theirs = (await open_budget(other, actor=shop.who("operator"), work=shop.work)).id
    for system, budget in (("old-crm", None), ("old-mall", theirs)):
        text = f"{CODED}{system},{who},S-COOKIE,ONCE0001,{SOON},\n"
        asked = sent(shop, text, system=system, budget=budget)
        answer = (await door.post("/console/elsewhere/import", **asked)).json()
        files.append(parse_id("ewf", answer["file"]))
        await sign(shop, files[-1])
    locked = asyncio.Event()

    async def given_at_once():
        await locked.wait()
        await shop.house.drain()

    giving = asyncio.create_task(given_at_once())
    async with shop.work.job() as tx:  # both have judged the code as free, and wait to keep it
        await tx.value("select id from rights_code_pool where id = $1 for update", codes.pool)
        locked.set()
        await shop.house.until_blocked(2)
    await giving
    given = [(await told(shop, file))[1][0]["verdict"] for file in files]
    assert sorted(given) == ["code_taken", "given"]
    assert await codes.states() == {"delivered": 1}
    assert await rooms(shop) == (1, 1, 1)


async def tells_uses(shop, door, *codes, at=None):
    """Let the provider tell by file when codes were used, now if nothing is said; a second is one use."""
    uses = {
        "key": shop.key(),
        "provider": text_id("prv", shop.known["provider.tea"]),
        "zone": "Asia/Shanghai",
    }
    told_at = (at or now()).isoformat()
    data = "".join(["code,time\n", *(f"{code},{told_at}\n" for code in codes)]).encode()
    answer = await door.post("/console/uses/import", files={"file": ("uses.csv", data)}, data=uses)
    assert answer.status_code == 202, answer.text
    await shop.house.drain()
    await shop.house.drain()


@pytest.mark.parametrize("claimed", [True, False])
async def test_a_use_that_the_provider_tells_by_such_a_code_is_booked_claimed_or_not(
    shop, codes, client, door, claimed
):
    who = await number(shop, client)
    _, rows = await brought(shop, door, f"{CODED}A-1,{who},S-COOKIE,USED0001,{SOON},\n")
    right = rows[0]["entitlement"]
    if claimed:
        await codes.claim(client, right)
    await tells_uses(shop, door, "used0001")
    assert await shop.house.rows("select verdict from rights_use_file_row") == [{"verdict": "booked"}]
    assert (await shop.state(right), await codes.states()) == ("redeemed", {"redeemed": 1})
    use = await shop.house.value("select id from rights_redemption")
    ask = ReverseUse(key=shop.key(), redemption=use, reason="服务商更正")
    await reverse_use(ask, actor=shop.who("operator"), work=shop.work)
    await shop.house.drain()
    assert (await shop.state(right), await codes.states()) == (
        "active" if claimed else "issued",
        {"delivered": 1},
    )


async def test_what_is_left_of_a_right_that_was_used_before_it_was_claimed_is_claimed_and_used(
    shop, codes, client, door
):
    who = await number(shop, client)
    _, rows = await brought(shop, door, f"{CODED}A-1,{who},S-COOKIE,PART0001,{SOON},\n")
    right = rows[0]["entitlement"]
    await shop.house.run("update rights_entitlement set units = 2 where id = $1", right)
    first = now()
    await tells_uses(shop, door, "PART0001", at=first)
    assert (await shop.state(right), await codes.states()) == ("issued", {"delivered": 1})
    await codes.claim(client, right)
    await tells_uses(shop, door, "PART0001", at=first + timedelta(seconds=2))
    assert (await shop.state(right), await codes.states()) == ("redeemed", {"redeemed": 1})
    assert await shop.house.value("select count(*) from rights_redemption") == 2
