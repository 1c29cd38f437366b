"""Seals: each finished day of an entity's books has a hash, chained to the day before.

Invariant   a day is counted in the institution's zone, by when entries were posted; it is finished an hour
            after it ends, so that no entry under way still falls into it
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from largesse.kernel.canonical import dumps, sha256_hex
from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.settings import settings
from largesse.settlement.ledger.records import Entity, EntityId, Entry, Seal
from largesse.store.work import Read, Tx, Work

FIRST = "genesis"
DELAY = timedelta(hours=1)
_UNSEALED_DAYS = """
select distinct (posted_at at time zone $4)::date as day from settlement_entry
where entity_id = $1 and posted_at < $2
  and ($3::date is null or (posted_at at time zone $4)::date > $3::date)
order by 1 limit 400
"""


@dataclass(frozen=True)
class _Day:
    day: date


@dataclass(frozen=True)
class _DayHash:
    """A day's hash over its entries and the day before, and how many entries it has."""

    entries: int
    sha: str


async def seal_days(work: Work) -> None:
    """Chain the finished days of every entity; the tick of the room."""
    async with work.job() as tx:
        await tx.run("select pg_advisory_xact_lock(hashtextextended('settlement.seal', 0))")
        until = day_in(tx.now - DELAY, settings().zone)
        for entity in await Entity.all(using_db=tx.conn).order_by("id"):
            await _seal(tx, entity.id, until)


async def broken_seals(read: Read) -> tuple[int, list[str]]:
    """Walk each entity's chain: how many days are sealed, and where each chain is broken first."""
    seals = await Seal.all(using_db=read.conn).order_by("entity_id", "day")
    previous: dict[EntityId, str] = {}
    broken: dict[EntityId, str] = {}
    for seal in seals:
        expected = previous.get(seal.entity_id, FIRST)
        found = await _hash(read, seal.entity_id, seal.day, expected)
        kept = (seal.previous_sha, seal.sha, seal.entries)
        if seal.entity_id not in broken and kept != (expected, found.sha, found.entries):
            broken[seal.entity_id] = f"entity {seal.entity_id} on {seal.day}"
        previous[seal.entity_id] = seal.sha
    return len(seals), list(broken.values())


async def _seal(tx: Tx[Any], entity: EntityId, until: date) -> None:
    zone = settings().zone
    last = await Seal.filter(entity_id=entity).using_db(tx.conn).order_by("-day").first()
    days = await tx.all(_Day, _UNSEALED_DAYS, entity, day_starts(until, zone), last and last.day, zone)
    previous = last.sha if last else FIRST
    for day in [one.day for one in days]:
        found = await _hash(tx, entity, day, previous)
        await Seal.create(
            using_db=tx.conn,
            entity_id=entity,
            day=day,
            entries=found.entries,
            previous_sha=previous,
            sha=found.sha,
            sealed_at=tx.now,
        )
        previous = found.sha


async def _hash(read: Read, entity: EntityId, day: date, previous: str) -> _DayHash:
    zone = settings().zone
    begins, ends = day_starts(day, zone), day_starts(day + timedelta(days=1), zone)
    entries = Entry.filter(entity_id=entity, posted_at__gte=begins, posted_at__lt=ends)
    rows = (
        await entries.using_db(read.conn)
        .order_by("id")
        .values_list("id", "body_sha", "made_by", "approved_by")
    )
    return _DayHash(len(rows), sha256_hex(dumps([previous, str(day), [list(row) for row in rows]])))
