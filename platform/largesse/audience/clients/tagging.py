"""Tag a client: what is done for him by name of a tag elsewhere follows from it.

Invariant   a client has a tag once, and at most a hundred; what a client's file brings later stands
"""

from typing import Any
from uuid import UUID

from largesse.store.work import Tx

TAGS_MAX = 100
_ADD = """
update audience_customer set tags = array_append(tags, $2), updated_at = $3
where id = $1 and not tags @> array[$2] and cardinality(tags) < $4
"""


async def add_tag(tx: Tx[Any], client: UUID, tag: str, *, because: str) -> bool:
    """Give a client a tag; gives whether he did not have it, and had room for it."""
    added = await tx.run(_ADD, client, tag, tx.now, TAGS_MAX)
    if added:
        tx.audit("audience.client_tagged", str(client), {"tag": tag, "because": because})
    return bool(added)
