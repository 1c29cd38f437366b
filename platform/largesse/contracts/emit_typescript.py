"""TypeScript's words for shapes: types only, no enum, no namespace."""

import json
import re
from collections.abc import Sequence

from largesse.contracts.emit import Dialect, Field


def _doc(words: str, indent: str = "") -> str:
    return f"{indent}/** {words.replace('*/', '* /')} */\n" if words else ""


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) else json.dumps(name)


def _object(name: str, fields: Sequence[Field], doc: str) -> str:
    lines = [
        f"{_doc(field.doc, '  ')}  {_key(field.name)}{'' if field.required else '?'}: {field.type};\n"
        for field in fields
    ]
    return f"{_doc(doc)}export interface {name} {{\n{''.join(lines)}}}\n"


def _alias(name: str, type_: str, doc: str) -> str:
    return f"{_doc(doc)}export type {name} = {type_};\n"


TYPESCRIPT = Dialect(
    header="// Generated from schemas/ by python -m largesse.contracts.generate. Do not edit.\n\n",
    scalars={
        "string": "string",
        "integer": "number",
        "number": "number",
        "boolean": "boolean",
        "null": "null",
    },
    literal=json.dumps,
    array=lambda inner: f"Array<{inner}>",
    record=lambda inner: f"Record<string, {inner}>",
    union=lambda parts: " | ".join(parts) or "unknown",
    object=_object,
    alias=_alias,
)
