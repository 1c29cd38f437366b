"""Install a plugin for an org unit, configure it, enable and disable it.

Invariant   consent covers everything that the manifest asks for; secrets are sealed; each step is audited
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.ids import new_id
from largesse.plugging.installations.installation import (
    AlreadyInstalled,
    InstallationMissing,
    OfTheInstitution,
    PluginMissing,
    after_configuring,
    check_consent,
    check_enable,
    split_config,
)
from largesse.plugging.processes.live import opened, sealed
from largesse.store.work import Tx, Work
from largesse_sdk.manifest import Manifest


@dataclass(frozen=True, kw_only=True)
class InstallPlugin(Ask):
    """Install the newest version of a plugin; ``consents`` lists what the administrator agrees to."""

    plugin: str
    consents: list[str]
    org_unit: UUID | None = None
    environment: str = "sandbox"


@dataclass(frozen=True, kw_only=True)
class ConfigurePlugin(Ask):
    """Give an installation a new configuration; a masked secret keeps its value."""

    installation: UUID
    config: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SwitchPlugin(Ask):
    """Enable or disable an installation."""

    installation: UUID
    reason: str = ""


@dataclass(frozen=True)
class Standing:
    """Where an installation stands after a step."""

    installation: UUID
    state: str


async def install(ask: InstallPlugin, *, actor: Actor, work: Work) -> Standing:
    """Install a plugin that was found on the plugin path.

    Raises:
        PluginMissing, ConsentIncomplete, AlreadyInstalled.
        OfTheInstitution: ``plugging.of_the_institution``: for all, by one who reaches a part.
    """
    actor.must("plugging.install")
    missing = PluginMissing(ask.plugin)
    actor.reach(ask.org_unit, missing)
    _decides_for(ask.org_unit, actor)
    async with work.begin(ask, actor, use="plugging.install", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        version = await tx.row(
            "select v.id, v.plugin, v.manifest from plugging_version v"
            " join plugging_plugin p on p.id = v.plugin where p.name = $1 order by v.found_at desc limit 1",
            ask.plugin,
        )
        if version is None:
            raise missing
        check_consent(msgspec.convert(version["manifest"], Manifest), ask.consents)
        made = await tx.row(
            "insert into plugging_installation"
            " (id, plugin, version, org_unit, state, environment, consents, installed_by, installed_at)"
            " values ($1, $2, $3, $4, 'consented', $5, $6, $7, $8)"
            " on conflict (plugin, org_unit) where state <> 'uninstalled' do nothing returning id",
            new_id(),
            version["plugin"],
            version["id"],
            ask.org_unit,
            ask.environment,
            ask.consents,
            actor.id,
            tx.now,
        )
        if made is None:
            raise AlreadyInstalled(ask.plugin)
        facts = {"plugin": ask.plugin, "consents": ask.consents}
        tx.audit("plugging.install", str(made["id"]), facts, org_unit=ask.org_unit)
        return await tx.done(Standing(made["id"], "consented"))


async def configure(ask: ConfigurePlugin, *, actor: Actor, work: Work) -> Standing:
    """Keep a new configuration; it must be tested before it can be enabled.

    Raises:
        InstallationMissing, ConfigUnfit, WrongState, OfTheInstitution.
    """
    actor.must("plugging.configure")
    async with work.begin(ask, actor, use="plugging.configure", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        row = await locked(tx, ask.installation, actor)
        state = after_configuring(row["state"])
        last = await tx.row(
            "select secrets from plugging_config where installation = $1 and n = $2", row["id"], row["config"]
        )
        kept = opened(row["id"], last["secrets"]) if last else {}
        plain, secrets = split_config(row["config_schema"], ask.config, kept)
        n = row["config"] + 1
        await tx.run(
            "insert into plugging_config (installation, n, data, secrets, made_by, made_at)"
            " values ($1, $2, $3, $4, $5, $6)",
            row["id"],
            n,
            plain,
            sealed(row["id"], secrets),
            actor.id,
            tx.now,
        )
        await tx.run(
            "update plugging_installation set state = $2, config = $3 where id = $1", row["id"], state, n
        )
        facts = {"config": n, "fields": sorted(ask.config)}
        tx.audit("plugging.configure", str(row["id"]), facts, org_unit=row["org_unit"])
        return await tx.done(Standing(row["id"], state))


async def enable(ask: SwitchPlugin, *, actor: Actor, work: Work) -> Standing:
    """Enable an installation whose configuration was tested as it stands.

    Raises:
        InstallationMissing, NotTested, WrongState, OfTheInstitution.
    """
    actor.must("plugging.enable")
    async with work.begin(ask, actor, use="plugging.enable", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        row = await locked(tx, ask.installation, actor)
        tested = bool(row["tested_ok"]) and row["tested_config"] == row["config"]
        check_enable(row["state"], tested=tested)
        return await _switch(tx, row, "enabled", ask.reason)


async def disable(ask: SwitchPlugin, *, actor: Actor, work: Work) -> Standing:
    """Disable an installation: from this commit on no process calls it and its callbacks are refused.

    Raises:
        InstallationMissing, WrongState, OfTheInstitution.
    """
    actor.must("plugging.disable")
    async with work.begin(ask, actor, use="plugging.disable", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        row = await locked(tx, ask.installation, actor)
        return await _switch(tx, row, "disabled", ask.reason)


async def locked(tx: Tx[Any], installation: UUID, actor: Actor) -> dict[str, Any]:
    """Lock an installation's row for a change and give it with its version's schema.

    Raises:
        InstallationMissing: ``plugging.installation_missing``, also when out of reach.
        OfTheInstitution: ``plugging.of_the_institution``.
    """
    missing = InstallationMissing(str(installation))
    row = await tx.row(
        "select i.*, v.config_schema, p.name from plugging_installation i"
        " join plugging_version v on v.id = i.version join plugging_plugin p on p.id = i.plugin"
        " where i.id = $1 and i.state <> 'uninstalled' for update of i",
        installation,
    )
    if row is None:
        raise missing
    actor.reach(row["org_unit"], missing)
    _decides_for(row["org_unit"], actor)
    return row


def _decides_for(unit: UUID | None, actor: Actor) -> None:
    """Refuse one who reaches a part of the institution and decides for the whole of it.

    Raises:
        OfTheInstitution: ``plugging.of_the_institution``.
    """
    if unit is None and actor.units is not None:
        raise OfTheInstitution


async def _switch(tx: Tx[Standing], row: dict[str, Any], state: str, reason: str) -> Standing:
    await tx.run("update plugging_installation set state = $2 where id = $1", row["id"], state)
    tx.emit(
        f"plugging.plugin_{state}.v1",
        str(row["id"]),
        {"installation": str(row["id"]), "plugin": row["name"]},
    )
    verb = "enable" if state == "enabled" else "disable"
    tx.audit(f"plugging.{verb}", str(row["id"]), {"reason": reason}, org_unit=row["org_unit"])
    return await tx.done(Standing(row["id"], state))
