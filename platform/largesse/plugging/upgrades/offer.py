"""Which version is offered in the place of one, and what would change. Pure.

Invariant   a secret is carried over only where the new version keeps it secret too
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from packaging.version import Version as Release

from largesse.kernel.errors import Missing, Refusal
from largesse.plugging.installations.installation import asks_of
from largesse_sdk.package.manifest import Manifest, secrets_of


@dataclass(frozen=True)
class NothingNewer(Missing):
    """No such version is offered for this installation."""

    code = "plugging.nothing_newer"
    version: str


@dataclass(frozen=True)
class NoVersionBefore(Refusal):
    """There is no version to go back to."""

    code = "plugging.no_version_before"


@dataclass(frozen=True)
class CodeGone(Refusal):
    """The code of the version is not stored any more, or was changed."""

    code = "plugging.code_gone"
    version: str


@dataclass(frozen=True)
class Candidate:
    """A version of a plugin's code, as it was found."""

    id: UUID
    version: str
    digest: str
    entry: str
    manifest: Manifest
    config_schema: dict[str, Any]
    found_at: datetime


@dataclass(frozen=True)
class Changes:
    """What another version asks for and is told, beside the one that runs; names in a stable order."""

    asks_added: list[str]
    asks_removed: list[str]
    fields_added: list[str]
    fields_removed: list[str]


def newest(running: Candidate, found: Iterable[Candidate]) -> Candidate | None:
    """Give the newest of the versions that come after the running one; None where it is the newest.

    Of two with one number the one that was found later is the newer.
    """
    after = [one for one in found if one.digest != running.digest and _rank(one) > _rank(running)]
    return max(after, key=_rank, default=None)


def changes(running: Candidate, new: Candidate) -> Changes:
    """Say what the new version asks for more or less, and which fields of its configuration differ."""
    asks, wants = set(asks_of(running.manifest)), set(asks_of(new.manifest))
    has, knows = fields_of(running.config_schema), fields_of(new.config_schema)
    return Changes(sorted(wants - asks), sorted(asks - wants), sorted(knows - has), sorted(has - knows))


def fields_of(schema: dict[str, Any]) -> set[str]:
    """Name the fields of a configuration."""
    return set(schema.get("properties", {}))


def carried(
    schema: dict[str, Any], plain: dict[str, Any], secrets: dict[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Give what of a configuration, plain fields and secrets, goes over to a version with this schema."""
    known, secret = fields_of(schema), secrets_of(schema)
    return (
        {name: value for name, value in plain.items() if name in known},
        {name: value for name, value in secrets.items() if name in secret},
    )


def _rank(one: Candidate) -> tuple[Release, datetime]:
    return Release(one.version), one.found_at
