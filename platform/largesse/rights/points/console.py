"""Points on the console face: kinds, clients' accounts, moves, what is outstanding."""

from datetime import date, datetime
from functools import partial
from typing import Self

import strawberry

from largesse.audience.clients.records import CLIENT, ClientId
from largesse.faces.context import Info
from largesse.faces.lists import Connection, ListAsk, Listing, list_by_state, list_field, shown
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.kernel.money import Long
from largesse.rights.catalogue.supply import SKU
from largesse.rights.catalogue.views import made_as
from largesse.rights.points import by_hand, kinds, reads, requests, skus
from largesse.rights.points.actions import award_actions, holder_actions, kind_actions
from largesse.rights.points.kind import AWARD, KIND, MOVE, REQUEST
from largesse.store.keyset import Page, Wish


@strawberry.type(description="A kind of points: a currency that clients earn and spend.")
class PointsKind:
    """One kind."""

    row: strawberry.Private[reads.KindRow]
    id: str = named("Id, pkn_….")
    code: str = named("The institution's own code.")
    name: str = named("Name in the request's language.")
    lasts: str = named("In what its lasting is counted: days, months, year_end or never.")
    lasts_for: int = named("How many days, months or years on.")
    validity: str = named("How long points of it last, in words.")
    grace_days: int = named("For how many days points are usable that come back after their end.")
    hand_day_max: Long = named("The most that one member of staff awards by hand or by file in a day.")
    transferable: bool = named("Whether clients of one household may give them to each other.")
    exchange_rule_zh: str = named("Exchange rule in Chinese.")
    exchange_rule_en: str = named("Exchange rule in English.")
    scope_zh: str = named("Where they can be used, in Chinese.")
    scope_en: str = named("Where they can be used, in English.")
    state: str = named("active or stopped.")
    outstanding: Long = named("What clients have of it.")
    clients: int = named("How many clients have some.")
    unit_name: str = named("The org unit it belongs to; empty: the whole institution.")

    @classmethod
    def of(cls, row: reads.KindRow, locale: str) -> "PointsKind":
        return cls(
            row=row,
            id=text_id(KIND, row.id),
            code=row.code,
            name=said(row.name, locale),
            lasts=row.lasts,
            lasts_for=row.lasts_for,
            validity=text(f"rights.points_lasts.{row.lasts}", locale, {"n": row.lasts_for}),
            grace_days=row.grace_days,
            hand_day_max=Long(row.hand_day_max),
            transferable=row.transferable,
            exchange_rule_zh=said(row.exchange_rule, "zh-CN"),
            exchange_rule_en=said(row.exchange_rule, "en"),
            scope_zh=said(row.scope, "zh-CN"),
            scope_en=said(row.scope, "en"),
            state=row.state,
            outstanding=Long(row.outstanding),
            clients=row.clients,
            unit_name=said(row.unit_name, locale) if row.unit_name else "",
        )

    @strawberry.field(description="What the reader may do with it now: change, stop, resume.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return list(kind_actions(info.context.who(), self.row))


@strawberry.type(description="What a client has of one kind of points.")
class PointsBalance:
    """One balance."""

    kind: str = named("The kind, pkn_….")
    kind_name: str = named("What it is called.")
    usable: Long = named("What can be spent now.")
    owed: Long = named("What was taken back after it had been spent; the next points settle it.")

    @classmethod
    def of(cls, row: reads.BalanceRow, locale: str) -> Self:
        return cls(
            kind=text_id(KIND, row.kind),
            kind_name=said(row.name, locale),
            usable=Long(row.usable),
            owed=Long(row.owed),
        )


@strawberry.type(description="Points that were given together and end together.")
class PointsAward:
    """One award."""

    row: strawberry.Private[reads.AwardRow]
    holder: strawberry.Private[reads.HolderRow]
    id: str = named("Id, paw_….")
    kind_name: str = named("The kind of points.")
    source: str = named("What gave them, in words.")
    reason: str = named("Why, where somebody said so.")
    points: Long = named("How many they were.")
    unused: Long = named("How many are left.")
    lapsed: Long = named("How many have expired.")
    last_day: date | None = named("The last day on which they can be spent; null: without end.")
    given_at: datetime = named("When they were given.")
    taken_at: datetime | None = named("When they were taken back; null: they were not.")

    @classmethod
    def of(cls, row: reads.AwardRow, holder: reads.HolderRow, locale: str) -> Self:
        return cls(
            row=row,
            holder=holder,
            id=text_id(AWARD, row.id),
            kind_name=said(row.kind_name, locale),
            source=said_source(row.act, row.source_kind, locale),
            reason=row.reason,
            points=Long(row.points),
            unused=Long(row.unused),
            lapsed=Long(row.lapsed),
            last_day=row.last_day,
            given_at=row.given_at,
            taken_at=row.taken_at,
        )

    @strawberry.field(description="What the reader may do with it now: take it back.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return award_actions(info.context.who(), self.holder.client, self.row)


@strawberry.type(description="A client and his points.")
class PointsHolder:
    """One client."""

    row: strawberry.Private[reads.HolderRow]
    id: str = named("The client, cli_….")
    name: str = named("Masked name.")
    external_id: str = named("The bank's own number.")
    unit_name: str = named("The org unit of the client.")
    balances: list[PointsBalance] = named("What he has, by kind.")

    @classmethod
    def of(cls, row: reads.HolderRow, locale: str) -> "PointsHolder":
        client = row.client
        return cls(
            row=row,
            id=text_id(CLIENT, client.id),
            name=row.name,
            external_id=client.ext_id,
            unit_name=client.unit_zh if locale == "zh-CN" else client.unit_en,
            balances=[PointsBalance.of(one, locale) for one in row.balances],
        )

    @strawberry.field(description="His awards, those with something left first; at most 200.")
    async def awards(self, info: Info) -> list[PointsAward]:
        """Read them."""
        async with info.context.work.read() as read:
            rows = await reads.awards_of(read, self.row.client.id)
        return [PointsAward.of(one, self.row, info.context.locale) for one in rows]

    @strawberry.field(description="What the reader may do with his points now: award.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        return holder_actions(info.context.who(), self.row.client)


@strawberry.type(description="One move of a client's points.")
class PointsMove:
    """One line of the statement."""

    id: str = named("Id, pmv_….")
    kind_name: str = named("The kind of points.")
    act: str = named("award, spend, expire, give_back, take_back or transfer.")
    act_name: str = named("What happened, in words.")
    change: Long = named("How what he has changed; negative: less.")
    owed_change: Long = named("How what he owes changed.")
    reason: str = named("Why, where somebody said so.")
    with_name: str = named("Who stands on the other side of a transfer, masked; empty: nobody.")
    maker_name: str = named("Which member of staff did it; empty: none.")
    at: datetime = named("When.")

    @classmethod
    def of(cls, row: reads.MoveRow, locale: str) -> "PointsMove":
        return cls(
            id=text_id(MOVE, row.id),
            kind_name=said(row.kind_name, locale),
            act=row.act,
            act_name=said_source(row.act, row.source_kind, locale),
            change=Long(row.change),
            owed_change=Long(row.owed_change),
            reason=row.reason if row.source_kind in {"manual", "file", "compensation", "take_back"} else "",
            with_name=row.with_name,
            maker_name=row.maker,
            at=row.at,
        )


@strawberry.type(description="What is outstanding of one kind and ends in one month.")
class PointsOutstanding:
    """One line of the liability report."""

    id: str = named("Kind and month.")
    kind_name: str = named("The kind of points.")
    code: str = named("Its code.")
    month: str = named("The month of the last usable day, YYYY-MM; empty: without end.")
    points: Long = named("How many points.")
    clients: Long = named("Of how many clients.")
    awards: Long = named("In how many awards.")

    @classmethod
    def of(cls, row: reads.OutstandingRow, locale: str) -> "PointsOutstanding":
        return cls(
            id=row.id,
            kind_name=said(row.name, locale),
            code=row.code,
            month=row.month,
            points=Long(row.points),
            clients=Long(row.clients),
            awards=Long(row.awards),
        )


def said_source(act: str, source: str, locale: str) -> str:
    """Say what happened: an award by its source, everything else by what it is."""
    known = {"manual", "file", "right", "play", "compensation"}
    key = f"award_{source}" if act == "award" and source in known else act
    return text(f"rights.points_act.{key}", locale)


@strawberry.type(description="A kind of points moved.")
class PointsKindMoved:
    """Where it stands now."""

    id: str = named("Id of the kind, pkn_….")
    state: str = named("Its state.")

    @classmethod
    def of(cls, standing: kinds.KindStanding) -> Self:
        return cls(id=text_id(KIND, standing.kind), state=standing.state)


@strawberry.type(description="Points were awarded.")
class PointsAwardedType:
    """The award, or the request that waits."""

    id: str | None = named("Id of the award, paw_…; null: it is above the day limit and waits.")
    request: str | None = named("Id of the request that waits for a signature, prq_….")

    @classmethod
    def of(cls, made: by_hand.PointsAwarded) -> Self:
        return cls(id=maybe_id(AWARD, made.award), request=maybe_id(REQUEST, made.request))


@strawberry.type(description="A file of points was awarded.")
class PointsFileAwarded:
    """What came of it."""

    awarded: int = named("Lines that were awarded now.")
    earlier: int = named("Lines that had been awarded before and were not awarded again.")
    points: Long = named("Points in all, awarded now or asked for.")
    request: str | None = named("Id of the request that waits for a signature, prq_…; null: none is needed.")

    @classmethod
    def of(cls, made: by_hand.FileAwarded) -> Self:
        waits = maybe_id(REQUEST, made.request)
        return cls(awarded=made.awarded, earlier=made.earlier, points=made.points, request=waits)


@strawberry.type(description="A request of points and where it stands.")
class PointsRequestStanding:
    """Where it stands."""

    id: str = named("Id, prq_….")
    state: str = named("pending, given, returned or withdrawn.")

    @classmethod
    def of(cls, standing: requests.PointsRequested) -> Self:
        return cls(id=text_id(REQUEST, standing.request), state=standing.state)


@strawberry.type(description="An award was taken back.")
class PointsTakenBack:
    """What was taken."""

    id: str = named("Id of the award, paw_….")
    points: Long = named("Points that were taken back.")
    owed: Long = named("How many of them the client had spent already and owes now.")

    @classmethod
    def of(cls, taken: by_hand.PointsTaken) -> Self:
        return cls(id=text_id(AWARD, taken.award), points=taken.points, owed=taken.owed)


@strawberry.type(description="It was said what a SKU of points is worth.")
class SkuPointsSaidType:
    """What it is worth."""

    id: str = named("Id of the SKU, sku_….")
    points: Long = named("How many points a right of it awards.")

    @classmethod
    def of(cls, made: skus.SkuPointsSaid) -> Self:
        return cls(id=text_id(SKU, made.sku), points=made.points)


@strawberry.type
class PointsQuery:
    """Points."""

    points_kinds: Connection[PointsKind] = list_by_state(
        "points-kinds",
        "rights.view_points",
        reads.kinds_page,
        PointsKind.of,
        "Kinds of points of the institution. sort: createdAt, code, state, outstanding.",
    )
    points_holders: Connection[PointsHolder] = list_field(
        Listing("points-holders", "rights.view_points", reads.holders_page, PointsHolder.of),
        "Clients within reach with their points, of an adviser his own. sort: name, externalId, tier, city,"
        " updatedAt.",
    )
    points_outstanding: Connection[PointsOutstanding] = list_field(
        Listing("points-outstanding", "rights.count_points", reads.outstanding_page, PointsOutstanding.of),
        "What is outstanding by kind and by the month in which it ends. sort: month, points, code.",
    )

    @strawberry.field(description="One kind of points; null where there is none.")
    async def points_kind(self, info: Info, id: str) -> PointsKind | None:  # noqa: A002 - the face's name
        """Read one kind."""
        actor, kind = info.context.who(), parse_id(KIND, id)
        actor.must("rights.view_points")
        async with info.context.work.read() as read:
            page = await reads.kinds_page(read, actor, Wish(Page(1, None), of=str(kind)))
        return next((PointsKind.of(row, info.context.locale) for row in page.rows), None)

    @strawberry.field(description="One client within reach with his points; null where there is none.")
    async def points_holder(self, info: Info, id: str) -> PointsHolder | None:  # noqa: A002 - the face's name
        """Read one client's points."""
        actor, client = info.context.who(), parse_id(CLIENT, id)
        actor.must("rights.view_points")
        async with info.context.work.read() as read:
            row = await reads.holder_of(read, actor, ClientId(client))
        return PointsHolder.of(row, info.context.locale) if row else None

    @strawberry.field(description="Moves of a client's points, newest first. sort: at.")
    async def points_moves(  # noqa: PLR0913, PLR0917 - a list's arguments, and whose
        self,
        info: Info,
        client: str,
        first: int | None = None,
        after: str | None = None,
        search: str | None = None,
        sort: str | None = None,
    ) -> Connection[PointsMove]:
        """List them."""
        holder = ClientId(parse_id(CLIENT, client, "client"))
        rows = partial(reads.seen_moves_page, client=holder)
        listing = Listing(f"points-moves-{client}", "rights.view_points", rows, PointsMove.of)
        return await shown(info, listing, ListAsk(first, after, search, sort))


@strawberry.type
class PointsMutation:
    """What staff does with points."""

    make_points_kind = mutation(kinds.make_points_kind, "Make a kind of points.", shows=made_as(KIND))
    change_points_kind = mutation(
        kinds.change_points_kind,
        "Change what holds for points that are awarded from now on.",
        shows=PointsKindMoved.of,
    )
    steer_points_kind = mutation(
        kinds.steer_points_kind, "Stop awarding a kind of points, or go on.", shows=PointsKindMoved.of
    )
    award_points = mutation(
        by_hand.award_points,
        "Award points to a client by hand; above the day limit once it is signed.",
        shows=PointsAwardedType.of,
    )
    award_points_by_file = mutation(
        by_hand.award_points_by_file,
        "Award points to the clients of a file; above the day limit once it is signed.",
        shows=PointsFileAwarded.of,
    )
    approve_points = mutation(
        requests.approve_points,
        "Sign a request of points; with the last signature they are awarded.",
        shows=PointsRequestStanding.of,
    )
    return_points = mutation(
        requests.return_points, "Send a request of points back.", shows=PointsRequestStanding.of
    )
    withdraw_points = mutation(
        requests.withdraw_points, "Take one's own request of points back.", shows=PointsRequestStanding.of
    )
    take_points_back = mutation(
        by_hand.take_points_back,
        "Take an award back; what was spent of it already is owed.",
        shows=PointsTakenBack.of,
    )
    say_sku_points = mutation(
        skus.say_sku_points, "Say how many points a SKU of points is.", shows=SkuPointsSaidType.of
    )
