"""What documents are checked against: what they are written with, and the rules of the guard.

Words       *standard* grammar and rules of one process, its extensions' among them
Invariant   read from the house, never kept in a module
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from largesse.activities.documents.grammar import Grammar, Served
from largesse.activities.guard.rule import Hit, Rule
from largesse.audience.event_names.reads import declared_events
from largesse.audience.facts.facts import declared
from largesse.audience.facts.regulated import EventName, names, names_with
from largesse.contracts.documents_gen import ActivityDocument
from largesse.store.house import House, Port
from largesse.store.work import Read

SERVED: Port[Served] = Port("activities.served")


@dataclass(frozen=True, slots=True)
class Standard:
    """What documents are written with, and the rules in the order in which people read them."""

    grammar: Grammar
    rules: Sequence[Rule]

    def rule(self, code: str) -> Rule | None:
        """Give the rule of a code; None where no law stands behind it."""
        return next((one for one in self.rules if one.code == code), None)

    def knowing(self, events: Iterable[EventName]) -> "Standard":
        """Give this standard where other events are declared than every house begins with."""
        known = names_with(self.grammar.names, events)
        return replace(self, grammar=replace(self.grammar, names=known))

    def hits(self, document: ActivityDocument) -> list[tuple[Rule, Hit]]:
        """Give every place where the document breaks a rule; needs valid rights, plays and disclosure."""
        return [(one, hit) for one in self.rules for hit in one.check(document, self.grammar)]


async def standard_now(read: Read) -> Standard:
    """Give the standard of this process with the events that are declared now."""
    return standard_of(read.house).knowing((await declared_events(read)).values())


def standard_of(house: House) -> Standard:
    """Give the standard of this process."""
    return house.single(_standard)


def _standard(house: House) -> Standard:
    hook, served = house.hook, house.one(SERVED) or Served()
    grammar = Grammar.of(reversed(hook.operator()), reversed(hook.effect()), reversed(hook.trigger()), served)
    grammar = replace(grammar, names=names(declared(house)))
    rules = [rule for some in reversed(house.hook.guard_rules()) for rule in some]
    return Standard(grammar, rules)
