"""Assemble a face from the rooms: each room's module brings ``<Room>Query`` and ``<Room>Mutation``."""

from collections.abc import Sequence
from types import ModuleType

import strawberry
from graphql import GraphQLSchema, print_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types

from largesse.faces.extending import apply_extensions
from largesse.faces.refusals import RefusalType
from largesse.faces.scalars import SCALARS


@strawberry.type(description="What every face answers.")
class BaseQuery:
    """The floor of a face, so that it can be assembled empty."""

    @strawberry.field(description="The product's version.")
    def version(self) -> str:
        """Give the version of the API."""
        return "1"


def assemble(modules: Sequence[ModuleType]) -> strawberry.Schema:
    """Build one face from the rooms' modules for it."""
    apply_extensions()
    queries = [BaseQuery, *_parts(modules, "Query")]
    mutations = _parts(modules, "Mutation")
    return strawberry.Schema(
        query=merge_types("Query", tuple(queries)),
        mutation=merge_types("Mutation", tuple(mutations)) if mutations else None,
        types=[RefusalType],
        config=StrawberryConfig(scalar_map=SCALARS),
    )


def executable(schema: strawberry.Schema) -> GraphQLSchema:
    """Give the schema that the executor takes; strawberry only builds it."""
    return schema._schema  # noqa: SLF001 - strawberry's own export does the same


def sdl(schema: strawberry.Schema) -> str:
    """Write a face in the schema definition language."""
    return print_schema(executable(schema)) + "\n"


def _parts(modules: Sequence[ModuleType], kind: str) -> list[type]:
    names = [(module, f"{module.__name__.split('.')[-2].capitalize()}{kind}") for module in modules]
    return [getattr(module, name) for module, name in names if hasattr(module, name)]
