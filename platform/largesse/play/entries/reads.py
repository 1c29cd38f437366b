"""Draws that are decided later, for screens, for the record and for the rooms around them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.records import Customer
from largesse.store.work import Read

_CLOSINGS = """
select play, due_at, entries, revision_hash, closed_at, root, secret_hash, numbers, source, recorded_by,
  recorded_by_name, recorded_at, confirmed_by_name, confirmed_at, secret, decided_at
from play_closing where activity = $1 and cycle = '' order by play
"""
_AWARDS = """
select play, place, number, client, outcome, replaces, passed_over, short, draw, entitlement, awarded_at
from play_award where activity = $1 and cycle = '' order by play, place
"""
_ENTRIES = (
    "select play, number, draw, client, nonce from play_entry where activity = $1 order by play, number"
)


MINE_MAX, PAGE = 20, 50
_MINE = """
select e.play, e.number, e.draw, a.place, a.outcome, a.draw as given, a.entitlement, a.passed_over
from (select *, row_number() over (partition by play order by number) as nr from play_entry
  where activity = $1 and client = $2) e
left join play_award a on a.activity = $1 and a.play = e.play and a.cycle = '' and a.number = e.number
where e.nr <= $3 or a.place is not null order by e.play, e.number limit 200
"""
_HOLDERS = """
select place, number, client, outcome, replaces, passed_over, short, awarded_at from play_award
where activity = $1 and play = $2 and cycle = '' and place > $3 order by place limit $4
"""
_PLACES = """
select play, count(draw) as given, count(passed_over) as passed_over,
  count(*) filter (where draw is null and passed_over is null) as waiting
from play_award where activity = $1 and cycle = '' group by play
"""


@dataclass(frozen=True, slots=True)
class _Held:
    place: int
    number: int
    client: UUID
    outcome: str
    replaces: int | None
    passed_over: str | None
    short: str | None
    awarded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Closing:
    """A draw from its first entry to its last prize; what is None has not happened."""

    play: str
    due_at: datetime
    entries: int
    revision_hash: str | None
    closed_at: datetime | None
    root: str | None
    secret_hash: str | None
    numbers: str | None
    source: str | None
    recorded_by: UUID | None
    recorded_by_name: str | None
    recorded_at: datetime | None
    confirmed_by_name: str | None
    confirmed_at: datetime | None
    secret: str | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Award:
    """A place with who has it."""

    play: str
    place: int
    number: int
    client: UUID
    outcome: str
    replaces: int | None
    passed_over: str | None
    short: str | None
    draw: UUID | None
    entitlement: UUID | None
    awarded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry, with the client's own count of draws."""

    play: str
    number: int
    draw: UUID
    client: UUID
    nonce: int


@dataclass(frozen=True, slots=True)
class Mine:
    """An entry of one client, with its place; what is None it has not."""

    play: str
    number: int
    draw: UUID
    place: int | None
    outcome: str | None
    given: UUID | None
    entitlement: UUID | None
    passed_over: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A place with the name of who has it."""

    place: int
    number: int
    name: str
    outcome: str
    replaces: int | None
    passed_over: str | None
    short: str | None
    awarded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Places:
    """How many places of a draw are given, passed over, and wait."""

    play: str
    given: int
    passed_over: int
    waiting: int


async def mine_of(read: Read, activity: UUID, client: UUID) -> list[Mine]:
    """Read a client's own entries, the first ones of each draw."""
    return await read.all(Mine, _MINE, activity, client, MINE_MAX)


async def holders_of(read: Read, activity: UUID, play: str, after: int) -> list[Holder]:
    """Read who has which place of a draw, a page of them after a place."""
    rows = await read.all(_Held, _HOLDERS, activity, play, after, PAGE)
    people = Customer.filter(id__in={row.client for row in rows}).using_db(read.conn)
    names = {one.id: one.name for one in await people}
    return [
        Holder(
            row.place,
            row.number,
            names.get(row.client, ""),
            row.outcome,
            row.replaces,
            row.passed_over,
            row.short,
            row.awarded_at,
        )
        for row in rows
    ]


async def places_of(read: Read, activity: UUID) -> dict[str, Places]:
    """Count the places of each draw."""
    return {one.play: one for one in await read.all(Places, _PLACES, activity)}


async def closings_of(read: Read, activity: UUID) -> list[Closing]:
    """Read the draws of an activity that are decided later."""
    return await read.all(Closing, _CLOSINGS, activity)


async def awards_of(read: Read, activity: UUID) -> list[Award]:
    """Read who was selected in the draws of an activity, in the order of selection."""
    return await read.all(Award, _AWARDS, activity)


async def entries_of(read: Read, activity: UUID) -> list[Entered]:
    """Read all entries of an activity, those of each draw in their order."""
    return await read.all(Entered, _ENTRIES, activity)


async def waits(read: Read, activity: UUID) -> bool:
    """Tell whether a draw of an activity is not decided yet."""
    sql = "select exists (select from play_closing where activity = $1 and cycle = '' and decided_at is null)"
    found: bool = await read.value(sql, activity)
    return found
