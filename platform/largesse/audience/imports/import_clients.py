"""Take a file of clients in: kept sealed, read in the background."""

import asyncio
from dataclasses import dataclass

from largesse.audience.imports.records import Import, ImportId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.ids import new_id
from largesse.store.blobs import get, put
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Work

IMPORT_ASKED = "audience.import_asked.v1"
NAME_MAX = 200
_SEALED = "audience.import"


@dataclass(frozen=True, kw_only=True)
class ImportClients(Ask):
    """A file to import; ``dry_run`` only reads, and writes no client."""

    file_name: str
    data: bytes
    dry_run: bool = False


@dataclass(frozen=True)
class ImportTaken:
    """The import that was begun."""

    ident: ImportId


async def import_clients(ask: ImportClients, *, actor: Actor, work: Work) -> ImportTaken:
    """Keep a file and have it imported in the background."""
    actor.must("audience.import_clients")
    async with work.begin(ask, actor, use="audience.import_clients", answer=ImportTaken) as tx:
        if tx.earlier:
            return tx.earlier
        ident, file_name = ImportId(new_id()), ask.file_name[:NAME_MAX]
        await Import.create(
            id=ident,
            file_name=file_name,
            file_sha=await asyncio.to_thread(_kept, ask.data),
            dry_run=ask.dry_run,
            state="waiting",
            by_staff=actor.id,
            org_unit=actor.unit,
            asked_at=tx.now,
            using_db=tx.conn,
        )
        tx.emit(IMPORT_ASKED, str(ident), {"import": str(ident)})
        facts = {"file": file_name, "dry_run": ask.dry_run}
        tx.audit("audience.import_asked", str(ident), facts, org_unit=actor.unit)
        return await tx.done(ImportTaken(ident))


def kept_file(file_sha: str) -> bytes:
    """Open a kept file; blocking."""
    return open_sealed(get(file_sha).decode(), _SEALED)


def _kept(data: bytes) -> str:
    return put(seal(data, _SEALED).encode())
