"""Put a question about a booking to its provider, in the commit in which the client or staff wish it.

Invariant   one question about a booking is open at a time; it is asked after the commit, by ``send``
"""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id, text_id
from largesse.plugging.installations.hosted import methods_offered
from largesse.rights.bookings.keeping import Booked
from largesse.rights.bookings.records import SessionAsk, SessionAskId
from largesse.rights.bookings.session import Session
from largesse.rights.provider_calls.whom import order_behind
from largesse.store.work import Read, Tx

ASKED = "rights.session_asked.v1"
ASK = "sak"
Kind = Literal["book", "move", "cancel"]
Why = Literal["client", "staff", "right"]
_OPEN = "select exists (select from rights_session_ask where booking = $1 and settled_at is null)"


@dataclass(frozen=True)
class BookingAtProvider(Refusal):
    """The provider is being asked about this booking; until it answers nothing else is."""

    code = "rights.booking_at_provider"


@dataclass(frozen=True)
class CancelAtProvider(Refusal):
    """The provider takes no cancelling from here: one calls the place."""

    code = "rights.cancel_at_provider"
    phone: str


@dataclass(frozen=True)
class Wish:
    """What is wished of a provider, and on whose behalf; ``units`` that cancelling takes."""

    kind: Kind
    why: Why
    resource: UUID | None = None
    session: Session | None = None
    units: int = 0
    reason: str = ""


async def expect_none_open(read: Read, booking: UUID) -> None:
    """Refuse what would be asked beside another question.

    Raises:
        BookingAtProvider: ``rights.booking_at_provider``.
    """
    if await read.value(_OPEN, booking):
        raise BookingAtProvider


async def put_ask(tx: Tx[Any], booking: Booked, phone: str, wish: Wish) -> None:
    """Write the question down and let it be sent; the booking is locked by the caller.

    Raises:
        BookingAtProvider, CancelAtProvider, NotOrdered, ProviderPaused.
    """
    await expect_none_open(tx, booking.id)
    order = await order_behind(tx, booking.entitlement)
    if wish.kind == "cancel" and "release" not in await methods_offered(tx, order.installation):
        raise CancelAtProvider(phone)
    ident, session = SessionAskId(new_id()), wish.session
    await SessionAsk.create(
        using_db=tx.conn,
        id=ident,
        booking=booking.id,
        kind=wish.kind,
        installation=order.installation,
        provider_ref=order.provider_ref,
        request_id=text_id(ASK, ident),
        resource=wish.resource,
        session=session.ref if session else None,
        starts_at=session.starts_at if session else None,
        ends_at=session.ends_at if session else None,
        units=wish.units,
        why=wish.why,
        reason=wish.reason,
        asked_at=tx.now,
        due_at=tx.now,
    )
    send(tx, ident)


def send(tx: Tx[Any], ask: UUID) -> None:
    """Let a question be sent, or asked after."""
    tx.emit(ASKED, str(ask), {"ask": str(ask), "at": tx.now.isoformat()})


async def lock_ask(tx: Tx[Any], ask: UUID) -> SessionAsk | None:
    """Lock an open question; its booking is locked already. None: it is settled."""
    asked = SessionAsk.filter(id=ask, settled_at__isnull=True).using_db(tx.conn)
    return await asked.select_for_update(no_key=True).first()


async def lock_open(tx: Tx[Any], booking: UUID) -> SessionAsk | None:
    """Lock the open question about a booking, which is locked already. None: there is none."""
    asked = SessionAsk.filter(booking=booking, settled_at__isnull=True).using_db(tx.conn)
    return await asked.select_for_update(no_key=True).first()


async def settle(
    tx: Tx[Any], ask: SessionAsk, state: Literal["accepted", "refused"], code: str | None = None
) -> None:
    """Note the answer to a question."""
    ask.state, ask.code, ask.due_at, ask.settled_at = state, code, None, tx.now
    await ask.save(using_db=tx.conn, update_fields=["state", "code", "due_at", "settled_at", "next"])


async def drop_open(tx: Tx[Any], booking: UUID, code: str, *, unless_sent: bool = False) -> None:
    """Settle the open question about a booking, if there is one, without an answer.

    Raises:
        BookingAtProvider: ``rights.booking_at_provider``: it was sent, and its answer is waited for.
    """
    ask = await lock_open(tx, booking)
    if ask is None:
        return
    if unless_sent and ask.state != "asked":
        raise BookingAtProvider
    await settle(tx, ask, "refused", code)
