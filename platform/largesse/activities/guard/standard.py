"""What documents are checked against: what they are written with, and the rules of the guard.

Words       *standard* grammar and rules of one process, its extensions' among them
Invariant   read from the house, never kept in a module
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from largesse.activities.documents.grammar import Grammar, Served
from largesse.activities.guard.rule import Hit, Rule
from largesse.audience.facts.facts import declared
from largesse.audience.facts.regulated import names
from largesse.contracts.documents_gen import ActivityDocument
from largesse.store.house import House, Port

SERVED: Port[Served] = Port("activities.served")


@dataclass(frozen=True, slots=True)
class Standard:
    """What documents are written with, and the rules in the order in which people read them."""

    grammar: Grammar
    rules: Sequence[Rule]

    def rule(self, code: str) -> Rule | None:
        """Give the rule of a code; None where no law stands behind it."""
        return next((one for one in self.rules if one.code == code), None)

    def hits(self, document: ActivityDocument) -> list[tuple[Rule, Hit]]:
        """Give every place where the document breaks a rule; needs valid rights, plays and disclosure."""
        return [(one, hit) for one in self.rules for hit in one.check(document, self.grammar)]


def standard_of(house: House) -> Standard:
    """Give the standard of this process."""
    return house.single(_standard)


def _standard(house: House) -> Standard:
    hook, served = house.hook, house.one(SERVED) or Served()
    grammar = Grammar.of(reversed(hook.operator()), reversed(hook.effect()), reversed(hook.trigger()), served)
    grammar = replace(grammar, names=names(declared(house)))
    rules = [rule for some in reversed(house.hook.guard_rules()) for rule in some]
    return Standard(grammar, rules)
