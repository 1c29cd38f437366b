"""One answer of a form: read as people write it, kept in one form, shown masked, sent as providers read it.

Words       *kind* what a field asks for, as ``personal-form.v1`` names it
Invariant   what people type or paste is folded first (widths, spaces, dashes), and judged after; what cannot
            be read is said at its field, never cut
Source      GB 11643-1999 (number of citizens, its check character by ISO 7064 MOD 11-2); personal-form.v1
"""

import re
from collections.abc import Callable, Collection
from datetime import date

from largesse.audience.clients.masking import mask_day, mask_email, mask_mobile, mask_name
from largesse.kernel.errors import Malformed, Phrase
from largesse.kernel.reasons import because, characters, one_of
from largesse.kernel.writing import name_given, number_text, plain_given

TEXT_MAX, LONG_MAX, NAME_MAX, ADDRESS_MAX, WHOLE_MAX = 100, 500, 60, 200, 9
ADDRESS_MIN = 5
YES, NO = "yes", "no"
Sent = str | int | bool
_SPACES = re.compile(r"[\s\-\u2010-\u2015\uff0d.·()（）]+")
_ABROAD = re.compile(r"^(?:\+|00)?86(?=1[0-9]{10}$)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]+\.[^\s@.]{2,}")
_DAY = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?")
_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST = 1900


def read_answer(kind: str, typed: str, choices: Collection[str] = ()) -> str:
    """Give an answer in its one form; empty where nothing was written.

    Raises:
        Malformed: ``kernel.malformed``: it cannot be read as what is asked for.
    """
    if not typed.strip():
        return ""
    if kind == "choice":
        return _expect(typed, typed in choices, one_of(choices))
    return _READ[kind](typed)


def masked_answer(kind: str, klass: str, value: str) -> str:
    """Show an answer as one may see it over a shoulder."""
    if kind in _MASKS:
        return _MASKS[kind](value)
    return value if klass == "C1" else "****"


def sent_answer(kind: str, value: str) -> Sent:
    """Give an answer as a provider reads it."""
    if kind == "yes":
        return value == YES
    return int(value) if kind == "whole" else value


def _expect(value: str, fit: object, reason: Phrase) -> str:
    if not fit:
        raise Malformed(reason)
    return value


def _line(most: int) -> Callable[[str], str]:
    def read(typed: str) -> str:
        line = name_given(" ".join(typed.split()), "")
        return _expect(line, len(line) <= most, characters(1, most))

    return read


def _long(typed: str) -> str:
    value = plain_given(typed.replace("\r\n", "\n"), "").strip()
    return _expect(value, len(value) <= LONG_MAX, characters(1, LONG_MAX))


def _address(typed: str) -> str:
    line = name_given(" ".join(typed.split()), "")
    fit = ADDRESS_MIN <= len(line) <= ADDRESS_MAX and re.search(r"[^\d\W]", line)
    return _expect(line, fit, because("rights.reason.form_address", least=ADDRESS_MIN, most=ADDRESS_MAX))


def _mobile(typed: str) -> str:
    digits = _ABROAD.sub("", _SPACES.sub("", number_text(typed)))
    return _expect(digits, _MOBILE.fullmatch(digits), because("rights.reason.form_mobile"))


def _email(typed: str) -> str:
    address = number_text(typed)
    fit = len(address) <= TEXT_MAX and _EMAIL.fullmatch(address)
    return _expect(address, fit, because("rights.reason.form_email"))


def _day(typed: str) -> str:
    found = _DAY.fullmatch(re.sub(r"\s", "", number_text(typed)))
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or day.year < _OLDEST:
        raise Malformed(because("rights.reason.form_day"))
    return day.isoformat()


def _whole(typed: str) -> str:
    digits = re.sub(r"[\s,]", "", number_text(typed))
    fit = re.fullmatch(r"[0-9]+", digits) and len(digits) <= WHOLE_MAX
    return str(int(_expect(digits, fit, because("rights.reason.form_whole"))))


def _id_number(typed: str) -> str:
    number = _SPACES.sub("", number_text(typed)).upper()
    fit = _ID.fullmatch(number) and _born(number) and number[-1] == check_of(number)
    return _expect(number, fit, because("rights.reason.form_id_number"))


def _born(number: str) -> bool:
    """Tell whether the day of birth in a number is one."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14])).year >= _OLDEST
    except ValueError:
        return False


def check_of(number: str) -> str:
    """Give the check character of the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def _yes(typed: str) -> str:
    return _expect(typed, typed in {YES, NO}, one_of((YES, NO)))


_READ: dict[str, Callable[[str], str]] = {
    "text": _line(TEXT_MAX),
    "long_text": _long,
    "name": _line(NAME_MAX),
    "id_number": _id_number,
    "mobile": _mobile,
    "email": _email,
    "address": _address,
    "day": _day,
    "whole": _whole,
    "yes": _yes,
}
_MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "mobile": mask_mobile,
    "email": mask_email,
    "day": mask_day,
    "address": lambda line: f"{line[:3]}****",
    "id_number": lambda number: f"{number[:1]}{'*' * 16}{number[-1:]}",
}
