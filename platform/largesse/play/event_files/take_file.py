"""Take a file of events in: looked at first, then kept sealed and read in the background, rows by rows.

Invariant   rows and what became of them commit together; a worker that died is followed by one that reads the
            rest, and an event that came before is known by its id
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from largesse.audience.event_names.reads import declared_events
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.play.event_files.apart import events_apart
from largesse.play.event_files.event_table import BadRow, Events
from largesse.play.event_files.records import EventFile, EventFileId
from largesse.play.event_files.row_told import row_told
from largesse.play.inbound.take import Taken, judged, take
from largesse.play.inbound.told import Told
from largesse.play.sources.keep import locked_own_source
from largesse.play.sources.records import Source, SourceId
from largesse.store.blobs import get, put
from largesse.store.outbox import Event, TwoStep
from largesse.store.sealing import open_sealed, seal
from largesse.store.tables.unreadable import Unreadable
from largesse.store.work import Tx, Work

FILE_TOPIC = "play.event_file_asked.v1"
NAME_MAX, CHUNK = 200, 200
_SEALED = "play.event_file"
_ROW = """
insert into play_event_file_row (file, line, verdict, reference, inbound) values ($1, $2, $3, $4, $5)
on conflict do nothing
"""
_FAR = "select coalesce(max(line), 0) from play_event_file_row where file = $1"
_PROGRESS = "update play_event_file set read_count = $2, total_count = $3 where id = $1"
_COUNT = "select count(*) filter (where inbound is not null) from play_event_file_row where file = $1"
_OUT = "select count(*) from play_event_file_row where file = $1 and verdict not in ('accepted', 'duplicate')"


@dataclass(frozen=True, kw_only=True)
class TakeEventFile(Ask):
    """A file of events of a source; ``zone`` is that of its times without an offset."""

    source: SourceId
    file_name: str
    data: bytes
    zone: str


@dataclass(frozen=True)
class EventFileTaken:
    """The file that was taken."""

    file: EventFileId


@dataclass(frozen=True)
class Verdict:
    """What would become of a row."""

    line: int
    verdict: str
    what: str = ""


@dataclass(frozen=True)
class Foreseen:
    """What taking a file would do."""

    events: Events
    rows: tuple[Verdict, ...]


@dataclass(frozen=True)
class Reading:
    """A file that is read, on from the line after ``far``."""

    file: EventFileId
    source: UUID
    file_sha: str
    zone: str
    far: int


async def foresee(data: bytes, source: UUID, zone: str, *, actor: Actor, work: Work) -> Foreseen:
    """Read and judge a file as taking it would, and keep nothing.

    Raises:
        SourceMissing, SourceOfPlugin, SourceStopped: the source takes none.
        Unreadable: the file is no table of events.
        Malformed: ``kernel.malformed`` at ``zone``.
    """
    actor.must("play.upload_events")
    _check_zone(zone)
    events = await events_apart(data, work.house)
    async with work.job(actor) as tx:
        kept = await locked_own_source(tx, source, actor)
        told, bad = await _told(tx, events, zone)
        found = await judged(tx, kept, told)
    rows = [Verdict(one.line, one.verdict) for one in bad]
    for one in found:
        unfit = one.unfit
        rows.append(
            Verdict(one.told.line or 0, unfit.reason if unfit else "accepted", unfit.what if unfit else "")
        )
    return Foreseen(events, tuple(sorted(rows, key=lambda one: one.line)))


async def take_event_file(ask: TakeEventFile, *, actor: Actor, work: Work) -> EventFileTaken:
    """Keep a file and have it read in the background.

    Raises:
        SourceMissing, SourceOfPlugin, SourceStopped: the source takes none.
        Unreadable: the file is no table of events: it is told, and not kept.
        Malformed: ``kernel.malformed`` at ``zone``.
    """
    actor.must("play.upload_events")
    _check_zone(ask.zone)
    await events_apart(ask.data, work.house)
    async with work.begin(ask, actor, use="play.take_event_file", answer=EventFileTaken) as tx:
        if tx.earlier:
            return tx.earlier
        source = await locked_own_source(tx, ask.source, actor)
        ident, name = EventFileId(new_id()), ask.file_name[:NAME_MAX]
        await EventFile.create(
            using_db=tx.conn,
            id=ident,
            source=source.id,
            file_name=name,
            file_sha=await asyncio.to_thread(_kept, ask.data),
            zone=ask.zone,
            state="waiting",
            by_staff=actor.id,
            org_unit=source.org_unit,
            asked_at=tx.now,
        )
        tx.emit(FILE_TOPIC, str(ident), {"file": str(ident)})
        facts = {"source": source.name, "file": name, "zone": ask.zone}
        tx.audit("play.event_file_asked", str(ident), facts, org_unit=source.org_unit)
        return await tx.done(EventFileTaken(ident))


async def prepare(event: Event, tx: Tx[Any]) -> Reading | None:
    """Take the file up, unless it is finished."""
    found = await _locked(tx, UUID(event.key))
    if found is None or found.state in {"done", "refused"}:
        return None
    found.state = "reading"
    await found.save(using_db=tx.conn, update_fields=["state"])
    far = int(await tx.value(_FAR, found.id))
    return Reading(EventFileId(found.id), found.source, found.file_sha, found.zone, far)


async def read_file(asked: Reading, _request: str, work: Work) -> str:
    """Read the file and take its events, some rows in one commit; gives why it was refused as a whole."""
    try:
        sealed = await asyncio.to_thread(get, asked.file_sha)
        events = await events_apart(open_sealed(sealed.decode(), _SEALED), work.house)
    except Unreadable as wrong:
        return ":".join(filter(None, (wrong.why, wrong.what)))
    async with work.job() as tx:
        told, bad = await _told(tx, events, asked.zone)
    rows: list[Told | BadRow] = sorted([*told, *bad], key=lambda one: one.line or 0)
    left = [one for one in rows if (one.line or 0) > asked.far]
    for start in range(0, len(left), CHUNK):
        async with work.job() as tx:
            await _chunk(tx, asked, left[start : start + CHUNK])
            done = len(rows) - len(left) + min(start + CHUNK, len(left))
            await tx.run(_PROGRESS, asked.file, done, len(rows))
    return ""


async def finish(asked: Reading, why: str, tx: Tx[Any]) -> None:
    """Keep what came of the file."""
    found = await _locked(tx, asked.file)
    if found is None or found.state != "reading":
        return
    found.taken_count = int(await tx.value(_COUNT, found.id))
    found.bad_count = int(await tx.value(_OUT, found.id))
    found.state, found.why, found.done_at = "refused" if why else "done", why, tx.now
    await found.save(using_db=tx.conn)
    facts = {"taken": found.taken_count, "left_out": found.bad_count, "why": why}
    tx.audit("play.event_file_finished", str(found.id), facts, org_unit=found.org_unit)


async def _chunk(tx: Tx[Any], asked: Reading, rows: Sequence[Told | BadRow]) -> None:
    source = await Source.get(id=asked.source, using_db=tx.conn)
    told = [one for one in rows if isinstance(one, Told)]
    taken: list[Taken] = await take(tx, source, told, "file") if told else []
    bad = [one for one in rows if isinstance(one, BadRow)]
    noted: list[tuple[Any, ...]] = [(asked.file, one.line, one.verdict, one.reference, None) for one in bad]
    for one in taken:
        verdict = one.reason if one.becomes == "quarantined" else one.becomes
        counts = one.inbound if one.becomes == "accepted" else None
        noted.append((asked.file, one.line or 0, verdict, one.id, counts))
    await tx.many(_ROW, noted)


async def _told(tx: Tx[Any], events: Events, zone: str) -> tuple[list[Told], list[BadRow]]:
    declared = await declared_events(tx)
    told: list[Told] = []
    bad = list(events.bad)
    for row in events.rows:
        one = row_told(row, declared, zone)
        if isinstance(one, Told):
            told.append(one)
        else:
            bad.append(BadRow(row.line, one, row.id))
    return told, bad


async def _locked(tx: Tx[Any], file: UUID) -> EventFile | None:
    return await EventFile.filter(id=file).using_db(tx.conn).select_for_update(no_key=True).first()


def _kept(data: bytes) -> str:
    return put(seal(data, _SEALED).encode())


def _check_zone(zone: str) -> None:
    if zone not in available_timezones():
        raise Malformed(because("rights.reason.zone"), "zone")


READ_FILE = TwoStep("play.read_event_file", prepare, read_file, finish, klass="slow")
