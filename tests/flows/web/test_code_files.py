"""Files of codes and uses come through the console's own doors: looked at first, taken once, told by line."""

import httpx
import pytest
from redis.asyncio import Redis
from tests.flows.rights.conftest import Shop
from tests.kit.application import APP
from tests.kit.codes import CodeShop
from tests.kit.seed import REGISTER

from largesse.app import web_routes
from largesse.identity.sessions.sessions import Opening, open_session
from largesse.kernel.clock import now
from largesse.kernel.ids import text_id
from largesse.web.edge import application


@pytest.fixture(scope="session")
def seed():
    return REGISTER


@pytest.fixture
async def codes(house) -> CodeShop:
    return await CodeShop(Shop(house)).open()


@pytest.fixture
async def door(house):
    async with house.work.job() as tx:
        token = await open_session(tx, Opening("staff", house.known["staff.operator"].id, "password"))
    transport = httpx.ASGITransport(application(web_routes(APP, Redis.from_url("redis://127.0.0.1:1"))))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://bank", cookies={"lg_staff": token}
    ) as client:
        yield client


def sent(data, **more):
    return {"files": {"file": ("码.csv", data, "text/csv")}, "data": {"key": "k", **more}}


async def test_a_file_of_codes_is_looked_at_kept_once_and_its_bad_rows_are_taken_home(door, codes, house):
    await codes.load("券码\nTHERE001\n")
    pool = text_id("cpl", codes.pool)
    data = "券码,密码\nTHERE001,1\nNEWCODE1,2\nNEWCODE1,3\n".encode("gb18030")
    looked = (await door.post(f"/console/codes/{pool}/preview", **sent(data))).json()
    assert (looked["encoding"], looked["rowCount"], looked["goodCount"]) == ("gb18030", 3, 1)
    assert [one["line"] for one in looked["bad"]] == [2, 4]
    assert "NEWCODE1" not in str(looked)
    assert await codes.states() == {"available": 1}
    first = (await door.post(f"/console/codes/{pool}/import", **sent(data))).json()
    again = (await door.post(f"/console/codes/{pool}/import", **sent(data))).json()
    assert first == again
    await house.drain()
    assert await codes.states() == {"available": 2}
    bad = await door.get(f"/files/code-lots/{first['lot']}/bad.csv")
    assert bad.headers["content-disposition"].startswith("attachment")
    assert bad.text.splitlines()[1:] == ["2,code,已在该服务商的码池中", "4,code,文件中重复出现"]


async def test_a_file_whose_columns_are_unknown_asks_for_one_and_is_read_by_it(door, codes):
    pool = text_id("cpl", codes.pool)
    data = b"a,AB12CD34\nb,EF56GH78\n"
    looked = (await door.post(f"/console/codes/{pool}/preview", **sent(data))).json()
    assert (bool(looked["why"]), looked["choose"]) == (True, True)
    looked = (await door.post(f"/console/codes/{pool}/preview", **sent(data, code="1"))).json()
    assert (looked["why"], looked["goodCount"]) == ("", 2)


async def test_codes_that_came_from_a_file_are_handed_over_to_nobody(door, codes):
    lot = await codes.load("券码\nTHEIRS01\n")
    answer = await door.post(
        f"/console/code-lots/{text_id('lot', lot['id'])}/codes", data={"purpose": "交付服务商"}
    )
    assert answer.json()["code"] == "rights.code_lot_wrong_state"
    assert "THEIRS01" not in answer.text


async def test_a_file_of_uses_is_foretold_booked_and_its_bad_rows_are_taken_home(door, codes, house):
    await codes.load("券码\nUSED0001\nUSED0002\n")
    await codes.issue(2)
    client = await codes.shop.client()
    for _ in range(2):
        await codes.claim(client, await codes.give(client))
    at = now().isoformat()
    data = f"code,time,备注\nUSED0001,{at},\nNOBODY01,{at},=1+1\n".encode()
    form = sent(data, provider=text_id("prv", house.known["provider.tea"]))
    looked = (await door.post("/console/uses/preview", **form)).json()
    assert (looked["matchedCount"], [one["line"] for one in looked["bad"]]) == (1, [3])
    taken = (await door.post("/console/uses/import", **form)).json()
    await house.drain()
    bad = await door.get(f"/files/uses/{taken['file']}/bad.csv")
    heads, row = bad.content.decode("utf-8-sig").splitlines()
    assert heads == "line,reason,says,code,time,备注"
    assert (
        row == f"3,unknown,不是该服务商的权益,NOBODY01,{at},'=1+1"
    )  # as its sender wrote it, and no formula
    # Mended where it stands, it is sent again as it is.
    mended = {
        **form,
        "files": {"file": ("bad.csv", bad.content.replace(b"NOBODY01", b"USED0002"), "text/csv")},
    }
    looked = (await door.post("/console/uses/preview", **mended)).json()
    assert (looked["matchedCount"], looked["why"]) == (1, "")
    # What cannot be read is told in words, looked at or taken, and is not kept.
    unread = {**form, "files": {"file": ("码.csv", b"a,b\n1,2\n", "text/csv")}}
    unread["data"] = {**form["data"], "key": "other"}
    told = [(await door.post(f"/console/uses/{way}", **unread)).json() for way in ("preview", "import")]
    assert told[0] == told[1]
    assert told[0]["why"].startswith("没有找到表头为“券码 / code”的列")
    assert await house.value("select count(*) from rights_use_file") == 1
