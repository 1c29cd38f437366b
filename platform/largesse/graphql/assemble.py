"""Assemble a face from the rooms' parts of it."""

from collections.abc import Sequence

import strawberry
from graphql import GraphQLSchema, print_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import merge_types

from largesse.faces.extending import apply_extensions
from largesse.faces.refusals import RefusalType
from largesse.faces.scalars import SCALARS
from largesse.store.room import Face


@strawberry.type(description="What every face answers.")
class BaseQuery:
    """The floor of a face, so that it can be assembled empty."""

    @strawberry.field(description="The product's version.")
    def version(self) -> str:
        """Give the version of the API."""
        return "1"


def assemble(parts: Sequence[Face]) -> strawberry.Schema:
    """Build one face from the rooms' parts, bottom room first."""
    apply_extensions([one for part in parts for one in part.extensions])
    queries = (BaseQuery, *(one for part in parts for one in part.queries))
    mutations = tuple(one for part in parts for one in part.mutations)
    return strawberry.Schema(
        query=merge_types("Query", queries),
        mutation=merge_types("Mutation", mutations) if mutations else None,
        types=[RefusalType],
        config=StrawberryConfig(scalar_map=SCALARS),
    )


def executable(schema: strawberry.Schema) -> GraphQLSchema:
    """Give the schema that the executor takes; strawberry only builds it."""
    return schema._schema  # noqa: SLF001 - strawberry's own export does the same


def sdl(schema: strawberry.Schema) -> str:
    """Write a face in the schema definition language."""
    return print_schema(executable(schema)) + "\n"
