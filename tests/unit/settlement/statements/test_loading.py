"""A statement loads once; what comes again is refused, quarantined or not counted twice."""

import msgspec
import pytest
from tests.kit import hostile
from tests.unit.settlement.bench import DAY, HEAD, csv, key
from tortoise.exceptions import IntegrityError, OperationalError

from largesse.kernel.copy import LOCALES
from largesse.kernel.errors import Malformed
from largesse.settlement.statements.built_in import FORMATS
from largesse.settlement.statements.keep import StatementRepeated, foreseen
from largesse.settlement.statements.load import (
    CurrencyUnknown,
    NotQuarantined,
    OwnStatement,
    ReleaseStatement,
    release_statement,
)
from largesse.settlement.statements.problem import KeptProblem
from largesse.settlement.statements.profile import GENERIC
from largesse.settlement.statements.provider import ProviderMissing
from largesse.settlement.statements.reading import read
from largesse.settlement.statements.saved_profiles import SaveProfile, save_profile
from largesse.settlement.statements.source import Amount, BilledLine, line_of
from largesse.store.confined.limits import Limits, ReadingTooSlow
from largesse.store.confined.readers import READERS, Readers

REFUSED = (IntegrityError, OperationalError)
WRONG = csv(("A", "100.00", DAY)).replace(b"100.00,\n", b"100.01,\n")


async def test_the_same_file_is_refused(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    with pytest.raises(StatementRepeated):
        await bank.load(csv(("A", "100.00", DAY)), "另一个名字.csv")


async def test_the_same_content_in_another_file_is_quarantined(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    other = csv(("A", "100.00", DAY)).replace(b"\n", b"\r\n")
    again = await bank.load(other)
    assert (again.state, again.reasons) == ("quarantined", ("settlement.statement.content_repeated",))
    assert await bank.house.value("select count(*) from settlement_line") == 1


async def test_other_uses_of_the_same_day_at_the_same_price_are_no_repetition(bank):
    await bank.load(csv(("A", "100.00", DAY), ("B", "100.00", DAY)))
    other = await bank.load(csv(("C", "100.00", DAY), ("D", "100.00", DAY)), "第二批.csv")
    assert (other.state, other.reasons, other.overlap_count) == ("loaded", (), 0)
    live = await bank.house.value("select sum(gross_minor)::bigint from settlement_line where live")
    assert live == 4 * 10_000


async def test_of_equal_lines_in_overlapping_files_the_largest_number_in_one_file_counts(bank):
    first = await bank.load(csv(("A", "5.00", DAY), ("A", "5.00", DAY), ("B", "7.00", DAY)))
    second = await bank.load(csv(("A", "5.00", DAY), ("A", "5.00", DAY), ("A", "5.00", DAY)))
    assert (first.overlap_count, second.overlap_count) == (0, 2)
    live = await bank.house.value("select sum(gross_minor)::bigint from settlement_line where live")
    assert live == 3 * 500 + 700


async def test_a_line_is_kept_as_it_was_received(bank):
    await bank.load(csv(("A", "100.00", DAY)))
    with pytest.raises(REFUSED, match="kept as received"):
        await bank.house.run("update settlement_line set gross_minor = 1")
    with pytest.raises(REFUSED):
        await bank.house.run("delete from settlement_line")


async def test_a_quarantined_file_loads_only_on_a_second_persons_word(bank):
    held = await bank.load(WRONG)
    assert held.state == "quarantined"
    ask = ReleaseStatement(key=key(), statement=held.statement, reason="服务商书面确认合计行有误")
    with pytest.raises(OwnStatement):
        await release_statement(ask, actor=bank.maker, work=bank.work)
    with pytest.raises(REFUSED, match="settlement_statement_release_four_eyes"):
        await bank.house.run("update settlement_statement set released_by = loaded_by")
    with pytest.raises(REFUSED, match="settlement_statement_controls"):
        await bank.house.run("update settlement_statement set state = 'loaded'")
    done = await release_statement(ask, actor=bank.second, work=bank.work)
    assert (done.state, done.line_count) == ("loaded", 1)
    with pytest.raises(NotQuarantined):
        await release_statement(
            ReleaseStatement(key=key(), statement=held.statement, reason="再来一次"),
            actor=bank.second,
            work=bank.work,
        )


async def test_a_saved_mapping_is_the_providers_own_and_each_change_is_a_new_version(bank):
    body = '{"name": "own", "columns": {"gross": ["价"], "occurred_at": ["时"], "provider_ref": ["号"]}}'
    for version in (1, 1, 2):
        wanted = body if version == 1 else body.replace("价", "总价")
        ask = SaveProfile(key=key(), body=wanted, provider=bank.provider)
        assert (await save_profile(ask, actor=bank.maker, work=bank.work)).version == version
    loaded = await bank.load("号,总价,时\nA,5.00,2026-03-10\n".encode())
    assert loaded.state == "loaded"
    broken = SaveProfile(key=key(), body='{"name": "x", "columns": {"nonsense": ["a"]}}')
    with pytest.raises(Malformed):
        await save_profile(broken, actor=bank.maker, work=bank.work)


async def test_a_provider_out_of_reach_is_not_there(bank):
    bank.maker = bank.house.staff(roles=("finance",), units=frozenset())
    with pytest.raises(ProviderMissing):
        await bank.load(csv(("A", "100.00", DAY)))


async def test_a_currency_that_no_book_has_keeps_the_file_out_with_words(bank):
    head, row, end = csv(("A", "100.00", DAY)).decode().splitlines()
    data = f"{head},币种\n{row},XYZ\n{end},\n".encode()
    loaded = await bank.load(data)
    assert (loaded.state, loaded.reasons) == ("quarantined", ("settlement.statement.currency_unknown",))
    ask = ReleaseStatement(key=key(), statement=loaded.statement, reason="供应商已书面确认")
    with pytest.raises(CurrencyUnknown):
        await release_statement(ask, actor=bank.second, work=bank.work)


async def test_amounts_that_add_up_to_more_than_the_books_hold_are_quarantined(bank):
    rows = [(f"A{at}", "90071992547409.91", DAY) for at in range(1_100)]
    held = await bank.load(csv(*rows))
    assert (held.state, held.reasons) == ("quarantined", ("settlement.statement.sum_range",))
    kept = await bank.house.rows("select line_count, gross_minor from settlement_statement")
    assert [tuple(row.values()) for row in kept] == [(0, 0)]
    balanced = [("B1", "90071992547409.91", DAY), ("B2", "-90071992547409.91", DAY)]
    assert (await bank.load(csv(*balanced))).reasons == ("settlement.statement.sum_range",)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (hostile.long_text_named_often(), "too_much_text"),
        (hostile.laughs(), "markup_declares"),
        (hostile.many_sheets(300), "too_many_sheets"),
        (hostile.workbook(f"<sheetData/>{' ' * 2**25}"), "packed_too_tight"),
        (hostile.workbook("<sheetData/>", f"<sst><si><t>{'x' * 2**20}</t></si></sst>"), "too_much_text"),
        (hostile.nested(hostile.long_text_named_often()), "header_missing"),
        (hostile.declares_all(), "header_missing"),
    ],
    ids=[
        "text named often",
        "entities",
        "sheets",
        "packed tight",
        "one long text",
        "nested",
        "declared large",
    ],
)
async def test_a_hostile_workbook_is_a_finding_in_words_and_quarantined(bank, file, code):
    held = await bank.load(file, "账单.xlsx")
    assert (held.state, held.reasons) == ("quarantined", (f"settlement.statement.{code}",))
    [kept] = await bank.house.rows("select reasons from settlement_statement")
    problem = msgspec.convert(kept["reasons"][0], KeptProblem)
    words = {problem.words(locale) for locale in LOCALES}
    assert len(words) == 2
    assert not any("{" in one or problem.code in one for one in words)


async def test_a_file_whose_reading_is_stopped_is_quarantined_and_cannot_be_released_as_empty(bank):
    held = await bank.load(WRONG)
    hurried = Readers(Limits(memory_mb=256, time_s=0.001), places=1)
    bank.house.lend(READERS.of(hurried))
    try:
        stopped = await bank.load(csv(("A", "1.00", DAY)))
        assert (stopped.state, stopped.reasons) == ("quarantined", ("settlement.statement.reading_too_slow",))
        ask = ReleaseStatement(key=key(), statement=held.statement, reason="服务商书面确认合计行有误")
        with pytest.raises(ReadingTooSlow):
            await release_statement(ask, actor=bank.second, work=bank.work)
    finally:
        hurried.close()
    assert await bank.house.value("select count(*) from settlement_statement where state = 'loaded'") == 0


def test_a_plugins_number_that_no_column_holds_is_no_line():
    amount = Amount(100, "CNY")
    billed = BilledLine("1", "sale", "2026-03-10T12:00:00+00:00", 1, amount, amount, "0" * 64)
    for wrong in ({"gross": Amount(2**53, "CNY")}, {"qty": 2**60}, {"row": 2**40}):
        with pytest.raises(ValueError, match="too large"):
            line_of(1, msgspec.structs.replace(billed, **wrong))


AT_STORE = HEAD.strip() + ",门店\n,,LOUNGE,1,50.00,{day},{store}\n合计,1笔,,,50.00,,\n"


async def test_the_same_line_at_another_store_counts_too(bank):
    here = await bank.load(AT_STORE.format(day=DAY, store="静安店").encode())
    there = await bank.load(AT_STORE.format(day=DAY, store="徐汇店").encode())
    assert (here.state, there.state) == ("loaded", "loaded")
    assert there.overlap_count == 0
    again = await bank.load(AT_STORE.format(day=DAY, store="静安店").replace("\n", "\r\n").encode())
    assert again.reasons == ("settlement.statement.content_repeated",)
    assert await bank.house.value("select count(*) from settlement_line where live") == 2


async def test_a_trial_foresees_what_loading_would_find(bank):
    async def foreseen_of(data):
        reading = read(data, GENERIC, formats=FORMATS)
        async with bank.work.read() as rows:
            found = await foreseen(rows, bank.provider, reading)
        return [one.code for one in found.problems if one.code != "controls_absent"]

    data = csv(("A", "100.00", DAY))
    assert await foreseen_of(data) == []
    await bank.load(data)
    assert await foreseen_of(data) == ["file_repeated"]
    assert await foreseen_of(data.replace(b"\n", b"\r\n")) == ["content_repeated"]
    assert await foreseen_of(csv(("A", "100.00", DAY), ("B", "1.00", DAY))) == ["lines_overlap"]


async def test_a_file_in_doubt_about_its_unit_cannot_be_released(bank):
    doubtful = csv(("A", "100.00", DAY)).replace("结算金额".encode(), "结算金额(分)".encode())
    held = await bank.load(doubtful)
    assert (held.state, held.reasons, held.line_count) == (
        "quarantined",
        ("settlement.statement.heading_unit",),
        0,
    )
    ask = ReleaseStatement(key=key(), statement=held.statement, reason="供应商已书面确认")
    with pytest.raises(NotQuarantined):
        await release_statement(ask, actor=bank.second, work=bank.work)


async def test_a_mapping_cannot_give_a_currency_other_decimals(bank):
    columns = '{"gross": ["价"], "occurred_at": ["时"]}'
    body = f'{{"name": "yen", "currency": "JPY", "exponent": 2, "columns": {columns}}}'
    with pytest.raises(Malformed):
        await save_profile(SaveProfile(key=key(), body=body), actor=bank.maker, work=bank.work)
    whole = SaveProfile(key=key(), body=body.replace('"exponent": 2, ', ""))
    assert (await save_profile(whole, actor=bank.maker, work=bank.work)).version == 1
