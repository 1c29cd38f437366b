"""What documents are written with: the operators, effects and triggers that there are.

Words       *served* what taking part can carry out; a document with anything else stops at submitting
Invariant   pure; nothing here knows any of their names
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from largesse.activities.effects.effect import Effect, Grant
from largesse.activities.operators.operator import Operator
from largesse.activities.triggers.trigger import Trigger
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
    """The operators, effects and triggers of one process; ``schemas`` are those that extensions bring."""

    operators: Named[Operator]
    effects: Named[Effect]
    triggers: Named[Trigger]
    schemas: Added = field(repr=False)

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

    def grants(self, effect: shapes.Effect) -> tuple[Grant, ...]:
        """Give the rights that an effect grants; none by one that this process does not know."""
        known = self.effects.known.get(effect["do"])
        return tuple(known.grants(effect)) if known else ()

    def serves(self, effect: shapes.Effect) -> bool:
        """Tell whether taking part carries out an effect."""
        return effect["do"] in self.effects.served
