"""The workbook and the vouchers: exact, harmless, and the same again."""

import csv as csvs
import io
import re
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook
from tests.unit.settlement.bench import DAY, csv, key

from largesse.settlement.batches.lock import BatchState
from largesse.settlement.export.export_batch import ExportBatch, export_batch, file_of
from largesse.settlement.export.table import Column, Table
from largesse.settlement.export.vouchers import vouchers
from largesse.settlement.export.workbook import workbook

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
AT = datetime(2026, 4, 1, tzinfo=UTC)
COLUMNS = (Column("单号"), Column("金额", "amount"))


async def approved(bank):
    for ref in ("A", "B", "C"):
        await bank.use(ref)
    await bank.load(csv(("A", "100.00", DAY), ("B", "120.00", DAY), ("X", "80.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    for row in await bank.breaks(batch):
        kind = "carry_forward" if row["code"] == "MISSING_AT_PROVIDER" else "accept_provider"
        await bank.dispose(kind, row["id"])
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    return batch


async def export(bank, batch, kind):
    made = await export_batch(
        ExportBatch(key=key(), batch=batch, kind=kind), actor=bank.maker, work=bank.work
    )
    async with bank.work.read() as read:
        found = await file_of(read, batch, kind, bank.maker)
    return made, (found.name, found.data)


async def test_the_workbook_has_its_eight_sheets_and_its_totals_are_ours(bank):
    _, (name, data) = await export(bank, await approved(bank), "workbook")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert name.endswith(".xlsx")
    wanted = "汇总 已匹配 差异 平台有-服务商无 服务商有-平台无 调整分录 控制总数 口径说明"
    assert book.sheet_names == wanted.split()
    summary = book.get_sheet_by_name("汇总").to_python()
    assert summary[-1] == ["应付金额", 300.0]
    assert sum(row[1] for row in summary[1:-1]) == 300.0
    kinds = {row[17] for row in book.get_sheet_by_name("调整分录").to_python()[2:]}
    assert kinds == {"disposition", "batch"}  # the uses' own entries stand beside their matches
    matched = book.get_sheet_by_name("已匹配").to_python()
    assert matched[0][4:6] == [100.0, 100.0]
    assert matched[2][0] == "A"


def sheets(data):
    """The raw cells of every sheet: address -> (type, formula, value), as the file itself has them."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet")):
            tree = ET.fromstring(book.read(name))
            yield {
                cell.get("r"): (cell.get("t"), cell.findtext(f"{SPACE}f"), cell.findtext(f"{SPACE}v"))
                for cell in tree.iter(f"{SPACE}c")
            }


async def test_the_formulas_of_the_workbook_give_the_totals_that_it_shows(bank):
    _, (_, data) = await export(bank, await approved(bank), "workbook")
    proved = 0
    for cells in sheets(data):
        for _, formula, shown in cells.values():
            if formula is None:
                continue
            column, first, last = re.fullmatch(
                r"(?:SUBTOTAL\(109,|SUM\()([A-Z])(\d+)(?::[A-Z](\d+))?\)", formula
            ).groups()
            rows = range(int(first), int(last or first) + 1)
            fen = sum(round(float(cells.get(f"{column}{row}", (0, 0, 0))[2] or 0) * 100) for row in rows)
            assert round(float(shown) * 100) == fen
            proved += 1
    assert proved > 10
    assert next(sheets(data))["B6"][1] == "SUM(B3:B5)"


async def test_the_workbook_writes_numbers_of_orders_as_text(bank):
    await bank.use("00123456789012345678")
    await bank.load(csv(("00123456789012345678", "100.00", DAY)))
    batch = await bank.batch()
    await bank.match(batch)
    await bank.approve(batch, (await bank.submit(batch)).content_hash)
    _, (_, data) = await export(bank, batch, "workbook")
    matched = list(sheets(data))[1]
    assert matched["A3"][0] == "s"
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("已匹配").to_python()
    assert rows[2][0] == "00123456789012345678"


@pytest.mark.parametrize("kind", ["workbook", "vouchers"])
async def test_exporting_again_gives_the_same_bytes(bank, kind):
    batch = await approved(bank)
    first, (_, data) = await export(bank, batch, kind)
    again, (_, same) = await export(bank, batch, kind)
    assert again == first
    assert same == data


async def test_vouchers_balance_and_hold_each_entry_once(bank):
    batch = await approved(bank)
    made, (_, data) = await export(bank, batch, "vouchers")
    rows = list(csvs.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    debit = sum(round(float(row["本位币借方"] or 0) * 100) for row in rows)
    credit = sum(round(float(row["本位币贷方"] or 0) * 100) for row in rows)
    assert debit == credit > 0
    assert len({row["分录号"] for row in rows}) == made.entries == 2 + 2 + 1
    assert not any(row["科目编码"].startswith("M.") for row in rows)
    assert await bank.house.value("select count(*) from settlement_export_entry") == made.entries


async def test_vouchers_name_people_and_providers_before_their_ids(bank):
    _, (_, data) = await export(bank, await approved(bank), "vouchers")
    rows = list(csvs.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    provider = await bank.house.value(
        "select name->>'zh-CN' from rights_provider where id = $1", bank.provider
    )
    assert {row["服务商"] for row in rows} - {""} == {provider}
    assert {row["服务商标识"] for row in rows} - {""} == {str(bank.provider)}
    staff = set(await bank.house.value("select array_agg(name) from identity_staff"))
    makers = {row["制单"] for row in rows}
    assert "系统" in makers
    assert makers - {"系统"} <= staff
    assert {row["复核"] for row in rows} - {""} <= staff


async def test_the_workbook_names_who_proposed_and_who_approved_a_difference(bank):
    _, (_, data) = await export(bank, await approved(bank), "workbook")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("差异").to_python()
    staff = set(await bank.house.value("select array_agg(name) from identity_staff"))
    signed = [row[-2:] for row in rows if row[-2]]
    assert signed
    assert {name for pair in signed for name in pair if name} - {"提出人", "复核人"} <= staff


async def test_the_workbook_tells_when_it_was_approved_by_the_institutions_clock(bank):
    batch = await approved(bank)
    _, (_, data) = await export(bank, batch, "workbook")
    method = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("口径说明").to_python()
    (approved_at,) = [row[1] for row in method if row[0] == "批准时间"]
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) \(Asia/Shanghai\)", approved_at)
    wall = "to_char(approved_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')"
    assert found[1] == await bank.house.value(f"select {wall} from settlement_batch where id = $1", batch)


async def test_a_batch_that_nobody_approved_does_not_leave_the_house(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    batch = await bank.batch()
    with pytest.raises(BatchState):
        await export(bank, batch, "vouchers")


@pytest.mark.parametrize("risky", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx"])
def test_no_cell_becomes_a_formula(risky):
    table = Table("t", COLUMNS, [(risky, 100)])
    assert f"'{risky}" in vouchers(table).decode("utf-8-sig")
    data = workbook([table], AT, "合计")
    assert (
        CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[2][0]
        == f"'{risky}"
    )


def test_amounts_are_written_without_losing_a_cent():
    table = Table("t", COLUMNS, [("a", 1), ("b", -105), ("c", 99_999_999_999_99)])
    assert vouchers(table).decode("utf-8-sig").splitlines()[1:] == ["a,0.01", "b,-1.05", "c,99999999999.99"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook([table], AT, "合计"))).get_sheet_by_index(0)
    assert [row[1] for row in rows.to_python()[2:]] == [0.01, -1.05, 99999999999.99]


def test_the_same_tables_give_the_same_workbook():
    table = Table("t", COLUMNS, [("a", 1)])
    assert workbook([table], AT, "合计") == workbook([table], AT, "合计")


@pytest.mark.parametrize("kind", ["workbook", "vouchers"])
async def test_the_files_are_kept_at_approval_and_given_as_they_were_whatever_changes_later(bank, kind):
    batch = await approved(bank)
    kept = (await bank.house.rows("select * from settlement_export where kind = $1", kind))[0]
    assert kept["made_by"] == bank.second.id
    await bank.house.run("update settlement_account set name = $1", {"zh-CN": "改名", "en": "Renamed"})
    await bank.house.run("update identity_staff set name = 'Z' || name")
    made, (_, data) = await export(bank, batch, kind)
    assert (made.sha, made.size) == (kept["sha"], len(data))
    assert sha256(data).hexdigest() == kept["sha"]
    assert await bank.house.value("select count(*) from settlement_export") == 2
