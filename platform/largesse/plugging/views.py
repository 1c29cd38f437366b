"""The room's types on the console face."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
import strawberry

from largesse.faces.scalars import JsonDocument
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.plugging.installations.installation import asks_of, masked
from largesse_sdk.manifest import Manifest

PLUGIN = "plg"
INSTALLATION = "ins"


@strawberry.type(name="PluginProblem", description="Something that goes wrong with a plugin, counted.")
class PluginProblem:
    """A problem on the wire."""

    code: str = strawberry.field(description="Stable code.")
    message: str = strawberry.field(description="The problem in words.")
    note: str = strawberry.field(description="What the plugin or the provider said, at most 500 characters.")
    count: int = strawberry.field(description="How often it happened.")
    last_at: datetime = strawberry.field(description="When it happened last.")
    critical: bool = strawberry.field(description="Whether the plugin is left alone because of it.")

    @classmethod
    def of(cls, row: dict[str, Any], locale: str) -> "PluginProblem":
        """Translate."""
        code = row["key"] if "." in row["key"] else f"plugging.{row['key']}"
        return cls(
            code=code,
            message=text(code, locale),
            note=row["note"],
            count=row["count"],
            last_at=row["last_at"],
            critical=row["critical"],
        )


@strawberry.type(name="PluginInstallation", description="A plugin set up for an org unit.")
class PluginInstallation:
    """An installation on the wire; secrets are masked."""

    id: str = strawberry.field(description="Id, ins_….")
    state: str = strawberry.field(
        description="consented, configured, tested, enabled, suspended or disabled."
    )
    environment: str = strawberry.field(description="sandbox or production.")
    config: JsonDocument | None = strawberry.field(
        description="The configuration; a secret is shown as a mask, and the mask sent back keeps it."
    )
    tested_at: datetime | None = strawberry.field(description="When the connection was tested last.")
    test_ok: bool | None = strawberry.field(description="Whether that test went well.")
    test_message: str | None = strawberry.field(description="What the test found, in words.")

    @classmethod
    def of(cls, row: dict[str, Any], locale: str) -> "PluginInstallation":
        """Translate."""
        config = None
        if row["config"] is not None:
            config = JsonDocument(masked(row["config_schema"], row["config"], set(row["secrets"])))
        return cls(
            id=text_id(INSTALLATION, row["installation"]),
            state=row["state"],
            environment=row["environment"],
            config=config,
            tested_at=row["tested_at"],
            test_ok=row["tested_ok"],
            test_message=tested_words(row, locale),
        )


@strawberry.type(name="Plugin", description="A plugin of the catalogue and its installation within reach.")
class Plugin:
    """A plugin on the wire."""

    id: str = strawberry.field(description="Id, plg_….")
    key: str = strawberry.field(description="publisher.name, as the manifest says.")
    name: str = strawberry.field(description="Its title in the request's language.")
    summary: str = strawberry.field(description="What it does, in one sentence.")
    version: str = strawberry.field(description="The installed version, else the newest.")
    publisher: str = strawberry.field(description="Who publishes it.")
    state: str = strawberry.field(description="The installation's state, or available.")
    capabilities: list[str] = strawberry.field(description="What it can do, for example rights_provider.v1.")
    digest: str = strawberry.field(description="SHA-256 over paths and contents of its code.")
    egress: list[str] = strawberry.field(description="Addresses that it may reach, as the manifest says.")
    permissions: list[str] = strawberry.field(description="Further permissions that it asks for.")
    asks: list[str] = strawberry.field(description="Everything an administrator agrees to by installing.")
    isolation: str | None = strawberry.field(
        description="The walls that stood at the last test: limits, network, user, files."
    )
    config_schema: JsonDocument = strawberry.field(description="JSON Schema of its configuration.")
    installation: PluginInstallation | None = strawberry.field(description="Its installation within reach.")
    problems: list[PluginProblem] = strawberry.field(description="Open problems, the newest first.")

    @classmethod
    def of(cls, row: dict[str, Any], locale: str, problems: Sequence[dict[str, Any]] = ()) -> "Plugin":
        """Translate."""
        manifest = msgspec.convert(row["manifest"], Manifest)
        installed = row["installation"] is not None
        return cls(
            id=text_id(PLUGIN, row["id"]),
            key=row["name"],
            name=said(manifest.title, locale),
            summary=said(manifest.summary, locale),
            version=row["version"],
            publisher=row["name"].split(".")[0],
            state=row["state"] if installed else "available",
            capabilities=list(manifest.capabilities),
            digest=row["digest"],
            egress=list(manifest.egress),
            permissions=list(manifest.permissions),
            asks=asks_of(manifest),
            isolation=row["isolation"] or None,
            config_schema=JsonDocument(row["config_schema"]),
            installation=PluginInstallation.of(row, locale) if installed else None,
            problems=[PluginProblem.of(one, locale) for one in problems],
        )


def tested_words(row: dict[str, Any], locale: str) -> str | None:
    """Say what the last test found."""
    facts = row["test_facts"]
    if not facts:
        return None
    problems = [said(problem.get("message"), locale) for problem in facts.get("problems", [])]
    if problems:
        return " ".join(problems)
    if facts.get("code"):
        return text(facts["code"], locale)
    return text("plugging.tested", locale, {"latency_ms": facts.get("latency_ms", 0)})
