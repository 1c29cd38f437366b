"""What a file says above its header: its own totals, unit, currency, tax, zone, store.

Invariant   totals above the header are controls like those of a last row; a unit, currency, tax or zone that
            is not the mapping's keeps the file out
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from largesse.settlement.statements.cells import Scale, dotted, narrow
from largesse.settlement.statements.controls import Totals, totals_of
from largesse.settlement.statements.currency import named
from largesse.settlement.statements.heading import MAJOR, contradicts_unit, is_zone_of
from largesse.settlement.statements.problem import Problem
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import Row

_UNIT = re.compile(
    r"(?:(?:金额)?单位|amounts? in|unit)\s*:?\s*(?:人民币)?\s*(?P<value>[^\s,;:)]+)", re.IGNORECASE
)
_CURRENCY = re.compile(r"(?:币种|货币|currency)\s*:?\s*(?P<value>[^\s,;:)]+)", re.IGNORECASE)
_ZONE = re.compile(r"(?:时区|time ?zone)\s*:?\s*(?P<value>[^\s,;)]+)", re.IGNORECASE)
_STORE = re.compile(r"(?:门店|网点|店铺|store)(?:名称)?\s*:\s*(?P<value>.+)", re.IGNORECASE)
_STORE_LABEL = re.compile(r"(?:门店|网点|店铺|store)(?:名称)?:?", re.IGNORECASE)
_WITHOUT_TAX = re.compile(r"(?:不含|未含|未)(?:增值)?税|excl\w*\.? (?:of )?(?:tax|vat)", re.IGNORECASE)
_FIGURE = r"(?P<value>[-+(¥]*[\d,]+(?:\.\d+)?\)?)"
_COUNT = re.compile(
    r"(?:(?:总|合计|共计?)(?:笔数|条数|行数|订单数)|total (?:count|lines|orders))\s*:?\s*(?P<value>\d{1,9})"
    r"|(?:共计?|合计|总计)\s*:?\s*(?P<other>\d{1,9})\s*(?:笔|条)",
    re.IGNORECASE,
)
_PART_OF = "(?<![款惠费税入出佣扣])"
_SUM = re.compile(
    _PART_OF + r"(?:总金额|合计金额|金额合计|结算总?金?额|应[付结]总?金?额|总额|合计|total(?: amount)?)"
    r"\s*(?:\((?P<remark>[^)]*)\))?\s*:?\s*" + _FIGURE + r"(?!\d|\s*(?:笔|条|行|页))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Preamble:
    """What stands above the header; ``count`` and ``gross`` as written, with a dot before decimals."""

    count: str | None = None
    gross: str | None = None
    row: int | None = None
    store: str = ""
    problems: tuple[Problem, ...] = ()

    def totals(self, scale: Scale) -> Totals | None:
        """Read the totals, None where there are none.

        Raises:
            Unreadable: what cannot be read of them.
        """
        if self.count is None and self.gross is None:
            return None
        return totals_of(self.count, self.gross, replace(scale, mark=None))


def read_preamble(rows: Sequence[Row], profile: Profile) -> Preamble:
    """Read the rows above the header."""
    count = gross = place = None
    store = ""
    problems: list[Problem] = []
    for row in rows:
        texts = [found for cell in row.cells if (found := narrow(cell))]
        said = " ".join(texts)
        figures = " ".join(dotted(cell, narrow(cell), profile.decimal_mark) for cell in row.cells)
        counted, summed = _COUNT.search(figures), _SUM.search(figures)
        count = count or (counted and (counted.group("value") or counted.group("other"))) or None
        if summed and gross is None:
            gross, place = summed.group("value"), row.number
            problems += _units(row, summed.group("remark") or "", profile)
        store = store or _store(texts)
        problems += _contradictions(row, said, profile)
    return Preamble(count, gross, place, store, tuple(problems))


def _store(texts: Sequence[str]) -> str:
    for at, words in enumerate(texts):
        if _STORE_LABEL.fullmatch(words) and at + 1 < len(texts):
            return texts[at + 1]
        if found := _STORE.match(words):
            return str(found.group("value")).strip()
    return ""


def _contradictions(row: Row, said: str, profile: Profile) -> Iterator[Problem]:
    unit, currency, zone = _UNIT.search(said), _CURRENCY.search(said), _ZONE.search(said)
    if unit:
        yield from _units(row, unit.group("value"), profile)
    if currency and "currency" not in profile.required:
        code = named(currency.group("value"))
        if code is not None and code != profile.currency:
            yield _finding("heading_currency", row, said)
    if zone and not is_zone_of(zone.group("value"), profile.zone):
        yield _finding("heading_zone", row, said)
    if _WITHOUT_TAX.search(said):
        yield _finding("heading_tax", row, said)


def _units(row: Row, words: str, profile: Profile) -> Iterator[Problem]:
    word = words.strip().casefold()
    if contradicts_unit(word, profile):
        yield _finding("heading_unit", row, words)
    elif word not in MAJOR and (code := named(word)) is not None and code != profile.currency:
        yield _finding("heading_currency", row, words)


def _finding(code: str, row: Row, said: str) -> Problem:
    return Problem(code, row.number, None, {"column": said[:80]})
