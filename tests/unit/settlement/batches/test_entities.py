"""Uses in the books of other accounting entities are settled with the provider's one bill."""

import csv as csvs
import io

import pytest
from tests.unit.settlement.bench import DAY, csv, key

from largesse.kernel.ids import new_id
from largesse.settlement.export.export_batch import ExportBatch, export_batch, file_of
from largesse.settlement.ledger.balance import trial_balance
from largesse.settlement.ledger.entity import assign, open_entity
from largesse.settlement.ledger.verify import verify


@pytest.fixture
async def branch(bank):
    """A branch below the head office whose costs stand in its own books."""
    unit = new_id()
    await bank.house.run(
        "insert into identity_org_unit (id, code, level, name_zh, name_en, path, parent, created_at)"
        " values ($1, 'SH', 'branch', '上海分行', 'Shanghai', array[$2::uuid, $1::uuid], $2, now())",
        unit,
        bank.unit,
    )
    async with bank.work.job() as tx:
        entity = await open_entity(tx, "SH", {"zh-CN": "上海分行", "en": "Shanghai"})
        await assign(tx, unit, entity)
    return unit, entity


async def balances(bank, entity):
    """What each account of an entity stands at, in its own direction; those at zero are left out."""
    async with bank.work.read() as read:
        found = await trial_balance(read, entity, DAY.replace(year=2099))
    return {one.code: one.dr_minor - one.cr_minor for one in found if one.dr_minor != one.cr_minor}


async def test_a_use_in_a_branchs_books_joins_the_batch_and_comes_through_the_inter_branch_account(
    bank, branch
):
    unit, entity = branch
    await bank.use("A")
    await bank.use("B", org_unit=str(unit))
    await bank.load(csv(("A", "100.00", DAY), ("B", "120.00", DAY)))
    batch = await bank.batch()
    assert (await bank.match(batch)).matches == 1
    (one,) = await bank.breaks(batch)
    await bank.dispose("accept_provider", one["id"])
    assert await bank.settle(batch) == 22_000
    home = await bank.house.value("select entity_id from settlement_batch")
    assert home != entity
    shanghai, head = await balances(bank, entity), await balances(bank, home)
    assert "2202.acc" not in shanghai | head
    assert shanghai["3001.inter"] == -11_321 == -head["3001.inter"]
    assert shanghai["6601.ad"] == 12_000  # the change of price stands where the cost does
    assert head["2202.ap"] == -22_000
    assert head["2221.pend"] == 22_000 - 9_434 - 11_321
    assert "2202.ap" not in shanghai
    async with bank.work.read() as read:
        assert (await verify(read)).findings == ()


async def test_each_row_of_the_vouchers_names_its_entity(bank, branch):
    unit, _ = branch
    await bank.use("B", org_unit=str(unit))
    await bank.load(csv(("B", "100.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    await bank.settle(batch)
    await export_batch(ExportBatch(key=key(), batch=batch, kind="vouchers"), actor=bank.maker, work=bank.work)
    async with bank.work.read() as read:
        made = await file_of(read, batch, "vouchers", bank.maker)
    sums = {}
    for row in csvs.DictReader(io.StringIO(made.data.decode("utf-8-sig"))):
        fen = round(float(row["本位币借方"] or 0) * 100) - round(float(row["本位币贷方"] or 0) * 100)
        sums[row["核算机构"]] = sums.get(row["核算机构"], 0) + fen
    assert sums == {"HQ": 0, "SH": 0}


async def test_a_branchs_use_taken_back_after_payment_is_owed_in_the_branchs_books(bank, branch):
    unit, entity = branch
    use, _ = await bank.use("B", org_unit=str(unit))
    await bank.load(csv(("B", "100.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    await bank.settle(batch)
    await bank.back(use)
    assert (await balances(bank, entity))["2202.acc"] == 9_434
    april = await bank.batch(DAY.replace(month=4))
    await bank.match(april)
    await bank.dispose("short_pay", (await bank.breaks(april))[0]["id"])
    assert await bank.settle(april, claim=True) == -10_000
    shanghai = await balances(bank, entity)
    assert shanghai == {}
    assert await bank.net("1221.clm") == 10_000
