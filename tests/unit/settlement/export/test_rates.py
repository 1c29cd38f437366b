"""A voucher in a foreign currency states the published rate, or there is none; never a made-up 1."""

import csv as csvs
import io
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook
from tests.unit.settlement.bench import DAY, HEAD, key
from tests.unit.settlement.conftest import pair

from largesse.kernel.errors import Malformed
from largesse.settlement.batches.create import CreateBatch, create_batch
from largesse.settlement.export.export_batch import ExportBatch, export_batch, file_of
from largesse.settlement.export.voucher_table import voucher_table
from largesse.settlement.export.vouchers import vouchers as written
from largesse.settlement.export.workbook import workbook
from largesse.settlement.ledger.rate import RateMissing, RecordRate, in_base, rate_text, record_rate


async def a_bill(bank, currency, amount_minor, text):
    """One use and its bill in a currency, matched and submitted; gives the batch and its hash."""
    await bank.use("A", amount_minor, currency=currency)
    data = (HEAD.replace("\n", ",币种\n") + f"A,,LOUNGE,1,{text},{DAY},{currency}\n").encode()
    loaded = await bank.load(data)
    assert loaded.state == "loaded", loaded.reasons
    ask = CreateBatch(key=key(), provider=bank.provider, as_of=date(2026, 3, 31), currency=currency)
    batch = (await create_batch(ask, actor=bank.maker, work=bank.work)).batch
    assert (await bank.match(batch)).matches == 1
    return batch, (await bank.submit(batch)).content_hash


async def record(bank, currency, rate, day=DAY):
    ask = RecordRate(key=key(), currency=currency, day=day, rate=rate, source="中国外汇交易中心中间价")
    return await record_rate(ask, actor=bank.maker, work=bank.work)


async def today(bank):
    return await bank.house.value("select (now() at time zone 'Asia/Shanghai')::date")


async def vouchers(bank, batch):
    ask = ExportBatch(key=key(), batch=batch, kind="vouchers")
    await export_batch(ask, actor=bank.maker, work=bank.work)
    async with bank.work.read() as read:
        made = await file_of(read, batch, "vouchers", bank.maker)
    return list(csvs.DictReader(io.StringIO(made.data.decode("utf-8-sig"))))


async def test_without_a_rate_the_batch_is_not_approved_and_the_signer_is_told_which_is_missing(bank):
    batch, sha = await a_bill(bank, "USD", 10_000, "100.00")
    with pytest.raises(RateMissing) as refused:
        await bank.approve(batch, sha)
    assert (refused.value.currency, refused.value.base) == ("USD", "CNY")
    assert await bank.net("2202.ap") == 0
    await record(bank, "USD", "7.1234", DAY)
    with pytest.raises(RateMissing) as refused:
        await bank.approve(batch, sha)
    assert refused.value.day == await today(bank)  # the day of the settlement has a rate of its own
    await record(bank, "USD", "7.2", await today(bank))
    await bank.approve(batch, sha)
    rows = await vouchers(bank, batch)
    assert {row["汇率"] for row in rows} == {"7.1234", "7.2"}
    for row in rows:
        for side in ("借方", "贷方"):
            if row[f"原币{side}"]:
                converted = float(row[f"原币{side}"]) * float(row["汇率"])
                assert abs(float(row[f"本位币{side}"]) - converted) < 0.005 + 1e-9


async def test_each_currency_keeps_its_own_decimals(bank, books):
    entry = (await books.post(pair(943, currency="JPY"))).id
    await record(bank, "JPY", "0.04856")
    async with bank.work.read() as read:
        table = await voucher_table(read, [entry])
    (debit, credit) = csvs.DictReader(io.StringIO(written(table, exponent=0).decode("utf-8-sig")))
    assert (debit["原币借方"], debit["本位币借方"]) == ("943", "45.79")
    assert (credit["原币贷方"], credit["本位币贷方"]) == ("943", "45.79")
    data = workbook([table], datetime(2026, 4, 1, tzinfo=UTC), "合计", exponent=0)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    heads = sheet[1]
    assert [sheet[0][heads.index(name)] for name in ("原币借方", "本位币借方")] == [943.0, 45.79]


async def test_of_one_day_the_rate_recorded_last_is_in_force_and_the_kept_file_stays(bank):
    batch, sha = await a_bill(bank, "USD", 10_000, "100.00")
    for rate in ("7.0", "7.1"):
        await record(bank, "USD", rate, DAY)
        await record(bank, "USD", rate, await today(bank))
    await bank.approve(batch, sha)
    before = await vouchers(bank, batch)
    assert {row["汇率"] for row in before} == {"7.1"}
    await record(bank, "USD", "6.5", DAY)
    assert await vouchers(bank, batch) == before


@pytest.mark.parametrize(
    ("currency", "rate", "day", "path"),
    [
        ("CNY", "1", DAY, "currency"),
        ("XYZ", "7.1", DAY, "currency"),
        ("USD", "0", DAY, "rate"),
        ("USD", "-7.1", DAY, "rate"),
        ("USD", "7,1", DAY, "rate"),
        ("USD", "7.123456789", DAY, "rate"),
        ("USD", "7.1", date(2099, 1, 1), "day"),
        ("USD", "7.1", date(2, 1, 1), "day"),
    ],
)
async def test_what_is_no_published_rate_is_refused_at_its_field(bank, currency, rate, day, path):
    with pytest.raises(Malformed) as refused:
        await record(bank, currency, rate, day)
    assert refused.value.path == path


def test_an_amount_is_converted_half_up_between_different_decimals():
    assert in_base(10_000, 712_340_000, 2, 2) == 71_234
    assert in_base(1_000, 4_856_000, 0, 2) == 4_856
    assert in_base(-1, 50_000_000, 2, 2) == -1
    assert [rate_text(one) for one in (100_000_000, 712_340_000, 1, 1_000_000_000)] == [
        *("1", "7.1234", "0.00000001", "10"),
    ]


async def test_the_console_lists_the_rates_that_finance_recorded(bank, ask):
    await record(bank, "USD", "7.1234")
    listed = await ask("{ exchangeRates { edges { node { currency base rate day source recordedBy } } } }")
    assert listed == [
        {
            "currency": "USD",
            "base": "CNY",
            "rate": "7.1234",
            "day": str(DAY),
            "source": "中国外汇交易中心中间价",
            "recordedBy": "F001",
        }
    ]
