"""Reading JSON that strangers wrote: bounded, exact, and never a traceback.

Words       *plain* JSON whose every value PostgreSQL, RFC 8785 and JavaScript keep exactly
Invariant   what ``read`` gives is plain: depth, size, numbers and characters are within bounds
"""

import json
import math
from dataclasses import dataclass
from typing import Any, NoReturn

from largesse.kernel.copy import text

BYTES_MAX = 1_048_576
DEPTH_MAX = 64
INTEGER_MAX = 2**53 - 1


@dataclass
class Unreadable(Exception):  # noqa: N818 - a state of the file, told as data
    """The bytes are not plain JSON; ``code`` says why, ``want`` the bound that was crossed."""

    code: str
    path: str = ""
    want: str = ""

    def message(self, locale: str) -> str:
        """Give the reason in words."""
        return text(self.code, locale, {"want": self.want})


def pointer(*parts: str | int) -> str:
    """Write a JSON Pointer (RFC 6901); empty means the whole document."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def read(data: bytes, bytes_max: int = BYTES_MAX) -> Any:
    """Give the JSON value that the bytes hold.

    Raises:
        Unreadable: ``contracts.too_large``, ``not_utf8``, ``not_json``, ``too_deep``, ``not_plain``.
    """
    if len(data) > bytes_max:
        raise Unreadable("contracts.too_large", want=str(bytes_max))
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("contracts.not_utf8") from None
    if _depth(words) > DEPTH_MAX:
        raise Unreadable("contracts.too_deep", want=str(DEPTH_MAX))
    try:
        value = json.loads(words, parse_constant=_no_constant, object_pairs_hook=_once)
    except ValueError as error:
        raise Unreadable("contracts.not_json", want=_place(error)) from None
    return plain(value)


def plain(value: Any) -> Any:
    """Give the value back once it is known to be plain JSON within bounds.

    Raises:
        Unreadable: ``contracts.too_deep`` or ``contracts.not_plain``, with the path.
    """
    waiting: list[tuple[Any, str, int]] = [(value, "", 1)]
    while waiting:
        one, path, depth = waiting.pop()
        if depth > DEPTH_MAX:
            raise Unreadable("contracts.too_deep", path[:200], str(DEPTH_MAX))
        if isinstance(one, dict):
            waiting += [
                (inner, path + pointer(_exactly(name, path)), depth + 1) for name, inner in one.items()
            ]
        elif isinstance(one, list):
            waiting += [(inner, f"{path}/{index}", depth + 1) for index, inner in enumerate(one)]
        elif not _exact(one):
            raise Unreadable("contracts.not_plain", path[:200])
    return value


def _exactly(name: Any, path: str) -> str:
    if not isinstance(name, str) or not _exact(name):
        raise Unreadable("contracts.not_plain", path[:200])
    return name


def _exact(one: Any) -> bool:
    if isinstance(one, str):
        return "\x00" not in one and not any("\ud800" <= char <= "\udfff" for char in one)
    if isinstance(one, bool) or one is None:
        return True
    if isinstance(one, int):
        return abs(one) <= INTEGER_MAX
    return isinstance(one, float) and math.isfinite(one)


def _depth(words: str) -> int:
    """Count nesting outside strings without parsing, so that no parser's stack is spent."""
    deepest = depth = 0
    quoted = escaped = False
    for char in words:
        if quoted:
            quoted = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            quoted = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.lineno}:{error.colno}"
    return "?"
