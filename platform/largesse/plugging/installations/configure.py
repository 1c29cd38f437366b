"""Give an installation a new configuration; it must be tested before it counts.

Invariant   secrets are sealed; a configuration is never changed, the next one has the next number
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.plugging.installations.installation import (
    Standing,
    State,
    after_configuring,
    split_config,
)
from largesse.plugging.installations.lock import lock_installation
from largesse.plugging.installations.records import Config, Installation
from largesse.plugging.packages.records import Version
from largesse.plugging.processes.sealed_secrets import open_secrets, seal_secrets
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True, repr=False)  # no log line shows its secrets
class ConfigurePlugin(Ask):
    """Give an installation a new configuration; a masked secret keeps its value."""

    installation: UUID = asked("Id of the installation.", id="ins")
    config: dict[str, Any] = asked(
        "The configuration, of the plugin's schema; a masked secret keeps its value."
    )


async def configure_plugin(ask: ConfigurePlugin, *, actor: Actor, work: Work) -> Standing:
    """Keep a new configuration; it must be tested before it can be enabled.

    Raises:
        InstallationMissing, ConfigUnfit, SchemaUnfit, WrongState, OfTheInstitution.
    """
    actor.must("plugging.configure")
    async with work.begin(ask, actor, use="plugging.configure", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        installation = await lock_installation(tx, ask.installation, actor)
        state = after_configuring(State(installation.state))
        version = await Version.get(id=installation.version, using_db=tx.conn)
        plain, secrets = split_config(version.config_schema, ask.config, await _secrets(tx, installation))
        installation.config, installation.state = installation.config + 1, state
        await Config.create(
            using_db=tx.conn,
            installation=installation.id,
            n=installation.config,
            data=plain,
            secrets=seal_secrets(installation.id, secrets),
            made_by=actor.id,
            made_at=tx.now,
        )
        await installation.save(using_db=tx.conn, update_fields=["config", "state"])
        facts = {"config": installation.config, "fields": sorted(ask.config)}
        tx.audit("plugging.configure", str(installation.id), facts, org_unit=installation.org_unit)
        return await tx.done(Standing(installation.id, state))


async def _secrets(tx: Tx[Standing], installation: Installation) -> dict[str, str]:
    """Give the secrets of the configuration so far."""
    last = await Config.get_or_none(installation=installation.id, n=installation.config, using_db=tx.conn)
    return open_secrets(installation.id, last.secrets) if last else {}
