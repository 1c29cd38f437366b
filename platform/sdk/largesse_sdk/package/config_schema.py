"""What a configuration schema may say: a subset of JSON Schema that is cheap to keep, whoever wrote it.

Words       *place* is a JSON pointer into the schema, such as ``/properties/url/pattern``
Invariant   nothing is fetched, no reference leads round; with its references written out a schema is bounded
Source      docs/reference/config-schema.md
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

BYTES_MAX = 64 * 1024
DEPTH_MAX = 12
SCHEMAS_MAX = 2_000
VALUES_MAX = 500
PATTERN_MAX = 500
NUMBER_MAX = 2**53 - 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES = frozenset({"object", "array", "string", "integer", "number", "boolean", "null"})
NOTES = frozenset(
    [
        *("title", "description", "default", "examples", "deprecated"),
        *("readOnly", "writeOnly", "format", "$comment"),
    ]
)
RULES = frozenset(
    [
        *("type", "enum", "const", "pattern", "minLength", "maxLength"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("properties", "required", "additionalProperties", "dependentRequired"),
        *("minProperties", "maxProperties", "items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
        *("allOf", "anyOf", "oneOf", "not", "if", "then", "else"),
    ]
)
_ONE = ("additionalProperties", "else", "if", "items", "not", "then")
_MANY = ("allOf", "anyOf", "oneOf", "prefixItems")
_REF = re.compile(r"#/\$defs/([A-Za-z0-9_.-]{1,64})")
_NOT_LINEAR = re.compile(r"\(\?(?:[=!]|<[=!]|P=|\()|\\(?:[1-9]|k<)")
Schema = Mapping[str, Any]


class UnfitSchema(ValueError):  # noqa: N818 - named for what the schema is
    """A schema leaves the subset: where, and what is wrong there."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place or '/'}: {reason}")
        self.place = place or "/"
        self.reason = reason


def check_schema(schema: Schema) -> None:
    """Refuse a configuration schema that leaves the subset.

    Raises:
        UnfitSchema: the first place that does.
    """
    _check_numbers(schema)
    defined = schema.get("$defs", {})
    if not isinstance(defined, dict) or not all(isinstance(one, dict) for one in defined.values()):
        raise UnfitSchema("/$defs", "an object of schemas")
    if schema.get("$schema", DIALECT) != DIALECT:
        raise UnfitSchema("/$schema", f"{DIALECT}, or left out")
    walk = _Walk(defined)
    for name in defined:
        walk.definition(name, DEPTH_MAX)
    whole = {name: value for name, value in schema.items() if name not in {"$defs", "$schema"}}
    walk.measure(whole, "", DEPTH_MAX)


@dataclass(frozen=True)
class _Measure:
    """How many schemas a schema holds and how deep they lie, what it refers to included."""

    schemas: int
    depth: int


class _Walk:
    """One look at a schema: each definition is measured once, and counts wherever it is referred to."""

    def __init__(self, defined: Mapping[str, Schema]) -> None:
        self._defined = defined
        self._known: dict[str, _Measure] = {}
        self._open: list[str] = []

    def measure(self, schema: Any, place: str, depth_max: int) -> _Measure:
        """Measure a schema that may be ``depth_max`` deep.

        Raises:
            UnfitSchema: it leaves the subset.
        """
        if isinstance(schema, bool):
            return _Measure(1, 1)
        if not isinstance(schema, dict):
            raise UnfitSchema(place, "a schema is an object")
        if depth_max < 1:
            raise UnfitSchema(place, f"more than {DEPTH_MAX} schemas inside each other")
        _check_words(schema, place)
        _check_values(schema, place)
        found = [self._referred(schema, place, depth_max - 1)] if "$ref" in schema else []
        for at, inner in _inner(schema, place):
            found.append(self.measure(inner, at, depth_max - 1))
        schemas = 1 + sum(one.schemas for one in found)
        if schemas > SCHEMAS_MAX:
            raise UnfitSchema(place, f"more than {SCHEMAS_MAX} schemas, references written out")
        return _Measure(schemas, 1 + max((one.depth for one in found), default=0))

    def definition(self, name: str, depth_max: int) -> _Measure:
        """Measure a definition, once."""
        if name not in self._known:
            self._open.append(name)
            self._known[name] = self.measure(self._defined[name], f"/$defs/{_escaped(name)}", depth_max)
            self._open.pop()
        return self._known[name]

    def _referred(self, schema: Schema, place: str, depth_max: int) -> _Measure:
        found = _REF.fullmatch(schema["$ref"]) if isinstance(schema["$ref"], str) else None
        if found is None or found[1] not in self._defined:
            raise UnfitSchema(f"{place}/$ref", "only #/$defs/<name> of this schema; nothing is fetched")
        if found[1] in self._open:
            raise UnfitSchema(f"{place}/$ref", "leads back to itself")
        referred = self.definition(found[1], depth_max)
        if referred.depth > depth_max:
            raise UnfitSchema(f"{place}/$ref", f"more than {DEPTH_MAX} schemas inside each other")
        return referred


def _check_words(schema: Schema, place: str) -> None:
    for word in schema:
        if word not in RULES | NOTES and word != "$ref" and not word.startswith("x-"):
            raise UnfitSchema(f"{place}/{word}", "not a keyword of a configuration schema")
    if schema.get("x-secret") and not re.fullmatch(r"/properties/[^/]+", place):
        raise UnfitSchema(f"{place}/x-secret", "a secret is a field of the configuration itself")


def _check_numbers(schema: Schema) -> None:
    """Refuse a number that JSON's readers do not agree on, wherever it stands."""
    left: list[tuple[str, Any]] = [("", schema)]
    while left:
        place, value = left.pop()
        if isinstance(value, dict):
            left += [(f"{place}/{_escaped(str(name))}", one) for name, one in value.items()]
        elif isinstance(value, list):
            left += [(f"{place}/{at}", one) for at, one in enumerate(value)]
        elif isinstance(value, int | float) and not -NUMBER_MAX <= value <= NUMBER_MAX:
            raise UnfitSchema(place, f"a number within {NUMBER_MAX}")


def _check_values(schema: Schema, place: str) -> None:
    kinds = schema.get("type", [])
    named = kinds if isinstance(kinds, list) else [kinds]
    if not all(isinstance(one, str) and one in TYPES for one in named):
        raise UnfitSchema(f"{place}/type", f"one of {', '.join(sorted(TYPES))}")
    values = schema.get("enum", [])
    if not isinstance(values, list) or any(isinstance(one, dict | list) for one in values):
        raise UnfitSchema(f"{place}/enum", "a list of plain values")
    if len(values) > VALUES_MAX:
        raise UnfitSchema(f"{place}/enum", f"more than {VALUES_MAX} values")
    if isinstance(schema.get("const"), dict | list):
        raise UnfitSchema(f"{place}/const", "a plain value")
    if "pattern" in schema:
        _check_pattern(schema["pattern"], f"{place}/pattern")


def _check_pattern(pattern: object, place: str) -> None:
    if not isinstance(pattern, str) or len(pattern) > PATTERN_MAX:
        raise UnfitSchema(place, f"a text of at most {PATTERN_MAX} characters")
    if _NOT_LINEAR.search(pattern.replace(r"\\", "")):
        raise UnfitSchema(place, "no look-around and no reference back: a pattern is matched in linear time")


def _inner(schema: Schema, place: str) -> Iterator[tuple[str, Any]]:
    for word in _ONE:
        if word in schema:
            yield f"{place}/{word}", schema[word]
    for word in _MANY:
        listed = schema.get(word, [])
        if not isinstance(listed, list):
            raise UnfitSchema(f"{place}/{word}", "a list of schemas")
        for at, one in enumerate(listed):
            yield f"{place}/{word}/{at}", one
    fields = schema.get("properties", {})
    if not isinstance(fields, dict):
        raise UnfitSchema(f"{place}/properties", "an object of schemas")
    for name, one in fields.items():
        yield f"{place}/properties/{_escaped(name)}", one


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
