"""Names of the people that rows of this room name, read for a whole page at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from largesse.identity.staff.reads import names_of_staff
from largesse.store.work import Read


@dataclass(frozen=True)
class Names:
    """Members of staff by id."""

    by_id: Mapping[UUID, str]

    def of(self, staff: UUID | None) -> str:
        """Give a name; empty where there is nobody."""
        return self.by_id.get(staff, "") if staff else ""


async def names_of(read: Read, staff: Iterable[UUID | None]) -> Names:
    """Read the names of all of them."""
    return Names(await names_of_staff(read, {one for one in staff if one is not None}))
