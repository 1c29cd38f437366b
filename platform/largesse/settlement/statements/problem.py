"""What is wrong with a statement file: a code, where, and facts; a blocking one quarantines the file."""

from dataclasses import dataclass, field
from typing import Literal

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


class Unreadable(Exception):  # noqa: N818 - carries a finding, is not an error of ours
    """A value or file that cannot be read; carries its problem up to the reader."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def at(self, row: int | None, column: str | None) -> Problem:
        """Say where it was found."""
        return Problem(self.code, row, column, dict(self.facts))
