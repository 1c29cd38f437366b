"""What is wrong with a statement file: a code, where, and facts; a blocking one quarantines the file."""

from dataclasses import dataclass, field
from typing import Literal

from largesse.kernel.copy import text

Severity = Literal["block", "warn"]


@dataclass(frozen=True)
class Problem:
    """One finding.

    Args:
        code: last part of the copy key ``settlement.statement.<code>``.
        row: physical row of the file, counted from 1; None for the file as a whole.
        column: header word as the file writes it, or the canonical field.
    """

    code: str
    row: int | None = None
    column: str | None = None
    facts: dict[str, str | int] = field(default_factory=dict)
    severity: Severity = "block"

    @property
    def key(self) -> str:
        """Key of its sentence in the copy, by which it is also known outside."""
        return f"settlement.statement.{self.code}"

    def words(self, locale: str) -> str:
        """Say the finding in a language."""
        return text(self.key, locale, {"column": self.column or "", **self.facts})


@dataclass(frozen=True)
class KeptProblem:
    """A finding as it is stored: without its sentence, which depends on the reader's language."""

    code: str
    row: int | None
    column: str | None
    severity: Severity
    facts: dict[str, str | int]

    @classmethod
    def of(cls, problem: Problem) -> "KeptProblem":
        """Give a finding as it is stored; its code is then the key of its sentence."""
        return cls(problem.key, problem.row, problem.column, problem.severity, problem.facts)

    def words(self, locale: str) -> str:
        """Say the finding in a language."""
        return text(self.code, locale, {"column": self.column or "", **self.facts})


class Unreadable(Exception):  # noqa: N818 - carries a finding, is not an error of ours
    """A value or file that cannot be read; carries its problem up to the reader."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def at(self, row: int | None) -> Problem:
        """Say in which row it was found; a fact ``column`` names the heading above it."""
        facts = dict(self.facts)
        column = facts.pop("column", None) if row is not None else None
        return Problem(self.code, row, str(column) if column else None, facts)
