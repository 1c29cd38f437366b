"""A plugin and its installation on the console face."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from largesse.faces.context import Info
from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.plugging.installations.actions import actions
from largesse.plugging.installations.installation import Findings, asks_of, masked
from largesse.plugging.installations.reads import CataloguePlugin
from largesse.plugging.problems.console import PluginProblem
from largesse.plugging.problems.records import Problem

PLUGIN = "plg"
INSTALLATION = "ins"


@strawberry.type(name="PluginInstallation", description="A plugin set up for an org unit.")
class PluginInstallation:
    """An installation on the wire; secrets are masked."""

    id: str = named("Id, ins_….")
    state: str = named("consented, configured, tested, enabled, suspended or disabled.")
    environment: str = named("sandbox or production.")
    config: JsonDocument | None = named(
        "The configuration; a secret is shown as a mask, and the mask sent back keeps it."
    )
    tested_at: datetime | None = named("When the connection was tested last.")
    test_ok: bool | None = named("Whether that test went well.")
    test_message: str | None = named("What the test found, in words.")

    @classmethod
    def of(cls, installation: UUID, plugin: CataloguePlugin, locale: str) -> Self:
        config = None
        if plugin.config is not None:
            config = JsonDocument(masked(plugin.config_schema, plugin.config, set(plugin.sealed or ())))
        return cls(
            id=text_id(INSTALLATION, installation),
            state=plugin.state or "",
            environment=plugin.environment or "",
            config=config,
            tested_at=plugin.tested_at,
            test_ok=plugin.tested_ok,
            test_message=findings_in_words(plugin.test_facts, locale),
        )


@strawberry.type(name="Plugin", description="A plugin of the catalogue and its installation within reach.")
class Plugin:
    """A plugin on the wire."""

    id: str = named("Id, plg_….")
    key: str = named("publisher.name, as the manifest says.")
    name: str = named("Its title in the request's language.")
    summary: str = named("What it does, in one sentence.")
    version: str = named("The installed version, else the newest.")
    publisher: str = named("Who publishes it.")
    state: str = named("The installation's state, or available.")
    capabilities: list[str] = named("What it can do, for example rights_provider.v1.")
    digest: str = named("SHA-256 over paths and contents of its code.")
    egress: list[str] = named("Addresses that it may reach, as the manifest says.")
    permissions: list[str] = named("Further permissions that it asks for.")
    asks: list[str] = named("Everything an administrator agrees to by installing.")
    isolation: str | None = named(
        "The walls that the host saw at the last test:"
        " limits, network, user, processes, files, system_calls, total."
    )
    config_schema: JsonDocument = named("JSON Schema of its configuration.")
    installation: PluginInstallation | None = named("Its installation within reach.")
    problems: list[PluginProblem] = named("Open problems, the newest first.")
    row: strawberry.Private[CataloguePlugin]

    @strawberry.field(description="What the reader may do with it now.")  # type: ignore[untyped-decorator]  # strawberry loses its type
    def actions(self, info: Info) -> list[str]:
        """Name the acts."""
        return actions(info.context.who(), self.row)

    @classmethod
    def of(cls, plugin: CataloguePlugin, locale: str, problems: Sequence[Problem] = ()) -> Self:
        manifest, installed = plugin.manifest, plugin.installation
        return cls(
            id=text_id(PLUGIN, plugin.id),
            key=plugin.name,
            name=said(manifest.title, locale),
            summary=said(manifest.summary, locale),
            version=plugin.version,
            publisher=plugin.name.split(".")[0],
            state=plugin.state or "available",
            capabilities=list(manifest.capabilities),
            digest=plugin.digest,
            egress=list(manifest.egress),
            permissions=list(manifest.permissions),
            asks=asks_of(manifest),
            isolation=plugin.isolation or None,
            config_schema=JsonDocument(plugin.config_schema),
            installation=PluginInstallation.of(installed, plugin, locale) if installed else None,
            problems=[PluginProblem.of(one, locale) for one in problems],
            row=plugin,
        )


def findings_in_words(found: Findings | None, locale: str) -> str | None:
    """Say what the last test found; None where there was none."""
    if found is None:
        return None
    if found.problems:
        return " ".join(said(problem.message, locale) for problem in found.problems)
    if found.code:
        return text(found.code, locale)
    return text("plugging.tested", locale, {"latency_ms": found.latency_ms})
