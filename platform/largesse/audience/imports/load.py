"""Import a file of clients: kept sealed, read in the background with progress, written in one commit.

Words       waiting -> reading (rows staged, progress seen) -> done | refused
Invariant   clients change in one transaction or not at all; bad rows are told by line and never written
"""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, cast
from uuid import UUID

import msgspec

from largesse.audience.clients.identities import KINDS, index_of, sealed_of
from largesse.audience.clients.merge import drop_far, merge
from largesse.audience.imports.census import Bad, Good, Known, Sheet, Unreadable, read_rows, sheet_of
from largesse.identity.sessions.sessions import staff_actor
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.clock import now
from largesse.kernel.errors import Broken
from largesse.kernel.ids import new_id
from largesse.store.blobs import get, put
from largesse.store.outbox import Event
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Read, Tx, Work

IMPORT_ASKED = "audience.import_asked.v1"
CHUNK = 500
BAD_SHOWN = 1_000
_SEALED = "audience.import"


@dataclass(frozen=True, kw_only=True)
class ImportClients(Ask):
    """A file to import; ``dry_run`` reads and tells, and writes no client."""

    file_name: str
    data: bytes
    dry_run: bool = False


@dataclass(frozen=True)
class ImportTaken:
    """The import that was begun."""

    ident: UUID


@dataclass(frozen=True)
class Reading:
    """What ``read_file`` needs, prepared in a transaction."""

    ident: UUID
    file_sha: str
    actor: Actor | None


@dataclass(frozen=True)
class Outcome:
    """What reading came to. ``columns``: those the file has; ``why``: refused as a whole."""

    columns: tuple[str, ...] = ()
    encoding: str = ""
    bad: tuple[Bad, ...] = ()
    bad_count: int = 0
    why: str = ""


async def import_clients(ask: ImportClients, *, actor: Actor, work: Work) -> ImportTaken:
    """Keep a file and tell the house to import it."""
    actor.must("audience.import_clients")
    async with work.begin(ask, actor, use="audience.import_clients", answer=ImportTaken) as tx:
        if tx.earlier:
            return tx.earlier
        ident = new_id()
        file_sha = await asyncio.to_thread(_kept, ask.data)
        await tx.run(
            """insert into audience_import (id, file_name, file_sha, dry_run, state, by_staff, org_unit,
                                        asked_at)
               values ($1, $2, $3, $4, 'waiting', $5, $6, $7)""",
            ident,
            ask.file_name[:200],
            file_sha,
            ask.dry_run,
            actor.id,
            actor.unit,
            tx.now,
        )
        tx.emit(IMPORT_ASKED, str(ident), {"import": str(ident)})
        facts = {"file": ask.file_name[:200], "dry_run": ask.dry_run}
        tx.audit("audience.import_asked", str(ident), facts, org_unit=actor.unit)
        return await tx.done(ImportTaken(ident))


async def prepare(event: Event, tx: Tx[Any]) -> Reading | None:
    """Take the import up, unless it is finished."""
    row = await tx.row(
        "select * from audience_import where id = $1 for update", UUID(event.payload["import"])
    )
    if row is None or row["state"] in {"done", "refused"}:
        return None
    await tx.run("delete from audience_import_row where import = $1", row["id"])
    await tx.run("update audience_import set state = 'reading', read_count = 0 where id = $1", row["id"])
    by_house = row["by_staff"] == UUID(int=0)
    return Reading(
        row["id"], row["file_sha"], tx.actor if by_house else await staff_actor(tx, row["by_staff"])
    )


async def read_file(asked: Reading, _request: str, work: Work) -> Outcome:
    """Read the file and stage its good rows, telling the progress after every chunk."""
    if asked.actor is None:
        return Outcome(why="importer_gone")
    try:
        sheet = await asyncio.to_thread(_sheet, asked.file_sha)
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
            bad += await _stage(tx, asked, goods)
            sql = "update audience_import set read_count = read_count + $2, total_count = $3 where id = $1"
            await tx.run(sql, asked.ident, len(chunk), len(sheet.rows))
    return _outcome(sheet, bad)


async def finish(asked: Reading, outcome: Outcome, tx: Tx[Any]) -> None:
    """Write every staged client in this one transaction, or the reason why none was."""
    row = await tx.row("select * from audience_import where id = $1 for update", asked.ident)
    if row is None or row["state"] != "reading":
        return
    created = updated = 0
    late: list[Bad] = []
    if not outcome.why and not row["dry_run"] and asked.actor is not None:
        late = [Bad(line, "ext_id", "out_of_reach") for line in await drop_far(tx, asked.ident, asked.actor)]
        created, updated = await merge(tx, asked.ident, outcome.columns, row["by_staff"])
    await tx.run(
        """update audience_import set state = $2, why = $3, encoding = $4, created_count = $5,
             updated_count = $6, bad_count = $7, bad = $8, done_at = $9 where id = $1""",
        asked.ident,
        "refused" if outcome.why else "done",
        outcome.why,
        outcome.encoding,
        created,
        updated,
        outcome.bad_count + len(late),
        [asdict(one) for one in (*outcome.bad, *late)][:BAD_SHOWN],
        tx.now,
    )
    await tx.run("delete from audience_import_row where import = $1", asked.ident)
    facts = {"created": created, "updated": updated, "bad": outcome.bad_count + len(late), "why": outcome.why}
    tx.audit("audience.import_finished", str(asked.ident), facts, org_unit=row["org_unit"])


async def run_now(ident: UUID, work: Work) -> None:
    """Run an import here instead of in the worker, whose delivery then finds it finished: for the demo."""
    event = Event(ident, IMPORT_ASKED, str(ident), {"import": str(ident)}, now())
    async with work.job() as tx:
        asked = await prepare(event, tx)
    if asked is not None:
        outcome = await read_file(asked, str(ident), work)
        async with work.job() as tx:
            await finish(asked, outcome, tx)


def _kept(data: bytes) -> str:
    return put(seal(data, _SEALED).encode())


def _sheet(file_sha: str) -> Sheet:
    return sheet_of(open_sealed(get(file_sha).decode(), _SEALED))


def _outcome(sheet: Sheet, bad: list[Bad]) -> Outcome:
    bad.sort(key=lambda one: one.line)
    lines = len({one.line for one in bad})
    return Outcome(tuple(filter(None, sheet.columns)), sheet.encoding, tuple(bad[:BAD_SHOWN]), lines)


async def _known(read: Read, actor: Actor) -> Known:
    tiers = await read.rows("select code, name_zh, name_en from audience_tier")
    units = await read.rows("select id, code, name_zh from identity_org_unit")
    sql = "select id, number, unit from identity_staff where state = 'active' and 'adviser' = any(roles)"
    advisers = await read.rows(sql)
    reached = [unit for unit in units if actor.reaches(unit["id"])]
    return Known(
        {row[name]: row["code"] for row in tiers for name in ("code", "name_zh", "name_en")},
        {row[name]: row["id"] for row in reached for name in ("code", "name_zh")},
        {row["number"]: row["id"] for row in advisers if actor.reaches(row["unit"])},
    )


async def _stage(tx: Tx[Any], asked: Reading, goods: Sequence[Good]) -> list[Bad]:
    """Stage rows that clash with nobody; the others are bad."""
    bad = await _clashes(tx, asked, goods)
    lines = {one.line for one in bad}
    fit = [one for one in goods if one.line not in lines]
    staged = [(asked.ident, one.line, one.ext_id, _staged(one)) for one in fit]
    sql = "insert into audience_import_row (import, line, ext_id, fields) values ($1, $2, $3, $4)"
    await tx.many(sql, staged)
    return bad


async def _clashes(tx: Tx[Any], asked: Reading, goods: Sequence[Good]) -> list[Bad]:
    if asked.actor is None:
        raise Broken("an import without its importer was staged")
    sql = "select ext_id, org_unit from audience_customer where ext_id = any($1::text[])"
    here = {row["ext_id"]: row["org_unit"] for row in await tx.rows(sql, [one.ext_id for one in goods])}
    wanted = {(k, index_of(k, one.fields[k])): one for one in goods for k in KINDS if one.fields.get(k)}
    sql = """select i.kind, i.value_index, c.ext_id from audience_identity i
             join audience_customer c on c.id = i.customer
             where i.revoked_at is null and i.value_index = any($1::text[])"""
    owners = await tx.rows(sql, [index for _, index in wanted])
    far = [one for one in goods if one.ext_id in here and not asked.actor.reaches(here[one.ext_id])]
    bad = [Bad(one.line, "ext_id", "out_of_reach") for one in far]
    for row in owners:
        one = wanted.get((row["kind"], row["value_index"]))
        if one is not None and one.ext_id != row["ext_id"]:
            bad.append(Bad(one.line, row["kind"], "belongs_to_another"))
    return bad


def _staged(one: Good) -> dict[str, Any]:
    fields = {name: value for name, value in one.fields.items() if name not in KINDS}
    for kind in KINDS:
        if one.fields.get(kind):
            fields[kind] = {**asdict(sealed_of(kind, one.fields[kind])), "id": new_id()}
    more = {"id": new_id(), "household_id": new_id()}
    return cast("dict[str, Any]", msgspec.to_builtins(fields | more))
