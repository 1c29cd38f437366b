"""Place one order for a right: at the offer that is chosen for it, or at its SKU's own provider.

Invariant   one live order per right; the offer, why it was chosen and until when it must be served are kept
            with the order; nothing is asked inside the transaction; where only the city stands against every
            offer, an order waits for one, and nobody is asked
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id, text_id
from largesse.rights.catalogue.providers import expect_running
from largesse.rights.entitlements.entitlement import ORDER
from largesse.rights.entitlements.locking import Right
from largesse.rights.offers.find import Asked, chosen_for
from largesse.rights.offers.offer import NoOffer, Offer
from largesse.rights.order_clocks.clock import Kind
from largesse.rights.order_clocks.keep import due_in, note_start
from largesse.store.work import Tx

ORDERED = "rights.order_placed.v1"
UNSERVED = "city_unserved"
_HOUR_S = 3600
_ASKED = """
select exists (select from rights_order
  where entitlement = $1 and state not in ('failed', 'cancelled', 'rerouted'))
"""
_PLACE = """
insert into rights_order (id, entitlement, provider, installation, provider_sku, request_id, state,
  placed_at, offer, chain, why, settle_minor, sla_seconds, sla_clock, sla_state, sla_due_at)
values ($1, $2, $3, $4, $5, $6, 'created', $7, $8, $9, $10, $11, $12::int, $13,
  case when $12::int is null then null else 'running' end, $14)
on conflict (entitlement) where state not in ('failed', 'cancelled', 'rerouted') do nothing
"""


@dataclass(frozen=True)
class ProviderAway(Refusal):
    """The provider of this right is not connected now."""

    code = "rights.provider_away"


@dataclass(frozen=True)
class Target:
    """Where an order goes, and why; ``offer`` None: the SKU has none, its own provider is asked."""

    order: UUID
    provider: UUID
    installation: UUID
    provider_sku: str
    why: tuple[str, ...]
    offer: Offer | None = None


async def asked_already(tx: Tx[Any], entitlement: UUID) -> bool:
    """Tell whether a provider is asked for a locked right already: claimed again, nothing more is done."""
    return bool(await tx.value(_ASKED, entitlement))


async def target_for(tx: Tx[Any], right: Right) -> Target:
    """Find where the first order of a right goes; who is chosen is not paused while the transaction runs.

    Raises:
        NoOffer: ``rights.no_offer``: none of the SKU's offers can take it now, in whichever city.
        ProviderPaused: ``rights.provider_paused``.
        ProviderAway: ``rights.provider_away``.
    """
    order = new_id()
    routed = await next_target(tx, right, order, frozenset())
    if routed is not None:
        return routed
    if await _has_offers(tx, right):
        return await _unserved(tx, right, order)
    installation = await expect_running(tx, right.provider)
    if installation is None or right.provider is None:
        raise ProviderAway
    return Target(order, right.provider, installation, right.provider_sku or "", ())


async def next_target(tx: Tx[Any], right: Right, order: UUID, tried: frozenset[UUID]) -> Target | None:
    """Choose the offer for an order besides those that were tried; None: there is none, or none is able.

    Raises:
        ProviderPaused: ``rights.provider_paused``: it was paused this moment.
    """
    choice = await chosen_for(tx, _asked(right, order, tried), tx.now)
    return await at_offer(tx, order, choice.offer, choice.why) if choice else None


async def at_offer(tx: Tx[Any], order: UUID, offer: Offer, why: tuple[str, ...]) -> Target:
    """Give the order's target at an offer, whose provider nobody pauses or parts meanwhile.

    Raises:
        ProviderPaused: ``rights.provider_paused``.
        ProviderAway: ``rights.provider_away``.
    """
    installation = await expect_running(tx, offer.provider)
    if installation is None:
        raise ProviderAway
    return Target(order, offer.provider, installation, offer.provider_sku, why, offer)


async def place(tx: Tx[Any], right: Right, target: Target, chain: UUID | None = None) -> bool:
    """Write the order and tell that it is to be sent; False where one is under way already."""
    offer = target.offer
    seconds = offer.sla_hours * _HOUR_S if offer and offer.sla_hours else None
    kind: Kind = "working" if offer and offer.sla_clock == "working" else "wall"
    placed = await tx.run(
        _PLACE,
        target.order,
        right.id,
        target.provider,
        target.installation,
        target.provider_sku,
        text_id(ORDER, target.order),
        tx.now,
        offer.id if offer else None,
        chain or target.order,
        list(target.why),
        offer.settle_minor if offer else None,
        seconds,
        kind if seconds else None,
        await due_in(tx, kind, tx.now, seconds) if seconds else None,
    )
    if not placed:
        return False
    if seconds:
        await note_start(tx, target.order)
    tx.emit(ORDERED, str(target.order), _event(tx, right, target))
    return True


class Waiting(Protocol):
    """What of an order says whether it waits for an offer."""

    offer: Any
    why: Any


def waits_for_offer(order: Waiting) -> bool:
    """Tell whether an order waits for an offer that serves its city: its provider was never asked."""
    return order.offer is None and list(order.why) == [UNSERVED]


async def _unserved(tx: Tx[Any], right: Right, order: UUID) -> Target:
    """Give the target of an order that waits for an offer: it bears the name of who would have been asked.

    Raises:
        NoOffer, ProviderPaused, ProviderAway: the city is not all that stands against it.
    """
    anywhere = replace(_asked(right, order, frozenset()), anywhere=True)
    choice = await chosen_for(tx, anywhere, tx.now)
    if choice is None:
        raise NoOffer
    return replace(await at_offer(tx, order, choice.offer, (UNSERVED,)), offer=None)


def _asked(right: Right, order: UUID, tried: frozenset[UUID]) -> Asked:
    return Asked(
        order=order,
        entitlement=right.id,
        beneficiary=right.beneficiary,
        sku=right.sku,
        org_unit=right.org_unit,
        promised_minor=right.unit_cost_minor,
        tried=tried,
    )


async def _has_offers(tx: Tx[Any], right: Right) -> bool:
    sql = "select exists (select from rights_offer where sku = $1 and state <> 'ended')"
    return bool(await tx.value(sql, right.sku))


def _event(tx: Tx[Any], right: Right, target: Target) -> dict[str, Any]:
    return {
        "order": str(target.order),
        "entitlement": str(right.id),
        "installation": str(target.installation),
        "provider": str(target.provider),
        "org_unit": str(right.org_unit),
        "at": tx.now.isoformat(),
    }
