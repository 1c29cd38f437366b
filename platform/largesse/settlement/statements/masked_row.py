"""A line's raw row as a screen may show it: the provider's headings, a person's cells masked.

Invariant   a column that the mapping takes for settlement (references, sums, days) is shown as received; of
            the rest, what names a person or looks like a number of his is masked
Source      JR/T 0171-2020 (classes of personal financial information); audience's masks
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from largesse.audience.clients.masking import mask_mobile, mask_name, mask_opaque
from largesse.settlement.statements.cells import narrow
from largesse.settlement.statements.profile import Profile

_NAME = re.compile(
    r"姓名|客户|会员|持卡人|联系人|收件人|使用人|受益人|领取人|旅客|乘客|\bname\b|client|member|guest|holder"
)
_MOBILE = re.compile(r"手机|电话|联系方式|mobile|phone|\btel\b")
_OPAQUE = re.compile(
    r"证件|身份证|护照|卡号|账号|邮箱|地址|微信|车牌|生日|passport|card|account|mail|address|openid|birth|\bid\b"
)
_NO_PERSON = re.compile(r"商品|门店|网点|礼品|产品|店铺|商户|product|store|shop|sku|merchant|item")
_NUMBER_IN = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")


@dataclass(frozen=True)
class RowCell:
    """A heading, its cell, and whether the cell is masked."""

    name: str
    text: str
    masked: bool


def masked_row(header: Sequence[str], raw: Sequence[str], profile: Profile | None) -> list[RowCell]:
    """Pair a row's cells with their headings; what is beyond the heading has none."""
    names = [*header, *[""] * (len(raw) - len(header))]
    taken = _taken(profile)
    found = []
    for name, cell in zip(names, raw, strict=False):
        shown = cell if narrow(name).casefold() in taken else _masked(narrow(name).casefold(), cell)
        found.append(RowCell(name, shown, shown != cell))
    return found


def _taken(profile: Profile | None) -> set[str]:
    """Give the headings of the columns that settlement itself reads; the client's is a person's."""
    columns = profile.columns if profile else {}
    return {
        narrow(word).casefold() for field, words in columns.items() if field != "client" for word in words
    }


def _masked(name: str, cell: str) -> str:
    if not cell:
        return cell
    if _MOBILE.search(name):
        return mask_mobile(cell)
    if _OPAQUE.search(name):
        return mask_opaque(cell)
    if _NAME.search(name) and not _NO_PERSON.search(name):
        return mask_opaque(cell) if any(one.isdigit() for one in cell) else mask_name(cell)
    return _NUMBER_IN.sub(lambda found: mask_opaque(found[0]), cell)
