"""What a provider tells by itself moves the booking: who came, who did not, what it moved or called off.

Invariant   a fact is booked as it happened, whatever this house had decided meanwhile; an older one changes
            nothing after a newer one; the use of the right is booked by ``orders.provider_events``
Source      docs/explanation/booking.md, *A provider's own calendar*
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.errors import Contended, Missing
from largesse.rights.bookings.booking import State
from largesse.rights.bookings.keeping import tell
from largesse.rights.bookings.rights import release, spend
from largesse.rights.bookings.session import Session
from largesse.rights.bookings.session_ask import drop_open
from largesse.rights.bookings.session_move import To, move_to
from largesse.rights.bookings.standing import Standing, stand
from largesse.rights.entitlements.entitlement import State as RightState
from largesse.rights.entitlements.entitlement import move
from largesse.rights.entitlements.locking import keep_right, lock_right
from largesse.rights.entitlements.validity import forget_claim
from largesse.rights.order_events.order_event import Report, Sits, means, report_of
from largesse.rights.redemptions.missed import Visit, booking_at_provider
from largesse.store.outbox import Event
from largesse.store.work import Tx

Told = Literal["came", "absent", "gone", "moved"]
OVERTAKEN = "rights.session_overtaken"
_WAITS = frozenset({State.PENDING, State.BOOKED})
_HERE = frozenset({*_WAITS, State.CHECKED_IN, State.ARRIVED})
_MOVES: dict[Told, frozenset[State]] = {
    "came": _HERE | {State.NO_SHOW, State.CANCELLED},
    "absent": _HERE,
    "gone": _WAITS,
    "moved": _WAITS,
}
_ORDER = """
select id, entitlement, provider from rights_order
where installation = $1 and (provider_ref = $2 or request_id = $3) order by id desc limit 1
"""
_RESOURCE = """
select r.id from rights_place p join rights_resource r on r.place = p.id
where p.provider = $1 and p.provider_ref = $2 order by r.nr limit 1
"""
_TOLD = """
update rights_booking set state = $3, why = $4, units_used = units_used + $5, told_at = greatest(told_at, $6),
  ended_at = $6, arrived_at = case when $3 = 'fulfilled' then coalesce(arrived_at, $6) else arrived_at end,
  sequence = sequence + $7, version = version + 1
where id = $1 and version = $2
"""
# Its order's own notice of this visit may have been booked before this one of his absence is heard. Where no
# name says of which visit a notice is, it is of the last booking that was made before it.
_OLDER = """
select coalesce(b.told_at > $2, false) or exists (select from rights_order_event x where x.provider_order = $3
  and x.at > $2 and x.kind = 'attendance' and x.facts->'attendance'->>'state' <> 'absent'
  and coalesce(x.facts->>'visit' = $4, x.at < coalesce((select min(n.made_at) from rights_booking n
    where n.entitlement = b.entitlement and n.session is not null and n.state <> 'proposed'
      and n.made_at > b.made_at), 'infinity')))
from rights_booking b where b.id = $1
"""


@dataclass(frozen=True)
class SessionPlaceUnknown(Missing):
    """A provider moved a booking to a place of its own that is not known here yet."""

    code = "rights.session_place_unknown"
    place: str


@dataclass(frozen=True)
class _About:
    """The order that is told of."""

    id: UUID
    entitlement: UUID
    provider: UUID


@dataclass(frozen=True)
class _Fact:
    what: Told
    at: datetime
    visit: str | None
    session: Sits | None


async def take_session_report(event: Event, tx: Tx[Any]) -> None:
    """Act on ``plugging.provider_event_received.v1``.

    Raises:
        SessionPlaceUnknown, PersonBusy: people must look.
    """
    report = report_of(event.payload)
    what = told_of(report)
    if what is None:
        return
    asked = report.installation, report.provider_ref, report.order_ref
    about = await tx.one(_About, _ORDER, *asked)
    if about is None:
        return
    fact = _Fact(what, report.at, report.visit, report.session)
    visit = Visit(about.id, about.entitlement, fact.at, fact.visit)
    booking = await booking_at_provider(tx, visit)
    if booking is None:
        return  # a right that was never booked here: its order's notices say the rest
    to = await _target(tx, about, fact)
    one = await stand(tx, booking, *([to.resource] if to else []), spends=what == "absent")
    if one.booking.state not in _MOVES[what] or await _older(tx, one, about, fact):
        return
    if to:
        await move_to(tx, one, to)  # what is asked beside it gets its own answer
        return
    await _end(tx, one, fact)
    await _back_to_be_claimed(tx, one, about.id)
    await drop_open(tx, one.booking.id, OVERTAKEN)


def told_of(report: Report) -> Told | None:
    """Say what a notice means for a booking. Pure."""
    if report.kind == "session_moved":
        return "moved" if report.session else None
    if report.kind == "session_cancelled":
        return "gone"
    if report.attendance and report.attendance.state == "absent":
        return "absent"
    meaning = means(report.kind, report.facts)
    return "came" if meaning == "used" else "gone" if meaning == "undone" else None


async def _target(tx: Tx[Any], about: _About, fact: _Fact) -> To | None:
    """Find where a booking was moved to."""
    to = fact.session
    if fact.what != "moved" or to is None:
        return None
    resource: UUID | None = await tx.value(_RESOURCE, about.provider, to.place)
    if resource is None:
        raise SessionPlaceUnknown(to.place)
    return To(resource, Session(to.slot, to.start, to.end, 0), "moved", fact.at)


async def _older(tx: Tx[Any], one: Standing, about: _About, fact: _Fact) -> bool:
    """Tell whether something newer is known; that somebody came is true whenever it is heard."""
    return fact.what != "came" and bool(await tx.value(_OLDER, one.booking.id, fact.at, about.id, fact.visit))


async def _end(tx: Tx[Any], one: Standing, fact: _Fact) -> None:
    booking = one.booking
    used = 0
    if fact.what == "absent" and one.policy.no_show_units:
        at = min(fact.at, booking.starts_at)
        used = await spend(tx, one.right.id, one.policy.no_show_units, at, "booking.noshow")
    elif booking.state in _HERE:
        await release(tx, one.right)
    to, why = _ENDS[fact.what]
    shown = 1 if fact.what == "gone" else 0
    count = await tx.run(_TOLD, booking.id, booking.version, to.value, why, used, fact.at, shown)
    if count != 1:
        raise Contended
    tell(tx, booking, to)


_ENDS: dict[Told, tuple[State, str]] = {
    "came": (State.FULFILLED, ""),
    "absent": (State.NO_SHOW, ""),
    "gone": (State.CANCELLED, "provider"),
}


async def _back_to_be_claimed(tx: Tx[Any], one: Standing, order: UUID) -> None:
    """Let a right be claimed anew whose order the provider has cancelled while it was set aside."""
    if await tx.value("select state from rights_order where id = $1", order) != "cancelled":
        return
    right = await lock_right(tx, one.right.id)
    if right.state is RightState.ACTIVE:
        await keep_right(tx, right, move(right.entitlement, RightState.ISSUED))
        await forget_claim(tx, right)
