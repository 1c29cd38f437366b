"""What clients are called where their ids are listed: masked."""

from collections.abc import Sequence
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.identity.names import Names
from largesse.store.work import Read


async def names(read: Read, ids: Sequence[UUID]) -> Names:
    """Give the masked names of clients; ids of other rooms are left out."""
    return {client: {"zh-CN": name} for client, name in (await names_of(read, ids)).items()}
