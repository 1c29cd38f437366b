"""What this room keeps of a client, for his own eyes: his rights, and which providers were told of him."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.privacy.held import Given, Held, Kept
from largesse.store.work import Read

_COUNTS = """
select count(*) as rights, count(*) filter (where state in
  ('pending', 'issued', 'active', 'reserved', 'transferring', 'suspended')) as open
from rights_entitlement where holder = $1 or beneficiary = $1
"""
_GIVEN = """
select p.name, count(*) as times, max(o.placed_at) as last_at
from rights_order o
join rights_entitlement e on e.id = o.entitlement
join rights_provider p on p.id = o.provider
where (e.holder = $1 or e.beneficiary = $1) and not rights_asked_nobody(o.offer, o.why)
group by p.id, p.name order by 3 desc limit 100
"""


@dataclass(frozen=True)
class _Counts:
    rights: int
    open: int


@dataclass(frozen=True)
class _Told:
    name: dict[str, str]
    times: int
    last_at: datetime


async def _counts(read: Read, client: UUID) -> _Counts:
    return await read.one(_Counts, _COUNTS, client) or _Counts(0, 0)


async def _held(read: Read, client: UUID) -> list[Held]:
    rights = (await _counts(read, client)).rights
    return [Held("rights", "rights", str(rights))] if rights else []


async def _given(read: Read, client: UUID) -> list[Given]:
    told = await read.all(_Told, _GIVEN, client)
    return [Given(one.name, "order", one.times, one.last_at) for one in told]


async def _owed(read: Read, client: UUID) -> int:
    return (await _counts(read, client)).open


RIGHTS_KEPT = Kept(_held, _given, _owed)
