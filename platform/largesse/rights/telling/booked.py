"""A booking of tomorrow: its holder is told the day before, by the calendar of the place.

Invariant   once for a booking and its time: one that was moved is told of anew; what was booked within the
            last day is not, for its holder has just chosen it. A day that passed while the house slept is
            told of too late, which staff reads and nobody is sent
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.clock import minute_in
from largesse.notices.inbox.notice import Holds, Telling, Told
from largesse.notices.inbox.tell import tell
from largesse.store.work import Read, Work

BOOKING_COMES = "rights.notice.booking_comes"
ROUND_MAX = 500
_DUE = """
update rights_booking b set reminded_for = b.starts_at
from rights_place p, rights_entitlement e, rights_sku s
where b.id in (
    select k.id from rights_booking k join rights_place q on q.id = k.place
    where k.state = 'booked'
      and k.starts_at > $1::timestamptz - interval '1 day' and k.starts_at < $1 + interval '2 days'
      and k.reminded_for is distinct from k.starts_at
      and (k.starts_at at time zone q.zone)::date - ($1 at time zone q.zone)::date <= 1
      and coalesce(k.confirmed_at, k.made_at) < k.starts_at - interval '1 day'
    order by k.starts_at, k.id limit $2 for no key update of k skip locked)
  and p.id = b.place and e.id = b.entitlement and s.id = e.sku
returning b.id, b.entitlement, b.holder, b.starts_at, p.name as place, p.zone, s.title
"""
_STANDS = """
select exists (select from rights_booking
  where id = $1 and holder = $2 and state = 'booked' and reminded_for = starts_at
    and $3 like '%:' || extract(epoch from starts_at)::bigint)
"""


@dataclass(frozen=True)
class _Due:
    id: UUID
    entitlement: UUID
    holder: UUID
    starts_at: datetime
    place: dict[str, str]
    zone: str
    title: dict[str, str]


async def remind_bookings(work: Work) -> None:
    """Tell of the bookings of tomorrow, at most 500 a round."""
    async with work.job() as tx:
        due = await tx.all(_Due, _DUE, tx.now, ROUND_MAX)
        await tell(tx, [_told(one) for one in due])


def _told(one: _Due) -> Telling:
    return Telling(
        client=one.holder,
        kind=BOOKING_COMES,
        occasion=f"booking:{one.id}:{int(one.starts_at.timestamp())}",
        facts={"title": one.title, "place": one.place, "when": minute_in(one.starts_at, one.zone)},
        right=one.entitlement,
        until=one.starts_at,
    )


async def _still(read: Read, told: Told) -> bool:
    return bool(await read.value(_STANDS, told.subject, told.client, told.occasion))


HOLDS_BOOKED = Holds(BOOKING_COMES, _still)
