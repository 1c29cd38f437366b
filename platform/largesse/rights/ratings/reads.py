"""The last use of a right and what its client said of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.clock import now
from largesse.kernel.errors import Refusal
from largesse.rights.ratings.rating import expect_rateable
from largesse.store.work import Read

_LAST_USE = """
select r.id, r.provider, r.at, a.at as rated_at, a.stars, coalesce(a.words, '') as words
from rights_redemption r left join rights_rating a on a.redemption = r.id
where r.entitlement = $1 and r.kind = 'use'
  and not exists (select 1 from rights_redemption x where x.reverses = r.id)
order by r.at desc, r.id desc limit 1
"""


@dataclass(frozen=True)
class LastUse:
    """A use that stands, and its rating."""

    id: UUID
    provider: UUID | None
    at: datetime
    rated_at: datetime | None
    stars: int | None
    words: str

    @property
    def rateable(self) -> bool:
        """Whether it may be rated now, or its rating changed."""
        try:
            expect_rateable(self.at, self.rated_at, now())
        except Refusal:
            return False
        return True


async def last_use(read: Read, entitlement: UUID) -> LastUse | None:
    """Read the last use that stands."""
    return await read.one(LastUse, _LAST_USE, entitlement)
