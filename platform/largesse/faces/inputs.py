"""GraphQL inputs derived from frozen asks: one declaration serves the use case, the face and its documents.

Invariant   an id is read in one place, with the path of the field that held it;
            no text turns the direction of what stands around it, no name holds what is invisible;
            a refusal names a field as the face calls it
"""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

import strawberry
from strawberry.utils.str_converters import to_camel_case

from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.ask import Asked, said_of
from largesse.kernel.errors import Broken, Malformed
from largesse.kernel.ids import parse_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import because
from largesse.kernel.writing import Name, document_given, name_given, plain_given

Read = Callable[[Any, str], Any]
_PLAIN = (int, bool, float, datetime, Long)
_FIELD = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


@strawberry.input(description="A text in both languages.")
class TextAsk:
    """Chinese is needed."""

    zh: str = named("Chinese.")
    en: str = strawberry.field(description="English.", default="")


@dataclass(frozen=True)
class _Shape:
    """How one field travels: its type outside, and how its value becomes the ask's."""

    outside: Any
    read: Read


@cache
def input_of(kind: type, name: str, says: str) -> Any:
    """Derive the GraphQL input of a frozen dataclass whose fields are declared with ``asked``.

    A field that says nothing but has a default stays the house's own.

    Returns:
        A strawberry input; ``ask_of`` makes the ask from its value.
    """
    namespace: dict[str, Any] = {"__doc__": says, "__annotations__": {}}
    for one, told, shape in _fields(kind):
        outside = told.name or one.name
        namespace["__annotations__"][outside] = shape.outside
        namespace[outside] = _declared(one, told, shape)
    made = type(name, (), namespace)
    return strawberry.input(made, name=name, description=says)


def ask_of(kind: type, given: Any) -> Any:
    """Make the ask from what came in.

    Raises:
        Malformed: ``kernel.malformed`` at the field that does not fit.
    """
    values = {}
    for one, told, shape in _fields(kind):
        name = told.name or one.name
        value = getattr(given, name)
        if value is None and one.default_factory is not dataclasses.MISSING:
            continue
        values[one.name] = None if value is None else shape.read(value, to_camel_case(name))
    return kind(**values)


def outside(path: str | None, kind: type | None = None) -> str | None:
    """Give the path of a refusal as the face writes it; inside a document it stays as it is.

    Args:
        path: a field of an ask, as a use case calls it, or a place in a document.
        kind: the ask whose field it is, where a field may be called otherwise outside.
    """
    if path is None or not _FIELD.fullmatch(path):
        return path
    names = {one.name: told.name for one, told, _ in _fields(kind) if told.name} if kind else {}
    return to_camel_case(names.get(path, path))


@cache
def _fields(kind: type) -> list[tuple[dataclasses.Field[Any], Asked, _Shape]]:
    hints = get_type_hints(kind, include_extras=True)
    found = []
    for one in dataclasses.fields(kind):
        told = said_of(one)
        if told is None and one.default is dataclasses.MISSING:
            raise Broken(f"{kind.__name__}.{one.name} does not say what it is; declare it with asked()")
        if told is None:
            continue
        found.append((one, told, _shape(hints[one.name], told, one)))
    return found


def _declared(one: dataclasses.Field[Any], told: Asked, shape: _Shape) -> Any:
    if one.default is not dataclasses.MISSING:
        default = one.default.value if isinstance(one.default, Enum) and shape.outside is str else one.default
        return strawberry.field(description=told.says, default=default)
    if one.default_factory is not dataclasses.MISSING:
        return strawberry.field(description=told.says, default=None)
    return strawberry.field(description=told.says)


def _shape(hint: Any, told: Asked, one: dataclasses.Field[Any]) -> _Shape:
    inner, optional = _without_none(hint)
    shape = _of(inner, told)
    if optional or one.default_factory is not dataclasses.MISSING:
        return _Shape(shape.outside | None, shape.read)
    return shape


def _of(hint: Any, told: Asked) -> _Shape:
    gather = get_origin(hint)
    if gather in {tuple, list, frozenset}:
        item = _one(get_args(hint)[0], told)
        return _Shape(list[item.outside], lambda values, path: gather(item.read(v, path) for v in values))  # type: ignore[name-defined]  # made at run time
    return _one(hint, told)


def _one(hint: Any, told: Asked) -> _Shape:
    if told.id:
        return _Shape(str, lambda value, path: parse_id(told.id, value, path))
    if hint in _BY_NAME:
        return _BY_NAME[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        outside: Any = strawberry.enum(hint, description=(hint.__doc__ or "").partition("\n")[0])
        return _Shape(outside, _same)
    if dataclasses.is_dataclass(hint):
        kind: Any = hint
        outside = input_of(kind, f"{kind.__name__}Ask", (kind.__doc__ or "").partition("\n")[0])
        return _Shape(outside, lambda value, _path: ask_of(kind, value))
    if hint in _PLAIN or hint.__class__.__name__ == "type":
        return _Shape(hint, _same)
    raise Broken(f"no face knows how to take {hint}")


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in {UnionType, Union}:
        return hint, False
    inner = [one for one in get_args(hint) if one is not NoneType]
    if len(inner) != 1:
        raise Broken(f"no face knows how to take {hint}")
    return inner[0], True


def _same(value: Any, _path: str) -> Any:
    return value


def _text(value: TextAsk, path: str) -> dict[str, str]:
    zh, en = plain_given(value.zh, path), plain_given(value.en, path)
    return {"zh-CN": zh, "en": en or zh}


def _object(value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Malformed(because("kernel.reason.json_object"), path)
    return cast("dict[str, Any]", document_given(value, path))


_BY_NAME = {
    str: _Shape(str, plain_given),
    Name: _Shape(str, name_given),
    JsonDocument: _Shape(JsonDocument, document_given),
    dict[str, str]: _Shape(TextAsk, _text),
    dict[str, Any]: _Shape(JsonDocument, _object),
}
