"""What phones and screens show of bookings and of those who wait."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.audience.clients.records import Customer
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.rights.agents.mandates import MAY_BOOK
from largesse.rights.bookings.records import BookingId
from largesse.rights.entitlements.reads import EntitlementRow, entitlements_page
from largesse.rights.places.records import PlaceId, ResourceId
from largesse.rights.waiting.records import WaitingId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

OWN_MAX = 100
LAPSED_FOR = timedelta(days=3)  # how long one who waited in vain is told so
# What is a client's own, and what he looks after for another as his agent; ``e`` is the right.
_MINE = "{of}.holder = $1"
_LEFT_TO_ME = f"""
{{of}}.holder <> $1 and {{of}}.holder = e.holder
  and exists (select from rights_agent a where a.agent = $1 and a.holder = e.holder and {MAY_BOOK})
"""
_TO_COME = " and b.ends_at > now()"
_OWN = """
select b.id, b.entitlement, s.title, b.state, b.starts_at, b.ends_at, b.hold_until, b.seat, b.sequence,
  b.why, b.reason,
  b.units_used, b.person, b.holder, b.resource, r.name as resource_name, b.place, p.name as place_name,
  p.address,
  p.phone, p.zone, v.free_until_hours, v.late_units, v.no_show_units, v.kind, b.confirmed_at, b.made_at,
  v.minutes, b.session,
  a.kind as asked_kind, a.state as asked_state, a.code as asked_code, a.next as asked_next
from rights_booking b join rights_service v on v.id = b.service join rights_sku s on s.id = v.sku
join rights_resource r on r.id = b.resource join rights_place p on p.id = b.place
join rights_entitlement e on e.id = b.entitlement
left join lateral (
  select * from rights_session_ask where booking = b.id order by asked_at desc limit 1) a on true
where {whose} and ($2::uuid is null or b.id = $2) and ($3::text is null or b.state = $3)
  and (b.state <> 'proposed' or b.hold_until > now())
  and (b.state <> 'cancelled' or b.confirmed_at is not null)
order by (b.state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived')) desc,
  case when b.state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived') then b.starts_at end,
  b.starts_at desc, b.id limit $4
"""
_WAITS = """
select w.id, w.entitlement, w.holder, w.person, s.title, w.state, w.starts_from, w.starts_to, w.accept_by,
  t.starts_at, t.ends_at,
  p.name as place_name, p.zone, w.place, v.kind, t.resource, r.name as resource_name,
  coalesce(r.seated, false) as seated,
  coalesce(t.capacity, 0) as capacity,
  (select count(*) from rights_waiting o where o.place = w.place and o.service = w.service and o.state =
  'waiting'
    and (o.joined_at, o.id) < (w.joined_at, w.id) and o.starts_from < w.starts_to and o.starts_to >
  w.starts_from)
    as before
from rights_waiting w join rights_service v on v.id = w.service join rights_sku s on s.id = v.sku
join rights_place p on p.id = w.place left join rights_slot t on t.id = w.slot
left join rights_resource r on r.id = t.resource
join rights_entitlement e on e.id = w.entitlement
where {whose} and (w.state in ('waiting', 'offered') or (w.state = 'lapsed' and e.state = 'active'
  and coalesce(w.accept_by, w.starts_to) > $2
  and not exists (
    select from rights_waiting o where o.entitlement = w.entitlement and o.joined_at > w.joined_at)))
order by w.state = 'lapsed', w.joined_at, w.id limit $3
"""
# A right that its holder, or staff for him, may book now; its service is ``v``.
_BOOKABLE_NOW = """
e.state = 'active' and e.valid_to > now() and v.state = 'active'
  and (v.source = 'own' or exists (select from rights_order o where o.entitlement = e.id and o.state =
  'completed'))
"""
_FOR_CLIENTS = f"exists (select from rights_service v where v.sku = e.sku and {_BOOKABLE_NOW})"
_BOOKABLE = """
select e.id, e.holder, e.beneficiary, s.title, e.valid_to, v.kind, v.minutes, v.approval, v.free_until_hours,
  v.late_units, v.no_show_units, v.horizon_days, v.notice_minutes
from rights_entitlement e join rights_service v on v.sku = e.sku join rights_sku s on s.id = e.sku
where {whose} and {now}
order by e.valid_to, e.id limit $2
"""
_SEATS = """
select s.resource, s.starts_at, b.seat from rights_booking b join rights_slot s on s.id = b.slot
where s.resource = any($1::uuid[]) and s.starts_at >= $2 and s.starts_at < $3 and b.seat is not null
  and b.state not in ('cancelled', 'entered-in-error', 'noshow') order by b.seat
"""


@dataclass(frozen=True)
class OwnBooking:
    """A booking as its holder sees it."""

    id: BookingId
    entitlement: UUID
    title: dict[str, str]
    state: str
    starts_at: datetime
    ends_at: datetime
    hold_until: datetime | None
    seat: int | None
    sequence: int
    why: str
    reason: str
    units_used: int
    person: UUID
    holder: UUID
    resource: ResourceId
    resource_name: dict[str, str]
    place: PlaceId
    place_name: dict[str, str]
    address: dict[str, str]
    phone: str
    zone: str
    free_until_hours: int
    late_units: int
    no_show_units: int
    kind: str
    minutes: int
    made_at: datetime
    confirmed_at: datetime | None
    session: str | None
    asked_kind: str | None
    asked_state: str | None
    asked_code: str | None
    asked_next: list[str] | None
    holder_name: str = ""
    person_name: str = ""


@dataclass(frozen=True)
class OwnWaiting:
    """An entry of the waiting list as its holder sees it; ``before``: how many come first."""

    id: WaitingId
    entitlement: UUID
    holder: UUID
    person: UUID
    title: dict[str, str]
    state: str
    starts_from: datetime
    starts_to: datetime
    accept_by: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: PlaceId
    place_name: dict[str, str]
    zone: str
    kind: str
    resource: ResourceId | None
    resource_name: dict[str, str] | None
    seated: bool
    capacity: int
    before: int
    holder_name: str = ""
    person_name: str = ""


@dataclass(frozen=True)
class Bookable:
    """A right that is used by appointment, and how."""

    id: UUID
    holder: UUID
    beneficiary: UUID
    title: dict[str, str]
    valid_to: datetime
    kind: str
    minutes: int
    approval: bool
    free_until_hours: int
    late_units: int
    no_show_units: int
    horizon_days: int
    notice_minutes: int
    holder_name: str = ""


@dataclass(frozen=True)
class SeatTaken:
    """A seat of a slot that is somebody's."""

    resource: UUID
    starts_at: datetime
    seat: int


@dataclass(frozen=True)
class BookingRow:
    """One booking of a list; ``client_name`` and ``person_name`` are masked and added after reading."""

    id: BookingId
    entitlement: UUID
    sku_title: dict[str, str]
    place: PlaceId
    place_name: dict[str, str]
    zone: str
    resource: ResourceId
    resource_name: dict[str, str]
    holder: UUID
    person: UUID
    starts_at: datetime
    ends_at: datetime
    minutes: int
    seat: int | None
    state: str
    why: str
    reason: str
    units_used: int
    hold_until: datetime | None
    org_unit: UUID
    made_at: datetime
    session: str | None
    provider_name: dict[str, str] | None
    asked_kind: str | None
    asked_state: str | None
    asked_code: str | None
    asked_next: list[str] | None
    client_name: str = ""
    person_name: str = ""


@dataclass(frozen=True)
class WaitingRow:
    """One entry of the waiting list; ``client_name`` is masked and added after reading."""

    id: WaitingId
    sku_title: dict[str, str]
    place: PlaceId
    place_name: dict[str, str]
    holder: UUID
    state: str
    starts_from: datetime
    starts_to: datetime
    starts_at: datetime | None
    accept_by: datetime | None
    joined_at: datetime
    client_name: str = ""


async def own_bookings(
    read: Read, client: UUID, booking: UUID | None = None, *, others: bool = False, state: str | None = None
) -> list[OwnBooking]:
    """Read a client's own bookings, those to come first, or those of ``others`` to come that he looks after.

    At most 100, of one state or all; a hold that was given back, or lapsed, was no booking.
    """
    whose = f"{_whose('b', others)}{_TO_COME}" if others else _whose("b", others)
    rows = await read.all(OwnBooking, _OWN.format(whose=whose), client, booking, state, OWN_MAX)
    names = await names_of(read, [one for row in rows for one in (row.holder, row.person)])
    return [
        replace(row, holder_name=names.get(row.holder, ""), person_name=names.get(row.person, ""))
        for row in rows
    ]


async def own_waiting(read: Read, client: UUID, *, others: bool = False) -> list[OwnWaiting]:
    """Read where a client waits, or where ``others`` do for whom he looks after it, at most 100.

    Who waited in vain is told so for three days, unless he waits again or has booked.
    """
    asked = _WAITS.format(whose=_whose("w", others))
    rows = await read.all(OwnWaiting, asked, client, now() - LAPSED_FOR, OWN_MAX)
    names = await names_of(read, [one for row in rows for one in (row.holder, row.person)])
    return [
        replace(row, holder_name=names.get(row.holder, ""), person_name=names.get(row.person, ""))
        for row in rows
    ]


async def bookable(read: Read, client: UUID, *, others: bool = False) -> list[Bookable]:
    """Read the rights that a client may book now, his own or those of ``others``, at most 100."""
    asked = _BOOKABLE.format(whose=_whose("e", others), now=_BOOKABLE_NOW)
    rows = await read.all(Bookable, asked, client, OWN_MAX)
    names = await names_of(read, [row.holder for row in rows])
    return [replace(row, holder_name=names.get(row.holder, "")) for row in rows]


async def bookable_page(read: Read, actor: Actor, wish: Wish) -> Paged[EntitlementRow]:
    """List the clients' rights, within reach or of one's own book, that can be booked now."""
    return await entitlements_page(read, actor, wish, which=_FOR_CLIENTS)


async def booking_or_left(read: Read, client: UUID, booking: UUID) -> OwnBooking | None:
    """Read one booking, of a client's own or that he looks after for another."""
    mine = await own_bookings(read, client, booking)
    found = mine or await own_bookings(read, client, booking, others=True)
    return found[0] if found else None


def _whose(of: str, others: bool) -> str:  # noqa: FBT001 - one plain fact
    return (_LEFT_TO_ME if others else _MINE).format(of=of)


async def seats_of(
    read: Read, resources: list[ResourceId], first: datetime, last: datetime
) -> list[SeatTaken]:
    """Read which seats of slots between two instants are taken."""
    return await read.all(SeatTaken, _SEATS, resources, first, last)


async def seats_at(read: Read, one: OwnWaiting) -> list[SeatTaken]:
    """Read which seats of an offered slot are taken."""
    if one.resource is None or one.starts_at is None:
        return []
    return await seats_of(read, [one.resource], one.starts_at, one.starts_at + timedelta(seconds=1))


async def _bookings(read: Read, actor: Actor) -> List:
    """Keep bookings at places within reach; an adviser also sees those of his own clients."""
    asked = List(
        "b.*, v.minutes, s.title as sku_title, p.name as place_name, p.zone, r.name as resource_name,"
        " f.name as provider_name, a.kind as asked_kind, a.state as asked_state, a.code as asked_code,"
        " a.next as asked_next",
        "rights_booking b join rights_service v on v.id = b.service join rights_sku s on s.id = v.sku"
        " join rights_place p on p.id = b.place join rights_resource r on r.id = b.resource"
        " left join rights_provider f on f.id = p.provider"
        " left join lateral (select * from rights_session_ask where booking = b.id"
        " order by asked_at desc limit 1) a on true",
        "b.id",
    )
    if actor.units is not None:
        book = await Customer.filter(adviser=actor.id).using_db(read.conn).values_list("id", flat=True)
        asked.within(actor.units, "b.org_unit", f"b.holder = any({asked.param(book)}::uuid[])")
    return asked


async def bookings_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[BookingRow]:
    """List bookings within reach or of one's own book, of one state or all."""
    asked = await _bookings(read, actor)
    if state:
        asked.conditions.append(f"b.state = {asked.param(state)}")
    texts = [
        f"{one}->>'{language}'" for one in ("s.title", "p.name", "r.name") for language in ("zh-CN", "en")
    ]
    asked.search(wish.search, "s.code", "p.code", *texts)
    sorts = {
        "startsAt": Sort("b.starts_at", "timestamptz"),
        "madeAt": Sort("b.made_at", "timestamptz"),
        "state": Sort("b.state"),
    }
    page = await paged(read, BookingRow, asked, chosen(wish.sort, sorts, "-startsAt"), wish.page)
    names = await names_of(read, [one for row in page.rows for one in (row.holder, row.person)])
    return page.with_rows(lambda row: _named(row, names))


async def booking_of(read: Read, actor: Actor, booking: BookingId) -> BookingRow | None:
    """Read one booking within reach or of one's own book."""
    asked = await _bookings(read, actor)
    asked.conditions.append(f"b.id = {asked.param(booking)}")
    row = await only(read, BookingRow, asked)
    return _named(row, await names_of(read, [row.holder, row.person])) if row else None


async def pending_bookings(read: Read, actor: Actor) -> int:
    """Count the bookings that wait for this actor's yes: at places within reach, or of his own clients."""
    asked = await _bookings(read, actor)
    where = " and ".join(["b.state = 'pending' and b.session is null", *asked.conditions])
    sql = f"select count(*) from {asked.source} where {where}"  # noqa: S608 - constants
    return int(await read.value(sql, *asked.args))


async def bookings_between(
    read: Read, actor: Actor, place: PlaceId, first: datetime, last: datetime
) -> list[BookingRow]:
    """Read the bookings of a place between two instants, cancelled ones apart, at most 2,000."""
    asked = await _bookings(read, actor)
    asked.conditions.append(f"b.place = {asked.param(place)} and b.starts_at >= {asked.param(first)}")
    asked.conditions.append(f"b.starts_at < {asked.param(last)} and b.state <> 'cancelled'")
    where = " and ".join(asked.conditions)
    sql = f"select {asked.columns} from {asked.source} where {where}"  # noqa: S608 - constants
    rows = await read.all(BookingRow, f"{sql} order by b.starts_at, b.id limit 2000", *asked.args)
    names = await names_of(read, [one for row in rows for one in (row.holder, row.person)])
    return [_named(row, names) for row in rows]


async def waiting_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[WaitingRow]:
    """List who waits at places within reach, of one state or all."""
    asked = List(
        "w.*, s.title as sku_title, p.name as place_name, t.starts_at",
        "rights_waiting w join rights_service v on v.id = w.service join rights_sku s on s.id = v.sku"
        " join rights_place p on p.id = w.place left join rights_slot t on t.id = w.slot",
        "w.id",
    )
    asked.within(actor.units, "w.org_unit")
    if state:
        asked.conditions.append(f"w.state = {asked.param(state)}")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "p.name->>'zh-CN'", "p.name->>'en'")
    sorts = {
        "joinedAt": Sort("w.joined_at", "timestamptz"),
        "startsFrom": Sort("w.starts_from", "timestamptz"),
    }
    page = await paged(read, WaitingRow, asked, chosen(wish.sort, sorts, "joinedAt"), wish.page)
    names = await names_of(read, [row.holder for row in page.rows])
    return page.with_rows(lambda row: replace(row, client_name=names.get(row.holder, "")))


def _named(row: BookingRow, names: dict[UUID, str]) -> BookingRow:
    return replace(row, client_name=names.get(row.holder, ""), person_name=names.get(row.person, ""))
