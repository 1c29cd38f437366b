"""Another version of an installed plugin on the console face."""

from typing import cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.ids import text_id
from largesse.plugging.installations.console import PluginTested, show_changed, show_installed
from largesse.plugging.installations.installation import asks_of, begins, masked
from largesse.plugging.installations.lock import decides_for
from largesse.plugging.installations.reads import CataloguePlugin
from largesse.plugging.installations.uninstall import uninstall_plugin
from largesse.plugging.installations.views import Plugin, findings_in_words
from largesse.plugging.processes.sealed_secrets import open_secrets
from largesse.plugging.upgrades.offer import Candidate, carried, changes
from largesse.plugging.upgrades.reads import candidate, offered
from largesse.plugging.upgrades.roll_back import roll_back_plugin
from largesse.plugging.upgrades.upgrade import UpgradeTried, upgrade_plugin
from largesse_sdk.package.manifest import secrets_of

VERSION = "plv"


@strawberry.type(description="A newer version of an installed plugin, and what it changes.")
class PluginUpgrade:
    """What is offered."""

    row: strawberry.Private[CataloguePlugin]
    id: str = named("Id of the version, plv_….")
    version: str = named("Its number.")
    digest: str = named("SHA-256 over paths and contents of its code.")
    asks: list[str] = named("Everything that it asks for, to be agreed to.")
    asks_added: list[str] = named("What it asks for and the running version does not.")
    asks_removed: list[str] = named("What the running version asks for and it does not.")
    fields_added: list[str] = named("Fields of its configuration that are new.")
    fields_removed: list[str] = named("Fields of the configuration that it does not know; they are dropped.")
    config_schema: JsonDocument = named("JSON Schema of its configuration.")
    config: JsonDocument = named("The configuration as it is carried over; secrets are masked.")

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither state, office nor reach forbids."""
        actor, row = info.context.who(), self.row
        free = (
            begins(row.state, "upgrade") and decides_for(row.org_unit, actor) and actor.reaches(row.org_unit)
        )
        return ["upgrade"] if free and actor.may("plugging.upgrade") else []

    @classmethod
    def of(cls, row: CataloguePlugin, running: Candidate, new: Candidate) -> "PluginUpgrade":
        differ = changes(running, new)
        # A field that is plain here and secret there is shown masked too: its value stays with the house.
        secrets = open_secrets(row.installation, row.sealed or {}) if row.installation else {}
        plain, kept = carried(new.config_schema, row.config or {}, secrets)
        hidden = secrets_of(new.config_schema)
        shown = {name: value for name, value in plain.items() if name not in hidden}
        return cls(
            row=row,
            id=text_id(VERSION, new.id),
            version=new.version,
            digest=new.digest,
            asks=asks_of(new.manifest),
            asks_added=differ.asks_added,
            asks_removed=differ.asks_removed,
            fields_added=differ.fields_added,
            fields_removed=differ.fields_removed,
            config_schema=JsonDocument(new.config_schema),
            config=JsonDocument(masked(new.config_schema, shown, set(kept))),
        )


@extends(Plugin)
@strawberry.type
class VersionsOfPlugin:
    """Versions beside the one that runs; ``self`` is the plugin when the face is assembled."""

    @strawberry.field(description="The newer version that is offered; null: it runs the newest, or nothing.")
    async def upgrade(self, info: Info) -> PluginUpgrade | None:
        """Read it."""
        row = cast("Plugin", self).row
        if row.installation is None:
            return None
        async with info.context.work.read() as read:
            running = await candidate(read, row.version_id)
            new = await offered(read, running) if running else None
        return PluginUpgrade.of(row, running, new) if running and new else None

    @strawberry.field(description="The version that it can go back to; null: none.")
    async def version_before(self, info: Info) -> str | None:
        """Read its number."""
        before = cast("Plugin", self).row.previous
        if before is None:
            return None
        async with info.context.work.read() as read:
            found = await candidate(read, before)
        return found.version if found else None


async def _upgraded(tried: UpgradeTried, info: Info) -> PluginTested:
    plugin = await show_installed(info.context, tried.installation)
    message = findings_in_words(tried.findings, info.context.locale) or ""
    return PluginTested(ok=tried.ok, message=message, plugin=plugin)


@strawberry.type
class VersionMutation:
    """Steps from one version to another, and away."""

    upgrade_plugin = mutation(
        upgrade_plugin,
        "Try a newer version live and switch to it; where the test fails the old one goes on.",
        shows=_upgraded,
    )
    roll_back_plugin = mutation(
        roll_back_plugin, "Run the version before again, with its configuration.", shows=show_changed
    )
    uninstall_plugin = mutation(
        uninstall_plugin,
        "Uninstall a plugin on which nothing stands; its records stay, its secrets go.",
        shows=show_changed,
    )
