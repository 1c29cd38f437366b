"""What screens show of a provider's keys."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.rights.provider_keys.provider_key import Standing, standing
from largesse.rights.provider_keys.records import ProviderKeyId
from largesse.store.work import Read

SHOWN_MAX = 200
_KEYS = """
select k.id, k.kind, k.name, k.made_by, k.made_at, k.ends_at, k.ended_by, k.reason, k.used_at, v.org_unit,
  p.name as place_name
from rights_provider_key k join rights_provider v on v.id = k.provider
left join rights_place p on p.id = k.place
where k.provider = $1 order by k.ends_at desc nulls first, k.made_at desc limit $2
"""


@dataclass(frozen=True)
class KeyRow:
    """One key of a provider; ``maker`` and ``ender`` are names of staff, empty for the house itself."""

    id: ProviderKeyId
    kind: str
    name: str
    made_by: UUID
    made_at: datetime
    ends_at: datetime | None
    ended_by: UUID | None
    reason: str
    used_at: datetime | None
    org_unit: UUID
    place_name: dict[str, str] | None
    maker: str = ""
    ender: str = ""

    def standing(self, at: datetime) -> Standing:
        """Say where it stands at an instant."""
        return standing(self.ends_at, self.reason, at)


async def keys_of(read: Read, provider: UUID) -> list[KeyRow]:
    """Read a provider's keys, living ones first, at most 200."""
    rows = await read.all(KeyRow, _KEYS, provider, SHOWN_MAX)
    people = {one for row in rows for one in (row.made_by, row.ended_by) if one}
    names = await names_of_staff(read, people)
    return [
        replace(
            row, maker=names.get(row.made_by, ""), ender=names.get(row.ended_by, "") if row.ended_by else ""
        )
        for row in rows
    ]
