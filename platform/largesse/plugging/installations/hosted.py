"""What installed plugins offer: methods beyond the required ones, pages for clients and where those lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.plugging.processes.installed import read_installed
from largesse.store.work import Read
from largesse_sdk.package.manifest import Manifest
from largesse_sdk.process.egress import allowed

_OFFERED = (
    "select i.id, v.manifest from plugging_installation i join plugging_version v on v.id = i.version"
    " where i.id = any($1::uuid[]) and i.state = 'enabled'"
)

_NAMED = (
    "select i.id, v.manifest from plugging_installation i join plugging_version v on v.id = i.version"
    " where i.id = $1"
)


@dataclass(frozen=True)
class _Offered:
    id: UUID
    manifest: Manifest


async def pages_hosted(read: Read, installations: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
    """Give the purposes of the pages that the plugins' providers host, by installation: of enabled ones."""
    rows = await read.all(_Offered, _OFFERED, list(installations))
    return {row.id: row.manifest.pages for row in rows if "client_link" in row.manifest.offers}


async def may_send_to(read: Read, installation: UUID, url: str) -> bool:
    """Tell whether a client may be sent to an address: its manifest names the origin, TLS in production."""
    found = await read_installed(read, installation)
    if found is None or (found.environment == "production" and not url.startswith("https://")):
        return False
    return allowed(url, found.manifest.links, found.config)


async def methods_offered(read: Read, installation: UUID) -> frozenset[str]:
    """Name the methods beyond the required ones that an enabled installation's manifest offers."""
    rows = await read.all(_Offered, _OFFERED, [installation])
    return frozenset(one for row in rows for one in row.manifest.offers)


async def fields_agreed(read: Read, installation: UUID) -> frozenset[str]:
    """Name the personal fields that the installation's manifest asks for, and that were consented to."""
    rows = await read.all(_Offered, _OFFERED, [installation])
    return frozenset(one.field for row in rows for one in row.manifest.pii)


async def fields_named(read: Read, installation: UUID) -> frozenset[str]:
    """Name the personal fields of the installation's manifest, also while it is switched off."""
    rows = await read.all(_Offered, _NAMED, installation)
    return frozenset(one.field for row in rows for one in row.manifest.pii)
