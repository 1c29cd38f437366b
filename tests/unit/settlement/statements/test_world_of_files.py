"""Ten bills as providers sent them, each with the only amounts it may come to; ``world/`` holds the files."""

from pathlib import Path

import pytest
from tests.unit.settlement.statements.papers import read

from largesse.settlement.statements.profile import GENERIC

WORLD = Path(__file__).parent / "world"
READ = {
    "d-jpy.csv": [("A1", "", 1_000, None, "JPY")],  # a yen has no decimals
    "i-tab-quote.csv": [("", "P1", 6_000, None, "CNY")],
    "invoice-columns-total.csv": [("A1", "", 10_000, 566, "CNY"), ("A2", "", 5_000, 283, "CNY")],
    "trailer-like-last-row.csv": [("A1", "", 10_000, None, "CNY"), ("A2", "", 10_000, None, "CNY")],
    "x-power-query.xlsx": [("A1", "P1", 10_000, None, "CNY")],
}
KEPT_OUT = {
    "amounts-merged.csv": [("amount_unreadable", row) for row in (2, 3, 4)],
    "direction-column.csv": [("column_unmapped", 2)],
    "i-closed.csv": [("status_unknown", 3)],
    "refund-positive.csv": [("refund_positive", 3)],
    "unit-fen-in-heading.csv": [("heading_unit", None)],
}


def reading_of(name):
    return read((WORLD / name).read_bytes(), GENERIC)


def test_every_file_of_the_world_has_its_verdict():
    assert {one.name for one in WORLD.iterdir()} == READ.keys() | KEPT_OUT.keys()


@pytest.mark.parametrize(("name", "lines"), READ.items())
def test_a_file_comes_to_the_amounts_that_it_means(name, lines):
    found = reading_of(name)
    assert found.loadable, found.reasons
    told = [(one.provider_ref, one.platform_ref, one.gross_minor, one.tax_minor) for one in found.lines]
    assert [(*one, line.currency) for one, line in zip(told, found.lines, strict=True)] == lines


@pytest.mark.parametrize(("name", "reasons"), KEPT_OUT.items())
def test_a_file_whose_amounts_are_not_sure_is_kept_out_by_what_is_wrong_with_it(name, reasons):
    found = reading_of(name)
    assert not found.loadable
    assert [(one.code, one.row) for one in found.reasons if one.code != "no_lines"] == reasons
