"""Send a question about a booking to its provider, and do what it answers.

Invariant   a question is sent under its own request id, however often; what was sent and not answered is
            first looked for in the order, then sent again under the same id; a yes to another session is none
Source      decision 0072
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.clock import day_in, now
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id, text_id
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.calls.reply import Call, Reply
from largesse.rights.bookings.booking import State
from largesse.rights.bookings.cancel import end
from largesse.rights.bookings.keeping import Moving, keep
from largesse.rights.bookings.records import SessionAsk
from largesse.rights.bookings.session import Session, next_of
from largesse.rights.bookings.session_ask import lock_ask, send, settle
from largesse.rights.bookings.session_move import move_session
from largesse.rights.bookings.sessions_told import DAYS, Where, sessions_at
from largesse.rights.bookings.stale import slot_text
from largesse.rights.bookings.standing import Standing, stand
from largesse.rights.orders.fulfil import CAPABILITY, DEADLINE_S, SUBMITTED_S
from largesse.rights.orders.order import next_check
from largesse.rights.orders.outcome import CODE_MAX
from largesse.rights.places.records import RESOURCE
from largesse.rights.provider_calls.whom import Ordered
from largesse.rights.slots.slot import Terms
from largesse.store.outbox import Event, TwoStep
from largesse.store.work import Tx, Work

OVER, OTHER = "rights.session_over", "rights.session_other"
DUE_MAX, PAUSED_S = 100, 600
_ABOUT = """
select o.id as order, o.request_id as about, o.provider, o.provider_sku, p.provider_ref as place, p.zone,
  coalesce(a.resource, b.resource) as resource, coalesce(a.starts_at, b.starts_at) as starts_at,
  v.state = 'paused' as paused, s.minutes, s.notice_minutes, s.horizon_days
from rights_session_ask a join rights_booking b on b.id = a.booking join rights_service s on s.id = b.service
join rights_order o on o.installation = a.installation and o.provider_ref = a.provider_ref
join rights_provider v on v.id = o.provider
join rights_resource r on r.id = coalesce(a.resource, b.resource) join rights_place p on p.id = r.place
where a.id = $1
"""
WAITS = "select from rights_session_ask where due_at <= $1"
_DUE = f"""
update rights_session_ask set due_at = $2 where id in ({WAITS.replace("select from", "select id from")}
  order by due_at limit $3 for update skip locked)
returning id
"""  # noqa: S608 - constants


@dataclass(frozen=True)
class _About:
    order: UUID
    about: str
    provider: UUID
    provider_sku: str
    place: str
    zone: str
    resource: UUID
    starts_at: datetime
    paused: bool
    minutes: int
    notice_minutes: int
    horizon_days: int

    @property
    def terms(self) -> Terms:
        return Terms(self.minutes, self.notice_minutes, self.horizon_days)


@dataclass(frozen=True)
class SessionCall:
    """What to ask; ``again``: it was sent before, and what became of it is not known; ``over``: too late."""

    ask: UUID
    kind: str
    installation: UUID
    provider_ref: str
    request_id: str
    session: str | None
    about: _About
    again: bool
    over: bool


@dataclass(frozen=True)
class Answered:
    """What became of it; ``next``: what is free instead, where the answer was no."""

    reply: Reply
    next: tuple[str, ...] = ()


class _Session(msgspec.Struct, frozen=True):
    slot: str


class _Stands(msgspec.Struct, frozen=True):
    booking: _Session | None = None


@dataclass(frozen=True)
class _Due:
    id: UUID


async def send_due(work: Work) -> None:
    """Let every question that is due be sent again, or asked after."""
    async with work.job() as tx:
        for one in await tx.all(_Due, _DUE, tx.now, tx.now + timedelta(seconds=SUBMITTED_S), DUE_MAX):
            send(tx, one.id)


async def prepare(event: Event, tx: Tx[Any]) -> SessionCall | None:
    """Decide what is asked now; a paused provider is not asked anything new."""
    ask = await lock_ask(tx, UUID(event.key))
    if ask is None:
        return None
    about = await tx.one(_About, _ABOUT, ask.id)
    again = ask.state == "sent"
    if about is None or (about.paused and not again):
        ask.due_at = tx.now + timedelta(seconds=PAUSED_S)
        await ask.save(using_db=tx.conn, update_fields=["due_at"])
        return None
    ask.state, ask.due_at = "sent", tx.now + timedelta(seconds=SUBMITTED_S)
    await ask.save(using_db=tx.conn, update_fields=["state", "due_at"])
    return SessionCall(
        ask=ask.id,
        kind=ask.kind,
        installation=ask.installation,
        provider_ref=ask.provider_ref,
        request_id=ask.request_id,
        session=ask.session,
        about=about,
        again=again,
        over=not again and ask.kind != "cancel" and about.starts_at <= tx.now,
    )


async def call(ask: SessionCall, _request_id: str, work: Work) -> Answered:
    """Ask the provider, outside any transaction; after a no also what is free instead."""
    if ask.over:
        return Answered(Reply(outcome="failed", code=OVER))
    reply = await _found(ask, work) if ask.again else None
    if reply is None:
        reply = _sure(ask, await _invoke(ask, work, _method(ask), _args(ask), ask.request_id))
    final = reply.outcome == "failed" and reply.retry_after_s is None
    return Answered(reply, await _free(ask, work) if final and ask.kind != "cancel" else ())


async def finish(ask: SessionCall, answered: Answered, tx: Tx[Any]) -> None:
    """Do what the provider answered: the booking, its right and the question in one commit."""
    row = await SessionAsk.get(id=ask.ask, using_db=tx.conn)
    also = [row.resource] if row.resource else []
    one = await stand(tx, row.booking, *also, spends=row.units > 0)
    locked = await lock_ask(tx, ask.ask)
    if locked is None:
        return
    reply = answered.reply
    if reply.outcome == "succeeded":
        await _yes(tx, one, locked)
    elif reply.outcome == "failed" and reply.retry_after_s is None:
        locked.next = list(answered.next)
        await settle(tx, locked, "refused", (reply.code or "provider.refused")[:CODE_MAX])
        if locked.kind == "book" and one.booking.state is State.PENDING:
            await end(tx, one, Moving(State.CANCELLED, "provider"), 0)
    else:
        await _later(tx, locked, reply, sent=ask.again or reply.outcome != "failed")


async def _yes(tx: Tx[Any], one: Standing, ask: SessionAsk) -> None:
    booking = one.booking
    if ask.kind == "book" and booking.state is State.PENDING:
        await keep(tx, one.at, booking, Moving(State.BOOKED))
    elif ask.kind == "move" and booking.state is State.BOOKED:
        await move_session(tx, one, ask)
    elif ask.kind == "cancel" and booking.state is State.BOOKED:
        await end(tx, one, Moving(State.CANCELLED, ask.why, ask.reason), ask.units)
    await tx.run(
        "update rights_booking set told_at = greatest(told_at, $2) where id = $1", booking.id, ask.asked_at
    )
    await settle(tx, ask, "accepted")


async def _later(tx: Tx[Any], ask: SessionAsk, reply: Reply, *, sent: bool) -> None:
    """Ask later: after it where it may have been done, else the same again."""
    ask.state, ask.code = "sent" if sent else "asked", (reply.code or "")[:CODE_MAX] or None
    ask.due_at, ask.tries = next_check(ask.tries, tx.now, reply.retry_after_s), ask.tries + 1
    await ask.save(using_db=tx.conn, update_fields=["state", "code", "due_at", "tries"])


async def _found(ask: SessionCall, work: Work) -> Reply | None:
    """Look for what was sent in the order as it stands; None: it is not there, so it is sent again."""
    reply = await _invoke(ask, work, "query", {"provider_ref": ask.provider_ref}, str(new_id()))
    if reply.outcome == "succeeded":
        return reply if _stands(reply) == ask.session else None
    final = reply.outcome == "failed" and reply.retry_after_s is None
    return None if final else replace(reply, outcome="unknown")


def _sure(ask: SessionCall, reply: Reply) -> Reply:
    """Take no yes that names another session than the one that was asked for."""
    told = _stands(reply)
    if reply.outcome == "succeeded" and told is not None and told != ask.session:
        return Reply(outcome="unknown", code=OTHER)
    return reply


def _stands(reply: Reply) -> str | None:
    """Give the session of the order that an answer tells."""
    try:
        found = msgspec.convert(reply.data, _Stands).booking
    except msgspec.ValidationError:
        return None
    return found.slot if found else None


def _method(ask: SessionCall) -> str:
    return "release" if ask.kind == "cancel" else "amend"


def _args(ask: SessionCall) -> dict[str, Any]:
    known = {"provider_ref": ask.provider_ref}
    return known if ask.kind == "cancel" else {**known, "place": ask.about.place, "slot": ask.session}


async def _invoke(ask: SessionCall, work: Work, method: str, args: dict[str, Any], request_id: str) -> Reply:
    return await work.house.needed(INVOKER).call(
        Call(
            installation=ask.installation,
            capability=CAPABILITY,
            method=method,
            args=args,
            request_id=request_id,
            deadline_s=DEADLINE_S,
        )
    )


async def _free(ask: SessionCall, work: Work) -> tuple[str, ...]:
    """Ask what is free instead; a provider that does not say is not waited for."""
    about = ask.about
    order = Ordered(
        installation=ask.installation,
        about=about.about,
        id=about.order,
        provider_ref=ask.provider_ref,
        provider=about.provider,
        provider_sku=about.provider_sku,
    )
    where = Where(about.provider, about.place, about.zone)
    try:
        found = await sessions_at(work, order, where, day_in(about.starts_at, about.zone), DAYS)
    except Refusal:
        return ()
    return tuple(_text(about, one) for one in next_of(found, about.terms, now(), about.starts_at))


def _text(about: _About, one: Session) -> str:
    return slot_text(text_id(RESOURCE, about.resource), one.starts_at)


SEND = TwoStep("rights.send_session_ask", prepare, call, finish)
