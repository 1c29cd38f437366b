"""Org units on the console face."""

from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.identity.units import units
from largesse.identity.units.reads import UnitRow, unit_rows
from largesse.identity.units.records import UNIT
from largesse.kernel.copy import in_locale
from largesse.kernel.ids import maybe_id, text_id


@strawberry.type(description="An org unit: head office, branch or outlet.")
class Unit:
    """One unit of the tree."""

    id: str = named("Id, unt_….")
    code: str = named("The institution's own code.")
    level: str = named("head_office, branch or outlet.")
    name: str = named("Name in the request's language.")
    parent: str | None = named("Id of the unit above.")
    row: strawberry.Private[UnitRow]

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return units.actions(info.context.who(), self.row)

    @classmethod
    def of(cls, row: UnitRow, locale: str) -> Self:
        return cls(
            id=text_id(UNIT, row.id),
            code=row.code,
            level=row.level,
            name=in_locale(row.name_zh, row.name_en, locale),
            parent=maybe_id(UNIT, row.parent),
            row=row,
        )


@strawberry.type(description="The org unit was added.")
class UnitOpened:
    """Answer of a new unit."""

    unit: str = named("Id, unt_….")

    @classmethod
    def of(cls, opened: units.UnitOpened) -> Self:
        return cls(unit=text_id(UNIT, opened.unit))


@strawberry.type
class UnitQuery:
    """Queries of org units."""

    @strawberry.field(description="Org units within reach, parents before children.")
    async def units(self, info: Info) -> list[Unit]:
        """List the tree."""
        actor = info.context.who()
        actor.must("identity.read_units")
        async with info.context.work.read() as read:
            rows = await unit_rows(read, actor)
        return [Unit.of(row, info.context.locale) for row in rows]


@strawberry.type
class UnitMutation:
    """Mutations of org units."""

    open_unit = mutation(units.open_unit, "Add an org unit below another.", shows=UnitOpened.of)
