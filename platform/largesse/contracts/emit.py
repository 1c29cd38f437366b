"""Walk JSON Schemas and hand each named shape to a dialect (Python or TypeScript).

Words       *shape* a named object or alias; *field* one property of an object
Invariant   one name means one shape; the order is the order of discovery, so output is stable
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from largesse.contracts.registry import URN, schema
from largesse.kernel.errors import Broken


@dataclass(frozen=True, slots=True)
class Field:
    """One property of an object shape; ``type`` is already in the dialect's words."""

    name: str
    type: str
    required: bool
    doc: str


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one language says each kind of shape."""

    header: str
    scalars: dict[str, str]
    literal: Callable[[Any], str]
    array: Callable[[str], str]
    record: Callable[[str], str]
    union: Callable[[Sequence[str]], str]
    object: Callable[[str, Sequence[Field], str], str]
    alias: Callable[[str, str, str], str]


class Emitter:
    """Writes one module from schemas and everything that they name."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._texts: dict[str, str] = {}
        self._sources: dict[str, str] = {}

    def module(self, names: Iterable[str]) -> str:
        """Give the module's text for these schemas, in order, with what they refer to."""
        for name in names:
            self._named(name, "")
        return self._dialect.header + "\n".join(self._texts.values())

    def _named(self, file: str, part: str) -> str:
        node = schema(file)
        name = _title(node, pascal(file))
        if part:
            node = node["$defs"][part]
            name = _title(node, name + pascal(part))
        self._shape(node, name, f"{file}#{part}")
        return name

    def _shape(self, node: dict[str, Any], name: str, source: str) -> None:
        if name in self._texts:
            if self._sources[name] != source:
                raise Broken(f"{name} is named by {self._sources[name]} and by {source}")
            return
        self._texts[name], self._sources[name] = "", source
        file, doc = source.partition("#")[0], str(node.get("description", ""))
        if node.get("type") == "object" and "properties" in node and "oneOf" not in node:
            asked = set(node.get("required", ()))
            fields = [
                Field(
                    key,
                    self._type(inner, file, name + pascal(key)),
                    key in asked,
                    inner.get("description", ""),
                )
                for key, inner in node["properties"].items()
            ]
            self._texts[name] = self._dialect.object(name, fields, doc)
        else:
            self._texts[name] = self._dialect.alias(name, self._type(node, file, name), doc)

    def _type(self, node: dict[str, Any], file: str, name: str) -> str:
        say = self._dialect
        if "$ref" in node:
            return self._ref(node["$ref"], file)
        if "const" in node or "enum" in node:
            return say.union([say.literal(one) for one in node.get("enum", [node.get("const")])])
        for choice in ("oneOf", "anyOf"):
            if choice in node:
                parts = [self._type(one, file, f"{name}{index}") for index, one in enumerate(node[choice], 1)]
                return say.union(list(dict.fromkeys(parts)))
        kinds = node.get("type", [])
        return say.union(
            [self._kind(kind, node, file, name) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
        )

    def _kind(self, kind: str, node: dict[str, Any], file: str, name: str) -> str:
        say = self._dialect
        if kind == "array":
            return say.array(self._type(node.get("items", {}), file, f"{name}Item"))
        if kind == "object" and "properties" in node:
            own = _title(node, name)
            self._shape(node, own, f"{file}#{own}")
            return own
        if kind == "object":
            inner = node.get("additionalProperties", {})
            return say.record(self._type(inner if isinstance(inner, dict) else {}, file, f"{name}Value"))
        return say.scalars[kind]

    def _ref(self, ref: str, file: str) -> str:
        target, _, part = ref.partition("#")
        if target and not target.startswith(URN):
            raise Broken(f"{file} refers to {ref}")
        return self._named(target.removeprefix(URN) or file, part.removeprefix("/$defs/"))


def pascal(name: str) -> str:
    """Write a name as a type: ``widgets/my-rights.v1`` → ``WidgetsMyRightsV1``."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name))


def _title(node: dict[str, Any], otherwise: str) -> str:
    title = str(node.get("title", ""))
    return title if re.fullmatch(r"[A-Z][A-Za-z0-9]*", title) else otherwise
