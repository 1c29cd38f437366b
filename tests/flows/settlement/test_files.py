"""Statement files come in and workbooks go out over HTTP, for those who may."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from tests.kit.site import site

from largesse.identity.sessions.sessions import Opening, open_session
from largesse.kernel.ids import new_id, text_id
from largesse.settlement.batches.approve import DecideBatch, approve_batch
from largesse.settlement.batches.create import CreateBatch, create_batch
from largesse.settlement.batches.reconcile import RunMatching, run_matching
from largesse.settlement.batches.submit import SubmitBatch, submit_batch
from largesse.settlement.breaks.decide import DecideDispositions, approve_dispositions
from largesse.settlement.breaks.propose import ProposeDisposition, propose_disposition
from largesse.settlement.dispositions.disposition import DispositionKind
from largesse.settlement.export.export_batch import ExportBatch, export_batch

pytestmark = pytest.mark.slow
GOOD = "领取单号,结算金额,领取时间\nTEA-X1,10.00,2026-03-01\n合计,1笔,10.00\n"


@pytest.fixture
async def door(house, stage):
    """The site, and a client of one of its people."""

    async def session(who):
        async with house.work.job() as tx:
            return await open_session(tx, Opening("staff", stage.known[f"staff.{who}"].id, "password"))

    with site(house) as address:

        async def of(who):
            cookies = {"lg_staff": await session(who)} if who else {}
            return httpx.AsyncClient(base_url=address, cookies=cookies, timeout=20)

        yield of


def form(stage, **more):
    return {"key": str(new_id()), "provider": text_id("prv", stage.known["provider.tea"])} | more


async def send(client, stage, data, **more):
    return await client.post(
        "/console/statements", data=form(stage, **more), files={"file": ("账单.csv", data, "text/csv")}
    )


async def test_finance_tries_a_file_loads_it_and_gets_the_original_back(door, stage):
    good = GOOD.encode("gb18030")
    async with await door("finance") as client:
        tried = await send(client, stage, good, dryRun="true")
        assert (tried.status_code, tried.json()["verdict"]) == (200, "loadable")
        loaded = (await send(client, stage, good)).json()
        assert (loaded["state"], loaded["lineCount"]) == ("loaded", 1)
        again = await send(client, stage, good)
        assert (again.status_code, again.json()["code"]) == (422, "settlement.statement_repeated")
        cut = await send(client, stage, good.replace(b"10.00,2026", b"11.00,2026"))
        assert cut.json()["state"] == "quarantined"
        assert cut.json()["reasons"][0]["code"] == "settlement.statement.sum_differs"
        original = await client.get(f"/files/statements/{loaded['statement']}")
        assert original.content == good
        assert original.headers["content-disposition"].startswith("attachment")


async def test_strangers_other_roles_other_sites_and_broken_forms_are_refused(door, stage):
    async with await door(None) as client:
        assert (await send(client, stage, b"x")).status_code == 401
    async with await door("operator") as client:
        assert (await send(client, stage, b"x")).json()["code"] == "kernel.not_allowed"
    async with await door("finance") as client:
        foreign = await client.post("/console/statements", headers={"origin": "https://elsewhere.example"})
        assert (foreign.status_code, foreign.json()["code"]) == (403, "kernel.foreign_origin")
        assert (await client.post("/console/statements", json={})).json()["path"] == "file"
        assert (await client.get("/files/statements/stm_nothing")).status_code == 400
        absent = text_id("bch", new_id())
        assert (await client.get(f"/files/batches/{absent}/workbook")).status_code == 404


DOUBTFUL = {
    "unit": ("结算金额(分)", None, "heading_unit"),
    "direction": ("结算金额", "收/支", "column_unmapped"),
    "tax": ("结算金额(不含税)", None, "heading_tax"),
}


@pytest.mark.parametrize("kind", DOUBTFUL)
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
async def test_a_file_whose_amounts_mean_something_else_is_kept_out_by_its_heading(door, stage, kind, locale):
    heading, beside, code = DOUBTFUL[kind]
    head = ["领取单号", heading, "领取时间", *([beside] if beside else [])]
    row = ["TEA-X1", "1000", "2026-03-01", *(["收入"] if beside else [])]
    data = "\n".join(",".join(cells) for cells in (head, row, ["合计", "1笔", "1000"])).encode("gb18030")
    async with await door("finance") as client:
        client.headers["accept-language"] = locale
        tried = (await send(client, stage, data, dryRun="true")).json()
        kept = (await send(client, stage, data)).json()
    assert (tried["ok"], kept["state"], kept["lineCount"]) == (False, "quarantined", 0)
    for told in (tried["reasons"][0], kept["reasons"][0]):
        assert told["code"] == f"settlement.statement.{code}"
        assert (beside or heading) in told["message"]
        assert ("The" in told["message"] or "names" in told["message"] or "says" in told["message"]) == (
            locale == "en"
        )


async def test_a_trial_tells_what_loading_would_refuse(door, stage):
    good = GOOD.encode("gb18030")
    async with await door("finance") as client:
        assert (await send(client, stage, good)).json()["state"] == "loaded"
        tried = (await send(client, stage, good, dryRun="true")).json()
    assert [one["code"] for one in tried["reasons"]] == ["settlement.statement.file_repeated"]


async def settled(house, stage):
    maker, second = stage.known["staff.finance"], stage.known["staff.finance2"]

    def ask(form_, /, **fields):
        return form_(key=str(new_id()), **fields)

    made = await create_batch(
        ask(
            CreateBatch,
            provider=stage.known["provider.tea"],
            as_of=(datetime.now(UTC) + timedelta(20)).date(),
        ),
        actor=maker,
        work=house.work,
    )
    await run_matching(ask(RunMatching, batch=made.batch), actor=maker, work=house.work)
    rows = await house.rows("select id from settlement_break where batch = $1", made.batch)
    breaks = tuple(row["id"] for row in rows)
    propose = ask(ProposeDisposition, breaks=breaks, kind=DispositionKind.CARRY_FORWARD, reason="下月再对")
    proposed = await propose_disposition(propose, actor=maker, work=house.work)
    word = ask(DecideDispositions, dispositions=proposed.dispositions)
    await approve_dispositions(word, actor=second, work=house.work)
    sent = await submit_batch(ask(SubmitBatch, batch=made.batch), actor=maker, work=house.work)
    word = ask(DecideBatch, batch=made.batch, content_hash=sent.content_hash)
    await approve_batch(word, actor=second, work=house.work)
    return made.batch


async def test_the_auditor_downloads_what_finance_made(door, stage, house):
    batch = await settled(house, stage)
    export = ExportBatch(key=str(new_id()), batch=batch, kind="workbook")
    await export_batch(export, actor=stage.known["staff.finance"], work=house.work)
    async with await door("auditor") as client:
        found = await client.get(f"/files/batches/{text_id('bch', batch)}/workbook")
        assert found.status_code == 200
        assert found.content[:2] == b"PK"
        assert (await client.get(f"/files/batches/{text_id('bch', batch)}/vouchers")).status_code == 200
        assert (await client.get(f"/files/batches/{text_id('bch', batch)}/photos")).status_code == 404
