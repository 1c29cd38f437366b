"""An installation as a call needs it: what may run, with which configuration, whose secrets stay here."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from largesse.plugging.processes.sealed_secrets import open_secrets
from largesse.store.work import Read
from largesse_sdk.package.manifest import Manifest

_INSTALLED = (
    "select i.id, i.state, i.user_number, i.environment, v.digest, v.entry, v.manifest,"
    " i.config as config_n, coalesce(c.data, '{}') as config, coalesce(c.secrets, '{}') as sealed"
    " from plugging_installation i join plugging_version v on v.id = i.version"
    " left join plugging_config c on c.installation = i.id and c.n = i.config where i.id = $1"
)


@dataclass(frozen=True)
class Installed:
    """One installation with its newest configuration. ``secrets`` open here and never leave the host."""

    id: UUID
    state: str
    user_number: int
    environment: str
    digest: str
    entry: str
    manifest: Manifest
    config_n: int
    config: dict[str, Any]
    sealed: dict[str, str] = field(repr=False)

    @cached_property
    def secrets(self) -> dict[str, str]:
        """The secrets in the clear, by field."""
        return open_secrets(self.id, self.sealed)


async def read_installed(read: Read, installation: UUID) -> Installed | None:
    """Read an installation with its newest configuration; None where there is none."""
    return await read.one(Installed, _INSTALLED, installation)
