"""CSV that leaves the house opens in a spreadsheet as it stands, and never as a formula."""

import csv
import io
import json
from pathlib import Path

import pytest

from largesse.kernel.csv_file import csv_cell, csv_file

CELLS = json.loads(Path("widgets/apps/console/tests/cells.json").read_text("utf-8"))


@pytest.mark.parametrize(("value", "written"), CELLS)
def test_a_spreadsheet_opens_a_cell_as_it_stands_and_the_console_writes_the_same(value, written):
    assert csv_cell(value) == written


def test_a_file_begins_with_the_mark_that_spreadsheets_know_the_letters_by():
    made = csv_file(["名称", "=1"], [["\n=1+1", "a,b"]])
    assert made.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))) == [
        ["名称", "'=1"],
        ["'\n=1+1", "a,b"],
    ]
