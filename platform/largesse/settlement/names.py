"""What batches, statements and their column mappings are called."""

from collections.abc import Sequence
from uuid import UUID

from largesse.identity.names import Names, named_by
from largesse.store.work import Read

_NAMES = """
select id, jsonb_build_object('zh-CN', number) as name from settlement_batch where id = any($1::uuid[])
union all select id, jsonb_build_object('zh-CN', file_name) from settlement_statement
  where id = any($1::uuid[])
union all select id, jsonb_build_object('zh-CN', name) from settlement_profile where id = any($1::uuid[])
"""


async def names(read: Read, ids: Sequence[UUID]) -> Names:
    """Give what this room's things are called; ids of other rooms are left out."""
    return await named_by(read, _NAMES, ids)
