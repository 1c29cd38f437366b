"""Currencies as a statement writes them: the words and marks that mean them."""

from collections.abc import Mapping

from largesse.settlement.statements.problem import Unreadable

_WORDS: Mapping[str, str] = {
    "人民币": "CNY",
    "人民币元": "CNY",
    "rmb": "CNY",
    "元人民币": "CNY",
    "美元": "USD",
    "美金": "USD",
    "us$": "USD",
    "港币": "HKD",
    "港元": "HKD",
    "hk$": "HKD",
    "欧元": "EUR",
    "€": "EUR",
    "日元": "JPY",
    "日圆": "JPY",
    "新元": "SGD",
    "新加坡元": "SGD",
    "s$": "SGD",
    "英镑": "GBP",
    "£": "GBP",
    "澳门元": "MOP",
    "澳门币": "MOP",
    "新台币": "TWD",
    "韩元": "KRW",
    "科威特第纳尔": "KWD",
}
_MARKS: Mapping[str, frozenset[str]] = {
    "¥": frozenset({"CNY", "JPY"}),
    "￥": frozenset({"CNY", "JPY"}),
    "元": frozenset({"CNY"}),
    "$": frozenset({"USD", "HKD", "SGD", "AUD", "CAD", "NZD", "TWD", "MOP"}),
}
# Codes that stand in a heading; any other word of three letters there is no currency but a remark.
_CODES = frozenset(
    [
        "AED",
        "AUD",
        "BHD",
        "CAD",
        "CHF",
        "CNY",
        "DKK",
        "EUR",
        "GBP",
        "HKD",
        "IDR",
        "INR",
        "IQD",
        "JOD",
        "JPY",
        "KRW",
        "KWD",
        "LYD",
        "MOP",
        "MYR",
        "NOK",
        "NZD",
        "OMR",
        "PHP",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TND",
        "TRY",
        "TWD",
        "USD",
        "VND",
        "ZAR",
    ]
)


def named(words: str) -> str | None:
    """Give the currency that a word or a mark means, None where it means none."""
    found = words.strip().casefold()
    return _WORDS.get(found) or (found.upper() if found.upper() in _CODES else None)


def currency_of(written: str) -> str:
    """Read a cell of a column of currencies.

    Raises:
        Unreadable: currency_unreadable.
    """
    code = named(written) or written.strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise Unreadable("currency_unreadable", value=written[:20])
    return code


def agrees(mark: str, currency: str) -> bool:
    """Tell whether an amount of a currency may be shown with a mark."""
    found = mark.strip().casefold()
    if found in {"", "-", "+", "()", "(", ")"} or named(found) == currency:
        return True
    return currency in _MARKS.get(found, ())
