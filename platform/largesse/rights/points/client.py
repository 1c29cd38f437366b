"""A client's own points on the client face: what he has, what ends next, his moves, giving some away."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import client_row, household_of
from largesse.audience.clients.records import CLIENT
from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, shown
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long
from largesse.rights.points import own
from largesse.rights.points.console import said_source
from largesse.rights.points.kind import KIND, MOVE
from largesse.rights.points.reads import MoveRow, balances_of
from largesse.rights.points.transfer import PointsTransferred, transfer_points
from largesse.store.work import Read


@strawberry.type(description="Points of mine that end on one day.")
class MyPointsEnding:
    """What ends together."""

    points: Long = named("How many.")
    last_day: date = named("The last day on which I can spend them.")


@strawberry.type(description="Somebody of my household.")
class HouseholdMember:
    """To whom I may give points."""

    id: str = named("Id, cli_….")
    name: str = named("Masked name.")


@strawberry.type(description="What I have of one kind of points.")
class MyPoints:
    """One kind."""

    kind: str = named("Id of the kind, pkn_….")
    name: str = named("What they are called.")
    usable: Long = named("What I can spend now.")
    owed: Long = named("What was taken back after I had spent it; the next points settle it.")
    endings: list[MyPointsEnding] = named("What ends next, soonest first; at most 12 days.")
    exchange_rule: str = named("Exchange rule.")
    scope: str = named("Where they can be used.")
    household: list[HouseholdMember] = named("To whom of my household I may give some; empty: to nobody.")


@strawberry.type(description="One move of my points.")
class MyPointsMove:
    """One line of my statement."""

    id: str = named("Id, pmv_….")
    kind_name: str = named("The kind of points.")
    act: str = named("award, spend, expire, give_back, take_back or transfer.")
    act_name: str = named("What happened, in words.")
    change: Long = named("How what I have changed; negative: less.")
    owed_change: Long = named("How what I owe changed.")
    with_name: str = named("Who stands on the other side of a transfer, masked; empty: nobody.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: MoveRow, locale: str) -> "MyPointsMove":
        return cls(
            id=text_id(MOVE, row.id),
            kind_name=said(row.kind_name, locale),
            act=row.act,
            act_name=said_source(row.act, row.source_kind, locale),
            change=Long(row.change),
            owed_change=Long(row.owed_change),
            with_name=row.with_name,
            at=row.at,
        )


@strawberry.type(description="I gave points to somebody of my household.")
class PointsTransferredType:
    """The move that both see."""

    id: str = named("Id of the move, pmv_….")
    points: Long = named("How many.")

    @classmethod
    def of(cls, made: PointsTransferred) -> Self:
        return cls(id=text_id(MOVE, made.move), points=made.points)


async def _household(read: Read, client: UUID) -> list[HouseholdMember]:
    me = await client_row(read, client)
    if me is None or me.household is None:
        return []
    members = await household_of(read, me.household)
    return [
        HouseholdMember(id=text_id(CLIENT, one.id), name=mask_name(one.name))
        for one in members
        if one.id != client and not one.blocked
    ]


@strawberry.type
class OwnPointsQuery:
    """A client's own points."""

    @strawberry.field(description="My points by kind.")
    async def my_points(self, info: Info) -> list[MyPoints]:
        """Read what one has."""
        actor, locale = info.context.who(), info.context.locale
        actor.must("rights.own")
        async with info.context.work.read() as read:
            balances = (await balances_of(read, [actor.id])).get(actor.id, [])
            endings = await own.endings_of(read, actor.id)
            members = await _household(read, actor.id)
        return [
            MyPoints(
                kind=text_id(KIND, one.kind),
                name=said(one.name, locale),
                usable=Long(one.usable),
                owed=Long(one.owed),
                endings=[
                    MyPointsEnding(points=Long(end.points), last_day=end.last_day)
                    for end in endings.get(one.kind, [])
                ],
                exchange_rule=said(one.exchange_rule, locale),
                scope=said(one.scope, locale),
                household=members if one.transferable else [],
            )
            for one in balances
        ]

    @strawberry.field(description="Moves of my points, newest first.")
    async def my_points_moves(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[MyPointsMove]:
        """List one's own moves."""
        listing = Listing("my-points-moves", "rights.own", own.own_moves, MyPointsMove.of)
        return await shown(info, listing, ListAsk(first, after, None, None))


@strawberry.type
class OwnPointsMutation:
    """What a client does with his points."""

    transfer_points = mutation(
        transfer_points, "Give points of mine to somebody of my household.", shows=PointsTransferredType.of
    )
