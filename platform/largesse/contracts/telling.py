"""The validator that says what is wrong with a document; it is loaded for the first one that does not fit."""

from functools import cache
from typing import Any

from jsonschema import FormatChecker
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from largesse.contracts.choice import ChoosingValidator, annotated
from largesse.contracts.registry import FORMATS, NOTHING, URN, Added, names, schema


@cache
def teller(name: str, added: Added = NOTHING) -> Validator:
    """Give the validator that says what is wrong, one finding after the other."""
    return ChoosingValidator(_annotated(name, added), registry=_by_id(added), format_checker=_formats())


@cache
def _annotated(name: str, added: Added) -> dict[str, Any]:
    def find(ref: str) -> dict[str, Any]:
        target, _, part = ref.partition("#")
        whole = schema(target.removeprefix(URN) or name, added)
        inner: dict[str, Any] = whole["$defs"][part.removeprefix("/$defs/")] if part else whole
        return inner

    return annotated(schema(name, added), find)


@cache
def _by_id(added: Added) -> Registry[Any]:
    known = [_annotated(name, added) for name in names(added)]
    pairs = [(one["$id"], DRAFT202012.create_resource(one)) for one in known if "$id" in one]
    return Registry().with_resources(pairs).crawl()


@cache
def _formats() -> FormatChecker:
    made = FormatChecker(formats=())
    for name, fits in FORMATS.items():
        made.checks(name)(fits)
    return made
