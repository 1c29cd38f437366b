"""Count a problem of an installation."""

from uuid import UUID

from largesse.kernel.ids import new_id
from largesse.store.work import Work


async def raise_problem(
    work: Work, installation: UUID, key: str, note: str, *, critical: bool = False
) -> None:
    """Count a problem of an installation; the same key again only counts up and opens it again."""
    async with work.job() as tx:
        await tx.run(
            "insert into plugging_problem"
            " (id, installation, key, count, critical, note, first_at, last_at)"
            " values ($1, $2, $3, 1, $4, $5, $6, $6)"
            " on conflict (installation, key) do update set count = plugging_problem.count + 1,"
            " last_at = excluded.last_at, note = excluded.note, critical = excluded.critical,"
            " dismissed_by = null",
            new_id(),
            installation,
            key,
            critical,
            note[:500],
            tx.now,
        )
