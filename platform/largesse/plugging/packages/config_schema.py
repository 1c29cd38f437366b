"""Keep to the schema that a plugin's author wrote for its configuration, at a bounded cost.

Words       *subset*: what a schema may say; ``largesse_sdk.package.config_schema`` has it for its author too
Invariant   nothing is fetched; a pattern is matched in linear time; a schema is compiled once
Source      docs/reference/config-schema.md
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from largesse.kernel.errors import Refusal
from largesse.kernel.later import Later
from largesse_sdk.package.config_schema import UnfitSchema, check_schema

if TYPE_CHECKING:
    import jsonschema_rs
else:
    jsonschema_rs = Later("jsonschema_rs")

_PATTERN_MAX = 2**20
_WORDS_MAX = 200


@dataclass(frozen=True)
class SchemaUnfit(Refusal):
    """The plugin's configuration schema leaves the subset; ``place`` is a JSON pointer into it."""

    code = "plugging.schema_unfit"
    place: str
    reason: str


@dataclass(frozen=True)
class Wrong:
    """A field of a configuration that the schema does not let be; ``keyword`` is the schema's word for it."""

    path: tuple[str, ...]
    keyword: str
    message: str
    facts: dict[str, Any]


class ConfigSchema:
    """A schema that was checked and compiled."""

    def __init__(self, schema: dict[str, Any]) -> None:
        """Check and compile a schema.

        Raises:
            SchemaUnfit: ``plugging.schema_unfit``.
        """
        try:
            check_schema(schema)
            self._validator = jsonschema_rs.Draft202012Validator(
                schema,
                registry=jsonschema_rs.Registry([]),
                retriever=_nothing,
                pattern_options=jsonschema_rs.RegexOptions(
                    size_limit=_PATTERN_MAX, dfa_size_limit=_PATTERN_MAX
                ),
                validate_formats=False,
            )
        except UnfitSchema as error:
            raise SchemaUnfit(error.place, error.reason) from error
        except jsonschema_rs.ValidationError as error:
            place = "/".join(map(str, ["", *error.instance_path])) or "/"
            raise SchemaUnfit(place, error.message[:_WORDS_MAX]) from error
        except (ValueError, RecursionError) as error:
            raise SchemaUnfit("/", str(error)[:_WORDS_MAX]) from error

    def wrong(self, config: dict[str, Any]) -> list[Wrong]:
        """Give what is wrong with a configuration, in the order of its fields."""
        try:
            return sorted(_found(self._validator.iter_errors(config)), key=lambda one: one.path)
        except (ValueError, RecursionError) as error:
            return [Wrong((), "type", str(error)[:_WORDS_MAX], {})]


def compiled(schema: dict[str, Any]) -> ConfigSchema:
    """Give a schema compiled, the same one at every call.

    Raises:
        SchemaUnfit: ``plugging.schema_unfit``.
    """
    try:
        return _compiled(json.dumps(schema, sort_keys=True))
    except RecursionError as error:
        raise SchemaUnfit("/", "too deep") from error


@lru_cache(maxsize=64)
def _compiled(text: str) -> ConfigSchema:
    return ConfigSchema(json.loads(text))


def _found(errors: Iterator["jsonschema_rs.ValidationError"]) -> Iterator[Wrong]:
    for error in errors:
        path = tuple(str(one) for one in error.instance_path)
        yield Wrong(path, error.kind.name, error.message[:_WORDS_MAX], error.kind.as_dict())


def _nothing(address: str) -> Any:
    raise LookupError(address)
