"""The catalogue for screens: each plugin with its installation within reach."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.plugging.installations.installation import Findings, State
from largesse.plugging.packages.newest import NEWEST_FIRST
from largesse.plugging.packages.records import PluginId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read
from largesse_sdk.package.manifest import Manifest

SORTS = {
    "key": Sort("p.name"),
    "name": Sort("p.name"),
    "state": Sort("coalesce(i.state, 'available')"),
    "version": Sort("v.version"),
}
_COLUMNS = """p.id, p.name, v.id as version_id, v.version, v.digest, v.manifest, v.config_schema,
  i.id as installation, i.state, i.org_unit, i.environment, i.isolation, i.config as config_number,
  i.tested_config, i.tested_at, i.tested_ok, i.test_facts, i.previous,
  c.data as config, c.secrets as sealed"""
_REACH = "i.plugin = p.id and i.state <> 'uninstalled'"


@dataclass(frozen=True)
class CataloguePlugin:
    """A plugin of the catalogue; where it is not installed, what belongs to an installation is None.

    ``config_number`` is the number of its newest configuration, 0 before the first.
    """

    id: PluginId
    name: str
    version_id: UUID
    version: str
    digest: str
    manifest: Manifest
    config_schema: dict[str, Any]
    installation: UUID | None
    state: State | None
    org_unit: UUID | None
    environment: str | None
    isolation: str | None
    config_number: int | None
    tested_config: int | None
    tested_at: datetime | None
    tested_ok: bool | None
    test_facts: Findings | None
    previous: UUID | None
    config: dict[str, Any] | None
    sealed: dict[str, str] | None = field(repr=False)


async def plugins_page(read: Read, actor: Actor, wish: Wish) -> Paged[CataloguePlugin]:
    """List the plugins of the catalogue with the installation within reach."""
    asked = _catalogue(actor)
    asked.search(wish.search, "p.name", "v.manifest->>'title'")
    return await paged(read, CataloguePlugin, asked, chosen(wish.sort, SORTS, "name"), wish.page)


@dataclass(frozen=True)
class InstalledRow:
    """An installed plugin in a line."""

    id: UUID
    name: str
    title: dict[str, str]
    version: str


async def installed_page(
    read: Read,
    actor: Actor,
    wish: Wish,
    capability: str,
    *,
    enabled_besides: Sequence[UUID] | None = None,
) -> Paged[InstalledRow]:
    """List installed plugins within reach that have a capability; enabled ones but for some, or all."""
    asked = List(
        "i.id, p.name, v.manifest->'title' as title, v.version",
        "plugging_installation i join plugging_plugin p on p.id = i.plugin"
        " join plugging_version v on v.id = i.version",
        "i.id",
    )
    asked.conditions.append(
        f"i.state <> 'uninstalled' and v.manifest->'capabilities' ? {asked.param(capability)}"
    )
    asked.within(actor.units, "i.org_unit", "i.org_unit is null")
    if enabled_besides is not None:
        besides = asked.param(list(enabled_besides))
        asked.conditions.append(f"i.state = 'enabled' and i.id <> all({besides}::uuid[])")
    asked.search(wish.search, "p.name", "v.manifest->>'title'")
    return await paged(
        read, InstalledRow, asked, chosen(wish.sort, {"name": Sort("p.name")}, "name"), wish.page
    )


async def read_plugin(read: Read, actor: Actor, plugin: UUID) -> CataloguePlugin | None:
    """Give one plugin of the catalogue with its installation."""
    asked = _catalogue(actor)
    place = asked.param(plugin)
    sql = f"select {_COLUMNS} from {asked.source} where p.id = {place}"  # noqa: S608 - constants of this module
    return await read.one(CataloguePlugin, sql, *asked.args)


@dataclass(frozen=True)
class Serving:
    """The plugin that an installation runs."""

    installation: UUID
    plugin: PluginId
    manifest: Manifest
    state: State


async def serving(read: Read, installations: Sequence[UUID]) -> dict[UUID, Serving]:
    """Give which plugin each installation runs; unknown ones are left out."""
    sql = """select i.id as installation, i.plugin, v.manifest, i.state from plugging_installation i
             join plugging_version v on v.id = i.version where i.id = any($1::uuid[])"""
    return {one.installation: one for one in await read.all(Serving, sql, list(installations))}


def _catalogue(actor: Actor) -> List:
    asked, reach = List(_COLUMNS, "", "p.id"), _REACH
    if actor.units is not None:
        reach += f" and (i.org_unit is null or i.org_unit = any({asked.param(list(actor.units))}::uuid[]))"
    asked.source = f"""plugging_plugin p
      left join lateral (select i.* from plugging_installation i where {reach}
        order by i.org_unit nulls last, i.installed_at limit 1) i on true
      join lateral (select v.* from plugging_version v where v.plugin = p.id
        and (v.id = i.version or i.version is null and v.removed_at is null)
        order by {NEWEST_FIRST} limit 1) v on true
      left join plugging_config c on c.installation = i.id and c.n = i.config"""  # noqa: S608 - constants of this module
    return asked
