"""Enable an installation that was tested as it stands; disable one everywhere, at once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.plugging.installations.installation import Standing, State, check_enable, expect, stands_tested
from largesse.plugging.installations.lock import lock_installation
from largesse.plugging.installations.records import Installation
from largesse.plugging.packages.records import Plugin
from largesse.store.work import Tx, Work

REASON_MAX = 500


@dataclass(frozen=True, kw_only=True)
class EnablePlugin(Ask):
    """Enable an installation."""

    installation: UUID = asked("Id of the installation.", id="ins")


@dataclass(frozen=True, kw_only=True)
class DisablePlugin(Ask):
    """Disable an installation."""

    installation: UUID = asked("Id of the installation.", id="ins")
    reason: str = asked("Why, for the audit.", default="")


async def enable_plugin(ask: EnablePlugin, *, actor: Actor, work: Work) -> Standing:
    """Enable an installation whose configuration was tested as it stands.

    Raises:
        InstallationMissing, NotTested, WrongState, OfTheInstitution.
    """
    actor.must("plugging.enable")
    async with work.begin(ask, actor, use="plugging.enable", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        installation = await lock_installation(tx, ask.installation, actor)
        tested = stands_tested(installation.tested_config, installation.config, ok=installation.tested_ok)
        check_enable(State(installation.state), tested=tested)
        tx.audit("plugging.enable", str(installation.id), {"reason": ""}, org_unit=installation.org_unit)
        return await tx.done(await _switched(tx, installation, State.ENABLED))


async def disable_plugin(ask: DisablePlugin, *, actor: Actor, work: Work) -> Standing:
    """Disable an installation: from this commit on no process calls it and its callbacks are refused.

    Raises:
        InstallationMissing, WrongState, OfTheInstitution.
    """
    actor.must("plugging.disable")
    async with work.begin(ask, actor, use="plugging.disable", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        installation = await lock_installation(tx, ask.installation, actor)
        expect(State(installation.state), "disable")
        facts = {"reason": ask.reason[:REASON_MAX]}
        tx.audit("plugging.disable", str(installation.id), facts, org_unit=installation.org_unit)
        return await tx.done(await _switched(tx, installation, State.DISABLED))


async def _switched(tx: Tx[Any], installation: Installation, state: State) -> Standing:
    """Write the state and tell the house."""
    installation.state = state
    await installation.save(using_db=tx.conn, update_fields=["state"])
    plugin = await Plugin.get(id=installation.plugin, using_db=tx.conn)
    payload = {"installation": str(installation.id), "plugin": plugin.name}
    tx.emit(f"plugging.plugin_{state}.v1", str(installation.id), payload)
    return Standing(installation.id, state)
