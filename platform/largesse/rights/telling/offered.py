"""A right that one client offers to another: whom he named is told of it, and he of what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.kernel.clock import minute_in
from largesse.kernel.settings import settings
from largesse.notices.inbox.notice import Holds, Telling, Told
from largesse.notices.inbox.tell import tell
from largesse.rights.transfers.transfer import TransferState
from largesse.store.outbox import Event
from largesse.store.work import Read, Tx, typed

TRANSFER_OFFERED = "rights.notice.transfer_offered"
ANSWERS = {
    TransferState.ACCEPTED: "rights.notice.transfer_accepted",
    TransferState.DECLINED: "rights.notice.transfer_declined",
    TransferState.LAPSED: "rights.notice.transfer_lapsed",
}
_OFFER = """
select t.giver, t.receiver, t.expires_at, s.title from rights_transfer t
join rights_entitlement e on e.id = t.entitlement join rights_sku s on s.id = e.sku
where t.id = $1 and t.state = 'offered' and t.receiver is not null
"""
_ENDED = """
select t.giver, t.receiver, t.entitlement, s.title from rights_transfer t
join rights_entitlement e on e.id = t.entitlement join rights_sku s on s.id = e.sku
where t.id = $1 and t.state = $2
"""
_SO_ENDED = "select exists (select from rights_transfer where id = $1 and giver = $2 and state <> 'offered')"
_OPEN = """
select exists (select from rights_transfer where id = $1 and receiver = $2 and state = 'offered')
"""


@dataclass(frozen=True)
class _Changed:
    transfer: UUID
    state: str


@dataclass(frozen=True)
class _Offer:
    giver: UUID
    receiver: UUID
    expires_at: datetime
    title: dict[str, str]


@dataclass(frozen=True)
class _Ended:
    giver: UUID
    receiver: UUID | None
    entitlement: UUID
    title: dict[str, str]


async def tell_offer(event: Event, tx: Tx[Any]) -> None:
    """Tell a receiver of an offer that still stands, and the giver of an answer, or that none came.

    A link tells whoever it was sent to itself, and who takes an offer back knows it.
    """
    said = typed(event.payload, _Changed)
    if said.state == TransferState.OFFERED:
        await _tell_receiver(said, tx)
    elif said.state in ANSWERS:
        await _tell_giver(said, tx)


async def _tell_giver(said: _Changed, tx: Tx[Any]) -> None:
    state = TransferState(said.state)
    found = await tx.one(_Ended, _ENDED, said.transfer, said.state)
    if found is None:
        return
    names = await names_of(tx, [found.receiver]) if found.receiver else {}
    taker = names.get(found.receiver, "") if found.receiver else ""
    one = Telling(
        client=found.giver,
        kind=ANSWERS[state],
        occasion=f"transfer:{said.transfer}:{said.state}",
        facts={"title": found.title, "receiver": taker},
        right=None if state is TransferState.ACCEPTED else found.entitlement,
    )
    await tell(tx, [one])


async def _tell_receiver(said: _Changed, tx: Tx[Any]) -> None:
    found = await tx.one(_Offer, _OFFER, said.transfer)
    if found is None:
        return
    names = await names_of(tx, [found.giver])
    one = Telling(
        client=found.receiver,
        kind=TRANSFER_OFFERED,
        occasion=f"transfer:{said.transfer}",
        facts={
            "title": found.title,
            "giver": names.get(found.giver, ""),
            "until": minute_in(found.expires_at, settings().zone),
        },
        until=found.expires_at,
    )
    await tell(tx, [one])


async def _still(read: Read, told: Told) -> bool:
    return bool(await read.value(_OPEN, told.subject, told.client))


async def _ended(read: Read, told: Told) -> bool:
    return bool(await read.value(_SO_ENDED, told.subject, told.client))


HOLDS_OFFERED = Holds(TRANSFER_OFFERED, _still)
HOLDS_ANSWERED = tuple(Holds(kind, _ended) for kind in ANSWERS.values())
