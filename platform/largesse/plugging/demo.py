"""Demo: the providers' plugins, installed, configured against their demo suppliers, tested and enabled.

A supplier writes its address and the partner's credentials to ``<home>/supplier/<name>/partner.json`` when it
starts. Where the lounge's never ran its installation waits for the next run; the others are there or not.
"""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.canonical import digest
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.installations.configure import ConfigurePlugin, configure_plugin
from largesse.plugging.installations.install import InstallPlugin, install_plugin
from largesse.plugging.installations.installation import State
from largesse.plugging.installations.records import Installation
from largesse.plugging.installations.switch import EnablePlugin, enable_plugin
from largesse.plugging.installations.try_connection import TryConnection, try_connection
from largesse.plugging.packages.discover import plugin_path, read_package
from largesse.plugging.packages.records import PluginId
from largesse.plugging.packages.scan import list_version
from largesse.store.demo import Stage

OTHERS = ("health", "legal", "gift")
_FIELDS = ("base_url", "partner", "api_key", "callback_secret")


async def seed(stage: Stage) -> None:
    """Bring each plugin to where it can be called; a second run changes nothing that already stands."""
    known = [one for one in OTHERS if supplier_config(settings().home, one) is not None]
    await asyncio.gather(*(_provider(stage, name) for name in ("lounge", *known)))


def supplier_config(home: Path, name: str = "lounge") -> dict[str, Any] | None:
    """Read a demo supplier's credentials; None while it never ran on this home."""
    path = home / "supplier" / name / "partner.json"
    if not path.exists():
        return None
    known = json.loads(path.read_text())
    return {name: known[name] for name in _FIELDS}


async def _provider(stage: Stage, name: str) -> None:
    folder = next((root / name for root in plugin_path() if (root / name).is_dir()), None)
    if folder is None:
        return
    plugin = await list_version(stage.work, read_package(folder))
    actor = stage.known.get("staff.admin", stage.system)
    installation = await _installed(stage, actor, plugin, name)
    stage.known[f"installation.{name}"] = installation
    config = supplier_config(settings().home, name)
    if config is not None:
        await _connected(stage, actor, installation, (name, config))


async def _installed(stage: Stage, actor: Actor, plugin: PluginId, name: str) -> UUID:
    async with stage.work.read() as read:
        installed = Installation.filter(plugin=plugin).exclude(state=State.UNINSTALLED)
        known = await installed.using_db(read.conn).first()
    if known is not None:
        return known.id
    ask = InstallPlugin(key=f"demo.{name}", plugin=plugin)
    return (await install_plugin(ask, actor=actor, work=stage.work)).installation


async def _connected(
    stage: Stage, actor: Actor, installation: UUID, supplier: tuple[str, dict[str, Any]]
) -> None:
    """Configure once per configuration; try again with every run until it is enabled."""
    name, config = supplier
    work, key = stage.work, f"demo.{name}.{digest(config)[7:23]}"
    await configure_plugin(
        ConfigurePlugin(key=key, installation=installation, config=config), actor=actor, work=work
    )
    async with work.read() as read:
        found = await Installation.get(id=installation, using_db=read.conn)
    if found.state == State.ENABLED:
        return
    attempt = f"{key}.{new_id()}"
    trial = TryConnection(key=attempt, installation=installation)
    tried = await try_connection(trial, actor=actor, work=work, invoker=work.house.needed(INVOKER))
    if tried.ok:
        await enable_plugin(EnablePlugin(key=attempt, installation=installation), actor=actor, work=work)
