"""Who acts: a person, a client, an app or the house itself, and how far the hand reaches.

Words       *operation* ``<room>.<verb>``; *reach* the org units whose rows one may see and touch
Invariant   out of reach is the same as not there: Missing, never "forbidden"
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from largesse.kernel.errors import Missing, NotAllowed

Kind = Literal["staff", "client", "app", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One who asks. ``units`` None means every org unit."""

    kind: Kind
    id: UUID
    operations: frozenset[str]
    units: frozenset[UUID] | None
    roles: frozenset[str] = frozenset()
    unit: UUID | None = None
    name: str = ""

    def may(self, operation: str) -> bool:
        """Tell whether the actor holds an operation."""
        return self.kind == "system" or operation in self.operations

    def must(self, operation: str) -> None:
        """Refuse unless the actor holds the operation.

        Raises:
            NotAllowed: ``kernel.not_allowed``.
        """
        if not self.may(operation):
            raise NotAllowed(operation)

    def reaches(self, unit: UUID | None) -> bool:
        """Tell whether rows of an org unit are within reach; None belongs to everybody."""
        return self.units is None or unit is None or unit in self.units

    def reach(self, unit: UUID | None, missing: Missing) -> None:
        """Raise ``missing`` unless the org unit is within reach."""
        if not self.reaches(unit):
            raise missing


SYSTEM = Actor("system", UUID(int=0), frozenset(), None, name="system")
