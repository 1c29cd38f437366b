"""Columns that change what an amount means, and that no field of ours takes.

A column 收/支, 状态, 优惠, 退款 or 价税合计 beside the amount may turn it, void it or be the true one. A file
that has one loads only where the column says nothing (empty, zero, "no", the same amount again), where a
field takes it, or where the mapping names it among those that a person has looked at.

Invariant   nothing that may change an amount is dropped in silence
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from largesse.settlement.statements.cells import Cell, Scale, amount_minor, narrow
from largesse.settlement.statements.currency import named
from largesse.settlement.statements.heading import Heading, contradicts_unit
from largesse.settlement.statements.layout import Layout
from largesse.settlement.statements.problem import Problem, Unreadable
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.sheet import Row

_ABOUT = re.compile(
    r"(?:名称?|编号|编码|单号|号|时间|日期|说明|备注|原因|方式|渠道|活动|描述|率|比例"
    r"|(?:\b|_)(?:type|id|name|code|no|number|time|date|at|reason|note|remark|rate))$"
)
_DIRECTION = re.compile(r"收/?支|借/?贷|收/?付(?!款)|方向|正负|\bdr/?cr\b|debit/?credit|direction|\+/-")
_TOTAL = re.compile(
    r"实收|实付|实结|应收|应付|应结|结算金?额|净额|总额|总金额|合计|不?含税|^金额$|^total|payable|^net|^amount|due$|^gross"
)
_MONEY = re.compile(
    r"优惠|折扣|折让|减免|补贴|立减|抵扣|红包|退款|已退|退回|手续费|服务费|佣金|扣款|扣减|罚款|违约金|赔付|冲正金额|税额|税金|^税$|"
    r"收入|支出|借方|贷方|discount|refund|^fee|fee$|commission|deduct|rebate|surcharge|^tax|^vat|^debit|^credit"
)
_STATE = re.compile(
    r"状态|作废|红字|红冲|冲正|冲销|撤销|无效|是否(?:有效|退|取消|冲|结算|计费|免)|status$|^state$|\bvoid|cancel|revers|^valid"
)
_KIND = re.compile(r"^(?:交易|业务|账务|订单|费用)?类型$|^type$|^kind$|^line_?type$")
_CURRENCY = re.compile(r"币种|货币|^currency|^ccy")
_UNIT = re.compile(r"^(?:金额)?单位$|^unit$")
_RATE = re.compile(r"汇率|折扣率|exchange|^fx")
_NOTHING = frozenset({"", "-", "--", "/", "无", "否", "n", "no", "false", "none", "n/a", "正常"})
_ORDER = (
    ("rate", _RATE),
    ("about", _ABOUT),
    ("direction", _DIRECTION),
    ("state", _STATE),
    ("money", _MONEY),
    ("total", _TOTAL),
    ("kind", _KIND),
    ("currency", _CURRENCY),
    ("unit", _UNIT),
)


@dataclass(frozen=True)
class _Column:
    """A column that no field takes: its place, its heading, how it may change an amount."""

    at: int
    written: str
    sense: str

    def says_nothing(self, cell: Cell, row: "_Sums", profile: Profile) -> bool:
        words = narrow(cell).casefold()
        if words in _NOTHING:
            return True
        by_words = _SAYS_NOTHING.get(self.sense)
        if by_words is not None:
            return by_words(words, profile)
        amount = row.amount(cell)
        if self.sense == "rate":
            return amount == row.one
        return amount == 0 or (self.sense == "total" and amount in row.totals)


def _is_usual_type(words: str, profile: Profile) -> bool:
    types = {word.casefold(): kind for word, kind in profile.line_types.items()}
    return types.get(words) == profile.line_type


_SAYS_NOTHING: Mapping[str, Callable[[str, Profile], bool]] = {
    "direction": lambda _words, _profile: False,
    "state": lambda words, profile: words in profile.billed,
    "kind": _is_usual_type,
    "currency": lambda words, profile: (named(words) or words.upper()) == profile.currency,
    "unit": lambda words, profile: not contradicts_unit(words, profile),
}


@dataclass(frozen=True)
class _Sums:
    """The amounts of a row with which another total may agree."""

    totals: frozenset[int]
    scale: Scale

    @property
    def one(self) -> int:
        return amount_minor("1", self.scale)

    def amount(self, cell: Cell) -> int | None:
        try:
            return amount_minor(cell, self.scale)
        except Unreadable:
            return None


def sense_problems(rows: Sequence[Row], layout: Layout) -> Iterator[Problem]:
    """Name each column that changes the sense of some row and is neither mapped nor set aside."""
    columns = list(_columns(layout))
    for row in rows if columns else ():
        sums = _sums(row, layout)
        for column in [one for one in columns if one.at < len(row.cells)]:
            cell = row.cells[column.at]
            if not column.says_nothing(cell, sums, layout.profile):
                columns.remove(column)
                facts: dict[str, str | int] = {"value": narrow(cell)[:80]}
                yield Problem("column_unmapped", row.number, column.written[:80], facts)


def sense_of(word: str) -> str | None:
    """Give how a column of that word may change an amount; None where it does not."""
    plain = word if word.isascii() else word.replace(" ", "")
    found = next((name for name, pattern in _ORDER if pattern.search(plain)), None)
    return None if found == "about" else found


def _columns(layout: Layout) -> Iterator[_Column]:
    ignored = {Heading.of(one).word for one in layout.profile.ignored}
    for at, written in enumerate(layout.header):
        word = Heading.of(written).word
        sense = sense_of(word) if at not in layout.used and word not in ignored else None
        if sense is not None:
            yield _Column(at, written, sense)


def _sums(row: Row, layout: Layout) -> _Sums:
    """Give gross, and gross without tax; a column that says either again says nothing new."""
    scale = Scale(layout.profile.currency, layout.profile.unit)
    if "currency" in layout.where and layout.where["currency"] < len(row.cells):
        scale = Scale(named(narrow(row.cells[layout.where["currency"]])) or scale.currency, scale.unit)
    read = _Sums(frozenset(), scale)
    found = {
        name: read.amount(row.cells[layout.where[name]])
        for name in ("gross", "tax", "net")
        if name in layout.where and layout.where[name] < len(row.cells)
    }
    gross, tax = found.get("gross"), found.get("tax")
    totals = {gross, found.get("net"), None if gross is None or tax is None else gross - tax}
    return _Sums(frozenset(one for one in totals if one is not None), scale)
