"""What a heading says beside its word: unit, currency, tax, zone; it agrees with the mapping or is a finding.

Words       *remark* is what stands in brackets: ``金额(分)``, ``Amount (USD)``, ``交易时间(UTC)``
Invariant   a remark that may change the sense of a column is understood or keeps the file out; one that the
            mapping writes out in full is understood, and still may not contradict its unit and currency
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from largesse.settlement.statements.cells import Cell, narrow
from largesse.settlement.statements.currency import named
from largesse.settlement.statements.problem import Problem
from largesse.settlement.statements.profile import Profile

MONEY = ("gross", "tax", "net", "unit_price")
MAJOR = frozenset({"元", "圆", "yuan"})
MINOR = frozenset({"分", "fen", "cent", "cents"})
MULTIPLES = frozenset(
    {"角", "十元", "百元", "千", "千元", "万", "万元", "百万", "百万元", "千万元", "亿", "亿元"}
) | {
    "k",
    "thousand",
    "thousands",
    "million",
    "millions",
}
_WITH_TAX = re.compile(
    r"含税|含增值税|价税合计|(?:incl\w*|with)\.? ?(?:of )?(?:tax|vat)|(?:tax|vat) incl\w*\.?|gross"
)
_WITHOUT_TAX = re.compile(
    r"(?:不含|未含|未|除|去|免)(?:增值)?税|税前|net"
    r"|(?:excl\w*|without)\.? ?(?:of )?(?:tax|vat)|(?:tax|vat) excl\w*\.?"
)
_OPENING = re.compile(r"[(\[【〔{]")
_BRACKETS = re.compile(r"[(\[【〔{]([^)\]】〕}]*)[)\]】〕}]?")
_PARTS = re.compile(r"[,、;/:|]")
_LABELS = frozenset({"", "单位", "金额单位", "币种", "货币", "unit", "currency", "in"})
_LOCAL = frozenset({"本地时间", "当地时间", "local", "local time"})
_OFFSET = re.compile(r"(?:utc|gmt)(?: ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?")
_PATTERN = re.compile(r"(?:[ymdhs年月日时分秒]+[-/.: t]*)+")
_MANY = re.compile(r"[百千万打]|k\b|dozen|hundred|thousand")


@dataclass(frozen=True)
class Heading:
    """A heading: its folded word, what stands in brackets behind it, and all of it as written."""

    word: str
    remarks: tuple[str, ...]
    written: str

    @classmethod
    def of(cls, cell: Cell) -> "Heading":
        """Take a cell apart: ``金额（元）`` is the column ``金额`` with the remark ``元``."""
        written = narrow(cell)
        word = _OPENING.split(written, maxsplit=1)[0]
        found = _BRACKETS.findall(written[len(word) :])
        return cls(word.strip().casefold(), tuple(" ".join(one.casefold().split()) for one in found), written)


def remark_problems(field: str, heading: Heading, profile: Profile, *, by_line: bool) -> Iterator[Problem]:
    """Name what a heading says that contradicts the mapping, or that nobody has told us the meaning of.

    A currency is left alone where each line names its own (``by_line``): it is compared there.
    """
    listed = {narrow(one).casefold() for one in profile.columns.get(field, ())}  # type: ignore[call-overload]
    known = heading.written.casefold() in listed
    for remark in heading.remarks:
        if field in MONEY:
            for problem in _of_money(field, remark, profile, by_line=by_line):
                if not known or problem in {"heading_unit", "heading_currency"}:
                    yield _finding(problem, heading.written)
        elif field == "occurred_at" and not known and not _is_time(remark, profile):
            yield _finding("heading_zone", heading.written)
        elif field == "qty" and not known and _MANY.match(remark):
            yield _finding("heading_unit", heading.written)


def _of_money(field: str, remark: str, profile: Profile, *, by_line: bool) -> Iterator[str]:
    for part in (one.strip() for one in _PARTS.split(remark)):
        currency = "CNY" if part in MAJOR else named(part)
        if contradicts_unit(part, profile):
            yield "heading_unit"
        elif currency is not None:
            if not by_line and currency != profile.currency:
                yield "heading_currency"
        elif _WITHOUT_TAX.fullmatch(part):
            if field == "gross":
                yield "heading_tax"
        elif _WITH_TAX.fullmatch(part):
            if field == "net":
                yield "heading_tax"
        elif part not in _LABELS | MINOR:
            yield "heading_remark"


def contradicts_unit(word: str, profile: Profile) -> bool:
    """Tell whether a word means another unit than the mapping's; no mapping counts in ten thousands."""
    return word in MULTIPLES or word in (MINOR if profile.unit == "major" else MAJOR)


def stated_currencies(heading: Heading) -> Iterator[str]:
    """Give the currencies that a heading names."""
    for remark in heading.remarks:
        for part in _PARTS.split(remark):
            found = "CNY" if part.strip() in MAJOR else named(part)
            if found:
                yield found


def is_zone_of(words: str, zone: str) -> bool:
    """Tell whether words name a zone that is the mapping's, all the year round."""
    found = words.strip().casefold()
    if found in _LOCAL or found == zone.casefold():
        return True
    offset = _OFFSET.fullmatch(found)
    if offset is None and found not in {"北京时间", "东八区", "中国标准时间"}:
        return False
    sign, hours, minutes = ("+", "8", None) if offset is None else offset.group("sign", "hours", "minutes")
    wanted = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    days = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))
    return all(day.astimezone(ZoneInfo(zone)).utcoffset() == wanted for day in days)


def _is_time(remark: str, profile: Profile) -> bool:
    """Tell whether a remark is the mapping's zone, or a pattern whose order is the mapping's."""
    if is_zone_of(remark, profile.zone):
        return True
    if not _PATTERN.fullmatch(remark):
        return False
    order = "".join(dict.fromkeys(remark.translate(str.maketrans("年月日", "ymd"))[:10]))
    ymd = "".join(one for one in order if one in "ymd")
    return ymd in {"ymd", "ym", "y", profile.date_order}


def _finding(code: str, heading: str) -> Problem:
    return Problem(code, facts={"column": heading[:80]})
