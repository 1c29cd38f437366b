"""What documents are checked against: the operators that there are and the rules of the guard.

Words       *standard* operators and rules of one process, its extensions' among them
Invariant   read from the house, never kept in a module
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from largesse.activities.guard.rule import Hit, Rule
from largesse.activities.operators.operator import Operators
from largesse.contracts.documents_gen import ActivityDocument
from largesse.store.house import House, Port

PLAYED: Port[Iterable[str]] = Port(
    "activities.played"
)  # names of the operators that taking part can decide by


@dataclass(frozen=True, slots=True)
class Standard:
    """The operators by name, and the rules in the order in which people read them."""

    operators: Operators
    rules: Sequence[Rule]

    def rule(self, code: str) -> Rule | None:
        """Give the rule of a code; None where no law stands behind it."""
        return next((one for one in self.rules if one.code == code), None)

    def hits(self, document: ActivityDocument) -> list[tuple[Rule, Hit]]:
        """Give every place where the document breaks a rule; needs valid rights, plays and disclosure."""
        return [(one, hit) for one in self.rules for hit in one.check(document, self.operators)]


def standard_of(house: House) -> Standard:
    """Give the standard of this process."""
    return house.single(_standard)


def _standard(house: House) -> Standard:
    operators = Operators.of(reversed(house.hook.operator()), house.one(PLAYED) or ())
    rules = [rule for some in reversed(house.hook.guard_rules()) for rule in some]
    return Standard(operators, rules)
