"""Tiers, bands, standings and history for screens, and what the rules would do by the next midnight."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.audience.clients.records import ClientId
from largesse.audience.tiers.tier import Ahead, Group, Rules, night, written
from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in
from largesse.kernel.settings import settings
from largesse.store.work import Read

HISTORY_MAX = 100
_TIERS = """
select t.*, e.place as enter_place, k.place as keep_place,
  (select count(*) from audience_tier_standing s where s.tier = t.code) as clients
from audience_tier t left join audience_band e on e.code = t.enter_band
left join audience_band k on k.code = t.keep_band order by t.rank
"""
_BANDS = "select * from audience_band order by place"
GROUPS = """
select c.tier, c.wealth_band as band, coalesce(s.valid_to <= $1, false) as due, count(*) as count
from audience_customer c join audience_tier_standing s on s.customer = c.id group by 1, 2, 3
"""
_MOVES = """
select m.id, m.customer, m.kind, m.from_tier, m.to_tier, m.cause, m.reason, m.valid_to, m.at
from audience_tier_move m where m.customer = $1 order by m.id desc limit $2
"""
_STAYS = """
select customer, to_tier, at from audience_tier_move
where customer = any($1::uuid[]) and kind <> 'prolong' order by customer, id
"""
_STANDING = "select customer, tier, since, valid_to from audience_tier_standing where customer = $1"
_MOVED = """
select c.id from audience_customer c join audience_tier_standing s on s.customer = c.id
where c.tier = $1 and c.wealth_band = $2 and coalesce(s.valid_to <= $3, false) = $4
  and ($5::uuid[] is null or c.org_unit = any($5)) order by c.ext_id limit $6
"""


@dataclass(frozen=True)
class Added:
    """Something a tier adds: a text, and the code of the SKU that it stands for; empty: none."""

    text: dict[str, str]
    sku: str = ""


@dataclass(frozen=True)
class TierCard:
    """A tier whole, with how many clients stand in it."""

    code: str
    rank: int
    name_zh: str
    name_en: str
    state: str
    face: str
    picture: str
    theme: str
    enter_band: str | None
    keep_band: str | None
    enter_place: int | None
    keep_place: int | None
    valid_months: int | None
    downgrade: str
    version: int
    clients: int
    updated_at: datetime
    adds: tuple[Added, ...] = ()

    @property
    def rules(self) -> Rules:
        """The tier as the night reads it."""
        return Rules(
            self.code,
            self.rank,
            self.state == "active",
            self.enter_place,
            self.keep_place,
            self.valid_months,
            self.downgrade,
        )


@dataclass(frozen=True)
class BandRow:
    """A band, with what the bank says is missing to the next one, and its idiom."""

    code: str
    place: int
    name_zh: str
    name_en: str
    gap_zh: str
    gap_en: str
    idiom_zh: str
    idiom_en: str
    called: tuple[str, ...]
    updated_at: datetime

    @property
    def writings(self) -> set[str]:
        """How it may be written in a file, compared form."""
        return {written(one) for one in (self.code, self.name_zh, self.name_en, *self.called) if one}


@dataclass(frozen=True)
class Standing:
    """Where a client stands."""

    customer: UUID
    tier: str
    since: datetime
    valid_to: datetime | None


@dataclass(frozen=True)
class MoveRow:
    """One move of a client's."""

    id: int
    customer: UUID
    kind: str
    from_tier: str | None
    to_tier: str
    cause: str
    reason: str
    valid_to: datetime | None
    at: datetime


@dataclass(frozen=True)
class Forecast:
    """What the rules would do, and some of those whom it would touch, by masked name."""

    ahead: list[Ahead]
    names: dict[int, list[str]] = field(default_factory=dict)
    unknown: int = 0


@dataclass(frozen=True)
class _Stay:
    customer: UUID
    to_tier: str
    at: datetime


@dataclass(frozen=True)
class _Id:
    id: ClientId


async def tier_cards(read: Read) -> list[TierCard]:
    """Read every tier, lowest first."""
    return await read.all(TierCard, _TIERS)


async def band_rows(read: Read) -> list[BandRow]:
    """Read every band, lowest first."""
    return await read.all(BandRow, _BANDS)


def places_of(bands: Sequence[BandRow]) -> dict[str, int]:
    """Give the place of every writing of a band; of two bands with one writing the lower."""
    found: dict[str, int] = {}
    for band in bands:
        for one in band.writings:
            found.setdefault(one, band.place)
    return found


def band_of(bands: Sequence[BandRow], writing: str) -> BandRow | None:
    """Give the band that a client's file wrote, None where none is known by that."""
    return next((band for band in bands if written(writing) in band.writings), None)


async def standing_of(read: Read, client: UUID) -> Standing | None:
    """Read where a client stands."""
    return await read.one(Standing, _STANDING, client)


async def tier_moves(read: Read, client: UUID) -> list[MoveRow]:
    """Read how a client moved, the newest first, at most 100."""
    return await read.all(MoveRow, _MOVES, client, HISTORY_MAX)


async def stays_of(read: Read, clients: Sequence[UUID]) -> dict[UUID, list[tuple[str, date, date | None]]]:
    """Give in which tiers clients were, in order: tier, first local day, the day after the last or None."""
    zone, found = settings().zone, dict[UUID, list[tuple[str, date, date | None]]]()
    for one in await read.all(_Stay, _STAYS, list(clients)):
        mine, day = found.setdefault(one.customer, []), day_in(one.at, zone)
        if mine:
            tier, since, _ = mine[-1]
            mine[-1] = (tier, since, day)
        mine.append((one.to_tier, day, None))
    return found


async def forecast(
    read: Read, actor: Actor, at: datetime, tiers: Sequence[Rules], shown: int = 5
) -> Forecast:
    """Say whom the rules would move at an instant; names within reach only, ``shown`` of each group."""
    places = places_of(await band_rows(read))
    groups = await read.all(Group, GROUPS, at)
    ahead = night(tiers, groups, places)
    names: dict[int, list[str]] = {}
    units: Any = None if actor.units is None else list(actor.units)
    for nr, one in enumerate(ahead[:20]):
        key = (one.group.tier, one.group.band, at, one.group.due, units, shown)
        found = [row.id for row in await read.all(_Id, _MOVED, *key)]
        masked = await names_of(read, found)
        names[nr] = [masked[ident] for ident in found]
    unknown = sum(one.count for one in groups if written(one.band) not in places)
    return Forecast(ahead, names, unknown)
