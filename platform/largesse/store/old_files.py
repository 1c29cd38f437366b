"""Files that were read are kept sealed for a while, and then taken off the disk.

Invariant   only a file whose row says that it is finished goes; first its bytes, then its name in the row, so
            that a stop between the two is made good by the next round
Source      docs/explanation/retention.md
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from largesse.kernel.clock import now
from largesse.kernel.settings import settings
from largesse.store import blobs
from largesse.store.work import Work

log = structlog.get_logger(__name__)
EVERY_S = 600.0
BATCH = 50
BATCHES_MAX = 20


@dataclass(frozen=True)
class OldFiles:
    """A table whose ``file_sha`` names a file that its row alone has.

    Args:
        table: its name.
        states: those in which the file was read; none: it is not read, and its age alone decides.
        since: the column from which its age counts.
        days: how old it grows.
    """

    table: str
    states: tuple[str, ...]
    since: str = "done_at"
    days: Callable[[], int] = lambda: settings().keep_client_files_days


@dataclass(frozen=True)
class _Old:
    id: UUID
    file_sha: str


async def forget_old_files(what: OldFiles, work: Work, *, at: datetime | None = None) -> int:
    """Take old files away, at most ``BATCHES_MAX`` batches; gives how many went."""
    before = (at or now()) - timedelta(days=what.days())
    old_sql = (
        f"select id, file_sha from {what.table} where {what.since} < $1"  # noqa: S608 - constants
        f" and file_sha <> ''{' and state = any($3)' * bool(what.states)}"
        f" order by {what.since} limit $2 for update skip locked"
    )
    gone = 0
    for _ in range(BATCHES_MAX):
        async with work.job() as tx:
            old = await tx.all(_Old, old_sql, before, BATCH, *([list(what.states)] if what.states else []))
            await asyncio.to_thread(_remove, [one.file_sha for one in old])
            sql = f"update {what.table} set file_sha = '' where id = any($1::uuid[])"  # noqa: S608 - a constant
            await tx.run(sql, [one.id for one in old])
        gone += len(old)
        if len(old) < BATCH:
            break
    if gone:
        log.info("forgotten_files", files=gone, table=what.table)
    return gone


def _remove(addresses: list[str]) -> None:
    for address in addresses:
        blobs.remove(address)
