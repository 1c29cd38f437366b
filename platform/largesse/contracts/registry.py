"""Schemas by name: the checkout's first, else those packed into the wheel.

Words       *name* ``activity.v1``, ``widgets/hero.v1``, ``events/rights.right_redeemed.v2``
Invariant   the ``$id`` of a schema is ``urn:largesse:schema:<name>``
"""

import json
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import FormatChecker
from jsonschema.protocols import Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from largesse.contracts.choice import ChoosingValidator, annotated
from largesse.kernel.errors import Broken

_PACKAGE = Path(__file__).resolve().parents[1]
_SUFFIX = ".schema.json"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
URN = "urn:largesse:schema:"
formats = FormatChecker(formats=())


@formats.checks("date-time")
def is_instant(value: object) -> bool:
    """Tell whether a text is an RFC 3339 instant with its offset; other types are not its question."""
    if not isinstance(value, str):
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None and "T" in value
    except ValueError:
        return False


@formats.checks("uuid")
def is_uuid(value: object) -> bool:
    """Tell whether a text is a UUID written with dashes; other types are not its question."""
    return not isinstance(value, str) or _UUID.fullmatch(value) is not None


@formats.checks("date")
def is_date(value: object) -> bool:
    """Tell whether a text is a calendar date; other types are not its question."""
    if not isinstance(value, str):
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@cache
def folder() -> Path:
    """Give the folder of schemas: the checkout's when there is one."""
    for candidate in (_PACKAGE.parents[1] / "schemas", _PACKAGE / "_schemas"):
        if (candidate / f"activity.v1{_SUFFIX}").is_file():
            return candidate
    raise Broken("no schemas beside the package")


@cache
def names() -> tuple[str, ...]:
    """Give every schema's name, sorted."""
    root = folder()
    found = (path.relative_to(root).as_posix() for path in root.rglob(f"*{_SUFFIX}"))
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if not name.startswith("examples/")))


@cache
def schema(name: str) -> dict[str, Any]:
    """Give one schema; an unknown name is a bug."""
    if name not in names():
        raise Broken(f"no schema called {name}")
    loaded: dict[str, Any] = json.loads((folder() / f"{name}{_SUFFIX}").read_text("utf-8"))
    return loaded


def has(name: str) -> bool:
    """Tell whether a schema of this name exists."""
    return name in names()


@cache
def _by_id() -> Registry[Any]:
    known = [annotated(schema(name)) for name in names()]
    pairs = [(one["$id"], DRAFT202012.create_resource(one)) for one in known if "$id" in one]
    return Registry().with_resources(pairs).crawl()


@cache
def teller(name: str) -> Validator:
    """Give the validator that says what is wrong, one finding after the other."""
    return ChoosingValidator(annotated(schema(name)), registry=_by_id(), format_checker=formats)


@cache
def guard(name: str) -> jsonschema_rs.Draft202012Validator:
    """Give the validator that only says yes or no (fast)."""
    resources = {one["$id"]: one for one in map(schema, names()) if "$id" in one}
    return jsonschema_rs.Draft202012Validator(
        schema(name),
        registry=jsonschema_rs.Registry(list(resources.items())),
        validate_formats=True,
        formats={"date-time": is_instant, "uuid": is_uuid, "date": is_date},
    )
