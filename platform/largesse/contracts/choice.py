"""A choice between shapes by ``op``, ``do`` or ``kind``: look at the one that was meant, not at all of them.

Words       *chooser* the field whose value says which shape was meant
Invariant   telling what is wrong is one pass over the document, however it is nested; trying every shape of
            every choice would take minutes on a hostile file
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

CHOOSERS = ("op", "do", "kind")
_NOTE = "x-chooses"
Find = Callable[[str], dict[str, Any]]  # what a reference of a schema leads to


def annotated(root: dict[str, Any], find: Find) -> dict[str, Any]:
    """Give a copy of a schema in which each shape of a choice notes the chooser's values that mean it.

    The copy does not name its draft: jsonschema would go back to the draft's own validator at each reference.
    """
    return {name: inner for name, inner in _copy(root, find).items() if name != "$schema"}


def _copy(node: Any, find: Find) -> Any:
    if isinstance(node, list):
        return [_copy(one, find) for one in node]
    if not isinstance(node, dict):
        return node
    made = {name: _copy(inner, find) for name, inner in node.items()}
    if "oneOf" in node:
        noted = [_chooses(one, find) for one in node["oneOf"]]
        made["oneOf"] = [
            {**one, _NOTE: note} if note else one for one, note in zip(made["oneOf"], noted, strict=True)
        ]
    return made


def _chooses(branch: dict[str, Any], find: Find) -> dict[str, list[Any]]:
    """Give chooser and values of one shape, which may be named by reference."""
    shape = find(branch["$ref"]) if "$ref" in branch else branch
    fields = shape.get("properties", {})
    return {
        name: fields[name].get("enum", [fields[name].get("const")])
        for name in CHOOSERS
        if "const" in fields.get(name, {}) or "enum" in fields.get(name, {})
    }


def _one_of(
    validator: Any, branches: Sequence[dict[str, Any]], instance: Any, schema: dict[str, Any]
) -> Iterator[ValidationError]:
    if not all(_NOTE in branch for branch in branches):
        yield from Draft202012Validator.VALIDATORS["oneOf"](validator, branches, instance, schema)
        return
    if not isinstance(instance, dict):
        return  # the type beside the choice says so
    meant = [index for index, branch in enumerate(branches) if _means(branch[_NOTE], instance)]
    if len(meant) != 1:
        yield ValidationError("no shape is meant")
        return
    yield from validator.descend(instance, branches[meant[0]], schema_path=meant[0])


def _means(note: dict[str, list[Any]], instance: dict[str, Any]) -> bool:
    return all(instance.get(name) in values for name, values in note.items())


@cache
def _exact(pattern: str) -> re.Pattern[str]:
    """Compile a schema's pattern: its ``$`` is the very end, where Python's also stands before a line end."""
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern))


def _pattern(
    _validator: Any, pattern: str, instance: Any, _schema: dict[str, Any]
) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not _exact(pattern).search(instance):
        yield ValidationError(f"does not match {pattern}")


_RULES = {"oneOf": _one_of, "pattern": _pattern}
ChoosingValidator: type[Validator] = extend(Draft202012Validator, _RULES)  # type: ignore[no-untyped-call]  # jsonschema does not type it
