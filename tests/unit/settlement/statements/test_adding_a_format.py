"""The page on adding a statement format does what it says: its module is all it takes to load such a file."""

import json

import pytest
from tests.kit import statement_format_page
from tests.unit.settlement.bench import DAY, csv

from largesse.app import App
from largesse.store.work import Work

HEADINGS = ("供应商订单号", "结算金额", "核销时间")


@pytest.fixture
def added(bank):
    """The bank in a house with the page's format."""
    bank.house.work = Work(App(extensions=[statement_format_page]).house)
    return bank


def lines(*rows):
    return "".join(
        json.dumps(dict(zip(HEADINGS, row, strict=True)), ensure_ascii=False) + "\n" for row in rows
    ).encode()


async def test_a_file_of_the_added_format_is_loaded_to_the_fen_and_matched(added):
    await added.use("A", 10_000)
    data = lines(("A", 100.00, str(DAY)), ("B", 0.07, str(DAY)))
    loaded = await added.load(data, "bill.jsonl", declared_count=2, declared_gross_minor=10_007)
    assert (loaded.state, loaded.line_count) == ("loaded", 2)
    kept = await added.house.rows("select row_no, gross_minor from settlement_line order by line_no")
    assert [tuple(row.values()) for row in kept] == [(1, 10_000), (2, 7)]
    assert await added.house.value("select format from settlement_statement") == "jsonl"
    ran = await added.match(await added.batch())
    assert (ran.matches, ran.breaks) == (1, 1)


async def test_a_line_that_is_no_json_quarantines_the_file(added):
    loaded = await added.load(lines(("A", 100.00, str(DAY))) + b"{broken\n", "bill.jsonl")
    assert loaded.state == "quarantined"
    assert loaded.reasons == ("settlement.statement.text_unreadable",)


async def test_what_the_added_format_does_not_recognise_is_read_as_before(added):
    assert (await added.load(csv(("A", "100.00", DAY)))).state == "loaded"


async def test_without_the_extension_such_a_file_is_not_understood(bank):
    assert (await bank.load(lines(("A", 100.00, str(DAY))), "bill.jsonl")).state == "quarantined"
