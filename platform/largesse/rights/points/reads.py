"""What screens show of points: kinds, accounts of clients, awards, moves, what is outstanding by month."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import ClientRow, client_row, clients_page, names_of
from largesse.audience.clients.records import ClientId
from largesse.faces.together import grouped
from largesse.identity.staff.reads import names_of_staff
from largesse.identity.units.reads import names_of_units
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.rights.points.records import PointsAwardId, PointsKindId, PointsMoveId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

AWARDS_MAX, BALANCES_MAX = 200, 50
_BALANCES = """
select a.client, a.kind, k.code, k.name, k.state, k.transferable, k.exchange_rule, k.scope,
  -o.balance as owed,
  coalesce(sum(w.unused) filter (where w.ends_at is null or w.ends_at > $2), 0)::bigint as usable
from rights_points_account a
join rights_points_account o on o.kind = a.kind and o.client = a.client and o.role = 'owed'
join rights_points_kind k on k.id = a.kind
left join rights_points_award w on w.account = a.id and w.unused > 0
where a.role = 'client' and a.client = any($1::uuid[])
group by a.client, a.kind, k.id, o.balance order by k.created_at limit 5000
"""
_AWARDS = """
select w.id, a.client, a.kind, k.name as kind_name, w.points, w.unused, w.lapsed, w.last_day, w.ends_at,
  w.given_at, w.taken_at, w.came_from is not null as came, m.act, m.source_kind, m.reason
from rights_points_award w join rights_points_account a on a.id = w.account
join rights_points_kind k on k.id = a.kind join rights_points_move m on m.id = w.move
where a.client = $1 and a.role = 'client'
order by (w.unused > 0) desc, w.ends_at nulls last, w.id desc limit $2
"""
_MOVES = """m.id, m.act, m.kind, k.name as kind_name, m.client, m.other, m.points, m.source_kind, m.reason,
  m.made_by, m.at, {me}::uuid as whose,
  coalesce((select sum(e.points) from rights_points_entry e join rights_points_account a on a.id = e.account
    where e.move = m.id and a.client = {me} and a.role = 'client'), 0)::bigint as change,
  coalesce((select -sum(e.points) from rights_points_entry e join rights_points_account a on a.id = e.account
    where e.move = m.id and a.client = {me} and a.role = 'owed'), 0)::bigint as owed_change"""
_OUTSTANDING = """(select a.kind::text || ' ' || coalesce(to_char(w.last_day, 'YYYY-MM'), '') as id, a.kind,
  coalesce(to_char(w.last_day, 'YYYY-MM'), '') as month, sum(w.unused)::bigint as points,
  count(distinct a.client)::bigint as clients, count(*)::bigint as awards
  from rights_points_award w join rights_points_account a on a.id = w.account
  where w.unused > 0 group by 1, 2, 3) l join rights_points_kind k on k.id = l.kind"""


@dataclass(frozen=True)
class KindRow:
    """One kind of points; ``outstanding`` is what clients have of it; no ``org_unit``: the institution's."""

    id: PointsKindId
    code: str
    name: dict[str, str]
    lasts: str
    lasts_for: int
    grace_days: int
    hand_day_max: int
    transferable: bool
    exchange_rule: dict[str, str]
    scope: dict[str, str]
    state: str
    outstanding: int
    clients: int
    created_at: datetime
    org_unit: UUID | None
    unit_name: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BalanceRow:
    """What a client has of one kind: ``usable`` now, and what he owes."""

    client: UUID
    kind: PointsKindId
    code: str
    name: dict[str, str]
    state: str
    transferable: bool
    exchange_rule: dict[str, str]
    scope: dict[str, str]
    owed: int
    usable: int


@dataclass(frozen=True)
class HolderRow:
    """A client and his points; the name is masked."""

    client: ClientRow
    name: str
    balances: tuple[BalanceRow, ...]


@dataclass(frozen=True)
class AwardRow:
    """One award; ``came``: by a transfer or by a return, not from the house."""

    id: PointsAwardId
    client: UUID
    kind: PointsKindId
    kind_name: dict[str, str]
    points: int
    unused: int
    lapsed: int
    last_day: date | None
    ends_at: datetime | None
    given_at: datetime
    taken_at: datetime | None
    came: bool
    act: str
    source_kind: str
    reason: str

    @property
    def takeable(self) -> bool:
        """Whether it can be taken back."""
        return self.act == "award" and self.taken_at is None and self.points > self.lapsed


@dataclass(frozen=True)
class MoveRow:
    """One move as ``whose`` sees it: ``change`` of what he has and ``owed_change`` of what he owes."""

    id: PointsMoveId
    act: str
    kind: PointsKindId
    kind_name: dict[str, str]
    client: UUID
    other: UUID | None
    points: int
    source_kind: str
    reason: str
    made_by: UUID
    at: datetime
    whose: UUID
    change: int
    owed_change: int
    with_name: str = ""
    maker: str = ""

    @property
    def partner(self) -> UUID | None:
        """Who stands on the other side of a transfer."""
        return self.client if self.other == self.whose else self.other


@dataclass(frozen=True)
class OutstandingRow:
    """What is outstanding of one kind and ends in one month; ``month`` is empty where it has no end."""

    id: str
    kind: PointsKindId
    code: str
    name: dict[str, str]
    month: str
    points: int
    clients: int
    awards: int


async def kinds_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[KindRow]:
    """List the kinds of points within reach, those of the whole institution too; of one state or all."""
    asked = List(
        "k.*, coalesce(t.points, 0)::bigint as outstanding, coalesce(t.clients, 0)::bigint as clients",
        "rights_points_kind k left join (select kind, sum(balance) as points,"
        " count(*) filter (where balance > 0) as clients from rights_points_account"
        " where role = 'client' group by kind) t on t.kind = k.id",
        "k.id",
    )
    asked.within(actor.units, "k.org_unit", "k.org_unit is null")
    if state:
        asked.conditions.append(f"k.state = {asked.param(state)}")
    if wish.of:
        asked.conditions.append(f"k.id = {asked.param(UUID(wish.of))}")
    asked.search(wish.search, "k.code", "k.name->>'zh-CN'", "k.name->>'en'")
    sorts = {
        "createdAt": Sort("k.created_at", "timestamptz"),
        "code": Sort("k.code"),
        "state": Sort("k.state"),
        "outstanding": Sort("coalesce(t.points, 0)", "numeric"),
    }
    page = await paged(read, KindRow, asked, chosen(wish.sort, sorts, "-createdAt"), wish.page)
    names = await names_of_units(read, {row.org_unit for row in page.rows if row.org_unit})
    return page.with_rows(
        lambda row: replace(row, unit_name=names.get(row.org_unit, {})) if row.org_unit else row
    )


async def balances_of(read: Read, clients: Sequence[UUID]) -> dict[UUID, list[BalanceRow]]:
    """Read what clients have, by client; who never had any is left out."""
    return grouped(await read.all(BalanceRow, _BALANCES, list(clients), now()), lambda row: row.client)


async def holders_page(read: Read, actor: Actor, wish: Wish) -> Paged[HolderRow]:
    """List clients within reach with their points; an adviser his own clients only."""
    page = await clients_page(read, actor, wish, own=not actor.may("rights.count_points"))
    balances = await balances_of(read, [row.id for row in page.rows])
    return page.with_rows(lambda row: _holder(row, balances))


async def holder_of(read: Read, actor: Actor, client: ClientId) -> HolderRow | None:
    """Read one client within reach with his points; an adviser's own only."""
    row = await client_row(read, client)
    if row is None or not sees(actor, row):
        return None
    return _holder(row, await balances_of(read, [client]))


def sees(actor: Actor, client: ClientRow) -> bool:
    """Tell whether somebody sees a client's points: within reach, and an adviser his own only."""
    own = client.adviser == actor.id
    return own or (actor.reaches(client.org_unit) and actor.may("rights.count_points"))


def _holder(row: ClientRow, balances: dict[UUID, list[BalanceRow]]) -> HolderRow:
    return HolderRow(row, mask_name(row.name), tuple(balances.get(row.id, [])))


async def awards_of(read: Read, client: UUID) -> list[AwardRow]:
    """Read a client's awards, those with something left first, in order of their end; at most 200."""
    return await read.all(AwardRow, _AWARDS, client, AWARDS_MAX)


async def moves_page(read: Read, actor: Actor, wish: Wish, client: UUID) -> Paged[MoveRow]:
    """List a client's moves, newest first, whoever of both sides he is; the caller knows who may see them."""
    asked = List("", "rights_points_move m join rights_points_kind k on k.id = m.kind", "m.id")
    me = asked.param(client)
    asked.columns = _MOVES.format(me=me)
    asked.conditions.append(f"(m.client = {me} or m.other = {me})")
    asked.search(wish.search, "m.act", "m.reason", "k.code", "k.name->>'zh-CN'", "k.name->>'en'")
    sorts = {"at": Sort("m.at", "timestamptz")}
    page = await paged(read, MoveRow, asked, chosen(wish.sort, sorts, "-at"), wish.page)
    names = await names_of(read, [row.partner for row in page.rows if row.partner])
    makers = {} if actor.kind == "client" else await names_of_staff(read, {row.made_by for row in page.rows})
    return page.with_rows(
        lambda row: replace(
            row,
            with_name=names.get(row.partner, "") if row.partner else "",
            maker=makers.get(row.made_by, ""),
        )
    )


async def seen_moves_page(read: Read, actor: Actor, wish: Wish, client: ClientId) -> Paged[MoveRow]:
    """List the moves of a client whom one sees; of another one there are none."""
    if await holder_of(read, actor, client) is None:
        return Paged([], 0)
    return await moves_page(read, actor, wish, client)


async def outstanding_page(read: Read, actor: Actor, wish: Wish) -> Paged[OutstandingRow]:
    """List what is outstanding by kind and by the month in which it ends."""
    asked = List("l.*, k.code, k.name", _OUTSTANDING, "l.id", "text")
    asked.within(actor.units, "k.org_unit", "k.org_unit is null")
    asked.search(wish.search, "k.code", "k.name->>'zh-CN'", "k.name->>'en'", "l.month")
    sorts = {"month": Sort("l.month"), "points": Sort("l.points", "bigint"), "code": Sort("k.code")}
    return await paged(read, OutstandingRow, asked, chosen(wish.sort, sorts, "month"), wish.page)
