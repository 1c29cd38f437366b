"""What was kept for a client and not claimed in time: he reads in his list that it went back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.tell import tell
from largesse.store.outbox import Event
from largesse.store.work import Tx, typed

RESERVATION_LAPSED = "rights.notice.reservation_lapsed"
_TITLE = """
select s.title from rights_entitlement e join rights_sku s on s.id = e.sku where e.id = $1
"""


@dataclass(frozen=True)
class _Title:
    title: dict[str, str]


@dataclass(frozen=True)
class _Lapsed:
    entitlement: UUID
    holder: UUID


async def tell_lapsed(event: Event, tx: Tx[Any]) -> None:
    """Tell the client; no message goes out."""
    lapsed = typed(event.payload, _Lapsed)
    found = await tx.one(_Title, _TITLE, lapsed.entitlement)
    if found is not None:
        occasion, facts = f"lapsed:{lapsed.entitlement}", {"title": found.title}
        await tell(tx, [Telling(lapsed.holder, RESERVATION_LAPSED, occasion, facts, shown_only=True)])
