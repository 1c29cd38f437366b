"""A place that is kept for one who waits: it stands in his list with its end; a message goes apart.

Invariant   once for an entry and its offer; who has no number, or a bank without SMS, has it in the list
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.clock import minute_in
from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.tell import tell
from largesse.store.outbox import Event
from largesse.store.work import Tx, typed

PLACE_KEPT = "rights.notice.place_kept"
_OFFER = """
select w.holder, w.entitlement, w.accept_by, s.title, p.name as place, p.zone, t.starts_at
from rights_waiting w join rights_service v on v.id = w.service join rights_sku s on s.id = v.sku
join rights_place p on p.id = w.place join rights_slot t on t.id = w.slot
where w.id = $1 and w.state = 'offered' and w.accept_by > $2
"""


@dataclass(frozen=True)
class _Offered:
    waiting: UUID


@dataclass(frozen=True)
class _Offer:
    holder: UUID
    entitlement: UUID
    accept_by: datetime
    title: dict[str, str]
    place: dict[str, str]
    zone: str
    starts_at: datetime


async def tell_place(event: Event, tx: Tx[Any]) -> None:
    """Put an offer that still stands into the list of who waits."""
    waiting = typed(event.payload, _Offered).waiting
    found = await tx.one(_Offer, _OFFER, waiting, tx.now)
    if found is None:
        return
    one = Telling(
        client=found.holder,
        kind=PLACE_KEPT,
        occasion=f"waiting:{waiting}:{int(found.accept_by.timestamp())}",
        facts={
            "title": found.title,
            "place": found.place,
            "when": minute_in(found.starts_at, found.zone),
            "until": minute_in(found.accept_by, found.zone),
        },
        right=found.entitlement,
        until=found.accept_by,
        shown_only=True,
    )
    await tell(tx, [one])
