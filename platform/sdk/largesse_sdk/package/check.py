"""What a plugin's folder must hold before it is worth packing; the same on a laptop and on the server.

Invariant   a check names the file and the place; it never stops at the first finding
"""

import importlib
import json
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from largesse_sdk.contracts.capability import Capability
from largesse_sdk.contracts.registry import CAPABILITIES, InvalidPlugin, Registry
from largesse_sdk.package.manifest import BadManifest, Manifest, config_schema, read

GROUP = "largesse.plugins"
_SECRET_WORDS = ("secret", "key", "token", "password", "credential")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. ``check`` is the number in the conformance kit, where it has one."""

    check: str
    path: str
    message: str


def check(folder: Path) -> list[Finding]:
    """Check a plugin's folder; an empty list means that nothing is wrong."""
    try:
        manifest = read(folder)
    except BadManifest as error:
        return [Finding("C01", "manifest.json", str(error))]
    found = [*_title(manifest), *_configuration(folder, manifest)]
    entry, findings = entry_point(folder, manifest)
    found += findings
    if entry and not findings:
        found += _class(folder, manifest, entry)
    if not (folder / "README.md").is_file():
        found.append(Finding("C30", "README.md", "is missing"))
    return found


def entry_point(folder: Path, manifest: Manifest) -> tuple[str, list[Finding]]:
    """Read the one entry point out of ``pyproject.toml``."""
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8")).get("project", {})
    except (OSError, ValueError) as error:
        return "", [Finding("C01", "pyproject.toml", f"cannot be read: {error}")]
    points = project.get("entry-points", {}).get(GROUP, {})
    if list(points) != [manifest.id]:
        return "", [Finding("C01", "pyproject.toml", f"exactly one entry point {manifest.id} in {GROUP}")]
    entry = str(points[manifest.id])
    findings = []
    if entry.split(":", maxsplit=1)[0].split(".", maxsplit=1)[0] != manifest.package:
        findings.append(Finding("C01", "pyproject.toml", f"the one package is {manifest.package}"))
    if project.get("version") != manifest.version:
        findings.append(Finding("C01", "pyproject.toml", f"version is not the manifest's {manifest.version}"))
    return entry, findings


def _title(manifest: Manifest) -> list[Finding]:
    titles = {"title": manifest.title} | {f"emits.{one.name}": one.title for one in manifest.emits}
    return [
        Finding("C01", "manifest.json", f"{at} has no {locale}")
        for at, title in titles.items()
        for locale in ("zh-CN", "en")
        if not title.get(locale)
    ]


def _configuration(folder: Path, manifest: Manifest) -> list[Finding]:
    try:
        schema = config_schema(folder, manifest)
    except BadManifest as error:
        return [Finding("C01", manifest.config_schema, str(error))]
    found = []
    fields: dict[str, Any] = schema.get("properties", {})
    if schema.get("additionalProperties") is not False:
        found.append(Finding("C01", manifest.config_schema, "additionalProperties is false"))
    for name, field in fields.items():
        secret_name = any(word in name.lower() for word in _SECRET_WORDS)
        if secret_name and not field.get("x-secret"):
            found.append(
                Finding("C02", f"{manifest.config_schema}#{name}", 'sounds secret: "x-secret": true')
            )
        if not field.get("title"):
            found.append(Finding("C01", f"{manifest.config_schema}#{name}", "has no title"))
    return found


def _class(folder: Path, manifest: Manifest, entry: str) -> list[Finding]:
    try:
        registry = Registry(load(folder, entry))
    except InvalidPlugin as error:
        return [Finding("C01", entry, str(error))]
    except Exception as error:  # noqa: BLE001 - whatever a partner's module does at import is told, not raised
        return [Finding("C01", entry, f"{type(error).__name__}: {error}")]
    declared = set(manifest.capabilities) | {"lifecycle.v1"}
    wrong = declared ^ set(registry.capabilities)
    optional = {f"{name}.{one}" for name, kind in CAPABILITIES.items() for one in kind.declared}
    offered = {f"rights_provider.v1.{one}" for one in manifest.offers}
    wrong |= offered ^ (optional & set(registry.methods()))
    return [Finding("C01", entry, f"{name}: manifest and class differ") for name in sorted(wrong)]


def load(folder: Path, entry: str) -> Capability:
    """Import a plugin of a folder into this process: a partner's own laptop, never the platform."""
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    module, _, name = entry.partition(":")
    plugin: Capability = getattr(importlib.import_module(module), name)()
    return plugin


def report(findings: list[Finding]) -> str:
    """Give findings as JSON: ``{"ok", "findings": […]}``."""
    rows = [{"check": one.check, "path": one.path, "message": one.message} for one in findings]
    return json.dumps({"ok": not rows, "findings": rows}, ensure_ascii=False)
