"""Our schema in a database: are migrations missing, do partitioned tables need attention? Only reads."""

from collections.abc import Sequence

from largesse.embedded.doctor import Finding
from largesse.kernel.clock import now
from largesse.store.database import connected, edited, pending
from largesse.store.house import House
from largesse.store.partitions import Reach, reaches
from largesse.store.repeatable import is_there
from largesse.store.versions import MigrationEdited
from largesse.store.work import Read


async def inspect(rooms: Sequence[str], dsn: str) -> list[Finding]:
    """Look at the schema of a database that can be used; nothing is found where there is none yet."""
    async with connected(rooms, dsn, role=None, pool_max=1) as client:
        if not await is_there(client):
            return []
        changed = await edited(client, rooms)
        if changed:
            return [Finding("bad", MigrationEdited.code, MigrationEdited(", ".join(changed)).facts())]
        missing = await pending(client, rooms)
        if missing:
            return [Finding("warning", "embedded.schema_waits", {"missing": missing})]
        tables = await reaches(Read(client, House()), now())
    return [Finding("warning", _key(one), {"table": one.name}) for one in tables if one.wrong]


def _key(table: Reach) -> str:
    return "embedded.table_astray" if table.astray else "embedded.table_ends"
