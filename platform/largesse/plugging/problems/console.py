"""Problems on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.scalars import named
from largesse.kernel.copy import text
from largesse.plugging.problems.records import Problem


@strawberry.type(name="PluginProblem", description="Something that goes wrong with a plugin, counted.")
class PluginProblem:
    """A problem on the wire."""

    code: str = named("Stable code.")
    message: str = named("The problem in words.")
    note: str = named("What the plugin or the provider said, at most 500 characters.")
    count: int = named("How often it happened.")
    last_at: datetime = named("When it happened last.")
    critical: bool = named("Whether the plugin is left alone because of it.")

    @classmethod
    def of(cls, problem: Problem, locale: str) -> Self:
        code = problem.key if "." in problem.key else f"plugging.{problem.key}"
        return cls(
            code=code,
            message=text(code, locale),
            note=problem.note,
            count=problem.count,
            last_at=problem.last_at,
            critical=problem.critical,
        )
