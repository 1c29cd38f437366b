"""Choose among the offers of a SKU, for one order. Pure: no clock, no dice.

Words       *able* is an offer that may be asked at all; *healthy* one whose provider is not failing just now
Invariant   an offer that is not able is never chosen; shares follow the weights; the same order, asked again
            of the same offers, gets the same answer, and an offer more or less moves only its own share
Source      docs/explanation/fulfilment.md
"""

import hashlib
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from largesse.audience.clients.city import city_key
from largesse.kernel.errors import Missing, Refusal

OFFER = "off"
FAILING_MIN, FAILING_SHARE = 5, 0.5  # so many settled lately, and so many of them failed: it is failing


class RoutePolicy(StrEnum):
    """What decides among able offers of one preference."""

    WEIGHT = "weight"
    PRICE = "price"
    SLA = "sla"


@dataclass(frozen=True)
class OfferMissing(Missing):
    """No such offer within reach."""

    code = "rights.offer_missing"
    offer: UUID


@dataclass(frozen=True)
class OfferTaken(Refusal):
    """The SKU has this article of this provider already."""

    code = "rights.offer_taken"
    path: str | None = "provider_sku"


@dataclass(frozen=True)
class OfferWrongState(Refusal):
    """The offer is not in a state that allows this."""

    code = "rights.offer_wrong_state"
    state: str


@dataclass(frozen=True)
class OfferChanged(Refusal):
    """Somebody changed the offer meanwhile: look at it again."""

    code = "rights.offer_changed"
    version: int


@dataclass(frozen=True)
class NoOffer(Refusal):
    """No provider of this right can be asked now."""

    code = "rights.no_offer"


@dataclass(frozen=True)
class NoOfferByPolicy(NoOffer):
    """The policy finds no offer for an order; a person may choose one."""

    code = "rights.no_offer_by_policy"
    path: str | None = "offer"


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer and how its provider stands; money in minor units, ``settled`` and ``failed`` of late."""

    id: UUID
    provider: UUID
    installation: UUID | None
    provider_sku: str
    cost_minor: int
    settle_minor: int
    weight: int
    preference: int
    units: tuple[UUID, ...]
    sla_hours: int | None
    sla_clock: str
    state: str
    provider_state: str
    settled: int = 0
    failed: int = 0
    broken: bool = False
    cities: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        """Tell whether the provider answers: its breaker is closed and not half of its orders fail."""
        failing = self.settled >= FAILING_MIN and self.failed >= FAILING_SHARE * self.settled
        return not (self.broken or failing)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order asks of an offer: whose line of units it is, what was promised, who was asked before.

    ``cities``: the keys by which the city where it is served is known; empty: no city is known; None: it is
    not judged.
    """

    line: frozenset[UUID]
    promised_minor: int
    tried: frozenset[UUID] = frozenset()
    cities: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The offer chosen, and why in words of the trail: the rule, then what stood against the others."""

    offer: Offer
    why: tuple[str, ...]


def against(offer: Offer, wanted: Wanted) -> str | None:
    """Say why an offer cannot take an order; None: it can."""
    reasons = (
        ("tried", offer.id in wanted.tried),
        ("resting", offer.state != "active"),
        ("unconnected", offer.installation is None),
        ("paused", offer.provider_state == "paused"),
        ("region", bool(offer.units) and wanted.line.isdisjoint(offer.units)),
        ("city", not _serves(offer, wanted.cities)),
        ("dear", offer.cost_minor > wanted.promised_minor),
    )
    return next((name for name, holds in reasons if holds), None)


def choose(offers: Sequence[Offer], wanted: Wanted, policy: RoutePolicy, order: UUID) -> Choice | None:
    """Choose the offer that an order goes to; None: none can take it.

    Healthy ones come before failing ones, then the lowest preference; among these the policy decides, and
    what is equal by price or SLA is shared by weight.
    """
    able = [one for one in offers if against(one, wanted) is None]
    if not able:
        return None
    well = [one for one in able if one.healthy]
    kept = well or able
    first = min(one.preference for one in kept)
    kept = [one for one in kept if one.preference == first]
    best = _best(kept, policy)
    chosen = max(best, key=lambda one: (_draw(one, order), one.id))
    return Choice(chosen, _why(offers, wanted, policy, only=len(able) == 1, sick=not well))


def _serves(offer: Offer, cities: frozenset[str] | None) -> bool:
    """Tell whether an offer serves a city; one without cities serves everywhere."""
    return not offer.cities or cities is None or not cities.isdisjoint(map(city_key, offer.cities))


def _best(offers: Collection[Offer], policy: RoutePolicy) -> list[Offer]:
    """Keep those that are best by price or by SLA; all of them where the weight decides."""
    if policy is RoutePolicy.PRICE:
        least = min(one.cost_minor for one in offers)
        return [one for one in offers if one.cost_minor == least]
    if policy is RoutePolicy.SLA:
        soonest = min(_hours(one) for one in offers)
        return [one for one in offers if _hours(one) == soonest]
    return list(offers)


def _hours(offer: Offer) -> float:
    """Give the hours of an SLA as they compare: a day has eight working hours or so, none is the last."""
    if offer.sla_hours is None:
        return math.inf
    return offer.sla_hours * (24 / 9 if offer.sla_clock == "working" else 1)


def _draw(offer: Offer, order: UUID) -> float:
    """Draw a number for an offer and an order: the highest wins as often as its weight says.

    Source: weighted rendezvous hashing, w / -ln(u).
    """
    said = hashlib.sha256(order.bytes + offer.id.bytes).digest()
    unit = (int.from_bytes(said[:8]) + 0.5) / 2**64
    return offer.weight / -math.log(min(unit, 1 - 2**-53))


def _why(
    offers: Sequence[Offer], wanted: Wanted, policy: RoutePolicy, *, only: bool, sick: bool
) -> tuple[str, ...]:
    found = {against(one, wanted) for one in offers} - {None}
    unwell = [] if sick or all(one.healthy for one in offers) else ["failing"]
    rule = ["only"] if only else [policy.value]
    return (*rule, *(["all_failing"] if sick else []), *sorted(str(one) for one in found), *unwell)
