"""Between Python values and plain JSON: one place, both ways.

Invariant   bytes travel as base64, instants as RFC 3339, outcomes as words; unknown fields are dropped,
            or refused where a shape is closed
"""

from typing import Any

import msgspec


def plain(thing: Any) -> Any:
    """Give the JSON form of a value of this SDK."""
    return msgspec.to_builtins(thing, str_keys=True)


def typed(thing: Any, kind: Any) -> Any:
    """Read a JSON form back; ValueError where the shape is wrong."""
    try:
        return msgspec.convert(thing, kind, str_keys=True)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def closed(thing: Any, kind: Any) -> Any:
    """Read a JSON form that may hold nothing beyond the shape; ValueError names what it holds."""
    found = typed(thing, kind)
    beyond = _beyond(thing, plain(found), "")
    if beyond:
        raise ValueError(f"the shape has no {beyond}")
    return found


def _beyond(given: Any, known: Any, at: str) -> str:
    """Give the first place that is in what was given and not in what was read; empty where none is."""
    if isinstance(given, dict) and isinstance(known, dict):
        for name, one in given.items():
            beyond = f"{at}.{name}" if name not in known else _beyond(one, known[name], f"{at}.{name}")
            if beyond:
                return beyond.lstrip(".")
    if isinstance(given, list | tuple) and isinstance(known, list | tuple):
        found = (_beyond(one, other, f"{at}[]") for one, other in zip(given, known, strict=True))
        return next((beyond for beyond in found if beyond), "")
    return ""


def encode(thing: Any) -> bytes:
    """Give JSON bytes without a line break."""
    return msgspec.json.encode(thing)


def decode(data: bytes) -> Any:
    """Read JSON bytes; ValueError where they are not JSON."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
