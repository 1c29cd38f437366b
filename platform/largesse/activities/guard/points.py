"""Kinds of points that a document names, held against those that the institution has."""

from collections.abc import Iterator
from uuid import UUID

from largesse.activities.documents.document import effects
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.problem import Problem, error
from largesse.activities.operators.reading import first, found
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import pointer
from largesse.identity.units.line import line_of
from largesse.rights.points.by_code import kinds_by_code
from largesse.store.work import Read


async def unknown_kinds(
    read: Read, document: ActivityDocument, grammar: Grammar, org_unit: UUID | None
) -> list[Problem]:
    """Ask that each kind of points that is given or asked for is open to the activity's org unit."""
    named = list(_named(document, grammar))
    found_kinds = await kinds_by_code(read) if named else {}
    line = await line_of(read, org_unit) if found_kinds and org_unit else None
    known = {
        code
        for code, one in found_kinds.items()
        if line is None or one.org_unit is None or one.org_unit in line
    }
    wrong = ((path, code) for path, code in named if code not in known)
    return [
        error("points_kind_unknown" if code else "points_kind_unsaid", path, id=code) for path, code in wrong
    ]


def _named(document: ActivityDocument, grammar: Grammar) -> Iterator[tuple[str, str]]:
    for effect, path in effects(document, grammar):
        yield from ((pointer(*path, "kind"), code) for code in grammar.points(effect))
    for path, cost in found(document, "plays/*/cost"):
        if first(cost, "kind") == "points":
            yield pointer(*path, "points_kind"), first(cost, "points_kind", "")
