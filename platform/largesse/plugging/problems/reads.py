"""Problems for screens, and whose breaker opened of late."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from largesse.plugging.problems.records import Problem
from largesse.store.work import Read

PROBLEMS_MAX = 50


async def open_problems(read: Read, installation: UUID) -> list[Problem]:
    """List an installation's open problems, the newest first."""
    return await (
        Problem.filter(installation=installation, dismissed_by=None)
        .using_db(read.conn)
        .order_by("-last_at")
        .limit(PROBLEMS_MAX)
    )


async def broken_lately(read: Read, installations: Collection[UUID], since: datetime) -> set[UUID]:
    """Give those of some installations whose breaker has opened since."""
    rows = Problem.filter(
        installation__in=list(installations), key="plugging.breaker_open", last_at__gte=since
    )
    return {one.installation for one in await rows.using_db(read.conn)}
