"""A bank's file of clients comes in whole rows or not, and says which lines stayed out."""

import asyncio
from datetime import timedelta

import pytest

from largesse.audience import demo
from largesse.audience.clients.identities import bind, owner_of
from largesse.audience.entering.enter import let_in
from largesse.audience.imports.forget_files import forget_files
from largesse.audience.imports.import_clients import ImportClients, import_clients
from largesse.audience.imports.read_file import CHUNK, finish, prepare, read_file
from largesse.identity.sessions.sessions import Opening, actor_of, open_session
from largesse.kernel.clock import now
from largesse.kernel.errors import NotAllowed
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.store import blobs
from largesse.store.outbox import Event

HEADER = "客户号,姓名,手机号,等级,机构号"


async def load(bank, text, who="admin", encoding="utf-8", key="k", **fields):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    ask = ImportClients(key=key, file_name="c.csv", data=data, **fields)
    taken = await import_clients(ask, actor=bank.who(who), work=bank.work)
    await bank.house.drain()
    return (await bank.house.rows("select * from audience_import where id = $1", taken.ident))[0]


async def read(bank, text, who="admin"):
    """Read a file to the point where it is written."""
    ask = ImportClients(key="slow", file_name="c.csv", data=text.encode())
    taken = await import_clients(ask, actor=bank.who(who), work=bank.work)
    event = Event(taken.ident, "", "", {"import": str(taken.ident)}, now())
    async with bank.work.job() as tx:
        asked = await prepare(event, tx)
    return asked, await read_file(asked, "", bank.work), taken.ident


async def client(bank, ext_id):
    return (await bank.house.rows("select * from audience_customer where ext_id = $1", ext_id))[0]


async def test_the_demo_file_gives_twelve_clients_in_three_books(bank):
    books = await bank.house.rows(
        "select adviser, count(*) as n from audience_customer group by 1 order by 2"
    )
    assert [row["n"] for row in books] == [2, 5, 5]
    await demo.seed(bank.house.stage)
    assert await bank.house.value("select count(*) from audience_customer") == 12
    wang = await client(bank, "C80001")
    assert (wang["name"], wang["tier"], wang["tags"]) == ("王思远", "black", ["高频出行", "高尔夫"])


async def test_bad_rows_stay_out_by_line_field_and_reason_and_good_ones_come_in(bank):
    done = await load(
        bank,
        f"{HEADER},出生日期\n"
        "N1001,甲某,13700000001,金卡,SH,1980-01-01\n"
        "N1002,乙某,12345,金卡,SH,1980-01-01\n"
        "N1003,,13700000003,钻石,SH,1980-13-01\n"
        "N1004,丁某,13700000001,金卡,XX,\n"
        "N1005,戊某,13700000001,金卡,SH,\n"
        "N1006,己某,13900010001,金卡,SH,\n"
        "N1007,庚某\n",
    )
    assert (done["state"], done["created_count"], done["bad_count"]) == ("done", 1, 6)
    told = [(one["line"], one["field"], one["reason"]) for one in done["bad"]]
    assert told == [
        (3, "mobile", "not_a_mobile"),
        (4, "name", "missing"),
        (4, "tier", "unknown_tier"),
        (4, "birth_date", "not_a_day"),
        (5, "unit", "unknown_unit"),
        (6, "mobile", "twice_in_file"),
        (7, "mobile", "belongs_to_another"),
        (8, "tier", "missing"),
        (8, "unit", "missing"),
    ]
    assert (await client(bank, "N1001"))["birth_date"].isoformat() == "1980-01-01"
    assert await bank.house.value("select count(*) from audience_customer") == 13


async def test_a_file_of_clients_goes_when_it_is_old_and_what_came_of_it_stays(bank):
    done = await load(bank, f"{HEADER}\nN1001,甲某,13700000001,金卡,SH\n")
    waits = await import_clients(
        ImportClients(key="w", file_name="w.csv", data=HEADER.encode()),
        actor=bank.who("admin"),
        work=bank.work,
    )
    waiting = await bank.house.value("select file_sha from audience_import where id = $1", waits.ident)
    month = timedelta(days=settings().keep_client_files_days)
    await forget_files(bank.work, at=done["done_at"] + month)  # what came before this one
    assert blobs.get(done["file_sha"])
    assert await forget_files(bank.work, at=done["done_at"] + month + timedelta(seconds=1)) == 1
    with pytest.raises(FileNotFoundError):
        blobs.get(done["file_sha"])
    assert blobs.get(waiting)
    after = await bank.house.value(
        "select (file_sha, file_name, created_count)::text from audience_import where id = $1", done["id"]
    )
    assert after == '("",c.csv,1)'
    assert await forget_files(bank.work, at=done["done_at"] + 1000 * month) == 0


async def test_a_household_is_one_however_its_code_is_written(bank):
    await bank.house.run(
        "insert into audience_household (id, code, created_at) values (gen_random_uuid(), 'h77', now())"
    )
    done = await load(
        bank,
        "客户号,姓名,等级,机构号,家庭号\nN1,甲某,金卡,SH,h77\nN2,乙某,金卡,SH,Ｈ７７\n"
        "N3,丙某,金卡,SH,H\u200b77\nN4,丁某,金卡,SH,F–1\nN5,戊某,金卡,SH,f-1\n".replace("N", "N100"),
    )
    assert (done["created_count"], done["bad_count"]) == (5, 0)
    rows = await bank.house.rows(
        "select h.code, count(*) from audience_household h join audience_customer c on c.household = h.id"
        " where c.ext_id like 'N100%' group by 1 order by 1"
    )
    assert [tuple(row.values()) for row in rows] == [("F-1", 2), ("h77", 3)]


async def test_importing_again_updates_and_leaves_what_the_file_does_not_name(bank):
    done = await load(bank, "客户号,姓名,等级,机构号,标签\nC80001,王思远,铂金,SH-JA,茶\n")
    assert (done["created_count"], done["updated_count"]) == (0, 1)
    wang = await client(bank, "C80001")
    assert (wang["tier"], wang["tags"], wang["wealth_band"]) == ("platinum", ["茶"], "1000万以上")
    living = "select count(*) from audience_identity where customer = $1 and revoked_at is null"
    assert await bank.house.value(living, wang["id"]) == 2
    for key, cell, city in (("c1", "广东省深圳市", "深圳"), ("c2", None, "深圳"), ("c3", "", "")):
        head, more = ("", "") if cell is None else (",所在城市", f",{cell}")
        file = f"客户号,姓名,等级,机构号{head}\nC80001,王思远,铂金,SH-JA{more}\n"
        assert (await load(bank, file, key=key))["updated_count"] == 1
        assert (await client(bank, "C80001"))["city"] == city


async def test_a_new_mobile_replaces_the_old_one_and_the_old_one_is_kept_as_revoked(bank):
    await load(bank, f"{HEADER}\nC80001,王思远,13711112222,黑金,SH-JA\n")
    rows = await bank.house.rows(
        """select hint, revoked_at is null as living from audience_identity
           where customer = $1 and kind = 'mobile' order by bound_at""",
        bank.client("wang"),
    )
    assert rows == [{"hint": "139****0001", "living": False}, {"hint": "137****2222", "living": True}]


async def test_who_came_in_by_the_old_mobile_is_out_when_a_file_brings_a_new_one(bank):
    async with bank.work.job() as tx:
        tokens = [
            await open_session(tx, Opening("client", bank.client(name), "code")) for name in ("wang", "chen")
        ]
    await load(bank, f"{HEADER}\nC80001,王思远,13711112222,黑金,SH-JA\n")
    assert await actor_of(bank.work, tokens[0]) is None
    assert (await actor_of(bank.work, tokens[1])).id == bank.client("chen")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_files_of_excel_and_of_old_systems_are_read_alike(bank, encoding):
    done = await load(bank, f"{HEADER}\nN2001,欧阳修,13700000009,金卡,上海分行\n", encoding=encoding)
    assert (done["created_count"], done["bad_count"]) == (1, 0)
    assert (await client(bank, "N2001"))["name"] == "欧阳修"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xff\xff\x00\x01", "encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_workbook"),
        (b"<html><table><tr><td>C1</td></tr></table>", "web_page"),
        (b"PK\x03\x04 no workbook", "workbook"),
        ("客户号,姓名,等级\n".encode(), "column_missing:unit"),
        ("客户号,姓名,等级,机构号,客户号\n".encode(), "column_twice:客户号"),
        (f'{HEADER}\nN1,"{"x" * 200_000}",13700000009,金卡,SH\n'.encode(), "form"),
    ],
)
async def test_a_file_that_is_no_table_of_clients_is_refused_whole(bank, data, why):
    done = await load(bank, data)
    assert (done["state"], done["why"]) == ("refused", why)
    assert await bank.house.value("select count(*) from audience_customer") == 12


CASE = "客户号,姓名,等级,机构号,手机号码,备注\n"


async def test_twenty_rows_of_which_four_end_early_all_come_in_and_the_unused_column_is_named(bank):
    rows = [f"X{n:04d},客户{'甲乙丙丁'[n % 4]},金卡,SH,1391234{n:04d},老客户\n" for n in range(2, 17)]
    rows += [f"X{n:04d},客户乙,金卡,SH\n" for n in range(17, 21)]
    rows.append("X0001,客户甲,金卡,SH,\u202d13912340001\u202c,\n")
    done = await load(bank, CASE + "".join(rows))
    assert (done["created_count"], done["bad_count"], done["bad"]) == (20, 0, [])
    assert [(head["text"], head["field"]) for head in done["heads"]][4:] == [
        ("手机号码", "mobile"),
        ("备注", ""),
    ]
    async with bank.work.read() as read:
        owner = await owner_of(read, "mobile", "13912340001")
    assert owner.id == (await client(bank, "X0001"))["id"]


async def test_two_clients_swap_their_numbers_in_one_file(bank):
    file = f"{HEADER}\nC80001,王思远,13900010002,黑金,SH-JA\nC80002,陈婉清,13900010001,铂金,SH-JA\n"
    done = await load(bank, file)
    assert (done["updated_count"], done["bad_count"]) == (2, 0)
    async with bank.work.read() as read:
        assert (await owner_of(read, "mobile", "13900010001")).id == bank.client("chen")
        assert (await owner_of(read, "mobile", "13900010002")).id == bank.client("wang")


async def test_who_waits_for_a_number_that_is_not_given_up_stays_out_with_all_who_wait_for_his(bank):
    done = await load(
        bank,
        f"{HEADER}\n"
        "C80001,王思远,13900010002,黑金,SH-JA\n"  # waits for the next one's number
        "C80002,陈婉清,13900010003,铂金,SH-JA\n"  # waits for one whose owner is not in the file
        "N1001,甲某,13900010001,金卡,SH\n",  # waits for the first one's
        dry_run=True,
    )
    assert [(one["line"], one["reason"]) for one in done["bad"]] == [
        (line, "belongs_to_another") for line in (2, 3, 4)
    ]


async def test_a_number_on_a_row_that_stays_out_is_free_for_the_row_that_comes_in(bank):
    done = await load(
        bank,
        f"{HEADER}\nC80010,沈亦舟,13700000001,金卡,SH\nN1001,甲某,13700000001,金卡,SH\n",
        who="operator",
    )
    assert [(one["line"], one["reason"]) for one in done["bad"]] == [(2, "out_of_reach")]
    assert (done["created_count"], done["updated_count"]) == (1, 0)


async def test_a_number_that_somebody_takes_while_the_file_is_written_is_never_lost_in_silence(bank):
    asked, outcome, ident = await read(bank, f"{HEADER}\nN4001,甲某,13700000001,金卡,SH\n")
    async with bank.work.job() as tx:
        await bind(tx, bank.client("wang"), "wecom", "wanted-1", "test")
    async with bank.work.job() as tx:
        await tx.run(
            "update audience_identity set revoked_at = now(), revoked_by = $1 where kind = 'mobile'"
            " and customer = $1",
            bank.client("wang"),
        )
        await bind(tx, bank.client("wang"), "mobile", "13700000001", "test")
    async with bank.work.job() as tx:
        await finish(asked, outcome, tx)
    (done,) = await bank.house.rows("select * from audience_import where id = $1", ident)
    assert [(one["line"], one["reason"]) for one in done["bad"]] == [(2, "belongs_to_another")]
    assert await bank.house.value("select count(*) from audience_customer where ext_id = 'N4001'") == 0


async def test_a_client_number_in_other_letters_is_the_same_client(bank):
    done = await load(bank, "客户号,姓名,等级,机构号\nc80001,王思远,金卡,SH-JA\nＣ80002,陈婉清,金卡,SH-JA\n")
    assert (done["created_count"], done["updated_count"]) == (0, 2)
    assert (await client(bank, "C80001"))["tier"] == "gold"


async def test_a_dry_run_tells_and_writes_nothing(bank):
    done = await load(bank, f"{HEADER}\nN3001,甲某,13700000001,金卡,SH\nN3002,乙某,1,金卡,SH\n", dry_run=True)
    assert (done["state"], done["bad_count"], done["read_count"]) == ("done", 1, 2)
    assert await bank.house.value("select count(*) from audience_customer") == 12
    assert await bank.house.value("select count(*) from audience_import_row") == 0


async def test_a_branch_imports_into_its_own_part_of_the_tree_only(bank):
    text = f"{HEADER}\nC80010,沈亦舟,13900010010,黑金,SH\nN4001,甲某,13700000001,金卡,BJ\n"
    done = await load(bank, text, who="operator")
    assert [(one["line"], one["reason"]) for one in done["bad"]] == [(2, "out_of_reach"), (3, "unknown_unit")]
    assert (await client(bank, "C80010"))["tier"] == "gold"
    with pytest.raises(NotAllowed):
        await load(bank, text, who="adviser", key="other")


async def test_a_client_who_came_elsewhere_while_the_file_was_read_stays_there(bank):
    text = "客户号,姓名,手机号,等级,机构号\nN4001,甲某,13700000001,金卡,SH\nN4002,乙某,13700000002,金卡,SH\n"
    asked, outcome, ident = await read(bank, text, "operator")
    await bank.house.run(
        "insert into audience_customer (id, ext_id, name, tier, org_unit, created_at, updated_at)"
        " select $1, 'N4002', '丙某', 'gold', id, now(), now() from identity_org_unit where code = 'BJ'",
        new_id(),
    )
    async with bank.work.job() as tx:
        await finish(asked, outcome, tx)
    (done,) = await bank.house.rows("select * from audience_import where id = $1", ident)
    assert (done["created_count"], done["updated_count"], done["bad_count"]) == (1, 0, 1)
    assert [(one["line"], one["reason"]) for one in done["bad"]] == [(3, "out_of_reach")]
    sql = """select c.name, u.code, count(i.id) as ids from audience_customer c
             join identity_org_unit u on u.id = c.org_unit left join audience_identity i on i.customer = c.id
             where c.ext_id = 'N4002' group by 1, 2"""
    assert await bank.house.rows(sql) == [{"name": "丙某", "code": "BJ", "ids": 0}]
    assert (await client(bank, "N4001"))["name"] == "甲某"


async def test_a_client_comes_in_while_a_file_that_changes_him_is_being_written(bank):
    asked, outcome, _ = await read(bank, f"{HEADER}\nC80001,王思源,13900010001,黑金,SH-JA\n")
    async with bank.work.job() as tx:
        await finish(asked, outcome, tx)
        async with asyncio.timeout(10), bank.work.job() as door:
            assert await let_in(door, bank.client("wang"), "test")
    assert (await client(bank, "C80001"))["name"] == "王思源"


async def test_a_client_who_is_as_the_file_says_is_counted_and_not_touched(bank):
    before = await client(bank, "C80001")
    done = await load(bank, "客户号,姓名,等级,机构号\nC80001,王思远,黑金,SH-JA\n")
    assert (done["created_count"], done["updated_count"]) == (0, 1)
    assert await client(bank, "C80001") == before


async def test_rows_of_many_chunks_come_in_with_each_counted_and_hand_their_numbers_round(bank):
    count = 2 * CHUNK + 1
    rows = "".join(f"T{n:05d},客户{n},137{n:08d},金卡,SH\n" for n in range(count))
    done = await load(bank, f"{HEADER}\n{rows}")
    assert (done["read_count"], done["created_count"], done["bad_count"]) == (count, count, 0)
    assert await bank.house.value("select count(*) from audience_identity where via = 'import'") == count + 24
    turned = "".join(f"T{n:05d},客户{n},137{(n + 1) % count:08d},金卡,SH\n" for n in range(count))
    done = await load(bank, f"{HEADER}\n{turned}", key="turned")
    assert (done["updated_count"], done["bad_count"]) == (count, 0)


async def test_no_mobile_stands_in_clear_anywhere(bank):
    await load(bank, f"{HEADER}\nN5001,甲某,13755556666,金卡,SH\n")
    tables = ("audience_identity", "audience_import", "store_outbox", "store_audit", "store_receipt")
    for table in tables:
        assert "13755556666" not in str(await bank.house.rows(f"select * from {table}"))
