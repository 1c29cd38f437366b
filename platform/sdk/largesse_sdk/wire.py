"""Between Python values and plain JSON: one place, both ways.

Invariant   bytes travel as base64, instants as RFC 3339, outcomes as words; unknown fields are dropped
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


def encode(thing: Any) -> bytes:
    """Give JSON bytes without a line break."""
    return msgspec.json.encode(thing)


def decode(data: bytes) -> Any:
    """Read JSON bytes; ValueError where they are not JSON."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
