"""Statement files as providers write them, and what becomes of them; for tests of reading."""

import csv
import io
from functools import partial

import msgspec
import xlsxwriter

from largesse.settlement.statements import reading
from largesse.settlement.statements.built_in import FORMATS
from largesse.settlement.statements.profile import GENERIC, profile_of

read = partial(reading.read, formats=FORMATS)


def profile(**more):
    """The generic mapping with something said otherwise."""
    return profile_of(msgspec.to_builtins(GENERIC) | more)


def text(*rows):
    """A CSV of rows."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def verdict(found):
    """Codes and headings of what keeps a file out; a file without lines says so of itself."""
    return [
        (one.code, one.column or one.facts.get("column", ""))
        for one in found.reasons
        if one.code not in {"no_lines", "count_differs", "sum_differs"}
    ]


def grosses(found):
    """What each line asks, minor units."""
    assert found.loadable, found.reasons
    return [line.gross_minor for line in found.lines]


def told(found):
    """Codes of the warnings."""
    return {one.code for one in found.problems if one.severity == "warn"}


def workbook(rows, *, write=None, **options):
    """An XLSX of rows; ``write`` gets the book and its sheet at the end."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"} | options)
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    if write:
        write(book, sheet)
    book.close()
    return out.getvalue()
