"""An installation as a call needs it: what may run, with which configuration, whose secrets stay here."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from largesse.store.sealing import open_sealed, seal
from largesse.store.work import Read
from largesse_sdk.manifest import Manifest

_LIVE = (
    "select i.id, i.state, i.seat, i.environment, i.config, v.digest, v.entry, v.manifest, c.data, c.secrets"
    " from plugging_installation i join plugging_version v on v.id = i.version"
    " left join plugging_config c on c.installation = i.id and c.n = i.config where i.id = $1"
)


@dataclass(frozen=True)
class Installed:
    """One installation; ``secrets`` are open here and never leave the host."""

    id: UUID
    state: str
    seat: int
    environment: str
    digest: str
    entry: str
    manifest: Manifest
    config_n: int = 0
    config: dict[str, Any] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)


async def installed(read: Read, installation: UUID) -> Installed | None:
    """Read an installation with its newest configuration; None where there is none."""
    row = await read.row(_LIVE, installation)
    if row is None:
        return None
    return Installed(
        id=row["id"],
        state=row["state"],
        seat=row["seat"],
        environment=row["environment"],
        digest=row["digest"],
        entry=row["entry"],
        manifest=msgspec.convert(row["manifest"], Manifest),
        config_n=row["config"],
        config=row["data"] or {},
        secrets=opened(row["id"], row["secrets"] or {}),
    )


def sealed(installation: UUID, secrets: dict[str, str]) -> dict[str, str]:
    """Seal each secret for its installation and field."""
    return {
        name: seal(json.dumps(value).encode(), f"plugging.secret:{installation}:{name}")
        for name, value in secrets.items()
    }


def opened(installation: UUID, kept: dict[str, str]) -> dict[str, str]:
    """Open what ``sealed`` closed."""
    return {
        name: str(json.loads(open_sealed(value, f"plugging.secret:{installation}:{name}")))
        for name, value in kept.items()
    }
