"""The check on the console face."""

from typing import cast

import strawberry

from largesse.activities.guard.problem import Problem
from largesse.activities.guard.register import Within, problems_of
from largesse.activities.guard.standard import Standard, standard_of
from largesse.contracts.documents_gen import ActivityDocument
from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named


@strawberry.type(name="Problem", description="One thing that is wrong, or doubtful, with a document.")
class ProblemType:
    """A problem in the request's language."""

    code: str = named("Stable code, room first.")
    path: str = named("JSON Pointer into the document; empty for the whole.")
    severity: str = named("error stops submitting; warning is shown to the approvers.")
    message: str = named("The problem in words.")
    source: str = named("The law behind it, with where it comes from; empty: no rule of law.")
    sign_off: str = named("Who in the institution took the rule over, and when; empty: nobody, so it warns.")

    @classmethod
    def of(cls, problem: Problem, standard: Standard, locale: str) -> "ProblemType":
        rule = standard.rule(problem.code)
        return cls(
            **problem.told(locale),
            source=rule.cited(locale) if rule else "",
            sign_off=rule.signed(locale) if rule else "",
        )


def problems_shown(found: list[Problem], info: Info) -> list[ProblemType]:
    """Show problems in the request's language."""
    standard = standard_of(info.context.work.house)
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
        return problems_shown(found, info)
