"""Documents made ready once: parsed, bounded and validated, then executed as often as they are asked.

Words       *prepared* a document that may be executed, or the errors that stand in its way
Invariant   what is over a limit is never validated, what is invalid is never executed
Source      docs/decisions/0005-documents-are-prepared-once.md
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from inspect import isawaitable
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    validate,
)

from largesse.graphql.limits import TOKENS_MAX, check_cost

KEPT = 512


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document of one schema; ``errors`` are of its text, not of an answer."""

    schema: GraphQLSchema
    document: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()

    def check(self, variables: dict[str, Any]) -> None:
        """Refuse variables that make the document too dear; without any it was checked already.

        Raises:
            TooMuch: over ``COST_MAX``.
        """
        if self.document is not None and any(isinstance(one, int) for one in variables.values()):
            check_cost(self.document, variables)

    def changes(self, operation: str | None) -> bool:
        """Tell whether the operation that is meant is anything but a query."""
        if self.document is None or self.errors:
            return False
        meant = get_operation_ast(self.document, operation)
        return meant is not None and meant.operation is not OperationType.QUERY

    async def run(self, variables: dict[str, Any], operation: str | None, context: Any) -> ExecutionResult:
        """Execute; errors of resolvers are in the result."""
        if self.document is None or self.errors:
            return ExecutionResult(None, list(self.errors))
        found = execute(
            self.schema,
            self.document,
            variable_values=variables,
            operation_name=operation,
            context_value=context,
        )
        return await found if isawaitable(found) else found


def prepared(schema: GraphQLSchema) -> Callable[[str], Prepared]:
    """Give what prepares a schema's documents and keeps the last ``KEPT`` of them.

    The function given raises TooMuch: over tokens, depth, aliases, selections or ``COST_MAX``.
    """

    @lru_cache(KEPT)
    def prepare(text: str) -> Prepared:
        try:
            document = parse(text, max_tokens=TOKENS_MAX)
            check_cost(document, {})
            return Prepared(schema, document, tuple(validate(schema, document)))
        except GraphQLError as error:
            return Prepared(schema, None, (error,))

    return prepare
