"""The line of an org unit: those above it and those below it, itself in both."""

from dataclasses import dataclass
from uuid import UUID

from largesse.identity.units.records import OrgUnit
from largesse.store.work import Read

_BELOW = "select id from identity_org_unit where path @> array[$1::uuid]"


@dataclass(frozen=True, slots=True)
class _Unit:
    id: UUID


async def units_above(read: Read, unit: UUID) -> list[UUID]:
    """Give the units from the root down to this one; none where there is no such unit."""
    found = await OrgUnit.get_or_none(id=unit, using_db=read.conn)
    return list(found.path) if found else []


async def units_below(read: Read, unit: UUID) -> list[UUID]:
    """Give this unit and those below it."""
    return [one.id for one in await read.all(_Unit, _BELOW, unit)]


async def line_of(read: Read, unit: UUID) -> set[UUID]:
    """Give the units above this one, itself, and those below it."""
    return {*await units_below(read, unit), *await units_above(read, unit)}
