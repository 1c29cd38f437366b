"""Remove stored code that nothing runs, may go back to or finds on the plugin path.

Invariant   a version is marked as removed before its code goes; a scan that finds it again stores it again
"""

import asyncio
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.plugging.packages.stored_code import folder_of
from largesse.store.work import Tx

_REMOVE = """
update plugging_version v set removed_at = coalesce(v.removed_at, $2)
where v.plugin = (select plugin from plugging_installation where id = $1) and v.digest <> all($3::text[])
  and not exists (select from plugging_installation i
                  where i.state <> 'uninstalled' and v.id in (i.version, i.previous))
returning v.digest
"""


@dataclass(frozen=True)
class _Removed:
    """A version whose code goes."""

    digest: str


async def mark_removed(tx: Tx[Any], installation: UUID, on_path: Collection[str]) -> list[str]:
    """Mark the versions of an installation's plugin that nothing needs, and give their digests."""
    rows = await tx.all(_Removed, _REMOVE, installation, tx.now, list(on_path))
    return [row.digest for row in rows]


async def remove_code(digests: list[str]) -> None:
    """Remove the stored code of digests; what is gone already is no fault."""
    for digest in digests:
        await asyncio.to_thread(shutil.rmtree, folder_of(digest), ignore_errors=True)
