"""Tell one who waits that a place is kept for him, and until when he can accept it.

Invariant   an offer is told once, in the language in which he joined the list; one that is accepted, given up
            or over before the message goes is not told any more
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.audience.clients.identities import mobile_of
from largesse.audience.clients.reads import client_row
from largesse.kernel.copy import said
from largesse.notices.channel import Outgoing
from largesse.notices.records import MessageId
from largesse.notices.send import Carried, Wanted, carry, note, write
from largesse.store.outbox import Event, TwoStep
from largesse.store.work import Tx, Work

_OFFER = """
select w.holder, w.locale, w.accept_by, s.title, p.name as place, p.zone, t.starts_at
from rights_waiting w join rights_service v on v.id = w.service join rights_sku s on s.id = v.sku
join rights_place p on p.id = w.place join rights_slot t on t.id = w.slot
where w.id = $1 and w.state = 'offered' and w.accept_by > $2
"""


@dataclass(frozen=True)
class _Offer:
    holder: UUID
    locale: str
    accept_by: datetime
    title: dict[str, str]
    place: dict[str, str]
    zone: str
    starts_at: datetime


async def prepare(event: Event, tx: Tx[Any]) -> Outgoing | None:
    """Write the message; None: the offer is over, or the holder has no number and sees it on his page."""
    offer = await tx.one(_Offer, _OFFER, UUID(event.key), tx.now)
    client = await client_row(tx, offer.holder) if offer else None
    if offer is None or client is None or client.blocked:
        return None
    number = await mobile_of(tx, client.id)
    if number is None:
        return None
    clock, language = ZoneInfo(offer.zone), offer.locale
    facts = {
        "title": said(offer.title, language),
        "place": said(offer.place, language),
        "when": f"{offer.starts_at.astimezone(clock):%m-%d %H:%M}",
        "until": f"{offer.accept_by.astimezone(clock):%m-%d %H:%M}",
    }
    wanted = Wanted("sms", number, "rights.offer", facts, language, client.org_unit, offer.accept_by)
    return await write(tx, MessageId(event.id), wanted)


async def call(message: Outgoing, _request: str, work: Work) -> Carried:
    """Have the message carried."""
    return await carry(message, work)


async def finish(message: Outgoing, carried: Carried, tx: Tx[Any]) -> None:
    """Note how the channel left it."""
    await note(tx, message, carried)


TELL = TwoStep("rights.tell_place_kept", prepare, call, finish)
