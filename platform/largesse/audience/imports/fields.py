"""Cells become the fields of a client, or the reason why not; no reason repeats the personal value.

Invariant   a number that a spreadsheet has rounded is never taken, however much it looks like a number
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from largesse.audience.clients.city import city_given
from largesse.audience.clients.identities import KINDS, IdentityKind, normal
from largesse.kernel.errors import Malformed
from largesse.kernel.writing import code_given, name_given, number_text, visible

_STAGES = {"引入": "new", "成长": "growing", "成熟": "mature", "休眠": "dormant", "流失": "lost"}
_YES, _NO = {"1", "true", "yes", "y", "是"}, {"", "0", "false", "no", "n", "否"}
_DAY = re.compile(r"(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_MIDNIGHT = re.compile(r"[ T]+0?0:00(:00(\.0+)?)?$")
_ROUNDED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_WRAPPED = re.compile(r'="(.*)"')
_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･●᛫"), "·")


@dataclass
class BadCell(Exception):  # noqa: N818 - a state of the file, told as data
    """A cell cannot be taken; ``reason`` is a word of the copy under ``audience.bad``."""

    reason: str


@dataclass(frozen=True)
class Known:
    """What rows may name: tiers by code or name, units and advisers within the importer's reach."""

    tiers: Mapping[str, str]
    units: Mapping[str, UUID]
    advisers: Mapping[str, UUID]


def read_cell(name: str, cell: str, known: Known) -> Any:
    """Read a cell of a column.

    Raises:
        BadCell: ``reason`` is the word by which a bad row is told.
    """
    return _READ[name](cell.strip(), known)


def _number(cell: str) -> str:
    """Give a number or code without what spreadsheets put around it: marks, wrappers, a decimal zero."""
    plain = number_text(cell).lstrip("'`")
    wrapped = _WRAPPED.fullmatch(plain)
    plain = (wrapped[1] if wrapped else plain).strip()
    if _ROUNDED.fullmatch(plain) and ("." in plain or "+" in plain):
        raise BadCell("rounded")
    return re.sub(r"(?<=\d)\.0+$", "", plain)


def _person(cell: str, _known: Known) -> str:
    try:
        name = " ".join(name_given(cell, "name").split())
    except Malformed as wrong:
        raise BadCell("not_a_name") from wrong
    if not name:
        raise BadCell("missing")
    if len(name) > 60:
        raise BadCell("too_long")
    if "?" in name or not any(unicodedata.category(one).startswith("L") for one in name):
        raise BadCell("not_a_name")
    return name.translate(_DOTS)


def _text(most: int) -> Callable[[str, Known], str]:
    def read(cell: str, _known: Known) -> str:
        plain = " ".join(visible(cell).split())
        if len(plain) > most:
            raise BadCell("too_long")
        return plain

    return read


def _ext_id(cell: str, _known: Known) -> str:
    number = _number(cell)
    if not re.fullmatch(r"[0-9A-Za-z_-]{3,40}", number):
        raise BadCell("not_a_number" if number else "missing")
    return number


def _household(cell: str, _known: Known) -> str:
    """Give a household's code in one width and case, so that its members find each other."""
    code = _number(cell)
    if len(code) > 40:
        raise BadCell("too_long")
    try:
        return code_given(code).upper() if code else ""
    except Malformed as wrong:
        raise BadCell("not_a_household") from wrong


def _city(cell: str, _known: Known) -> str:
    try:
        return city_given(visible(cell))
    except Malformed as wrong:
        raise BadCell("not_a_city") from wrong


def _identity(kind: IdentityKind) -> Callable[[str, Known], str]:
    def read(cell: str, _known: Known) -> str:
        number = _number(cell)
        try:
            return normal(kind, number) if number else ""
        except Malformed as wrong:
            raise BadCell(f"not_a_{kind}") from wrong

    return read


def _one_of(names: Callable[[Known], Mapping[str, Any]], wrong: str) -> Callable[[str, Known], Any]:
    def read(cell: str, known: Known) -> Any:
        named, plain = names(known), _number(cell)
        found = named.get(plain, named.get(plain.upper()))
        if found is None:
            raise BadCell(wrong if plain else "missing")
        return found

    return read


def _adviser(cell: str, known: Known) -> UUID | None:
    number = _number(cell).upper()
    if number and number not in known.advisers:
        raise BadCell("unknown_adviser")
    return known.advisers.get(number)


def _tags(cell: str, _known: Known) -> list[str]:
    tags = list(dict.fromkeys(tag for tag in re.split(r"[;；,，、|\s]+", visible(cell)) if tag))
    if len(tags) > 50 or any(len(tag) > 64 for tag in tags):
        raise BadCell("too_long")
    return tags


def _stage(cell: str, _known: Known) -> str:
    plain = number_text(cell)
    stage = _STAGES.get(plain, plain.lower())
    if stage and stage not in _STAGES.values():
        raise BadCell("unknown_lifecycle")
    return stage


def _flag(cell: str, _known: Known) -> bool:
    plain = number_text(cell).lower()
    if plain not in _YES | _NO:
        raise BadCell("not_yes_or_no")
    return plain in _YES


def _day(cell: str, _known: Known) -> str | None:
    plain = _MIDNIGHT.sub("", _number(cell))
    if not plain:
        return None
    found = _DAY.fullmatch(plain)
    if found is None:
        raise BadCell("not_a_day")
    year, month, dayed = (found[n] for n in ((1, 3, 4) if found[1] else (5, 6, 7)))
    try:
        day = date(int(year), int(month), int(dayed))
    except ValueError as wrong:
        raise BadCell("not_a_day") from wrong
    if not date(1900, 1, 1) <= day <= date(2100, 1, 1):
        raise BadCell("not_a_day")
    return day.isoformat()


_READ: dict[str, Callable[[str, Known], Any]] = {
    "ext_id": _ext_id,
    "name": _person,
    "tier": _one_of(lambda known: known.tiers, "unknown_tier"),
    "unit": _one_of(lambda known: known.units, "unknown_unit"),
    **{kind: _identity(kind) for kind in KINDS},
    "class": _text(32),
    "grade": _text(32),
    "lifecycle": _stage,
    "tags": _tags,
    "adviser": _adviser,
    "wealth_band": _text(32),
    "city": _city,
    "birth_date": _day,
    "household": _household,
    "is_staff": _flag,
    "joined_on": _day,
}
