"""A package: its states, and how each unit of a gift is known.

Invariant   a source names one unit of one item of one gift, so that no gift gives a unit twice
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.errors import Missing, Phrase, Refusal

PACKAGE = "pkg"
ITEMS_MAX = 20
UNITS_MAX = 100
ALL_MAX = 200


@dataclass(frozen=True)
class PackageMissing(Missing):
    """No such package within reach."""

    code = "rights.package_missing"
    package: UUID


@dataclass(frozen=True)
class PackageWrongState(Refusal):
    """The package's present state does not allow this."""

    code = "rights.package_wrong_state"
    state: str


@dataclass(frozen=True)
class PackageShort(Refusal):
    """One item has too little left, so nothing is given; ``because_of`` is that item's own refusal."""

    code = "rights.package_short"
    batch: str
    title: str
    units: int
    because_of: Phrase
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Part:
    """An item of a package as giving needs it: a batch with its units, and who pays."""

    item: UUID
    batch: UUID
    batch_code: str
    batch_title: dict[str, str]
    units: int
    budget: UUID


def source_of(gift: UUID, item: UUID, unit: int) -> str:
    """Name one unit of one item of one gift."""
    return f"{gift}:{item}:{unit}"
