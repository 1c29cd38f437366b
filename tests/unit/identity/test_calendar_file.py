"""A calendar's file: read line by line, and every wrong line told."""

from datetime import date

import pytest

from largesse.identity.calendars.calendar_file import read_calendar, shipped
from largesse.identity.calendars.reads import CalendarRow, covered_until, joined, spans

HEAD = "# 通知\n# range,2027-01-01,2027-12-31\nday,kind,name_zh,name_en\n"


def row(version: int, text: str) -> CalendarRow:
    file = read_calendar(text)
    assert file.wrong == []
    return CalendarRow(None, version, file.first, file.last, file.days, file.source, "", None, None)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2027-01-01,holiday,元旦", "cells"),
        ("2027-02-30,holiday,元旦,x", "day"),
        ("1 Jan 2027,holiday,元旦,x", "day"),
        ("2026-12-31,holiday,元旦,x", "outside"),
        ("2027-01-01,Holiday,元旦,x", "kind"),
        ("2027-01-04,workday,调休,x", "no_weekend"),
        ("2027-01-01,holiday,,x", "name"),
        ("2027-01-02,holiday,元旦,x", "twice"),
    ],
)
def test_a_wrong_line_is_told_with_its_number(line, why):
    file = read_calendar(f"{HEAD}2027-01-02,holiday,元旦,New Year\n{line}\n")
    assert [(one.line, one.why.key) for one in file.wrong] == [(5, f"identity.reason.calendar_{why}")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "day,kind,name_zh,name_en\n2027-01-01,holiday,元旦,x\n",
        "# range,2027-12-31,2027-01-01\nday,kind,name_zh,name_en\n2027-01-01,holiday,元旦,x\n",
        "# range,2027-01-01,2099-01-01\nday,kind,name_zh,name_en\n2027-01-01,holiday,元旦,x\n",
        "# range,2027-01-01,2027-12-31\nday,kind\n",
        HEAD,
    ],
)
def test_a_file_without_range_heads_or_days_is_wrong(text):
    assert read_calendar(text).wrong


def test_a_spreadsheets_byte_order_mark_and_empty_lines_are_no_matter():
    file = read_calendar(f"\ufeff{HEAD}\n2027-01-01,holiday,元旦,\n\n")
    assert (file.wrong, [one.day for one in file.days]) == ([], [date(2027, 1, 1)])


def test_of_two_versions_that_cover_a_day_the_newer_says_it():
    house = CalendarRow(None, 0, *_of(shipped()[0]), "", None, None)
    mended = row(
        1, "# range,2026-10-01,2026-10-31\nday,kind,name_zh,name_en\n2026-10-08,holiday,国庆节,National Day\n"
    )
    both = joined([mended, house])
    assert date(2026, 10, 8) in both.holidays
    assert date(2026, 10, 1) not in both.holidays
    assert date(2026, 10, 10) not in both.made_up
    assert date(2026, 5, 1) in both.holidays
    assert covered_until(spans([mended, house])) == date(2026, 12, 31)


def test_the_range_reaches_as_far_as_there_is_no_gap():
    house = CalendarRow(None, 0, *_of(shipped()[0]), "", None, None)
    next_year = row(1, f"{HEAD}2027-01-01,holiday,元旦,New Year\n")
    gap = row(2, "# range,2029-01-01,2029-12-31\nday,kind,name_zh,name_en\n2029-01-01,holiday,元旦,x\n")
    assert covered_until(spans([gap, next_year, house])) == date(2027, 12, 31)


def _of(file):
    return file.first, file.last, file.days, file.source
