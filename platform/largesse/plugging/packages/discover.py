"""Find plugins on the plugin path without importing any of their code.

Invariant   a folder that cannot be read is reported and stops nothing else
"""

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from largesse.kernel.copy import phrased
from largesse.kernel.errors import Malformed
from largesse.kernel.settings import CHECKOUT, settings
from largesse.kernel.writing import document_given
from largesse.plugging.packages.config_schema import SchemaUnfit, compiled
from largesse.plugging.packages.digest import Tree, UnfitTree, tree
from largesse_sdk.package.manifest import BadManifest, Manifest, config_schema, read

GROUP = "largesse.plugins"
SDK_HERE = "0.1.0"


@dataclass(frozen=True)
class Found:
    """A plugin as it is on disk."""

    folder: Path
    manifest: Manifest
    schema: dict[str, Any]
    entry: str
    tree: Tree

    @property
    def manifest_json(self) -> dict[str, Any]:
        """The manifest as plain JSON."""
        plain: dict[str, Any] = msgspec.to_builtins(self.manifest)
        return plain


@dataclass(frozen=True)
class BrokenPackage:
    """A folder with a manifest that cannot be read as a plugin, and why."""

    folder: Path
    reason: str


def plugin_path() -> list[Path]:
    """Give the folders whose sub-folders are plugins; in demo mode the checkout's unless one was named."""
    chosen = settings()
    if chosen.plugin_path:
        return [Path(one) for one in chosen.plugin_path.split(":") if one]
    return [CHECKOUT / "plugins"] if chosen.demo else []


def discover(path: list[Path]) -> tuple[list[Found], list[BrokenPackage]]:
    """Read every plugin under the folders of ``path``, in order of name."""
    found: list[Found] = []
    broken: list[BrokenPackage] = []
    for folder in sorted(_folders(path, broken)):
        try:
            found.append(read_package(folder))
        except (BadManifest, UnfitTree) as error:
            broken.append(BrokenPackage(folder, str(error)))
    return found, broken


def _folders(path: list[Path], broken: list[BrokenPackage]) -> Iterator[Path]:
    """Give the folders with a manifest; a folder of the path that we may not read is told of."""
    for top in path:
        try:
            inside = list(top.iterdir())
        except PermissionError as error:
            broken.append(BrokenPackage(top, str(error)))
        except (FileNotFoundError, NotADirectoryError):
            continue
        else:
            yield from (one for one in inside if os.path.exists(one / "manifest.json"))  # noqa: PTH110 - no error where we may not look


def read_package(folder: Path) -> Found:
    """Read one plugin's folder.

    Raises:
        BadManifest: the manifest, the configuration schema or the entry point is wrong.
        UnfitTree: the folder holds something that a plugin may not bring.
    """
    manifest = read(folder)
    try:
        if SDK_HERE not in SpecifierSet(manifest.sdk):
            raise BadManifest(f"wants SDK {manifest.sdk}, here is {SDK_HERE}")
    except InvalidSpecifier as error:
        raise BadManifest(f"sdk is no version range: {manifest.sdk}") from error
    schema = config_schema(folder, manifest)
    try:
        document_given(msgspec.to_builtins(manifest), "manifest.json")
        document_given(schema, manifest.config_schema)
    except Malformed as error:
        raise BadManifest(f"{error.path}: {phrased(error.reason, 'en')}") from error
    try:
        compiled(schema)
    except SchemaUnfit as error:
        raise BadManifest(f"{manifest.config_schema}#{error.place}: {error.reason}") from error
    return Found(
        folder,
        manifest,
        schema,
        entry_point(folder, manifest),
        tree(folder, manifest.package, manifest.config_schema),
    )


def entry_point(folder: Path, manifest: Manifest) -> str:
    """Give ``package.module:Class``: exactly one entry point, named as the id, inside the one package.

    Raises:
        BadManifest: there is not exactly that.
    """
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8")).get("project", {})
    except (OSError, ValueError) as error:
        raise BadManifest("pyproject.toml cannot be read") from error
    points = project.get("entry-points", {}).get(GROUP, {})
    if list(points) != [manifest.id]:
        raise BadManifest(f"pyproject.toml names exactly one entry point {manifest.id} in {GROUP}")
    entry = str(points[manifest.id])
    module, _, name = entry.partition(":")
    if module.split(".")[0] != manifest.package or not name.isidentifier():
        raise BadManifest(f"the entry point lies in the package {manifest.package}")
    if project.get("version") != manifest.version:
        raise BadManifest("pyproject.toml and manifest.json name different versions")
    return entry
