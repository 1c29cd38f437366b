"""Tell whether a document fits its schema, and if not, where and why.

Words       *finding* one place where the document leaves the schema, by keyword and facts
Invariant   at most ``FINDINGS_MAX`` findings; a valid document costs one fast pass
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from largesse.contracts.reading import pointer
from largesse.contracts.registry import NOTHING, Added, guard
from largesse.kernel.copy import text
from largesse.kernel.errors import Broken
from largesse.kernel.later import Later

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from largesse.contracts import choice, telling
else:
    choice, telling = Later("largesse.contracts.choice"), Later("largesse.contracts.telling")

FINDINGS_MAX = 100
_TOLD = {
    "additionalProperties": "unknown_field",
    "unevaluatedProperties": "unknown_field",
    "type": "wrong_type",
    "enum": "unknown_choice",
    "const": "unknown_choice",
    "oneOf": "unknown_choice",
    "anyOf": "unknown_choice",
    "minLength": "too_short",
    "minItems": "too_few",
    "maxItems": "too_many",
    "maxProperties": "too_many",
    "maxLength": "too_long",
    "minimum": "too_small",
    "maximum": "too_great",
    "format": "wrong_form",
    "pattern": "wrong_form",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place where a document leaves its schema; ``path`` is a JSON Pointer."""

    path: str
    code: str
    want: str
    got: str

    def message(self, locale: str) -> str:
        """Give the finding in words."""
        return text(self.code, locale, {"want": self.want, "got": self.got})


def validate(name: str, document: Any, added: Added = NOTHING) -> list[Finding]:
    """Check a document against a schema.

    Args:
        name: of the schema, such as ``activity.v1``.
        document: plain JSON values, already bounded in size and depth.
        added: schemas that extensions bring.

    Returns:
        Findings ordered by path, none when the document fits; at most ``FINDINGS_MAX``.
    """
    if guard(name, added).is_valid(document):
        return []
    errors = islice(telling.teller(name, added).iter_errors(document), FINDINGS_MAX)
    found = {finding for error in errors for finding in _tell(error)}
    if not found:
        raise Broken(f"{name}: the two validators do not agree")
    return sorted(found)[:FINDINGS_MAX]


def _tell(error: "ValidationError") -> Iterator[Finding]:
    path = pointer(*error.absolute_path)
    if error.validator == "required":
        asked: list[str] = list(error.schema["required"]) if isinstance(error.schema, dict) else []
        absent = [field for field in asked if field not in _names(error.instance)]
        yield from (Finding(path + pointer(field), "contracts.field_missing", field, "") for field in absent)
        return
    word = _TOLD.get(str(error.validator), "wrong_value")
    yield Finding(path, f"contracts.{word}", _want(error), _got(error))


def _names(instance: Any) -> Iterable[str]:
    return instance if isinstance(instance, dict) else ()


def _want(error: "ValidationError") -> str:
    if error.validator == "oneOf":
        return "/".join(name for name in choice.CHOOSERS if name in _names(error.instance)) or "/".join(
            choice.CHOOSERS
        )
    return "" if error.validator in {"additionalProperties", "pattern"} else _short(error.validator_value)


def _got(error: "ValidationError") -> str:
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        return _short([name for name in _names(error.instance) if name not in known])
    if error.validator == "oneOf" and isinstance(error.instance, dict):
        return _short(next((error.instance[name] for name in choice.CHOOSERS if name in error.instance), ""))
    return _short(error.instance)


def _short(value: Any) -> str:
    told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return told if len(told) <= 80 else told[:79] + "…"
