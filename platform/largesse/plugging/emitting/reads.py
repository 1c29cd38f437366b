"""Who may emit what: an installation with the events that its running version declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.store.work import Read
from largesse_sdk.package.manifest import Manifest

_EMITTER = """
select i.id, i.plugin, i.org_unit, i.state, v.digest, v.manifest from plugging_installation i
join plugging_version v on v.id = i.version where i.id = $1
"""
_BEFORE = """
select b.id from plugging_installation b join plugging_installation i on i.plugin = b.plugin
  and i.org_unit is not distinct from b.org_unit
where i.id = $1 and b.id <> i.id and b.state = 'uninstalled' order by b.installed_at desc limit 100
"""


@dataclass(frozen=True)
class Emitter:
    """An installation that may emit. ``org_unit`` None: it is the whole institution's."""

    id: UUID
    plugin: UUID
    org_unit: UUID | None
    state: str
    digest: str
    manifest: Manifest

    @property
    def title(self) -> Mapping[str, str]:
        """What the plugin is called."""
        return self.manifest.title

    @property
    def names(self) -> frozenset[str]:
        """The events that the running version declares."""
        return frozenset(one.name for one in self.manifest.emits)


@dataclass(frozen=True)
class _Before:
    id: UUID


async def emitter_of(read: Read, installation: UUID) -> Emitter | None:
    """Read an installation that is there, held as it is until the transaction ends; else None."""
    found = await read.one(Emitter, _EMITTER + " for share of i", installation)
    return None if found is None or found.state == "uninstalled" else found


async def installed_before(read: Read, installation: UUID) -> Sequence[UUID]:
    """Give the uninstalled installations of the same plugin for the same unit, newest first."""
    return [one.id for one in await read.all(_Before, _BEFORE, installation)]
