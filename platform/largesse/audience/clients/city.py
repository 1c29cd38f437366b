"""A city by its plain name, as the places of bookings name it: 上海, Shanghai.

Words       the *plain* name has no province before it and no 市 behind it; the *key* is how two are compared
Invariant   a name that is plain already stays as it is
"""

import re

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because
from largesse.kernel.writing import name_given, number_text

CITY_MAX = 60
_CITY = re.compile(r"(?:[^市]{2,}?(?:省|自治区))?([^省]{2,}?)市.*")
_REGION = "特别行政区"


def plain_city(text: str) -> str:
    """Give a city's plain name: 广东省深圳市 and 深圳市南山区 are 深圳; what is none stays."""
    name = " ".join(number_text(text).split())
    found = _CITY.fullmatch(name)
    return (found[1] if found else name).removesuffix(_REGION).strip()


def city_given(text: str, path: str = "city") -> str:
    """Give the plain name of a city that somebody wrote; empty where nothing is written.

    Raises:
        Malformed: ``kernel.malformed``: a number, no name at all, or longer than 60 characters.
    """
    plain = plain_city(name_given(text, path))
    bare = not city_key(plain) or any(one.isdigit() for one in plain)
    if plain and (bare or len(plain) > CITY_MAX):
        raise Malformed(because("audience.reason.city"), path)
    return plain


def city_key(name: str) -> str:
    """Give a city's name as two are compared: plain, without case, spaces, dashes and apostrophes."""
    return "".join(one for one in plain_city(name).casefold() if one.isalpha())
