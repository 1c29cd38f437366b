"""The page on adding a ledger export does what it says: its module is all it takes to write such a file."""

import json

import pytest
from tests.kit.pages import house_with
from tests.unit.settlement.bench import DAY, csv, key

from largesse.app import App
from largesse.kernel.errors import Broken, Malformed
from largesse.settlement.export import built_in
from largesse.settlement.export.export_batch import ExportBatch, export_batch, file_of
from largesse.settlement.export.ledger_export import LedgerExport, exports_of
from largesse.store.extending import hookimpl
from largesse.store.work import Work

KIND = "postings"


async def approved(bank):
    await bank.use("A")
    await bank.load(csv(("A", "100.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    return batch


async def test_a_file_of_the_added_kind_is_written_again_the_same_and_given_away(bank):
    bank.house.work = Work(house_with("add-a-ledger-export"))
    batch = await approved(bank)
    ask = ExportBatch(key=key(), batch=batch, kind=KIND)
    made = await export_batch(ask, actor=bank.maker, work=bank.work)
    again = await export_batch(
        ExportBatch(key=key(), batch=batch, kind=KIND), actor=bank.second, work=bank.work
    )
    assert (made.sha, made.file_name.endswith("-postings.jsonl")) == (again.sha, True)
    async with bank.work.read() as read:
        found = await file_of(read, batch, KIND, bank.maker)
    rows = [json.loads(line) for line in found.data.splitlines()]
    assert found.media_type == "application/jsonl"
    payable = [row["amount_minor"] for row in rows if row["credit"] == "2202.ap"]
    assert sum(payable) == 10_000
    assert len(rows) == await bank.house.value("select count(*) from settlement_posting where book = 'gl'")


async def test_a_kind_that_nobody_brings_is_refused_with_those_that_there_are(bank):
    ask = ExportBatch(key=key(), batch=await approved(bank), kind=KIND)
    with pytest.raises(Malformed, match="vouchers / workbook") as refused:
        await export_batch(ask, actor=bank.maker, work=bank.work)
    assert refused.value.path == "kind"


def test_a_kind_that_is_taken_is_refused():
    class Second:
        @hookimpl
        def ledger_exports(self):
            one = built_in.VOUCHERS
            return [LedgerExport(one.kind, one.ending, one.media_type, one.hands_over, one.make)]

    with pytest.raises(Broken, match="vouchers"):
        exports_of(App(extensions=[Second()]).house)
