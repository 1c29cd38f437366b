"""Take a provider's file of uses in: looked at first, then kept sealed and booked in the background."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.rights.catalogue.providers import ProviderMissing
from largesse.rights.catalogue.records import Provider, ProviderId
from largesse.rights.told_uses.apart import uses_apart
from largesse.rights.told_uses.match import Judged, judged
from largesse.rights.told_uses.records import UseFile, UseFileId
from largesse.rights.told_uses.use_table import Uses
from largesse.store.blobs import get, put
from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Read, Work

USE_FILE_ASKED = "rights.use_file_asked.v1"
NAME_MAX = 200
_SEALED = "rights.use_file"


@dataclass(frozen=True, kw_only=True)
class TakeUses(Ask):
    """A file of uses of a provider; ``zone`` is that of its times without an offset."""

    provider: ProviderId
    file_name: str
    data: bytes
    zone: str


@dataclass(frozen=True)
class UsesTaken:
    """The file that was taken."""

    file: UseFileId


@dataclass(frozen=True)
class Foreseen:
    """What booking a file would do."""

    uses: Uses
    rows: tuple[Judged, ...]


async def foresee(data: bytes, provider: UUID, zone: str, *, actor: Actor, work: Work) -> Foreseen:
    """Read and judge a file as booking it would, and keep nothing.

    Raises:
        ProviderMissing: ``rights.provider_missing``.
        Unreadable: the file is no table of uses.
        Malformed: ``kernel.malformed`` at ``zone``.
    """
    actor.must("rights.import_uses")
    _check_zone(zone)
    async with work.read() as read:
        await _provider(read, provider, actor)
    uses = await uses_apart(data, zone, work.house)
    async with work.read() as read:
        return Foreseen(uses, tuple(await judged(read, provider, uses.rows, now())))


async def take_uses(ask: TakeUses, *, actor: Actor, work: Work) -> UsesTaken:
    """Keep a file and have it booked in the background.

    Raises:
        ProviderMissing: ``rights.provider_missing``.
        Malformed: ``kernel.malformed`` at ``zone``.
    """
    actor.must("rights.import_uses")
    _check_zone(ask.zone)
    async with work.begin(ask, actor, use="rights.take_uses", answer=UsesTaken) as tx:
        if tx.earlier:
            return tx.earlier
        provider = await _provider(tx, ask.provider, actor)
        ident, name = UseFileId(new_id()), ask.file_name[:NAME_MAX]
        await UseFile.create(
            using_db=tx.conn,
            id=ident,
            provider=provider.id,
            file_name=name,
            file_sha=await asyncio.to_thread(_kept, ask.data),
            zone=ask.zone,
            state="waiting",
            by_staff=actor.id,
            org_unit=provider.org_unit,
            asked_at=tx.now,
        )
        tx.emit(USE_FILE_ASKED, str(ident), {"file": str(ident)})
        facts = {"provider": provider.slug, "file": name, "zone": ask.zone}
        tx.audit("rights.use_file_asked", str(ident), facts, org_unit=provider.org_unit)
        return await tx.done(UsesTaken(ident))


def kept_file(file_sha: str) -> bytes:
    """Open a kept file; blocking."""
    return open_sealed(get(file_sha).decode(), _SEALED)


def _kept(data: bytes) -> str:
    return put(seal(data, _SEALED).encode())


def _check_zone(zone: str) -> None:
    if zone not in available_timezones():
        raise Malformed(because("rights.reason.zone"), "zone")


async def _provider(read: Read, provider: UUID, actor: Actor) -> Any:
    row = await Provider.get_or_none(id=provider, using_db=read.conn)
    if row is None:
        raise ProviderMissing(str(provider))
    actor.reach(row.org_unit, ProviderMissing(str(provider)))
    return row
