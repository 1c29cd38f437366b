"""Schemas by name: the checkout's first, else those packed into the wheel.

Words       *name* ``activity.v1``, ``widgets/hero.v1``, ``events/rights.right_redeemed.v2``; *added* schemas
            that an extension brings; *open choice* ``x-one-of: <folder>/``, one of the schemas of a folder
Invariant   the ``$id`` of a schema is ``urn:largesse:schema:<name>``
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from largesse.kernel.errors import Broken
from largesse.kernel.later import Later

if TYPE_CHECKING:
    import jsonschema_rs
else:
    jsonschema_rs = Later("jsonschema_rs")

_PACKAGE = Path(__file__).resolve().parents[1]
_SUFFIX = ".schema.json"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
URN = "urn:largesse:schema:"
OPEN = "x-one-of"


def is_instant(value: object) -> bool:
    """Tell whether a text is an RFC 3339 instant with its offset; other types are not its question."""
    if not isinstance(value, str):
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None and "T" in value
    except ValueError:
        return False


def is_uuid(value: object) -> bool:
    """Tell whether a text is a UUID written with dashes; other types are not its question."""
    return not isinstance(value, str) or _UUID.fullmatch(value) is not None


def is_date(value: object) -> bool:
    """Tell whether a text is a calendar date; other types are not its question."""
    if not isinstance(value, str):
        return True
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


FORMATS = {"date-time": is_instant, "uuid": is_uuid, "date": is_date}


@cache
def folder() -> Path:
    """Give the folder of schemas: the checkout's when there is one."""
    for candidate in (_PACKAGE.parents[1] / "schemas", _PACKAGE / "_schemas"):
        if (candidate / f"activity.v1{_SUFFIX}").is_file():
            return candidate
    raise Broken("no schemas beside the package")


@dataclass(frozen=True, slots=True)
class Added:
    """Schemas beside the house's own: name and JSON text, so that validators can be kept by them."""

    texts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, schemas: Iterable[Mapping[str, Any]]) -> "Added":
        """Take those that the house does not have.

        Raises:
            Broken: one is not named by its URN, or differs from the house's of the same name.
        """
        texts: dict[str, str] = {}
        for one in schemas:
            id_ = str(one.get("$id", ""))
            name = id_.removeprefix(URN)
            if name == id_ or (has(name) and schema(name) != one):
                raise Broken(f"an added schema is called {id_ or 'nothing'}")
            if not has(name):
                texts[name] = json.dumps(one, ensure_ascii=False)
        return cls(tuple(sorted(texts.items())))


NOTHING = Added()


@cache
def names(added: Added = NOTHING) -> tuple[str, ...]:
    """Give every schema's name, sorted."""
    root = folder()
    found = (path.relative_to(root).as_posix() for path in root.rglob(f"*{_SUFFIX}"))
    own = (name.removesuffix(_SUFFIX) for name in found if not name.startswith("examples/"))
    return tuple(sorted([*own, *(name for name, _ in added.texts)]))


@cache
def schema(name: str, added: Added = NOTHING) -> dict[str, Any]:
    """Give one schema, its open choices filled with what their folders hold; an unknown name is a bug."""
    if name not in names(added):
        raise Broken(f"no schema called {name}")
    text = dict(added.texts).get(name) or (folder() / f"{name}{_SUFFIX}").read_text("utf-8")
    filled: dict[str, Any] = _filled(json.loads(text), added)
    return filled


def _filled(node: Any, added: Added) -> Any:
    if isinstance(node, list):
        return [_filled(one, added) for one in node]
    if not isinstance(node, dict):
        return node
    made = {key: _filled(inner, added) for key, inner in node.items() if key != OPEN}
    if OPEN in node:
        made["oneOf"] = [{"$ref": URN + name} for name in names(added) if name.startswith(node[OPEN])]
    return made


def has(name: str) -> bool:
    """Tell whether the house has a schema of this name."""
    return name in names()


@cache
def guard(name: str, added: Added = NOTHING) -> "jsonschema_rs.Draft202012Validator":
    """Give the validator that only says yes or no (fast)."""
    known = (schema(one, added) for one in names(added))
    resources = {one["$id"]: one for one in known if "$id" in one}
    return jsonschema_rs.Draft202012Validator(
        schema(name, added),
        registry=jsonschema_rs.Registry(list(resources.items())),
        validate_formats=True,
        formats=FORMATS,
    )
