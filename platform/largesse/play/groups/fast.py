"""The compiled path of the play mutation: registered documents answered without the generic executor.

Words       *shape* the fields a document asks of each type, in the document's order
Invariant   the answer is byte for byte the executor's (a test compares them); whatever is not exactly
            of the known form goes to the executor
Source      docs/explanation/group-commit.md
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
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
from largesse.faces.context import Context, Visitor
from largesse.faces.refusals import RefusalType
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Contended, Malformed, Told
from largesse.kernel.settings import STATIC
from largesse.play.asks.answers import answered
from largesse.play.groups.client import PlayedType
from largesse.play.groups.gathering import Crowded, gathering
from largesse.play.groups.take_part import Said, TakePart, is_key, saying, take_part, ticket_of
from largesse.play.groups.ticket import Outcome, Played
from largesse.play.plans.memory import plans
from largesse.play.plans.plan import Plan
from largesse.play.risk.gate import gate
from largesse.store.retry import retried
from largesse.store.work import Work

Tell = Callable[[dict[str, Any] | None], None]
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


class _Said(msgspec.Struct, forbid_unknown_fields=True):
    """What is said to one question, read as strictly as the executor reads a ``Said``."""

    name: str
    values: list[str]


class _Ask(msgspec.Struct, forbid_unknown_fields=True):
    """What is asked in the plain form."""

    key: str
    activity: str
    play: str
    said: list[_Said] = []


_READ = msgspec.json.Decoder(dict[str, _Ask])


@dataclass(frozen=True)
class Compiled:
    """A document that takes part: ``key`` names the field in its answer, ``variable`` what it asks by."""

    key: str
    variable: str
    shapes: Mapping[str, Shape]

    async def __call__(self, variables: dict[str, Any], context: Context) -> dict[str, Any] | None:
        """Answer a request, or give None where the executor has to."""
        ask = _ask(variables.get(self.variable), context)
        found = await _play(ask, context) if ask else None
        return self._data(found) if found else None

    def begin(self, variables: bytes, by: Visitor, work: Work, tell: Tell) -> bool:
        """Let a plain play wait for its group, with no task of its own; False: it goes the ordinary way.

        ``tell`` is called once, after the commit, with the answer; with None where the ordinary way has to
        give it, under the same key.
        """
        try:
            ask = _READ.decode(variables).get(self.variable)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return False
        ready = plans(work).known.get((ask.activity, ask.play)) if ask else None
        if ask is None or ready is None or not _plain(ready.plan) or not is_key(ask.key):
            return False
        if not gate(work).lets_all_through(ready.plan.activity, ask.key):
            return False

        def told(outcome: Outcome | Exception) -> None:
            if isinstance(outcome, Played):
                tell(self._data(PlayedType.of(outcome, by.locale)))
            elif isinstance(outcome, Told):
                tell(self._data(RefusalType.of(outcome, by.locale)))
            else:
                plans(work).forget(ready.plan)
                tell(None)

        ticket = ticket_of(ready, ask.key, session=by.session, mark=by.cookies.get(COOKIE, ""))
        try:
            given = answered(ready.plan.asks, {one.name: one.values for one in ask.said})
            gathering(work).add(saying(ticket, given), told)
        except (Malformed, Crowded):
            return False
        return True

    def _data(self, found: PlayedType | RefusalType) -> dict[str, Any]:
        name = "Played" if isinstance(found, PlayedType) else "Refusal"
        return {"data": {self.key: _shown(found, self.shapes[name], name)}}


def compiled(text: str) -> Compiled | None:
    """Compile a document; None where it is not exactly one ``takePart`` with one variable ``ask``."""
    try:
        return Compiled(*_read(text))
    except (Unfit, GraphQLError):
        return None


def of_documents(documents: Mapping[str, str]) -> dict[str, Compiled]:
    """Compile those of some registered documents that take part."""
    return {mark: fast for mark, text in documents.items() if "takePart" in text and (fast := compiled(text))}


def registered() -> dict[str, Compiled]:
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


def _plain(plan: Plan) -> bool:
    """Tell whether an attempt needs nothing but who makes it and what he says: no proof, no place counted."""
    return not (plan.alone or plan.by_place or plan.proof)


def _ask(given: Any, context: Context) -> TakePart | None:
    try:
        ask = msgspec.convert(given, _Ask)
    except msgspec.ValidationError:
        return None
    return TakePart(
        key=ask.key,
        activity=ask.activity,
        play=ask.play,
        said=tuple(Said(one.name, tuple(one.values)) for one in ask.said),
        mark=context.request.cookies.get(COOKIE, ""),
        device=context.device,
        address=context.address,
        locale=context.locale,
    )


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
