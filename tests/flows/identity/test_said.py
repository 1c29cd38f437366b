"""Whatever a door of the console or of the phone refuses, a Chinese reader is told in Chinese.

Every mutation and query is asked with texts, numbers and times that do not fit, and with ids of nothing.
"""

from dataclasses import replace
from types import SimpleNamespace

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    Undefined,
    get_named_type,
    get_nullable_type,
)
from tests.kit.application import APP
from tests.kit.english import CHINESE, english_in

from largesse.faces.context import Context
from largesse.faces.problem import problem_of
from largesse.identity.access import ROLES
from largesse.kernel.errors import Told
from largesse.kernel.ids import new_id, text_id

LONG = "x" * 2_000
WRONG = {
    "nothing": {"String": "", "Int": -1, "Long": -1, "Float": -1.0, "JSONDocument": {}},
    "too much": {
        "String": "x" * 5_000,
        "Int": 2**31 - 1,
        "Long": 2**53 - 1,
        "Float": 1e300,
        "JSONDocument": [],
    },
    "turned": {"String": "甲\u202e乙", "Int": 0, "Long": 0, "Float": 0.0, "JSONDocument": {"a": "\u202e"}},
    "plain": {"String": "x", "Int": 1, "Long": 1, "Float": 1.0, "JSONDocument": {"op": "x"}},
}
OTHERS = {"Boolean": True, "DateTime": "2030-01-01T00:00:00Z", "Date": "2030-01-01"}
# A wrong value here would end the log-in of who asks, or wait for a provider.
BESIDE = {"signOut", "leave"}


def value(kind, name, wrong, ids):
    """Make a value of a kind; an id is one of nothing, once the house has said which form it wants."""
    inner = get_nullable_type(kind)
    if isinstance(inner, GraphQLList):
        return [value(inner.of_type, name, wrong, ids)]
    if isinstance(inner, GraphQLEnumType):
        return next(iter(inner.values))
    if isinstance(inner, GraphQLInputObjectType):
        return {one: value(field.type, one, wrong, ids) for one, field in asked_for(inner.fields)}
    if name == "key":
        return str(new_id())
    return ids.get(name) or (OTHERS | wrong).get(inner.name, "x")


def asked_for(given):
    """Leave out what has a default that is none of the caller's."""
    return [
        (name, one)
        for name, one in given.items()
        if isinstance(one.type, GraphQLNonNull) or one.default_value is Undefined or name in {"first", "sort"}
    ]


def selected(kind):
    named = get_named_type(kind)
    if isinstance(named, GraphQLUnionType):
        return "{ __typename ... on Refusal { code message path facts { name value } } }"
    return "{ __typename }" if isinstance(named, GraphQLObjectType) else ""


async def refusals(schema, context, door, wrong):
    """Ask one door until no id has the wrong form any more; yields what it says on the way."""
    kind, name, field = door
    heads = ", ".join(f"${arg}: {one.type}" for arg, one in asked_for(field.args))
    passed = ", ".join(f"{arg}: ${arg}" for arg, _ in asked_for(field.args))
    heads, passed = (f"({one})" if one else "" for one in (heads, passed))
    text = f"{kind}{heads} {{ {name}{passed} {selected(field.type)} }}"
    ids = {}
    for _ in range(6):
        asked = {arg: value(one.type, arg, wrong, ids) for arg, one in asked_for(field.args)}
        result = await schema.execute(text, variable_values=asked, context_value=context)
        told = refusal(result, name)
        if told is None:
            return
        yield told
        field_of, prefix = (told["path"] or "").split(".")[-1], told["facts"].get("prefix")
        if prefix is None or field_of in ids:
            return
        ids[field_of] = text_id(prefix, new_id())


def refusal(result, name):
    """Give the refusal in an answer, as a problem; None: it is another answer, or did not fit."""
    for error in result.errors or ():
        if isinstance(error.original_error, Told):
            found = problem_of(error.original_error, "zh-CN")
            return {"code": found.code, "message": found.message, "path": found.path, "facts": found.facts}
    answer = (result.data or {}).get(name)
    if not isinstance(answer, dict) or answer["__typename"] != "Refusal":
        return None
    return answer | {"facts": {one["name"]: one["value"] for one in answer["facts"]}}


async def said(schema, work, actor):
    """Give all that the doors of a schema say, by door and code."""
    request = SimpleNamespace(client=SimpleNamespace(host="10.0.0.9"), cookies={}, headers={})
    context = Context(request=request, work=work, actor=actor, locale="zh-CN", trace="t")
    root, found = schema._schema, {}
    for kind, fields in (("query", root.query_type.fields), ("mutation", root.mutation_type.fields)):
        for name, field in fields.items():
            for how, wrong in WRONG.items():
                if name in BESIDE:
                    continue
                async for told in refusals(schema, context, (kind, name, field), wrong):
                    found[name, how, told["code"], told["path"]] = told["message"]
    return found


def english(found):
    return {
        door: message
        for door, message in found.items()
        if english_in(message) or not CHINESE.search(message) or "{" in message
    }


async def test_every_door_of_the_console_says_in_chinese_what_is_wrong(bank):
    staff = bank.house.staff(staff=bank.who("designer").id)
    operations = APP.house.operations_of(frozenset(ROLES))
    found = await said(APP.faces["console"], bank.work, replace(staff, operations=operations))
    malformed = {door[0] for door in found if door[2] == "kernel.malformed"}
    assert len(malformed) > 60
    assert english(found) == {}


async def test_every_door_of_the_phone_says_in_chinese_what_is_wrong(bank):
    found = await said(APP.faces["client"], bank.work, bank.house.client())
    assert {door[0] for door in found if door[2] == "kernel.malformed"}
    assert english(found) == {}
