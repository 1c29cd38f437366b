"""A line of a file of rights from elsewhere: what it says, or why it says nothing. Pure.

Invariant   days are whole days where the institution is, from the first to the end of the last; a reference
            is shown to staff, so it is never the code
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from largesse.kernel.writing import number_text
from largesse.rights.code_lots.cells import BadCode, code_of, hidden, last_day_of, text_of
from largesse.rights.code_pools.pool import compared

UNITS_MAX = 1_000
REFERENCE_MAX = 100
_AMOUNT = re.compile(r"(\d{1,10})(?:\.(\d{1,4}))?")


class Verdict(StrEnum):
    """What is to become of a line."""

    GOOD = "good"
    GIVEN = "given"
    GIVEN_BEFORE = "given_before"
    TWICE_IN_FILE = "twice_in_file"
    NO_REFERENCE = "no_reference"
    DIGITS_LOST = "digits_lost"
    NO_CLIENT = "no_client"
    CLIENT_UNKNOWN = "client_unknown"
    CLIENT_DIFFERS = "client_differs"
    CLIENT_KEPT_OUT = "client_kept_out"
    SKU_UNKNOWN = "sku_unknown"
    POINTS_UNSAID = "points_unsaid"
    OTHER_CURRENCY = "other_currency"
    NOT_A_DAY = "not_a_day"
    ENDS_FIRST = "ends_first"
    OVER = "over"
    NOT_A_NUMBER = "not_a_number"
    NOT_AN_AMOUNT = "not_an_amount"
    NO_MONEY = "no_money"
    CODE_DIGITS_LOST = "code_digits_lost"
    NOT_A_CODE = "not_a_code"
    REFERENCE_IS_CODE = "reference_is_code"
    NO_POOL = "no_pool"
    CODE_TWICE = "code_twice"
    CODE_TAKEN = "code_taken"


@dataclass(frozen=True)
class GrantRow:
    """What a line says; amounts as the file writes them, for their currency is the SKU's.

    ``code`` is what the client shows to the provider; empty: he gets one here.
    """

    line: int
    reference: str
    client: str
    mobile: str
    sku: str
    units: int
    first_day: date | None
    last_day: date
    face: str
    cost: str
    code: str = ""


@dataclass(frozen=True)
class BadGrant:
    """Why a line gives nothing."""

    line: int
    verdict: str
    reference: str = ""


class _Wrong(Exception):  # noqa: N818 - an outcome of reading, told by line
    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def row_of(line: int, texts: dict[str, str]) -> GrantRow | BadGrant:
    """Read a line from its cells by column."""
    reference = text_of(texts.get("reference", ""))[:REFERENCE_MAX]
    if _is_one(reference, text_of(texts.get("code", ""))):
        return BadGrant(line, Verdict.REFERENCE_IS_CODE, hidden(reference))
    try:
        return _row(line, texts)
    except _Wrong as wrong:
        return BadGrant(line, wrong.verdict, reference)


def minor_of(text: str, digits: int) -> int | None:
    """Give an amount in minor units of which ten to the power of ``digits`` make one; None: it is none."""
    found = _AMOUNT.fullmatch(text.replace(",", "")) if text else None
    if found is None:
        return None
    part = (found[2] or "").rstrip("0")
    return int(found[1]) * 10**digits + int(part.ljust(digits, "0") or 0) if len(part) <= digits else None


def _row(line: int, texts: dict[str, str]) -> GrantRow:
    said = {name: text_of(cell) for name, cell in texts.items()}
    reference = _kept(said.get("reference", ""), Verdict.NO_REFERENCE)
    client, mobile = said.get("client", ""), said.get("mobile", "")
    if not client and not mobile:
        raise _Wrong(Verdict.NO_CLIENT)
    if client:
        _kept(client, Verdict.NO_CLIENT)
    sku = said.get("sku", "")
    if not sku:
        raise _Wrong(Verdict.SKU_UNKNOWN)
    units = number_text(said.get("units", "")) or "1"
    if not (units.isascii() and units.isdigit()) or not 1 <= int(units[:6]) <= UNITS_MAX:
        raise _Wrong(Verdict.NOT_A_NUMBER)
    first, last = _first_day(said.get("valid_from", "")), _last_day(said.get("valid_to", ""))
    if last is None:
        raise _Wrong(Verdict.NOT_A_DAY)
    if first is not None and last < first:
        raise _Wrong(Verdict.ENDS_FIRST)
    face, cost = said.get("face", ""), said.get("cost", "")
    if any(one and minor_of(one, 4) is None for one in (face, cost)):
        raise _Wrong(Verdict.NOT_AN_AMOUNT)
    code = _code(said.get("code", ""))
    return GrantRow(line, reference, client, mobile, sku, int(units), first, last, face, cost, code)


def _is_one(reference: str, code: str) -> bool:
    return bool(code) and compared(reference, case_matters=False) == compared(code, case_matters=False)


def _code(text: str) -> str:
    """Give the code of a line; empty: it has none."""
    try:
        return code_of(text, None) if text else ""
    except BadCode as wrong:
        lost = wrong.reason == "digits_lost"
        raise _Wrong(Verdict.CODE_DIGITS_LOST if lost else Verdict.NOT_A_CODE) from wrong


def _kept(text: str, missing: Verdict) -> str:
    """Give a number that a spreadsheet did not spoil."""
    try:
        found = code_of(text, None)
    except BadCode as wrong:
        raise _Wrong(Verdict.DIGITS_LOST if wrong.reason == "digits_lost" else missing) from wrong
    if len(found) > REFERENCE_MAX:
        raise _Wrong(missing)
    return found


def _last_day(text: str) -> date | None:
    try:
        return last_day_of(text)
    except BadCode as wrong:
        raise _Wrong(Verdict.NOT_A_DAY) from wrong


def _first_day(text: str) -> date | None:
    """Read the day alone: a right that begins at an hour begins with its day."""
    return _last_day(re.split(r"[T\s]", text, maxsplit=1)[0])
