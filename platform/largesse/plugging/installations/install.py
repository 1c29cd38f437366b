"""Install the newest version of a plugin for an org unit or for the whole institution.

Invariant   consent covers everything that the manifest asks for
"""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.plugging.installations.installation import (
    AlreadyInstalled,
    PluginMissing,
    Standing,
    State,
    asks_of,
    check_consent,
    check_environment,
)
from largesse.plugging.installations.lock import check_decides_for
from largesse.plugging.packages.config_schema import compiled
from largesse.plugging.packages.newest import newest_version
from largesse.plugging.packages.records import Version
from largesse.store.work import Tx, Work
from largesse_sdk.package.manifest import Manifest

_INSTALL = """
insert into plugging_installation
  (id, plugin, version, org_unit, state, environment, consents, installed_by, installed_at)
values ($1, $2, $3, $4, 'consented', $5, $6, $7, $8)
on conflict (plugin, org_unit) where state <> 'uninstalled' do nothing
returning id
"""


@dataclass(frozen=True, kw_only=True)
class InstallPlugin(Ask):
    """Install a plugin; without ``consents`` everything that it asks for is agreed to."""

    plugin: UUID = asked("Id of the plugin.", id="plg")
    consents: list[str] | None = asked(
        "What is agreed to, of the plugin's asks; absent: all of them.", default=None
    )
    environment: str = asked("sandbox or production.", default="sandbox")
    org_unit: UUID | None = None


async def install_plugin(ask: InstallPlugin, *, actor: Actor, work: Work) -> Standing:
    """Install a plugin that was found on the plugin path.

    Raises:
        PluginMissing, ConsentIncomplete, AlreadyInstalled.
        SchemaUnfit: ``plugging.schema_unfit``.
        OfTheInstitution: ``plugging.of_the_institution``: for all, by one who reaches a part.
        Malformed: ``kernel.malformed`` at ``environment``.
    """
    actor.must("plugging.install")
    missing = PluginMissing(str(ask.plugin))
    actor.reach(ask.org_unit, missing)
    check_decides_for(ask.org_unit, actor)
    check_environment(ask.environment)
    async with work.begin(ask, actor, use="plugging.install", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        newest = await newest_version(tx, ask.plugin)
        if newest is None:
            raise missing
        manifest = msgspec.convert(newest.manifest, Manifest)
        compiled(newest.config_schema)
        consents = asks_of(manifest) if ask.consents is None else ask.consents
        check_consent(manifest, consents)
        made = await _put(tx, ask, newest, consents)
        if made is None:
            raise AlreadyInstalled(manifest.id)
        facts = {"plugin": manifest.id, "consents": consents}
        tx.audit("plugging.install", str(made), facts, org_unit=ask.org_unit)
        return await tx.done(Standing(made, State.CONSENTED))


async def _put(tx: Tx[Standing], ask: InstallPlugin, version: Version, consents: list[str]) -> UUID | None:
    """Write the row; None where the plugin is installed for the unit already."""
    made: UUID | None = await tx.value(
        _INSTALL,
        new_id(),
        ask.plugin,
        version.id,
        ask.org_unit,
        ask.environment,
        consents,
        tx.actor.id,
        tx.now,
    )
    return made
