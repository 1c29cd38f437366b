"""Whose a saved profile is: its org unit, for whom it reads by default, whether two people stand for it.

Words       a *default* reads a provider's files where nobody chose another profile; it is *for others* where
            the provider belongs to another unit, or where every provider's files may meet it
Invariant   a default for others is the head office's, and a second person stands for it
Source      docs/decisions/0060-a-default-for-others-is-the-head-offices.md
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.errors import Refusal

GENERIC_NAME = "generic"


@dataclass(frozen=True)
class NotOfTheUnit(Refusal):
    """A default for another unit's provider, or for every provider, is the head office's."""

    code = "settlement.profile_not_of_the_unit"
    path = "unit"


@dataclass(frozen=True)
class Owner:
    """Where a profile belongs.

    Args:
        unit: the org unit it belongs to.
        head_office: the root of the tree.
        provider_unit: the unit of the provider whose files it reads by default; None: of none.
        name: what it is called; ``generic`` reads every file that no other default reads.
    """

    unit: UUID
    head_office: UUID
    provider_unit: UUID | None
    name: str

    @property
    def for_others(self) -> bool:
        """Whether files of other units are read by it although nobody there chose it."""
        if self.provider_unit is not None:
            return self.provider_unit != self.unit
        return self.name == GENERIC_NAME

    def check(self) -> None:
        """Refuse a default for others that is not the head office's.

        Raises:
            NotOfTheUnit: ``settlement.profile_not_of_the_unit``.
        """
        if self.for_others and self.unit != self.head_office:
            raise NotOfTheUnit
