"""Every query and mutation of the console is a door: who holds no operation gets nothing through any of them.

Asks are made from the schema itself; a resolver that says which id it wanted gets one that names nothing.
"""

import re
from types import SimpleNamespace

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    Undefined,
    get_named_type,
)
from tests.kit.application import APP

from largesse.faces.context import Context
from largesse.kernel.errors import NotAllowed, NotSignedIn
from largesse.kernel.ids import new_id, text_id

# Who one is, and the way in and out.
OPEN = {"version", "me", "signIn", "signOut", "ownReset", "askReset", "leaveReset", "setNewPassword"}
OWN = {"home"}  # counts only what one's operations allow
WANTED = re.compile(r"prefix'(?:: |, 'value': )'([a-z]+)'")
DUMMIES = {
    "Int": 1,
    "Long": 1,
    "Float": 1.0,
    "Boolean": True,
    "DateTime": "2030-01-01T00:00:00Z",
    "Date": "2030-01-01",
    "JSONDocument": {},
    "JSON": {},
}
NAMED = {"kind": "batch"}


@pytest.fixture(scope="session")
def schema():
    return APP.faces["console"]


def dummy(kind, name, hints):
    if isinstance(kind, GraphQLNonNull):
        return dummy(kind.of_type, name, hints)
    if isinstance(kind, GraphQLList):
        return [dummy(kind.of_type, name, hints)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {one: dummy(field.type, one, hints) for one, field in needed(kind.fields)}
    if kind.name in DUMMIES:
        return DUMMIES[kind.name]
    return NAMED.get(name) or hints.get(name) or hints.get("") or "eHg="


def needed(fields):
    """Leave out what has a default or may be null: only what must be said is guessed."""
    return [
        (name, one)
        for name, one in fields.items()
        if isinstance(one.type, GraphQLNonNull) and one.default_value is Undefined
    ]


def selection(kind):
    named = get_named_type(kind)
    if isinstance(named, GraphQLUnionType):
        return "{ __typename ... on Refusal { code path facts { name value } } }"
    return "{ __typename }" if isinstance(named, GraphQLObjectType) else ""


def doors(schema):
    root = schema._schema
    for kind, fields in (("query", root.query_type.fields), ("mutation", root.mutation_type.fields)):
        yield from ((kind, name, field) for name, field in fields.items() if name not in OPEN | OWN)


def document(kind, name, field):
    args = needed(field.args)
    heads = ", ".join(f"${arg}: {one.type}" for arg, one in args)
    passed = ", ".join(f"{arg}: ${arg}" for arg, _ in args)
    heads, passed = (f"({one})" if one else "" for one in (heads, passed))
    return f"{kind}{heads} {{ {name}{passed} {selection(field.type)} }}"


async def knock(schema, context, door):
    """Try a door until its ids have the form it wants; gives the code of the refusal, or the answer."""
    kind, name, field = door
    hints = {}
    for _ in range(6):
        asked = {arg: dummy(one.type, arg, hints) for arg, one in needed(field.args)}
        result = await schema.execute(
            document(kind, name, field), variable_values=asked, context_value=context
        )
        wrong = result.errors[0] if result.errors else None
        answer = (wrong.original_error or wrong) if wrong else result.data[name]
        told = answer if isinstance(answer, dict) else vars(answer)
        path, wanted = (told.get("path") or "").split(".")[-1], WANTED.search(str(answer))
        if "kernel.malformed" not in str(answer) or path in hints:
            break
        hints[path] = text_id(wanted[1], new_id()) if wanted else str(new_id())
        hints.setdefault("", hints[path])
    return answer.get("code", answer) if isinstance(answer, dict) else getattr(answer, "code", answer)


async def open_to(bank, schema, actor, expected):
    """Give the doors that answered anything but what was expected."""
    request = SimpleNamespace(client=None, cookies={}, headers={})
    found = {}
    for door in doors(schema):
        context = Context(request=request, work=bank.work, actor=actor, locale="en", trace="t")
        code = await knock(schema, context, door)
        if code != expected:
            found[door[1]] = code
    return found


async def test_who_holds_no_operation_gets_nothing_through_any_door(bank, schema):
    nobody = bank.house.staff(staff=bank.who("designer").id)
    assert await open_to(bank, schema, nobody, NotAllowed.code) == {}


async def test_a_stranger_is_sent_to_the_log_in_from_every_door(bank, schema):
    assert await open_to(bank, schema, None, NotSignedIn.code) == {}


async def test_a_client_is_no_member_of_staff(bank, schema):
    assert await open_to(bank, schema, bank.house.client(), NotAllowed.code) == {}
