"""A problem of a document: what is wrong, or doubtful, and where.

Words       *problem* code, path (JSON Pointer), severity, message; an error stops submitting
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from largesse.activities.documents.document import words
from largesse.activities.guard.rule import Fact, Severity
from largesse.contracts.documents_gen import Text
from largesse.kernel.copy import filled, said, text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or doubtful, with a document.

    ``path`` is a JSON Pointer; ``says`` the text in each language where the house's copy has none.
    """

    code: str
    path: str
    severity: Severity
    facts: tuple[tuple[str, Fact], ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_shape(self) -> bool:
        """Tell whether the document does not fit its schema here, so that nothing else can be said of it."""
        return self.code.startswith("contracts.")

    def message(self, locale: str) -> str:
        """Give the problem in words."""
        known = {name: fact if isinstance(fact, str) else words(fact, locale) for name, fact in self.facts}
        name = f"activities.field_{known['field']}" if "field" in known else ""
        if self.says:
            return filled(said(self.says, locale), known)
        return text(self.code, locale, {**known, "name": text(name, locale)})

    def told(self, locale: str) -> dict[str, str]:
        """Give the problem as ``problem.v1``."""
        return {
            "code": self.code,
            "path": self.path,
            "severity": self.severity,
            "message": self.message(locale),
        }


def error(code: str, path: str, **facts: str) -> Problem:
    """Make a problem of this room that stops submitting."""
    return Problem(f"activities.{code}", path, "error", tuple(facts.items()))


def warning(code: str, path: str, prize: Text) -> Problem:
    """Make a problem of this room that only warns, of a prize."""
    return Problem(f"activities.{code}", path, "warning", (("prize", prize),))


def by_rule(problems: Iterable[Problem]) -> list[Problem]:
    """Put problems in the order in which people work on them: errors first, one rule's together."""
    return sorted(problems, key=lambda one: (one.severity, one.code, one.path))


def stops(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops submitting."""
    return any(problem.severity == "error" for problem in problems)
