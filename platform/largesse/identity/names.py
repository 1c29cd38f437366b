"""What things are called: each room names its own by id; whoever lists ids reads the names of a whole page.

Words       a *name* is text by locale, Chinese first; of a client it is the masked one
Invariant   one question a room and page; an id that nobody knows stays an id
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.store.house import Port
from largesse.store.work import Read

Name = Mapping[str, str]
Names = Mapping[UUID, Name]
NAMES: Port[Callable[[Read, Sequence[UUID]], Awaitable[Names]]] = Port("identity.names")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OWN = """
select id, jsonb_build_object('zh-CN', name) as name from identity_staff where id = any($1::uuid[])
union all select id, jsonb_build_object('zh-CN', name_zh, 'en', name_en) from identity_org_unit
  where id = any($1::uuid[])
union all select id, jsonb_build_object('zh-CN', title) from identity_approval where id = any($1::uuid[])
"""


@dataclass(frozen=True)
class NameRow:
    """What one id is called."""

    id: UUID
    name: dict[str, str]


def ids_in(*texts: str) -> set[UUID]:
    """Give those of some texts that are ids."""
    return {UUID(one) for one in texts if _ID.fullmatch(one)}


async def names_of(read: Read, ids: Iterable[UUID]) -> Names:
    """Give what things are called, whatever room they are of; unknown ids are left out."""
    wanted = sorted(set(ids))
    found: dict[UUID, Name] = {}
    for room in read.house.all(NAMES) if wanted else ():
        found |= await room(read, wanted)
    return found


async def named_by(read: Read, sql: str, ids: Sequence[UUID]) -> Names:
    """Read names by a room's own SQL, which takes the ids and gives ``id`` and ``name``."""
    return {one.id: one.name for one in await read.all(NameRow, sql, list(ids))}


async def _own(read: Read, ids: Sequence[UUID]) -> Names:
    return await named_by(read, _OWN, ids)


OWN_NAMES = NAMES.of(_own)
