"""What stands against a document: the check, the register of rights, and what is out already."""

from dataclasses import dataclass
from uuid import UUID

from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard import register
from largesse.activities.guard.problem import Problem, by_rule
from largesse.activities.guard.remaining import given
from largesse.activities.guard.standard import standard_of
from largesse.activities.revisions.detriment import worsens
from largesse.activities.revisions.drafts import out
from largesse.contracts.documents_gen import ActivityDocument
from largesse.kernel.errors import Refusal
from largesse.store.work import Read


@dataclass(frozen=True)
class ProblemsStop(Refusal):
    """The check finds what stops submitting; ``path`` and ``first_code`` name the first."""

    code = "activities.problems_stop"
    count: int
    first_code: str
    path: str | None = None


async def within_reach(read: Read, activity: UUID, org_unit: UUID) -> register.Within:
    """Give what an activity of this unit may use, with what was won from it so far."""
    return register.Within(org_unit, await given(read, activity))


async def editor_problems(
    read: Read, activity: UUID, org_unit: UUID, document: ActivityDocument
) -> list[Problem]:
    """Give what would stop submitting this document now, what is out and the register included."""
    found = await register.problems_of(read, document, await within_reach(read, activity, org_unit))
    before = await out(read, activity)
    if before is None or any(problem.of_shape for problem in found):
        return found
    worse = worsens(before.document, document, standard_of(read.house).grammar)
    worsened = [
        Problem("activities.worse_for_clients", one.path or "", "error", (("field", one.what),))
        for one in worse
    ]
    return by_rule(found + worsened)


def refuse_problems(found: list[Problem]) -> None:
    """Refuse when any problem stops.

    Raises:
        ProblemsStop: ``activities.problems_stop``.
    """
    stopping = [problem for problem in found if problem.severity == "error"]
    if stopping:
        first = stopping[0]
        raise ProblemsStop(len(stopping), first.code, first.path)


def refuse_detriment(before: ActivityDocument, after: ActivityDocument, grammar: Grammar) -> None:
    """Refuse a change that makes a running activity worse for clients.

    Raises:
        Detriment: ``activities.detriment``, the first of them.
    """
    for worse in worsens(before, after, grammar):
        raise worse
