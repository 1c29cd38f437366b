"""The moves of a right and its offers to others, in its trail on the console face."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.audience.clients.reads import names_of
from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.scalars import named
from largesse.kernel.copy import text
from largesse.rights.entitlements.reads import MoveRow, moves_of
from largesse.rights.trail.console import Trail
from largesse.rights.transfers.console import Transfer
from largesse.rights.transfers.reads import transfers_of_right


@strawberry.type(description="One move of a right to another state or holder.")
class RightMove:
    """One move."""

    was: str = named("The state before.")
    was_name: str = named("The state before, in the request's language.")
    state: str = named("The state after.")
    state_name: str = named("The state after, in the request's language.")
    holder_name: str = named("Who holds it after the move, masked.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: MoveRow, holder_name: str, locale: str) -> Self:
        return cls(
            was=row.was,
            was_name=text(f"rights.state.{row.was}", locale),
            state=row.state,
            state_name=text(f"rights.state.{row.state}", locale),
            holder_name=holder_name,
            at=row.at,
        )


@extends(Trail)
@strawberry.type
class MovesOfTrail:
    """What moves add to a right's trail; ``self`` is the trail when the face is assembled."""

    @strawberry.field(description="The moves of the right, oldest first, at most 200.")
    async def moves(self, info: Info) -> list[RightMove]:
        """Read the moves."""
        async with info.context.work.read() as read:
            rows = await moves_of(read, cast("Trail", self).entitlement_id)
            names = await names_of(read, list({row.holder for row in rows}))
        return [RightMove.of(row, names.get(row.holder, ""), info.context.locale) for row in rows]

    @strawberry.field(description="The offers of this right to others, newest first.")
    async def transfers(self, info: Info) -> list[Transfer]:
        """Read the offers."""
        async with info.context.work.read() as read:
            rows = await transfers_of_right(read, cast("Trail", self).entitlement_id)
        return [Transfer.of(row, info.context.locale) for row in rows]
