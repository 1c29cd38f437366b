"""Problems for screens."""

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
