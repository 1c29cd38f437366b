"""Delimited text (CSV, TSV): what is no other format is read as this, or refused by name.

Invariant   an encoding is taken only from the profile's own list; a quotation mark never closed is a finding
"""

import csv
import io
import re

from largesse.settlement.statements.formats import StatementFormat
from largesse.settlement.statements.problem import Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import Row, Sheet, filled
from largesse.store.archive import check_shape
from largesse.store.text_file import decoded, no_text

_NAMES = {"old_workbook": "xls", "web_page": "html"}
_AFTER_QUOTE = {
    mark: re.compile(rf'"[ \t]+(?={re.escape(mark)}|\r|\n|\Z)' if mark != "\t" else r'" +(?=\t|\r|\n|\Z)')
    for mark in ",\t;|"
}


def _recognises(_data: bytes) -> bool:
    return True


def _open(data: bytes, profile: Profile) -> Sheet:
    if (other := no_text(data)) is not None:
        raise Unreadable("format_unsupported", format=_NAMES[other])
    found = decoded(data, profile.encodings)
    if found is None:
        raise Unreadable("encoding_unreadable", encodings=", ".join(profile.encodings))
    written, encoding = found
    delimiter = profile.delimiter or _sniffed(written)
    csv.field_size_limit(2**20)
    try:
        rows = _rows(written, delimiter)
    except Unreadable:
        # Some write a tab behind the closing mark, so that a spreadsheet leaves a long number alone.
        rows = _rows(_AFTER_QUOTE[delimiter].sub('"', written), delimiter)
    return Sheet(filled(rows), "tsv" if delimiter == "\t" else "csv", encoding=encoding)


def _rows(written: str, delimiter: str) -> list[Row]:
    """Take a text apart; strictly, as a quotation mark that is never closed would swallow what follows."""
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            check_shape(len(rows), len(cells))
            rows.append(Row(reader.line_num, list(cells)))
    except csv.Error as error:
        raise Unreadable("text_unreadable", row=reader.line_num, detail=str(error)[:120]) from error
    return rows


def _sniffed(written: str) -> str:
    head = "\n".join(line for line in written[:20_000].splitlines()[:30] if line.strip())
    return max(",\t;|", key=head.count)


DELIMITED = StatementFormat(_recognises, _open)
