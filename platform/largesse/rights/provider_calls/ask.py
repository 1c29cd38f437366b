"""Ask a provider what it has: places, sessions and forms of a SKU, and where a parcel is.

Invariant   nothing is ordered and nothing is kept
"""

from typing import Any
from uuid import UUID

import msgspec

from largesse.kernel.actor import Actor
from largesse.rights.provider_calls.answers import Form, Places, Slots, Tracking, When, Where
from largesse.rights.provider_calls.asking import answer
from largesse.rights.provider_calls.whom import order_of_right, provider_of_sku
from largesse.store.work import Work


async def provider_places(sku: UUID, where: Where, *, actor: Actor, work: Work) -> Places:
    """Give a page of the places where a SKU is used.

    Raises:
        SkuMissing, ProviderAway, ProviderPaused, NotOffered, ProviderDeclined, ProviderSilent.
    """
    whom = await provider_of_sku(work, actor, sku)
    return await answer(work, whom.asked("places", {"sku": whom.about, **_plain(where)}), Places)


async def provider_slots(sku: UUID, when: When, *, actor: Actor, work: Work) -> Slots:
    """Give the sessions of a SKU at a place.

    Raises:
        SkuMissing, ProviderAway, ProviderPaused, NotOffered, ProviderDeclined, ProviderSilent.
    """
    whom = await provider_of_sku(work, actor, sku)
    return await answer(work, whom.asked("slots", {"sku": whom.about, **_plain(when)}), Slots)


async def provider_form(sku: UUID, *, actor: Actor, work: Work) -> Form:
    """Give what the provider must know before it serves a SKU, and who may have it.

    Raises:
        SkuMissing, ProviderAway, ProviderPaused, NotOffered, ProviderDeclined, ProviderSilent.
    """
    whom = await provider_of_sku(work, actor, sku)
    return await answer(work, whom.asked("form_schema", {"sku": whom.about}), Form)


async def track_order(right: UUID, *, actor: Actor, work: Work) -> Tracking:
    """Say where the parcel of a client's own right is.

    Raises:
        EntitlementMissing, NotOrdered, ProviderAway, NotOffered, ProviderDeclined, ProviderSilent.
    """
    order = await order_of_right(work, actor, right)
    return await answer(work, order.asked("track", {"provider_ref": order.provider_ref}), Tracking)


def _plain(asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(asked)
    return found
