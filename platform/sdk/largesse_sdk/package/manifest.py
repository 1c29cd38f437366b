"""The manifest: what a plugin is and what it asks for, read without importing any of its code.

Invariant   an unknown key is refused; what is not named here is not granted
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from largesse_sdk.contracts.events import EventKind
from largesse_sdk.contracts.rights_types import PagePurpose
from largesse_sdk.emitting import Emits
from largesse_sdk.package.config_schema import BYTES_MAX, UnfitSchema, check_schema
from largesse_sdk.values import Text

Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]{1,30}\.[a-z][a-z0-9_]{1,40}$")]
Version = Annotated[str, Meta(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+([ab]|rc)?[0-9]*$")]
CapabilityName = Literal["rights_provider.v1", "settlement_source.v1"]
OptionalName = Literal["places", "slots", "form_schema", "amend", "release", "client_link", "track"]
FILE_MAX = 256 * 1024


class Resources(Struct, frozen=True, forbid_unknown_fields=True):
    """What a child may use; the host enforces it."""

    memory_mb: Annotated[int, Meta(ge=32, le=1024)] = 128
    concurrency: Annotated[int, Meta(ge=1, le=64)] = 8


class Support(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is responsible when it fails."""

    owner: str
    security: str = ""
    response_h: Annotated[int, Meta(ge=1, le=720)] = 24


class Personal(Struct, frozen=True, forbid_unknown_fields=True):
    """A personal field that the plugin sees, and why."""

    field: str
    purpose: str


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """``manifest.json`` of a plugin.

    ``offers`` names the methods beyond the required ones that may be called, ``tells`` what it reports by
    itself, ``pages`` what the provider hosts for clients, ``links`` the origins of those pages,
    ``emits`` the events that it may emit once the bank grants them.
    """

    manifest: Literal[1]
    id: Id
    version: Version
    sdk: str
    tier: Literal["subprocess"]
    capabilities: Annotated[list[CapabilityName], Meta(min_length=1, max_length=8)]
    title: Text
    support: Support
    summary: Text = {}
    offers: Annotated[list[OptionalName], Meta(max_length=16)] = []
    tells: Annotated[list[EventKind], Meta(max_length=16)] = []
    pages: Annotated[list[PagePurpose], Meta(max_length=8)] = []
    emits: Annotated[list[Emits], Meta(max_length=32)] = []
    links: Annotated[list[str], Meta(max_length=16)] = []
    egress: Annotated[list[str], Meta(max_length=16)] = []
    callbacks: Annotated[list[str], Meta(max_length=8)] = []
    permissions: Annotated[list[str], Meta(max_length=32)] = []
    pii: Annotated[list[Personal], Meta(max_length=32)] = []
    resources: Resources = Resources()
    config_schema: str = "config.schema.json"
    config_version: Annotated[int, Meta(ge=1)] = 1
    license: str = ""

    @property
    def package(self) -> str:
        """The one Python package that the plugin may bring: ``lp_<publisher>_<name>``."""
        return f"lp_{self.id.replace('.', '_')}"


class BadManifest(ValueError):  # noqa: N818 - named for what the file is
    """The manifest cannot be read; the text says where."""


def read(folder: Path) -> Manifest:
    """Read the manifest of a plugin's folder.

    Raises:
        BadManifest: missing, too large, not JSON, or not of the shape.
    """
    path = folder / "manifest.json"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadManifest(f"{path.name} cannot be read") from error
    if len(data) > FILE_MAX:
        raise BadManifest(f"{path.name} is larger than {FILE_MAX} bytes")
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadManifest(str(error)) from error
    for at, names in _named(manifest):
        if twice := sorted({one for one in names if names.count(one) > 1}):
            raise BadManifest(f"{at} names {twice[0]} twice")
    return manifest


def _named(manifest: Manifest) -> list[tuple[str, list[str]]]:
    """Give the lists of names in which none stands twice, each with its place."""
    events = [(f"emits.{one.name}", [prop.name for prop in one.props]) for one in manifest.emits]
    return [("emits", [one.name for one in manifest.emits]), *events]


def config_schema(folder: Path, manifest: Manifest) -> dict[str, Any]:
    """Read the schema of a plugin's configuration.

    Raises:
        BadManifest: missing, outside of the folder, not JSON, no object schema, or beyond the subset.
    """
    if not re.fullmatch(r"[a-z0-9_.-]+\.json", manifest.config_schema):
        raise BadManifest("config_schema is a file name beside the manifest")
    try:
        data = (folder / manifest.config_schema).read_bytes()
        if len(data) > BYTES_MAX:
            raise BadManifest(f"{manifest.config_schema} is larger than {BYTES_MAX} bytes")
        schema = msgspec.json.decode(data)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadManifest(f"{manifest.config_schema} cannot be read: {error}") from error
    if not isinstance(schema, dict) or schema.get("type") != "object":
        raise BadManifest("the configuration is an object")
    try:
        check_schema(schema)
    except UnfitSchema as error:
        raise BadManifest(f"{manifest.config_schema}#{error}") from error
    return schema


def secrets_of(schema: dict[str, Any]) -> frozenset[str]:
    """Give the names of the fields that are secrets: ``"x-secret": true``."""
    fields = schema.get("properties", {})
    return frozenset(
        name for name, field in fields.items() if isinstance(field, dict) and field.get("x-secret")
    )
