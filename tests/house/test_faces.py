"""The faces: described in every part, committed as SDL, free of hidden imports."""

import re

import pytest
import strawberry
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType
from tests.house.tree import ROOT, files, text
from tests.kit.application import APP

from largesse.graphql.assemble import sdl

FACES = ("console", "client", "partner")


@pytest.fixture(scope="module")
def schemas():
    return APP.faces


def silent(schema) -> list[str]:
    """Give what has no description, our own types only."""
    found = []
    for name, one in schema.type_map.items():
        if name.startswith("__") or name in {"Query", "Mutation"}:
            continue
        if isinstance(one, GraphQLObjectType | GraphQLInputObjectType):
            found += [name] if not one.description else []
            found += [f"{name}.{f}" for f, field in one.fields.items() if not field.description]
        elif isinstance(one, GraphQLEnumType) and not one.description:
            found.append(name)
    for root in (schema.query_type, schema.mutation_type):
        if root is not None:
            found += [f"{root.name}.{f}" for f, field in root.fields.items() if not field.description]
    return found


@pytest.mark.parametrize("face", FACES)
def test_every_type_and_field_says_what_it_is(schemas, face):
    assert silent(schemas[face]._schema) == []


@strawberry.type
class Silent:
    word: str


@strawberry.type
class SilentQuery:
    @strawberry.field
    def silent(self) -> Silent:
        return Silent(word="")


def test_a_type_or_field_without_words_is_caught():
    assert silent(strawberry.Schema(SilentQuery)._schema) == [
        "SilentQuery",
        "SilentQuery.silent",
        "Silent",
        "Silent.word",
        "SilentQuery.silent",
    ]


@pytest.mark.parametrize("face", FACES)
def test_the_committed_sdl_is_current(schemas, face):
    assert (ROOT / "schemas" / "graphql" / f"{face}.graphql").read_text("utf-8") == sdl(schemas[face])


@pytest.mark.parametrize("face", FACES)
def test_every_mutation_takes_an_ask_and_may_be_refused(schemas, face):
    mutation = schemas[face]._schema.mutation_type
    for name, field in (mutation.fields if mutation else {}).items():
        members = {one.name for one in getattr(getattr(field.type, "of_type", field.type), "types", [])}
        assert "Refusal" in members, f"{name} cannot be refused"
        assert set(field.args) <= {"ask"}, name


# Sent by no page: files go to an address of their own.
UNSENT = {"importClients"}


def test_a_page_sends_every_mutation_since_production_takes_no_others(schemas):
    sent = " ".join(text(path) for path in files("widgets/apps/*/src/**/*.graphql"))
    named = set(schemas["console"]._schema.mutation_type.fields)
    assert {name for name in named if not re.search(rf"\b{name}\(", sent)} - UNSENT == set()


def test_no_type_of_another_room_is_named_lazily():
    hidden = re.compile(r"strawberry\.lazy\(")
    assert [p for p in files("platform/largesse/**/*.py") if hidden.search(text(p))] == []
    assert hidden.search('x: Annotated["Y", strawberry.lazy("largesse.rights.trail.console")]')
