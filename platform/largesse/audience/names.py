"""What clients, masked, and their imports are called where their ids are listed."""

from collections.abc import Sequence
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.identity.names import Names, named_by
from largesse.store.work import Read

_IMPORTS = """
select id, jsonb_build_object('zh-CN', file_name) as name from audience_import where id = any($1::uuid[])
"""


async def names(read: Read, ids: Sequence[UUID]) -> Names:
    """Give the masked names of clients and the files of imports; ids of other rooms are left out."""
    clients = {client: {"zh-CN": name} for client, name in (await names_of(read, ids)).items()}
    return clients | dict(await named_by(read, _IMPORTS, ids))
