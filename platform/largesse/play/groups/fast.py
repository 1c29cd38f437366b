"""The compiled path of the play mutation: registered documents answered without the generic executor.

Words       *shape* the fields a document asks of each type, in the document's order
Invariant   the answer is byte for byte the executor's (a test compares them); whatever is not exactly
            of the known form goes to the executor
Source      docs/explanation/group-commit.md
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    VariableNode,
    parse,
)

from largesse.audience.advisers.share import COOKIE
from largesse.faces.context import Context
from largesse.faces.refusals import RefusalType
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Contended, Told
from largesse.kernel.settings import STATIC
from largesse.play.groups.client import PlayedType
from largesse.play.groups.take_part import TakePart, take_part
from largesse.store.retry import retried

Fast = Callable[[dict[str, Any], Context], Awaitable[dict[str, Any] | None]]
Shape = tuple[tuple[str, str, Any], ...]
_TYPES = ("Played", "Refusal")
_NESTED = {"prize": "WonPrize", "facts": "Fact", "told": "ToldFact"}
_NAMES = {"chancesLeft": "chances_left", "againAt": "again_at", "retryAt": "retry_at"}
_KNOWN = {
    "Played": {"draw", "outcome", "prize", "entitlement", "chancesLeft", "againAt", "commit", "told"},
    "Refusal": {"code", "message", "path", "facts", "retryAt"},
    "prize": {"id", "title"},
    "facts": {"name", "value"},
    "told": {"name", "value"},
}


class Unfit(Exception):  # noqa: N818 - the executor takes it, nothing is wrong
    """The document is not of the form that is compiled."""


def compiled(text: str) -> Fast | None:
    """Compile a document; None where it is not exactly one ``takePart`` with one variable ``ask``."""
    try:
        key, variable, shapes = _read(text)
    except (Unfit, GraphQLError):
        return None

    async def answer(variables: dict[str, Any], context: Context) -> dict[str, Any] | None:
        ask = _ask(variables.get(variable), context)
        if ask is None:
            return None
        found = await _play(ask, context)
        if found is None:
            return None
        name = "Played" if isinstance(found, PlayedType) else "Refusal"
        return {"data": {key: _shown(found, shapes[name], name)}}

    return answer


def of_documents(documents: Mapping[str, str]) -> dict[str, Fast]:
    """Compile those of some registered documents that take part."""
    return {mark: fast for mark, text in documents.items() if "takePart" in text and (fast := compiled(text))}


def registered() -> dict[str, Fast]:
    """Compile the client face's registered documents, as the front-end build wrote them."""
    path = STATIC / "documents.client.json"
    return of_documents(json.loads(path.read_text("utf-8"))) if path.exists() else {}


async def _play(ask: TakePart, context: Context) -> PlayedType | RefusalType | None:
    try:
        played = await retried(lambda: take_part(ask, actor=context.who(), work=context.work))
    except Told as no:
        return RefusalType.of(no, context.locale)
    except Contended:
        return None
    return PlayedType.of(played, context.locale)


def _ask(given: Any, context: Context) -> TakePart | None:
    if not isinstance(given, dict) or set(given) != {"key", "activity", "play"}:
        return None
    if not all(isinstance(value, str) for value in given.values()):
        return None
    return TakePart(**given, mark=context.request.cookies.get(COOKIE, ""))


def _shown(value: Any, shape: Shape, type_name: str) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for key, name, inner in shape:
        if name == "__typename":
            shown[key] = type_name
            continue
        found = getattr(value, name)
        if isinstance(found, list):
            found = [_shown(one, inner, _NESTED[name]) for one in found]
        elif name in _NESTED:
            found = _shown(found, inner, _NESTED[name])
        elif isinstance(found, datetime):
            found = found.isoformat()
        shown[key] = found
    return shown


def _read(text: str) -> tuple[str, str, dict[str, Shape]]:
    definitions = parse(text).definitions
    operation = definitions[0]
    if len(definitions) != 1 or not isinstance(operation, OperationDefinitionNode):
        raise Unfit
    selections = operation.selection_set.selections
    field = selections[0]
    if operation.operation.value != "mutation" or len(selections) != 1 or not isinstance(field, FieldNode):
        raise Unfit
    if field.name.value != "takePart" or field.directives or field.selection_set is None:
        raise Unfit
    arguments = {one.name.value: one.value for one in field.arguments or ()}
    variable = arguments.get("ask")
    if set(arguments) != {"ask"} or not isinstance(variable, VariableNode):
        raise Unfit
    shapes = {name: _shape(field.selection_set.selections, name) for name in _TYPES}
    return _key(field), variable.name.value, shapes


def _shape(selections: tuple[SelectionNode, ...] | list[SelectionNode], type_name: str) -> Shape:
    shape: list[tuple[str, str, Any]] = []
    for one in selections:
        if one.directives:
            raise Unfit
        if isinstance(one, InlineFragmentNode):
            condition = one.type_condition.name.value if one.type_condition else ""
            if type_name not in _TYPES or condition not in _TYPES:
                raise Unfit
            if condition == type_name:
                shape += _shape(one.selection_set.selections, type_name)
        elif isinstance(one, FieldNode):
            shape.append(_field(one, type_name))
        else:
            raise Unfit
    if len({key for key, _, _ in shape}) != len(shape):
        raise Unfit
    return tuple(shape)


def _field(node: FieldNode, type_name: str) -> tuple[str, str, Any]:
    name = node.name.value
    if node.arguments or (name != "__typename" and name not in _KNOWN[type_name]):
        raise Unfit
    if (name in _NESTED) != (node.selection_set is not None):
        raise Unfit
    inner = _shape(node.selection_set.selections, name) if node.selection_set else None
    return _key(node), _NAMES.get(name, name), inner


def _key(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value


def mark_of(text: str) -> str:
    """Give the hash under which a document is registered."""
    return sha256_hex(text.encode())
