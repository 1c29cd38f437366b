"""Make an offer of a SKU, change its terms, rest or end it, and say what decides among them.

Invariant   an offer's provider and article stay: another article is another offer; one that has ended stays;
            orders keep the price and the SLA that they were placed with
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

from largesse.audience.clients.city import city_given, city_key
from largesse.identity.units.records import OrgUnit, UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.kernel.reasons import at_most, because, between, characters
from largesse.kernel.writing import plain_given
from largesse.rights.catalogue.providers import ProviderMissing
from largesse.rights.catalogue.records import Provider, ProviderId, SkuId
from largesse.rights.catalogue.skus import lock_sku
from largesse.rights.catalogue.supply import MONEY_MAX
from largesse.rights.offers.offer import (
    OfferChanged,
    OfferMissing,
    OfferTaken,
    OfferWrongState,
    RoutePolicy,
)
from largesse.rights.offers.records import Offer, OfferId, Route
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

WEIGHT_MAX, PREFERENCE_MAX, SLA_MAX_H = 1000, 99, 2160
UNITS_MAX, NAME_MAX, CITIES_MAX = 50, 200, 500
_POLICY = """
insert into rights_route (sku, policy, changed_at) values ($1, $2, $3)
on conflict (sku) do update set policy = excluded.policy, changed_at = excluded.changed_at
"""


class SlaClock(StrEnum):
    """Which hours count."""

    WALL = "wall"
    WORKING = "working"


class SupplyStep(Enum):
    """What to do with an offer."""

    REST = "rest"
    RESUME = "resume"
    END = "end"


_AFTER = {
    (SupplyStep.REST, "active"): "resting",
    (SupplyStep.RESUME, "resting"): "active",
    (SupplyStep.END, "active"): "ended",
    (SupplyStep.END, "resting"): "ended",
}


@dataclass(frozen=True, kw_only=True)
class OfferTerms(Ask):
    """The terms of an offer, for making and for changing one."""

    cost_minor: Long = asked("Cost price, in minor units of the SKU's currency: what a promise must cover.")
    settle_minor: Long = asked("Settlement price, at most the cost price: what the provider bills.")
    weight: int = asked("Its share among its equals, 1 to 1000.", default=100)
    preference: int = asked("Order of preference, 1 to 99; the lowest is asked first.", default=1)
    units: tuple[UnitId, ...] = asked(
        "Org units whose clients it serves, with all below; none: all.", id="unt", default=()
    )
    cities: tuple[str, ...] = asked(
        "Cities that it serves, by their names as 上海 or Shanghai, at most 500; none: everywhere.",
        default=(),
    )
    sla_hours: int | None = asked(
        "Hours within which it must be served, 1 to 2160; null: none.", default=None
    )
    sla_clock: SlaClock = asked("Which hours count.", default=SlaClock.WALL)


@dataclass(frozen=True, kw_only=True)
class MakeOffer(OfferTerms):
    """An article of a provider that fulfils a SKU."""

    sku: SkuId = asked("The SKU, sku_….", id="sku")
    provider: ProviderId = asked("Who fulfils it, prv_….", id="prv")
    provider_sku: str = asked("The article's name at the provider.")


@dataclass(frozen=True, kw_only=True)
class ChangeOffer(OfferTerms):
    """New terms of an offer."""

    offer: OfferId = asked("The offer, off_….", id="off")
    version: int = asked("The version that was looked at.")


@dataclass(frozen=True, kw_only=True)
class SteerOffer(Ask):
    """Rest an offer, resume it or end it for good."""

    offer: OfferId = asked("The offer, off_….", id="off")
    step: SupplyStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class SetOfferPolicy(Ask):
    """What decides among the offers of a SKU that are equal in preference."""

    sku: SkuId = asked("The SKU, sku_….", id="sku")
    policy: RoutePolicy = asked("By weight, by price or by SLA.")


@dataclass(frozen=True)
class OfferStanding:
    """An offer, its version and where it stands now."""

    offer: OfferId
    version: int
    state: str


@dataclass(frozen=True)
class PolicySet:
    """A SKU and what decides among its offers."""

    sku: SkuId
    policy: str


async def make_offer(ask: MakeOffer, *, actor: Actor, work: Work) -> OfferStanding:
    """Let a provider's article fulfil a SKU, beside others.

    Raises:
        SkuMissing, ProviderMissing: out of reach, or not there.
        OfferTaken: ``rights.offer_taken``.
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    actor.must("rights.supply")
    terms = _terms(ask)
    article = plain_given(ask.provider_sku, "provider_sku").strip()
    if not 1 <= len(article) <= NAME_MAX:
        raise Malformed(characters(1, NAME_MAX), "provider_sku")
    async with work.begin(ask, actor, use="rights.make_offer", answer=OfferStanding) as tx:
        if tx.earlier:
            return tx.earlier
        sku, unit = await lock_sku(tx, ask.sku, actor)
        await _expect_provider(tx, ask.provider, actor)
        await _expect_units(tx, ask.units, actor)
        if sku.fulfil_mode != "provider":
            raise Malformed(because("rights.reason.offer_sku"), "sku")
        if await _taken(tx, ask, article):
            raise OfferTaken
        made = OfferId(new_id())
        ids = {"id": made, "sku": ask.sku, "provider": ask.provider, "provider_sku": article}
        await Offer.create(using_db=tx.conn, **ids, **terms, made_at=tx.now)
        facts = {"sku": sku.code, "article": article, **_noted(ask)}
        tx.audit("rights.offer_made", str(made), facts, org_unit=unit)
        return await tx.done(OfferStanding(made, 1, "active"))


async def change_offer(ask: ChangeOffer, *, actor: Actor, work: Work) -> OfferStanding:
    """Change the terms of an offer: orders from now on are placed with them.

    Raises:
        OfferMissing, OfferWrongState, OfferChanged.
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    actor.must("rights.supply")
    terms = _terms(ask)
    async with work.begin(ask, actor, use="rights.change_offer", answer=OfferStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row, unit = await _locked(tx, ask.offer, actor)
        if row.state == "ended":
            raise OfferWrongState(row.state)
        if row.version != ask.version:
            raise OfferChanged(row.version)
        await _expect_units(tx, [unit for unit in ask.units if unit not in row.units], actor)
        row.update_from_dict(terms | {"version": row.version + 1})
        await row.save(using_db=tx.conn, update_fields=[*terms, "version"])
        facts = {"version": row.version, **_noted(ask)}
        tx.audit("rights.offer_changed", str(row.id), facts, org_unit=unit)
        return await tx.done(OfferStanding(ask.offer, row.version, row.state))


async def steer_offer(ask: SteerOffer, *, actor: Actor, work: Work) -> OfferStanding:
    """Rest, resume or end an offer; orders that were placed with it go on.

    Raises:
        OfferMissing, OfferWrongState.
    """
    actor.must("rights.supply")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.steer_offer", answer=OfferStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row, unit = await _locked(tx, ask.offer, actor)
        before, after = row.state, _AFTER.get((ask.step, row.state))
        if after is None:
            raise OfferWrongState(before)
        row.state = after
        await row.save(using_db=tx.conn, update_fields=["state"])
        facts = {"from": before, "to": after, "reason": reason}
        tx.audit("rights.offer_steered", str(row.id), facts, org_unit=unit)
        return await tx.done(OfferStanding(ask.offer, row.version, after))


async def set_offer_policy(ask: SetOfferPolicy, *, actor: Actor, work: Work) -> PolicySet:
    """Say what decides among the offers of a SKU.

    Raises:
        SkuMissing: ``rights.sku_missing``.
    """
    actor.must("rights.supply")
    async with work.begin(ask, actor, use="rights.set_offer_policy", answer=PolicySet) as tx:
        if tx.earlier:
            return tx.earlier
        sku, unit = await lock_sku(tx, ask.sku, actor)
        before = await Route.get_or_none(sku=sku.id, using_db=tx.conn)
        await tx.run(_POLICY, sku.id, ask.policy.value, tx.now)
        facts = {"from": before.policy if before else RoutePolicy.WEIGHT.value, "to": ask.policy.value}
        tx.audit("rights.offer_policy_set", str(sku.id), facts, org_unit=unit)
        return await tx.done(PolicySet(ask.sku, ask.policy.value))


def steps(state: str) -> list[str]:
    """Give the steps that an offer in this state can take."""
    return [step.value for step, before in _AFTER if before == state]


def _terms(ask: OfferTerms) -> dict[str, Any]:
    """Give the columns of terms as they came.

    Raises:
        Malformed: ``kernel.malformed`` at the field that is out of range.
    """
    if not 0 <= ask.cost_minor <= MONEY_MAX:
        raise Malformed(because("rights.reason.worth"), "cost_minor")
    if not 0 <= ask.settle_minor <= ask.cost_minor:
        raise Malformed(because("rights.reason.settle"), "settle_minor")
    _within(ask.weight, WEIGHT_MAX, "weight")
    _within(ask.preference, PREFERENCE_MAX, "preference")
    if ask.sla_hours is not None:
        _within(ask.sla_hours, SLA_MAX_H, "sla_hours")
    if len(ask.units) > UNITS_MAX:
        raise Malformed(at_most(UNITS_MAX), "units")
    return {
        "cost_minor": ask.cost_minor,
        "settle_minor": ask.settle_minor,
        "weight": ask.weight,
        "preference": ask.preference,
        "units": sorted(set(ask.units)),
        "cities": _cities(ask.cities),
        "sla_hours": ask.sla_hours,
        "sla_clock": str(ask.sla_clock),
    }


def _noted(ask: OfferTerms) -> dict[str, Any]:
    names = ("cost_minor", "settle_minor", "weight", "preference", "sla_hours")
    return {name: getattr(ask, name) for name in names} | {"cities": _cities(ask.cities)}


def _cities(names: Collection[str]) -> list[str]:
    """Give the plain names of cities, each once, in the order in which they were said.

    Raises:
        Malformed: ``kernel.malformed`` at ``cities``: too many, or one is no city's name.
    """
    if len(names) > CITIES_MAX:
        raise Malformed(at_most(CITIES_MAX), "cities")
    plain = [city_given(name, "cities") for name in names]
    return list({city_key(name): name for name in plain if name}.values())


def _within(value: int, most: int, name: str) -> None:
    if not 1 <= value <= most:
        raise Malformed(between(1, most), name)


async def _taken(tx: Tx[Any], ask: MakeOffer, article: str) -> bool:
    same = Offer.filter(sku=ask.sku, provider=ask.provider, provider_sku=article).exclude(state="ended")
    return await same.using_db(tx.conn).exists()


async def _expect_provider(tx: Tx[Any], provider: UUID, actor: Actor) -> None:
    """Refuse a provider that is out of reach; one that no plugin speaks for yet gets no orders yet."""
    missing = ProviderMissing(str(provider))
    row = await Provider.get_or_none(id=provider, using_db=tx.conn)
    if row is None:
        raise missing
    actor.reach(row.org_unit, missing)


async def _expect_units(tx: Tx[Any], units: Collection[UnitId], actor: Actor) -> None:
    """Refuse org units that are not there, or out of reach."""
    known = await OrgUnit.filter(id__in=list(units)).using_db(tx.conn).count() if units else 0
    if known != len(set(units)) or not all(actor.reaches(unit) for unit in units):
        raise Malformed(because("rights.reason.unit"), "units")


async def _locked(tx: Tx[Any], offer: UUID, actor: Actor) -> tuple[Offer, UUID]:
    """Lock an offer by its SKU within reach; gives the SKU's org unit too."""
    found = await Offer.get_or_none(id=offer, using_db=tx.conn)
    if found is None:
        raise OfferMissing(offer)
    try:
        _, unit = await lock_sku(tx, found.sku, actor)
    except Missing:
        raise OfferMissing(offer) from None
    return await Offer.get(id=offer, using_db=tx.conn), unit
