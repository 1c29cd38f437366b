"""Names of the org units that rows of this room belong to, read for a whole page at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

from largesse.identity.units.reads import names_of_units
from largesse.store.keyset import Paged
from largesse.store.work import Read


@dataclass(frozen=True, kw_only=True)
class OfUnit:
    """A row that belongs to an org unit, whose name is added after reading."""

    org_unit: UUID
    unit_name: dict[str, str] = field(default_factory=dict)


R = TypeVar("R", bound=OfUnit)


async def with_unit_names(read: Read, rows: Sequence[R]) -> list[R]:
    """Add the names of their units to rows."""
    names = await names_of_units(read, {row.org_unit for row in rows})
    return [replace(row, unit_name=names.get(row.org_unit, {})) for row in rows]


async def page_with_unit_names(read: Read, page: Paged[R]) -> Paged[R]:
    """Add the names of their units to the rows of a page."""
    names = await names_of_units(read, {row.org_unit for row in page.rows})
    return page.with_rows(lambda row: replace(row, unit_name=names.get(row.org_unit, {})))
