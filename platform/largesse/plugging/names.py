"""What installations are called: by their plugin."""

from collections.abc import Sequence
from uuid import UUID

from largesse.identity.names import Names, named_by
from largesse.store.work import Read

_NAMES = """
select i.id, v.manifest->'title' as name
from plugging_installation i join plugging_version v on v.id = i.version where i.id = any($1::uuid[])
"""


async def names(read: Read, ids: Sequence[UUID]) -> Names:
    """Give what this room's things are called; ids of other rooms are left out."""
    return await named_by(read, _NAMES, ids)
