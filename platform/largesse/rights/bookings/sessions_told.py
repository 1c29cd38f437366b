"""Ask a provider which sessions it has, outside of any transaction.

Invariant   what is told is judged again when a session is taken; a provider that is silent is told in words
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in, now
from largesse.kernel.errors import Missing, Refusal
from largesse.rights.agents.mandates import may_book
from largesse.rights.bookings.keeping import find_booking
from largesse.rights.bookings.session import Session, SessionsTold, can_be_had, slot_of
from largesse.rights.entitlements.locking import find_right
from largesse.rights.places.place import Offered, Source
from largesse.rights.provider_calls.answers import Slots
from largesse.rights.provider_calls.asking import answer
from largesse.rights.provider_calls.whom import Ordered, order_behind
from largesse.rights.slots.open import Found, serving, terms_of
from largesse.store.work import Work

DAYS = 14
_SERVICE = "select * from rights_service where sku = $1"
_WHERE = """
select p.provider, p.provider_ref, p.zone from rights_resource r join rights_place p on p.id = r.place
where r.id = $1
"""


@dataclass(frozen=True)
class Where:
    """A place of a provider's own, by its name there."""

    provider: UUID | None
    provider_ref: str | None
    zone: str


async def sessions_at(
    work: Work, order: Ordered, where: Where, first: date, days: int
) -> tuple[Session, ...]:
    """Ask for the sessions of what was ordered, at one place on some days.

    Raises:
        ProviderAway, NotOffered, ProviderDeclined, ProviderSilent.
    """
    if where.provider != order.provider or where.provider_ref is None:
        return ()
    asked = {
        "sku": order.provider_sku,
        "place": where.provider_ref,
        "day_from": first.isoformat(),
        "day_to": (first + timedelta(days=days - 1)).isoformat(),
    }
    told = await answer(work, order.asked("slots", asked), Slots)
    found = (
        Session(one.ref, one.start, one.end, 0 if one.unavailable else one.free)
        for one in told.slots
        if one.ref and one.end > one.start
    )
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.ref)))


async def told_for(
    work: Work, actor: Actor, right: UUID, resource: UUID, starts_at: datetime
) -> SessionsTold | None:
    """Ask for the sessions around a time that somebody wants; None: nothing is asked of a provider.

    What stands in the way is given, not raised: a repeated ask is answered as before whatever is so now.
    """
    try:
        async with work.read() as read:
            found = await find_right(read, right)
            service = await read.one(Offered, _SERVICE, found.sku)
            if service is None or service.source != Source.PROVIDER:
                return None
            if actor.kind == "client" and not await may_book(read, actor.id, found.holder, right):
                return None
            order = await order_behind(read, right)
            where = await read.one(Where, _WHERE, resource)
        if where is None:
            return SessionsTold()
        return SessionsTold(await sessions_at(work, order, where, day_in(starts_at, where.zone), DAYS))
    except Missing:
        return None
    except Refusal as no:
        return SessionsTold(no=no)


async def told_for_booking(
    work: Work, actor: Actor, booking: UUID, resource: UUID, starts_at: datetime
) -> SessionsTold | None:
    """Ask for the sessions around a time to which somebody wants to move a booking; see ``told_for``."""
    try:
        async with work.read() as read:
            found = await find_booking(read, booking)
    except Missing:
        return None
    return await told_for(work, actor, found.entitlement, resource, starts_at) if found.session else None


async def sessions_found(
    work: Work, right: UUID, service: Offered, place: UUID, days: tuple[date | None, int]
) -> list[Found]:
    """Give the sessions that can be had at a place, as slots; full ones are the provider's own to wait for.

    Raises:
        NotOrdered, ProviderAway, ProviderPaused, NotOffered, ProviderDeclined, ProviderSilent.
    """
    async with work.read() as read:
        order = await order_behind(read, right)
        at = next(iter(await serving(read, service.id, place)), None)
        where = await read.one(Where, _WHERE, at.id) if at else None
    if at is None or where is None:
        return []
    first, count = days
    found = await sessions_at(work, order, where, first or day_in(now(), at.zone), count)
    return [Found(at, slot_of(at.id, one)) for one in found if can_be_had(one, terms_of(service), now())]
