"""A profile: the saved, versioned mapping from a provider's columns to canonical fields.

Words       *field* is ours (``gross``), *header word* is the provider's (``结算金额``)
Invariant   a profile is data; a column is found by its name, never by its position
Source      schemas/statement-profile.v1.schema.json
"""

import unicodedata
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from largesse.contracts.validate import Finding, validate
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Malformed, Phrase
from largesse.kernel.reasons import because
from largesse.kernel.writing import document_given, name_given
from largesse.settlement.statements.cells import DecimalMark

Field = Literal[
    "provider_ref",
    "platform_ref",
    "parent_ref",
    "line_type",
    "sku",
    "qty",
    "unit_price",
    "gross",
    "tax",
    "net",
    "currency",
    "status",
    "occurred_at",
    "store",
    "client",
]
SCHEMA = "statement-profile.v1"
_DETAIL_MAX = 400
BILLED = (
    "交易成功",
    "支付成功",
    "成功",
    "已完成",
    "完成",
    "交易完成",
    "已支付",
    "已核销",
    "核销成功",
    "已使用",
    "已消费",
    "已结算",
    "待结算",
    "正常",
    "有效",
    "success",
    "succeeded",
    "completed",
    "complete",
    "done",
    "settled",
    "used",
    "redeemed",
    "paid",
    "ok",
    "valid",
)
Encoding = Literal["utf-8-sig", "gb18030", "utf-16"]
LineType = Literal["fulfilment", "refund", "fee", "penalty", "topup", "adjust", "balance"]


class Trailer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the file states its own totals, in a last row that begins with one of ``words``.

    Args:
        count_at: cell of the count, from 0, where the row is not laid out like the lines.
        gross_at: cell of the sum, likewise.
    """

    words: tuple[str, ...]
    required: bool = False
    count_at: int | None = None
    gross_at: int | None = None


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One saved mapping.

    Args:
        columns: our field -> header words, the first one present in the file is used.
        required: fields without which the file cannot be read.
        unit: whether amounts are written in yuan (``major``) or in fen (``minor``).
        decimal_mark: what stands before the decimals; None: a dot, and a file where it is open is in doubt.
        exponent: kept of old mappings and not read: decimals follow from the currency.
        refunds: ``signed`` when the file writes refunds negative, ``positive`` when it does not.
        billed_status: states of lines that are billed; those of ``skip_status`` are left out, and told.
        ignored: headings of columns that a person has looked at: they change nothing of what is asked.
    """

    name: str
    version: int = 1
    columns: dict[Field, tuple[str, ...]]
    required: tuple[Field, ...] = ("gross", "occurred_at")
    encodings: tuple[Encoding, ...] = ("utf-8-sig", "gb18030")
    delimiter: Literal[",", "\t", ";", "|"] | None = None
    sheet: str | None = None
    currency: str = "CNY"
    exponent: int | None = None
    unit: Literal["major", "minor"] = "major"
    decimal_mark: DecimalMark | None = None
    zone: str = "Asia/Shanghai"
    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"
    line_types: dict[str, LineType] = {}
    line_type: LineType = "fulfilment"
    refunds: Literal["signed", "positive"] = "signed"
    billed_status: tuple[str, ...] = BILLED
    skip_status: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    trailer: Trailer = Trailer(("合计", "总计", "汇总", "#合计", "TOTAL", "SUM"))

    @property
    def billed(self) -> frozenset[str]:
        """States of lines that are billed, folded."""
        return _folded(self.billed_status)

    @property
    def skipped(self) -> frozenset[str]:
        """States of lines that are left out, folded."""
        return _folded(self.skip_status)

    @property
    def sha(self) -> str:
        """Digest of the mapping, kept beside every file that it read.

        A mapping that does not say its decimal mark has the digest that it had before there was that rule.
        """
        said = msgspec.to_builtins(self).items()
        return digest(dict(one for one in said if one != ("decimal_mark", None)))


GENERIC = Profile(
    name="generic",
    encodings=("utf-8-sig", "gb18030", "utf-16"),
    columns={
        "provider_ref": ("供应商订单号", "服务商订单号", "provider_ref", "provider order", "transaction_id"),
        "platform_ref": ("商户订单号", "银行订单号", "我方订单号", "order_ref", "platform_ref", "bank order"),
        "parent_ref": ("原订单号", "原供应商订单号", "parent_ref"),
        "line_type": ("类型", "交易类型", "业务类型", "line_type", "type", "kind"),
        "sku": ("商品编码", "商品", "权益编码", "sku", "sku_code"),
        "qty": ("数量", "份数", "人次", "qty", "quantity", "units"),
        "unit_price": ("单价", "unit_price", "price"),
        "gross": ("价税合计", "含税金额", "结算金额", "应付金额", "金额", "gross", "amount"),
        "tax": ("税额", "tax", "vat"),
        "net": ("不含税金额", "净额", "net"),
        "currency": ("币种", "currency", "ccy"),
        "status": ("状态", "交易状态", "订单状态", "核销状态", "status"),
        "occurred_at": (
            "核销时间",
            "发生时间",
            "使用时间",
            "交易时间",
            "时间",
            "日期",
            "occurred_at",
            "used_at",
            "at",
            "date",
        ),
        "store": ("门店", "网点", "store"),
        "client": ("客户", "会员", "client"),
    },
    line_types={
        "核销": "fulfilment",
        "使用": "fulfilment",
        "消费": "fulfilment",
        "sale": "fulfilment",
        "fulfilment": "fulfilment",
        "退款": "refund",
        "退货": "refund",
        "冲销": "refund",
        "冲正": "refund",
        "红字": "refund",
        "红冲": "refund",
        "refund": "refund",
        "手续费": "fee",
        "服务费": "fee",
        "fee": "fee",
        "罚款": "penalty",
        "penalty": "penalty",
        "违约金": "penalty",
        "充值": "topup",
        "预存": "topup",
        "topup": "topup",
        "期初余额": "balance",
        "期末余额": "balance",
        "余额": "balance",
        "balance": "balance",
        "调整": "adjust",
        "adjust": "adjust",
    },
)


def profile_of(document: Any) -> Profile:
    """Read a profile from JSON text or from plain data.

    Raises:
        Malformed: ``kernel.malformed`` naming what does not fit; its path is ``profile/`` and the rule.
    """
    try:
        plain = msgspec.json.decode(document) if isinstance(document, bytes | str) else document
        found = validate(SCHEMA, plain)
        if found:
            raise Malformed(_first(found), f"profile{found[0].path}")
        profile = msgspec.convert(plain, type=Profile)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        why = because("settlement.reason.unreadable", detail=str(error)[:_DETAIL_MAX])
        raise Malformed(why, "profile") from error
    if name_given(profile.name, "profile/name") != profile.name:
        raise Malformed(because("settlement.reason.plain_name"), "profile/name")
    for rule, said in plain.items():
        document_given(said, f"profile/{rule}")
    if not _is_zone(profile.zone):
        raise Malformed(because("settlement.reason.zone", zone=profile.zone), "profile/zone")
    absent = [field for field in profile.required if not profile.columns.get(field)]
    if absent:
        raise Malformed(because("settlement.reason.headless", fields=", ".join(absent)), "profile/columns")
    return profile


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", one).strip().casefold() for one in words)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


LOUNGE = Profile(
    name="lounge",
    columns={
        "provider_ref": ("order_no",),
        "platform_ref": ("partner_order",),
        "line_type": ("kind",),
        "qty": ("qty",),
        "gross": ("gross",),
        "occurred_at": ("used_at",),
    },
    required=("provider_ref", "gross", "occurred_at"),
    line_types={"SALE": "fulfilment", "REFUND": "refund", "FEE": "fee", "ADJUST": "adjust"},
    ignored=("fee", "net"),
    trailer=Trailer(("#TOTAL",), required=True, count_at=1, gross_at=2),
)


def _first(found: list[Finding]) -> Phrase:
    """Name the first place where a profile leaves its schema, and how many there are."""
    first = found[0]
    return because(
        "settlement.reason.profile",
        place=first.path or "/",
        problem=first.code,
        want=first.want,
        got=first.got,
        count=len(found),
    )
