"""What activities and their revisions are called."""

from collections.abc import Sequence
from uuid import UUID

from largesse.identity.names import Names, named_by
from largesse.store.work import Read

_NAMES = """
select id, title as name from activities_activity where id = any($1::uuid[])
union all select r.id, a.title from activities_revision r join activities_activity a on a.id = r.activity
  where r.id = any($1::uuid[])
"""


async def names(read: Read, ids: Sequence[UUID]) -> Names:
    """Give what this room's things are called; ids of other rooms are left out."""
    return await named_by(read, _NAMES, ids)
