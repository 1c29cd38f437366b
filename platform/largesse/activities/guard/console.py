"""The check, and the terms of a document, on the console face."""

from typing import cast

import strawberry

from largesse.activities.guard.kept import standard_for
from largesse.activities.guard.problem import Problem
from largesse.activities.guard.register import Within, problems_of
from largesse.activities.guard.standard import Standard, standard_of
from largesse.activities.terms.terms import terms_of_draft
from largesse.contracts.documents_gen import ActivityDocument
from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.copy import said
from largesse.store.work import Read


@strawberry.type(name="Problem", description="One thing that is wrong, or doubtful, with a document.")
class ProblemType:
    """A problem in the request's language."""

    code: str = named("Stable code, room first.")
    path: str = named("JSON Pointer into the document; empty for the whole.")
    severity: str = named("error stops submitting; warning is shown to the approvers.")
    message: str = named("The problem in words.")
    source: str = named("The law behind it, with where it comes from; empty: no rule of law.")
    remedy: str = named("What to do about it; empty: nothing is advised.")
    sign_off: str = named("Who in the institution took the rule over, and when; empty: nobody, so it warns.")

    @classmethod
    def of(cls, problem: Problem, standard: Standard, locale: str) -> "ProblemType":
        rule = standard.rule(problem.code)
        return cls(
            **problem.told(locale),
            source=rule.cited(locale) if rule else "",
            remedy=said(rule.remedy, locale) if rule else "",
            sign_off=rule.signed(locale) if rule else "",
        )


async def problems_shown(read: Read, found: list[Problem], info: Info) -> list[ProblemType]:
    """Show problems in the request's language, with their rules as they are kept now."""
    standard = await standard_for(read)
    return [ProblemType.of(problem, standard, info.context.locale) for problem in found]


@strawberry.type
class GuardQuery:
    """The check."""

    @strawberry.field(
        description="Check a document as submitting it in one's own unit would, the register included."
    )
    async def check_activity(self, info: Info, document: JsonDocument) -> list[ProblemType]:
        """Tell its problems."""
        actor = info.context.who()
        actor.must("activities.check_activity")
        async with info.context.work.read() as read:
            found = await problems_of(read, cast("ActivityDocument", document), Within.of(actor))
            return await problems_shown(read, found, info)


@strawberry.type
class TermsQuery:
    """What clients are told that follows from a document."""

    @strawberry.field(
        description="What clients would be told of a document though nobody wrote it, terms.v1: prizes, odds,"
        " numbers, window, who may take part how often. Null while its plays do not fit their shape."
    )
    async def activity_terms(self, info: Info, document: JsonDocument) -> JsonDocument | None:
        """Generate them."""
        info.context.who().must("activities.check_activity")
        grammar = standard_of(info.context.work.house).grammar
        terms = terms_of_draft(document, grammar) if isinstance(document, dict) else None
        return None if terms is None else cast("JsonDocument", terms)
