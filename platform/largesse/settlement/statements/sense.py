"""Columns that change what an amount means, and that no field of ours takes.

A column 收/支, 状态, 优惠, 退款 or 价税合计 beside the amount may turn it, void it or be the true one. A file
that has one loads only where the column says nothing (empty, zero, "no", the same amount again; "yes" where
it asks whether the line counts at all, 是否计费), where a field takes it, or where the mapping names it among
those that a person has looked at. A type of anything (卡类型) says nothing unless its word takes a use back.

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
    r"(?:名称?|编号|编码|单号|(?<!符)号|时间|日期|说明|备注|原因|方式|渠道|活动|描述|率|比例"
    r"|(?:\b|_)(?:id|name|code|no|number|time|date|at|reason|note|remark|rate))$"
)
_RATE = re.compile(
    r"汇率|折扣率|系数|倍数|(?:结算|分成|承担|计费)比例|exchange|^fx|multiplier|factor$|^scale$"
)
# Its "no" changes the amount, its "yes" says nothing.
_AFFIRMED = re.compile(
    r"是否(?:有效|生效|结算|计费|收费|计入|含税)|(?:有效|生效|结算|计费|收费|对账|含税)标[志识记]|^(?:有效|含税)$"
    r"|税前税后|(?:^|[_ ])(?:valid|billable|chargeable|active|settled)$|tax[_ ]?incl"
)
_DIRECTION = re.compile(
    r"收/?支|借/?贷|收/?付(?!款)|方向|正负|正反|出入账|进出账|流向|^符号$|红蓝|\+/-|debit/?credit|direction"
    r"|(?:^|[_ ])(?:d[/_ ]?c|dr[/_ ]?cr|cr[/_ ]?dr|sign|side|flow)$"
)
_TOTAL = re.compile(
    r"实收|实付|实结|应收|应付|应结|结算金?额|净额|入账金?额|到账|清算金?额|划付|打款|总额|总金额|合计|不?含税|^金额$"
    r"|^total|payable|^net|^amount|due$|^gross"
)
_MONEY = re.compile(
    r"优惠|折扣|折让|减免|补贴|补差|立减|满减|抵扣|抵现|红包|退款|已退|退回|退还|退货|返还|返佣|返现"
    r"|手续费|服务费|佣金|扣款|扣减|核减|差额|多收|少收|调整额|调整金额|^调整$|分成金?额?$|承担(?:金?额|部分)?$|自付|自费|免单|赠送"
    r"|预付|定金|订金|押金|已结|已付|罚款|违约|赔付|赔款|冲正金额|税额|税金|^税$|收入|支出|借方|贷方"
    r"|discount|refund|^fee|fee$|commission|deduct|rebate|surcharge|subsid|coupon|markdown|adjust|chargeback|write.?off"
    r"|share$|^tax|^vat|^debit|^credit"
)
_STATE = re.compile(
    r"状态|作废|红字|红冲|冲红|冲正|冲销|撤销|无效|测试|试用|是否(?:退|取消|冲|免)"
    r"|status$|^state$|(?:^|[_ ])void|cancel|revers"
)
_KIND = re.compile(r"^(?:交易|业务|账务|订单|费用)?类型$|^type$|^kind$|^line_?type$")
_CLASS = re.compile(r"(?:类型|类别|种类|(?:^|[_ ])(?:type|kind|class|category))$")
_CURRENCY = re.compile(r"币种|币别|货币|^currency|^ccy")
_UNIT = re.compile(r"^(?:金额|计量|计价)?单位$|^unit$")
_NOTHING = frozenset({"", "-", "--", "/", "无", "否", "n", "no", "false", "none", "n/a", "正常"})
_AFFIRMING = re.compile(r"-?|是|y(?:es)?|true|1|valid|有效|生效|正常|计费|收费|结算|含税|税后|一致")
_TAKES_BACK = re.compile(
    r"退(?!休|役|伍)|红[字冲票]|冲[红销正]|撤销|作废|refund|revers|void|cancel|chargeback|credit note"
)
_ORDER = (
    ("affirmed", _AFFIRMED),
    ("rate", _RATE),
    ("about", _ABOUT),
    ("direction", _DIRECTION),
    ("state", _STATE),
    ("kind", _KIND),
    ("money", _MONEY),
    ("total", _TOTAL),
    ("currency", _CURRENCY),
    ("unit", _UNIT),
    ("class", _CLASS),
)


@dataclass(frozen=True)
class _Column:
    """A column that no field takes: its place, its heading, how it may change an amount."""

    at: int
    written: str
    sense: str

    def says_nothing(self, cell: Cell, row: "_Sums", profile: Profile) -> bool:
        words = narrow(cell).casefold()
        if self.sense == "affirmed":
            return words in profile.billed or _AFFIRMING.fullmatch(words) is not None
        if words == "" or (words in _NOTHING and self.sense != "direction"):
            return True
        by_words = _SAYS_NOTHING.get(self.sense)
        if by_words is not None:
            return by_words(words, profile)
        amount = row.amount(cell)
        if self.sense == "rate":
            return amount == row.one
        return amount == 0 or (self.sense == "total" and amount in row.totals)


def _is_usual_type(words: str, profile: Profile) -> bool:
    return _type_of(words, profile) == profile.line_type


def _is_no_other_type(words: str, profile: Profile) -> bool:
    """Tell whether a class of anything, a card's or a client's too, does not say that a line is no use."""
    return _type_of(words, profile) in {None, profile.line_type} and not _TAKES_BACK.search(words)


def _type_of(words: str, profile: Profile) -> str | None:
    return {word.casefold(): kind for word, kind in profile.line_types.items()}.get(words)


_SAYS_NOTHING: Mapping[str, Callable[[str, Profile], bool]] = {
    "direction": lambda _words, _profile: False,
    "state": lambda words, profile: words in profile.billed,
    "kind": _is_usual_type,
    "class": _is_no_other_type,
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
    scale = layout.scale_in(row)
    read = _Sums(frozenset(), scale)
    found = {
        name: read.amount(row.cells[layout.where[name]])
        for name in ("gross", "tax", "net")
        if name in layout.where and layout.where[name] < len(row.cells)
    }
    gross, tax = found.get("gross"), found.get("tax")
    totals = {gross, found.get("net"), None if gross is None or tax is None else gross - tax}
    return _Sums(frozenset(one for one in totals if one is not None), scale)
