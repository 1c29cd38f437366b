"""Rights and points that end soon are told of, on the event that the round by the clock leaves behind."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.clock import day_in, day_starts
from largesse.kernel.settings import settings
from largesse.notices.inbox.notice import Holds, Telling, Told
from largesse.notices.inbox.tell import tell
from largesse.store.outbox import Event
from largesse.store.work import Read, Tx, typed

RIGHT_EXPIRING, POINTS_EXPIRING = "rights.notice.right_expiring", "rights.notice.points_expiring"
_RIGHT = """
select e.valid_to, s.title from rights_entitlement e join rights_sku s on s.id = e.sku
where e.id = $1 and e.holder = $2 and e.state in ('issued', 'active', 'reserved')
"""
_LIVE = """
select exists (select from rights_entitlement
  where id = $1 and holder = $2 and state in ('issued', 'active', 'reserved'))
"""
_KIND = "select name from rights_points_kind where id = $1"


@dataclass(frozen=True)
class _Right:
    valid_to: datetime
    title: dict[str, str]


@dataclass(frozen=True)
class _Kind:
    name: dict[str, str]


@dataclass(frozen=True)
class _RightEnds:
    entitlement: UUID
    holder: UUID
    step_days: int


@dataclass(frozen=True)
class _PointsEnd:
    client: UUID
    kind: UUID
    points: int
    last_day: date
    days: int


async def tell_right(event: Event, tx: Tx[Any]) -> None:
    """Tell a holder of the last day on which he can use his right."""
    said = typed(event.payload, _RightEnds)
    found = await tx.one(_Right, _RIGHT, said.entitlement, said.holder)
    if found is None:
        return
    last_day = day_in(found.valid_to - timedelta(microseconds=1), settings().zone)
    one = Telling(
        client=said.holder,
        kind=RIGHT_EXPIRING,
        occasion=f"right:{said.entitlement}:{said.step_days}",
        facts={"title": found.title, "day": last_day.isoformat()},
        right=said.entitlement,
        until=found.valid_to,
    )
    await tell(tx, [one])


async def tell_points(event: Event, tx: Tx[Any]) -> None:
    """Tell a client of points that end."""
    said = typed(event.payload, _PointsEnd)
    kind = await tx.one(_Kind, _KIND, said.kind)
    if kind is None:
        return
    one = Telling(
        client=said.client,
        kind=POINTS_EXPIRING,
        occasion=f"points:{said.kind}:{said.last_day}:{said.days}",
        facts={"name": kind.name, "points": f"{said.points:,}", "day": said.last_day.isoformat()},
        until=day_starts(said.last_day + timedelta(days=1), settings().zone),
    )
    await tell(tx, [one])


async def still_held(read: Read, told: Told) -> bool:
    """Tell whether the client still holds the right and can still use it."""
    return bool(await read.value(_LIVE, told.subject, told.client))


HOLDS_EXPIRING = Holds(RIGHT_EXPIRING, still_held)
