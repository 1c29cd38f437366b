"""Read a file of clients in the background, with progress, and write it in one commit.

Words       waiting -> reading (rows staged, progress seen) -> done | refused
Invariant   clients change in one transaction or not at all; bad rows are listed by line and never written
"""

import asyncio
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import tier_rows
from largesse.audience.imports.apart import sheet_apart
from largesse.audience.imports.client_file import Bad, Good, read_rows
from largesse.audience.imports.columns import Head
from largesse.audience.imports.fields import Known
from largesse.audience.imports.import_clients import IMPORT_ASKED, kept_file
from largesse.audience.imports.judge import drop_clashes
from largesse.audience.imports.records import Import, ImportId
from largesse.audience.imports.stage import stage
from largesse.audience.imports.write_clients import Written, drop_out_of_reach, write_clients
from largesse.identity.sessions.sessions import staff_actor
from largesse.identity.staff.reads import active_advisers
from largesse.identity.units.reads import unit_rows
from largesse.kernel.actor import SYSTEM, Actor
from largesse.kernel.clock import now
from largesse.store.outbox import Event
from largesse.store.tables.unreadable import Unreadable
from largesse.store.work import Read, Tx, Work

CHUNK = 500
BAD_SHOWN = 1_000


@dataclass(frozen=True)
class Reading:
    """What ``read_file`` needs, prepared in a transaction; ``actor`` None: the importer is gone."""

    ident: ImportId
    file_sha: str
    actor: Actor | None


@dataclass(frozen=True)
class Outcome:
    """What reading came to. ``heads``: what stands above its columns; ``why``: refused as a whole."""

    format: str = ""
    encoding: str = ""
    heads: tuple[Head, ...] = ()
    bad: tuple[Bad, ...] = ()
    why: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields that the file has."""
        return tuple(head.field for head in self.heads if head.field)


async def prepare(event: Event, tx: Tx[Any]) -> Reading | None:
    """Take the import up, unless it is finished."""
    found = await _locked(tx, ImportId(UUID(event.payload["import"])))
    if found is None or found.state in {"done", "refused"}:
        return None
    await tx.run("delete from audience_import_row where import = $1", found.id)
    found.state, found.read_count = "reading", 0
    await found.save(using_db=tx.conn, update_fields=("state", "read_count"))
    by_house = found.by_staff == SYSTEM.id
    importer = tx.actor if by_house else await staff_actor(tx, found.by_staff)
    return Reading(ImportId(found.id), found.file_sha, importer)


async def read_file(asked: Reading, _request: str, work: Work) -> Outcome:
    """Read the file and stage its good rows, noting the progress after every chunk."""
    if asked.actor is None:
        return Outcome(why="importer_gone")
    try:
        sheet = await sheet_apart(await asyncio.to_thread(kept_file, asked.file_sha), work.house)
    except Unreadable as wrong:
        return Outcome(why=":".join(filter(None, (wrong.why, wrong.what))))
    async with work.read() as read:
        known = await _known(read, asked.actor)
    bad: list[Bad] = []
    rows = read_rows(sheet, known)
    while chunk := list(islice(rows, CHUNK)):
        bad += [one for problems in chunk if isinstance(problems, list) for one in problems]
        goods = [one for one in chunk if isinstance(one, Good)]
        async with work.job() as tx:
            bad += await stage(tx, asked.ident, goods, asked.actor)
            sql = "update audience_import set read_count = read_count + $2, total_count = $3 where id = $1"
            await tx.run(sql, asked.ident, len(chunk), len(sheet.rows))
    return Outcome(sheet.format, sheet.encoding, sheet.heads, tuple(bad))


async def finish(asked: Reading, outcome: Outcome, tx: Tx[Any]) -> None:
    """Write every staged client in this one transaction, or the reason why none was."""
    found = await _locked(tx, asked.ident)
    if found is None or found.state != "reading":
        return
    written, bad = Written(), list(outcome.bad)
    if not outcome.why and asked.actor is not None:
        lines = await drop_out_of_reach(tx, asked.ident, asked.actor)
        bad += [Bad(line, "ext_id", "out_of_reach") for line in lines]
        bad += await drop_clashes(tx, asked.ident)
        if not found.dry_run:
            written = await write_clients(tx, asked.ident, outcome.columns, found.by_staff)
    found.state = "refused" if outcome.why else "done"
    found.why, found.encoding, found.format = outcome.why, outcome.encoding, outcome.format
    found.heads = [asdict(one) for one in outcome.heads]
    found.created_count, found.updated_count = written.created, written.updated
    found.bad_count = len({one.line for one in bad})
    found.bad = [asdict(one) for one in sorted(bad, key=lambda one: one.line)[:BAD_SHOWN]]
    found.done_at = tx.now
    await found.save(using_db=tx.conn)
    await tx.run("delete from audience_import_row where import = $1", asked.ident)
    facts = {
        "created": written.created,
        "updated": written.updated,
        "bad": found.bad_count,
        "why": outcome.why,
    }
    tx.audit("audience.import_finished", str(asked.ident), facts, org_unit=found.org_unit)


async def run_now(ident: ImportId, work: Work) -> None:
    """Run an import here instead of in the worker, whose delivery then finds it finished: for the demo."""
    event = Event(ident, IMPORT_ASKED, str(ident), {"import": str(ident)}, now())
    async with work.job() as tx:
        asked = await prepare(event, tx)
    if asked is not None:
        outcome = await read_file(asked, str(ident), work)
        async with work.job() as tx:
            await finish(asked, outcome, tx)


async def _locked(tx: Tx[Any], ident: ImportId) -> Import | None:
    return await Import.filter(id=ident).using_db(tx.conn).select_for_update().first()


async def _known(read: Read, actor: Actor) -> Known:
    tiers = await tier_rows(read)
    units = await unit_rows(read, actor)
    advisers = await active_advisers(read)
    named = Counter(unit.name_zh for unit in units)
    once = {unit.name_zh: unit.id for unit in units if named[unit.name_zh] == 1}
    return Known(
        {name: tier.code for tier in tiers for name in (tier.code, tier.name_zh, tier.name_en)},
        once | {unit.code: unit.id for unit in units},
        {one.number: one.id for one in advisers if actor.reaches(one.unit)},
    )
