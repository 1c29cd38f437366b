"""The whole check of a document: shape, names that lead somewhere, sums, then the guard.

Invariant   pure and bounded; the same document has the same problems in the console and on the command line
"""

from collections.abc import Iterator
from typing import Any, cast

from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard import bounds, events, friends, goal, limits, milestones, pages, plays, told
from largesse.activities.guard.problem import Problem, by_rule
from largesse.activities.guard.standard import Standard
from largesse.contracts.documents_gen import ActivityDocument
from largesse.contracts.reading import Unreadable, plain
from largesse.contracts.validate import validate

PROBLEMS_MAX = 200
_GUARDED = ("/rights", "/plays", "/disclosure", "/audience", "/limits")
_OF_DOCUMENT = (
    plays.unique,
    bounds.window,
    bounds.lasts,
    bounds.currencies,
    bounds.cycles,
    bounds.expressions,
    bounds.components,
    pages.empty,
    pages.links,
    goal.chosen,
)
_OF_PLAYS = (
    plays.faults,
    plays.compared,
    plays.starts,
    plays.leads,
    plays.served,
    friends.untrue,
    limits.untrue,
    milestones.untrue,
    plays.empty,
    plays.never,
    pages.held,
    pages.offered,
    goal.reachable,
    told.untrue,
    events.known,
)


def check(document: Any, standard: Standard) -> list[Problem]:
    """Check any JSON value as an activity document.

    Returns:
        Problems, errors first, one rule's together; none when the document may be submitted. At most
        ``PROBLEMS_MAX``.
    """
    try:
        plain(document)
    except Unreadable as reason:
        return [Problem(reason.code, reason.path, "error", (("want", reason.want),))]
    found = list(_shape(document, standard.grammar))
    whole = cast("ActivityDocument", document)
    if not found:
        found += _names(whole, standard.grammar)
    if not any(
        problem.path == "" or problem.path.startswith(_GUARDED) for problem in found if problem.of_shape
    ):
        found += ruled(whole, standard)
    return by_rule(found)[:PROBLEMS_MAX]


def ruled(document: ActivityDocument, standard: Standard) -> list[Problem]:
    """Tell where a document that fits its shape breaks a rule of the guard."""
    return [
        Problem(rule.code, hit.path, rule.severity, tuple(hit.facts.items()), rule.says)
        for rule, hit in standard.hits(document)
    ]


def _shape(document: Any, grammar: Grammar) -> Iterator[Problem]:
    for finding in validate("activity.v1", document, grammar.schemas):
        facts = (("want", finding.want), ("got", finding.got))
        yield Problem(finding.code, finding.path, "error", facts)


def _names(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Check what a schema cannot say: unique names, names that lead somewhere, sums and sizes."""
    for of_document in _OF_DOCUMENT:
        yield from of_document(document)
    for of_plays in _OF_PLAYS:
        yield from of_plays(document, grammar)
