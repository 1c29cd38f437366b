"""Where a right of one's own comes from, and what it was made good by, on the client face."""

from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import parse_id
from largesse.kernel.money import Long
from largesse.rights.compensations.reads import OwnMadeGood, own_made_good
from largesse.rights.entitlements.client import MyRight
from largesse.rights.entitlements.entitlement import RIGHT


@strawberry.type(description="A right of mine that makes another good, or was made good itself.")
class MadeGood:
    """One side of a compensation."""

    given: bool = named("Whether this right was given for another; false: another was given for this one.")
    title: str = named("The other right, or the kind of points.")
    points: Long | None = named("How many points were given for it; null: a right.")
    note: str = named("The institution's word with it; empty: none.")

    @classmethod
    def of(cls, row: OwnMadeGood, locale: str) -> Self:
        return cls(
            given=row.given,
            title=said(row.original_title if row.given else row.title, locale),
            points=Long(row.points) if row.points is not None else None,
            note=row.note,
        )


@extends(MyRight)
@strawberry.type
class MadeGoodOfRight:
    """Where it comes from; ``self`` is the right when the face is assembled."""

    @strawberry.field(description="What it was given for, and what was given for it.")
    async def made_good(self, info: Info) -> list[MadeGood]:
        """Read both sides."""
        right = parse_id(RIGHT, cast("MyRight", self).id)
        async with info.context.work.read() as read:
            rows = await own_made_good(read, right, info.context.who().id)
        return [MadeGood.of(row, info.context.locale) for row in rows]
