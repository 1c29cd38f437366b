"""Python's words for shapes: typed dictionaries, because a document stays plain JSON."""

import json
import keyword
from collections.abc import Sequence
from typing import Any

from largesse.contracts.emit import Dialect, Field


def _literal(value: Any) -> str:
    return f"Literal[{json.dumps(value, ensure_ascii=False)}]"


def _note(words: str) -> str:
    return f"  # {words}" if words else ""


def _plain(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name)


def _object(name: str, fields: Sequence[Field], doc: str) -> str:
    told = f'    """{doc}"""\n\n' if doc else ""
    said = [(field, field.type if field.required else f"NotRequired[{field.type}]") for field in fields]
    if all(_plain(field.name) for field in fields):
        lines = "".join(f"    {field.name}: {type_}{_note(field.doc)}\n" for field, type_ in said)
        return f"\nclass {name}(TypedDict):\n{told}{lines or '    pass' + chr(10)}"
    pairs = "".join(
        f"    {json.dumps(field.name)}: {json.dumps(type_)},{_note(field.doc)}\n" for field, type_ in said
    )
    return f"\n{name} = TypedDict({json.dumps(name)}, {{\n{pairs}}})\n"


def _alias(name: str, type_: str, doc: str) -> str:
    return f"\n{name}: TypeAlias = {json.dumps(type_, ensure_ascii=False)}{_note(doc)}\n"


PYTHON = Dialect(
    header=(
        '"""Generated from schemas/ by python -m largesse.contracts.generate. Do not edit."""\n\n'
        "from __future__ import annotations\n\n"
        "from typing import Any, Literal, NotRequired, TypeAlias, TypedDict\n\n"
    ),
    scalars={"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"},
    literal=_literal,
    array=lambda inner: f"list[{inner}]",
    record=lambda inner: f"dict[str, {inner}]",
    union=lambda parts: " | ".join(parts) or "Any",
    object=_object,
    alias=_alias,
)
