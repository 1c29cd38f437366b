"""Demo: the airport lounge, installed, configured against its demo supplier, tested and enabled.

The supplier writes its address and the partner's credentials to ``<home>/supplier/lounge/partner.json``
when it starts. Where it is not running the installation waits, configured, for the next run.
"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.canonical import digest
from largesse.kernel.settings import settings
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.installations.install import (
    ConfigurePlugin,
    InstallPlugin,
    SwitchPlugin,
    configure,
    enable,
    install,
)
from largesse.plugging.installations.installation import asks_of
from largesse.plugging.installations.probe import TestPlugin, probe
from largesse.plugging.packages.discover import look, plugin_path
from largesse.plugging.packages.scan import scan
from largesse.store.demo import Stage

_LOUNGE = "largesse.lounge"
_FIELDS = ("base_url", "partner", "api_key", "callback_secret")


async def seed(stage: Stage) -> None:
    """Bring the lounge to where it can be called; a second run changes nothing that already stands."""
    await scan(stage.work)
    folder = next((root / "lounge" for root in plugin_path() if (root / "lounge").is_dir()), None)
    if folder is None:
        return
    actor = stage.known.get("staff.admin", stage.system)
    installation = await _installed(stage, actor, folder)
    stage.known["installation.lounge"] = installation
    config = supplier_config(settings().home)
    if config is not None:
        await _connected(stage, actor, installation, config)


def supplier_config(home: Path) -> dict[str, Any] | None:
    """Read the demo supplier's credentials; None while it never ran on this home."""
    path = home / "supplier" / "lounge" / "partner.json"
    if not path.exists():
        return None
    known = json.loads(path.read_text())
    return {name: known[name] for name in _FIELDS}


async def _installed(stage: Stage, actor: Actor, folder: Path) -> UUID:
    ask = InstallPlugin(key="demo.lounge", plugin=_LOUNGE, consents=asks_of(look(folder).manifest))
    async with stage.work.read() as read:
        known: UUID | None = await read.value(
            "select i.id from plugging_installation i join plugging_plugin p on p.id = i.plugin"
            " where p.name = $1 and i.state <> 'uninstalled'",
            _LOUNGE,
        )
    return known or (await install(ask, actor=actor, work=stage.work)).installation


async def _connected(stage: Stage, actor: Actor, installation: UUID, config: dict[str, Any]) -> None:
    key = f"demo.lounge.{digest(config)[7:23]}"
    work = stage.work
    ask = ConfigurePlugin(key=key, installation=installation, config=config)
    await configure(ask, actor=actor, work=work)
    async with work.read() as read:
        state = await read.value("select state from plugging_installation where id = $1", installation)
    if state == "enabled":
        return
    number = await _tests(stage, installation)
    test = TestPlugin(key=f"{key}.{number}", installation=installation)
    tested = await probe(test, actor=actor, work=work, invoker=work.house.needed(INVOKER))
    if tested.ok:
        switch = SwitchPlugin(key=f"{key}.{number}", installation=installation)
        await enable(switch, actor=actor, work=work)


async def _tests(stage: Stage, installation: UUID) -> int:
    """Count the tests so far, so that each run's test has a key of its own."""
    async with stage.work.read() as read:
        count: int = await read.value(
            "select count(*) from store_audit where subject = $1 and action = 'plugging.test'",
            str(installation),
        )
    return count
