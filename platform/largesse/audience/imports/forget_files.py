"""The files of clients that were read are kept sealed for a while, and then taken off the disk.

Invariant   only a file whose import is finished goes; first its bytes, then its name in the row, so that a
            stop between the two is made good by the next tick
Source      docs/explanation/retention.md
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from largesse.kernel.clock import now
from largesse.kernel.settings import settings
from largesse.store import blobs
from largesse.store.outbox import Tick
from largesse.store.work import Work

log = structlog.get_logger(__name__)
EVERY_S = 600.0
BATCH = 50
BATCHES_MAX = 20
_OLD = """
select id, file_sha from audience_import
where state in ('done', 'refused') and done_at < $1 and file_sha <> '' order by done_at limit $2
for update skip locked
"""


@dataclass(frozen=True)
class _Old:
    id: UUID
    file_sha: str


async def forget_files(work: Work, *, at: datetime | None = None) -> int:
    """Take old files away, at most ``BATCHES_MAX`` batches; gives how many went."""
    before = (at or now()) - timedelta(days=settings().keep_client_files_days)
    gone = 0
    for _ in range(BATCHES_MAX):
        async with work.job() as tx:
            old = await tx.all(_Old, _OLD, before, BATCH)
            await asyncio.to_thread(_remove, [one.file_sha for one in old])
            sql = "update audience_import set file_sha = '' where id = any($1::uuid[])"
            await tx.run(sql, [one.id for one in old])
        gone += len(old)
        if len(old) < BATCH:
            break
    if gone:
        log.info("forgotten_files", files=gone)
    return gone


def _remove(addresses: list[str]) -> None:
    for address in addresses:
        blobs.remove(address)


async def _act(work: Work) -> None:
    await forget_files(work)


FILES = Tick("audience.forget_files", EVERY_S, _act)
