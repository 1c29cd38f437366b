"""What documents are written with: the operators, effects and triggers that there are.

Words       *served* what taking part can carry out; a document with anything else stops at submitting
Invariant   pure; nothing here knows any of their names
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from largesse.activities.effects.effect import Effect, Grant
from largesse.activities.operators.operator import Fault, Operator
from largesse.activities.triggers.trigger import Trigger
from largesse.audience.facts.regulated import Names, names
from largesse.contracts import documents_gen as shapes
from largesse.contracts.registry import Added
from largesse.kernel.errors import Broken


class Authored(Protocol):
    """What a document names, with the schema of what stands beside the name."""

    @property
    def name(self) -> str: ...
    @property
    def schema(self) -> Mapping[str, Any]: ...


One = TypeVar("One", bound=Authored)


@dataclass(frozen=True, slots=True)
class Named(Generic[One]):
    """Operators, effects or triggers by name."""

    known: Mapping[str, One]
    served: frozenset[str]

    @classmethod
    def of(cls, some: Iterable[One], served: Iterable[str]) -> "Named[One]":
        """Make the table; what is served and not known is left out.

        Raises:
            Broken: two have one name.
        """
        known: dict[str, One] = {}
        for one in some:
            if one.name in known:
                raise Broken(f"{one.name} is there twice")
            known[one.name] = one
        return cls(known, frozenset(served) & known.keys())


@dataclass(frozen=True, slots=True)
class Served:
    """Names of the operators, effects and triggers that taking part can carry out."""

    operators: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The operators, effects and triggers of one process; ``schemas`` are those that extensions bring.

    ``names`` tells of which family of products a fact, a tag or an event is.
    """

    operators: Named[Operator]
    effects: Named[Effect]
    triggers: Named[Trigger]
    schemas: Added = field(repr=False)
    names: Names = field(default_factory=names, repr=False)

    @classmethod
    def of(
        cls,
        operators: Iterable[Operator],
        effects: Iterable[Effect],
        triggers: Iterable[Trigger],
        served: Served,
    ) -> "Grammar":
        """Make the tables.

        Raises:
            Broken: two of a kind have one name.
        """
        made = (
            Named.of(operators, served.operators),
            Named.of(effects, served.effects),
            Named.of(triggers, served.triggers),
        )
        tables: tuple[Named[Any], ...] = made
        return cls(*made, Added.of(one.schema for table in tables for one in table.known.values()))

    def operator_of(self, play: shapes.Play) -> Operator:
        """Give the operator that decides a play of a document that fits its schema."""
        return self.operators.known[play["decide"]["op"]]

    def trigger_of(self, play: shapes.Play) -> Trigger:
        """Give what starts a play of a document that fits its schema."""
        return self.triggers.known[play["on"]["kind"]]

    def effect_of(self, effect: shapes.Effect) -> Effect | None:
        """Give what an effect of a document says of itself; None where this process does not know it."""
        return self.effects.known.get(effect["do"])

    def grants(self, effect: shapes.Effect) -> tuple[Grant, ...]:
        """Give the rights that an effect grants; none by one that this process does not know."""
        known = self.effect_of(effect)
        return tuple(known.grants(effect)) if known else ()

    def name_of(self, effect: shapes.Effect) -> str:
        """Give the name of an effect."""
        return effect["do"]

    def points(self, effect: shapes.Effect) -> tuple[str, ...]:
        """Give the codes of the kinds of points that an effect gives."""
        known = self.effect_of(effect)
        return tuple(known.points(effect)) if known else ()

    def part(self, effect: shapes.Effect) -> bool:
        """Tell whether an effect gives a part of the packet that its play shares out."""
        known = self.effect_of(effect)
        return known is not None and known.part(effect)

    def enters(self, effect: shapes.Effect) -> bool:
        """Tell whether an effect puts an entry into the play that it names."""
        known = self.effect_of(effect)
        return known is not None and known.enters

    def unfit(self, effect: shapes.Effect, states: Mapping[str, str]) -> bool:
        """Tell whether an effect does not fit the states of the document, given with their kinds."""
        known = self.effect_of(effect)
        return known is not None and known.unfit(effect, states)

    def faults(self, effect: shapes.Effect) -> tuple[Fault, ...]:
        """Give what is wrong with an effect that its schema cannot say."""
        known = self.effect_of(effect)
        return tuple(known.faults(effect)) if known else ()

    def for_losers(self, effect: shapes.Effect) -> bool:
        """Tell whether an effect may be done for who gets nothing where a play is decided later."""
        known = self.effect_of(effect)
        return known is not None and known.for_losers

    def of_value(self, effect: shapes.Effect) -> bool:
        """Tell whether an effect gives a client anything of value; one that is not known counts as if."""
        known = self.effect_of(effect)
        return known is None or known.of_value

    def used_by_rules(self, effect: shapes.Effect) -> bool:
        """Tell whether what an effect gives is worth what rules of exchange let it be."""
        known = self.effect_of(effect)
        return known is not None and known.used_by_rules

    def serves(self, effect: shapes.Effect) -> bool:
        """Tell whether taking part carries out an effect."""
        return effect["do"] in self.effects.served
