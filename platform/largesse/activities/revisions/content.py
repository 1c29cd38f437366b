"""Documents of revisions by their hash, for the rooms above: what decided once is shown as it was."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from largesse.contracts.documents_gen import ActivityDocument
from largesse.store.work import Read


@dataclass(frozen=True, slots=True)
class _Content:
    hash: str
    document: dict[str, Any]


async def documents_of(read: Read, activity: UUID, hashes: Collection[str]) -> dict[str, ActivityDocument]:
    """Read documents of an activity by their hash; one that is not there is left out."""
    found = await read.all(
        _Content,
        "select hash, document from activities_revision where activity = $1 and hash = any($2::text[])",
        activity,
        list(hashes),
    )
    return {one.hash: cast("ActivityDocument", one.document) for one in found}
