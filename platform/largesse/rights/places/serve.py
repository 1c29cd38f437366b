"""Say how a SKU is booked: by whom, how long, with what notice, what cancelling and absence cost."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import because
from largesse.plugging.installations.hosted import methods_offered
from largesse.rights.catalogue.records import Product, Provider, Sku, SkuId
from largesse.rights.catalogue.supply import Made
from largesse.rights.places.keep import Runs
from largesse.rights.places.place import (
    ResourceMissing,
    ServiceKind,
    ServiceMissing,
    Source,
    expect_between,
)
from largesse.rights.places.records import Place, Resource, ResourceId, Service
from largesse.rights.places.wanted import AGAIN, want
from largesse.store.work import Tx, Work

_BOUNDS = {
    "minutes": (5, 1440),
    "notice_minutes": (0, 129_600),
    "horizon_days": (1, 366),
    "hold_minutes": (1, 120),
    "offer_minutes": (5, 2880),
    "free_until_hours": (0, 720),
    "late_units": (0, 100),
    "no_show_units": (0, 100),
}
_WRITE = """
insert into rights_service (id, sku, kind, source, approval, state, org_unit, created_at, minutes,
  notice_minutes, horizon_days,
  hold_minutes, offer_minutes, free_until_hours, late_units, no_show_units)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
on conflict (sku) do update set kind = excluded.kind, source = excluded.source,
  approval = excluded.approval, state = excluded.state,
  minutes = excluded.minutes, notice_minutes = excluded.notice_minutes, horizon_days = excluded.horizon_days,
  hold_minutes = excluded.hold_minutes, offer_minutes = excluded.offer_minutes,
  free_until_hours = excluded.free_until_hours, late_units = excluded.late_units,
  no_show_units = excluded.no_show_units, version = rights_service.version + 1
"""
_NOT_OURS = """
delete from rights_service_at a using rights_resource r, rights_place p
where a.service = $1 and r.id = a.resource and p.id = r.place and p.provider is distinct from $2
"""
_CALENDAR = frozenset({"places", "slots", "amend"})
_RESOURCES_MAX = 200


@dataclass(frozen=True, kw_only=True)
class SetService(Ask):
    """How a SKU is booked from now on; what is booked keeps its place."""

    sku: SkuId = asked("The SKU, sku_….", id="sku")
    source: Source = asked("In our calendar, or in its provider's own.", default=Source.OWN)
    resources: tuple[ResourceId, ...] = asked(
        "Who or what serves it, rsc_…; at most 200. None where the provider says itself.",
        id="rsc",
        default=(),
    )
    kind: ServiceKind = asked("At a time of one's own, or an event.", default=ServiceKind.APPOINTMENT)
    minutes: int = asked("How long it takes; shorter slots are not offered, 5 to 1440.")
    notice_minutes: int = asked("How long before its beginning it may be booked at the latest.", default=0)
    horizon_days: int = asked("How many days ahead it may be booked, 1 to 366.", default=30)
    hold_minutes: int = asked("How long a place is held until it is confirmed, 1 to 120.", default=10)
    offer_minutes: int = asked("How long a place is kept for one who waits, 5 to 2880.", default=60)
    free_until_hours: int = asked("Until how many hours before it cancelling is free, 0 to 720.", default=24)
    late_units: int = asked("Units of the right that cancelling later takes.", default=0)
    no_show_units: int = asked("Units of the right that not coming takes.", default=0)
    approval: bool = asked("Whether an adviser decides over each booking.", default=False)
    state: Runs = asked("Whether it can be booked.", default=Runs.ACTIVE)


async def set_service(ask: SetService, *, actor: Actor, work: Work) -> Made:
    """Say how a SKU is booked, for the first time or anew.

    Raises:
        ServiceMissing: ``rights.service_missing``: there is no such SKU within reach.
        ResourceMissing: ``rights.resource_missing``.
        Malformed: ``kernel.malformed`` at the number that is out of its bounds, or at what a provider's own
            calendar does not have.
    """
    actor.must("rights.keep_places")
    expect_between(ask, **_BOUNDS)
    async with work.begin(ask, actor, use="rights.set_service", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        found, unit = await _of_sku(tx, ask.sku, actor)
        numbers = [getattr(ask, name) for name in _BOUNDS]
        choice = ask.kind.value, ask.source.value, ask.approval, ask.state.value
        await tx.run(_WRITE, new_id(), ask.sku, *choice, unit, tx.now, *numbers)
        service = (await Service.get(sku=ask.sku, using_db=tx.conn)).id
        served = await (
            _by_provider(tx, ask, found, service)
            if ask.source is Source.PROVIDER
            else _by_us(tx, ask, actor, service)
        )
        facts = {"sku": found.code, "source": ask.source.value, "resources": served, "state": ask.state.value}
        tx.audit("rights.service_set", str(service), facts, org_unit=unit)
        return await tx.done(Made(service))


async def _by_us(tx: Tx[Any], ask: SetService, actor: Actor, service: UUID) -> int:
    """Let resources of ours serve it, and no others."""
    resources = sorted(set(ask.resources))[:_RESOURCES_MAX]
    await _expect_resources(tx, resources, actor)
    await tx.run("delete from rights_service_at where service = $1", service)
    await tx.run(
        "insert into rights_service_at (service, resource) select $1, one from unnest($2::uuid[]) as t(one)",
        service,
        resources,
    )
    return len(resources)


async def _by_provider(tx: Tx[Any], ask: SetService, sku: Sku, service: UUID) -> int:
    """Let the provider's own places serve it; they are read soon, those that are known stay until then.

    Raises:
        Malformed: ``kernel.malformed`` at ``source``, ``resources`` or ``approval``.
    """
    if ask.resources:
        raise Malformed(because("rights.reason.provider_places"), "resources")
    if ask.approval:
        raise Malformed(because("rights.reason.provider_decides"), "approval")
    provider = await Provider.get_or_none(id=sku.provider, using_db=tx.conn) if sku.provider else None
    speaks = provider.installation if provider and sku.fulfil_mode == "provider" else None
    if speaks is None or not await methods_offered(tx, speaks) >= _CALENDAR:
        raise Malformed(because("rights.reason.no_calendar"), "source")
    await tx.run(_NOT_OURS, service, sku.provider)
    await tx.run("update rights_service set places_due = $2 where id = $1", service, tx.now + AGAIN)
    want(tx, service)
    return 0


async def _of_sku(tx: Tx[Any], sku: UUID, actor: Actor) -> tuple[Sku, UUID]:
    """Give a SKU within reach, and its org unit."""
    missing = ServiceMissing(sku)
    found = await Sku.get_or_none(id=sku, using_db=tx.conn)
    if found is None:
        raise missing
    product = await Product.get(id=found.product, using_db=tx.conn)
    actor.reach(product.org_unit, missing)
    return found, product.org_unit


async def _expect_resources(tx: Tx[Any], resources: list[ResourceId], actor: Actor) -> None:
    rows = await Resource.filter(id__in=resources).using_db(tx.conn)
    places = {one.id: one for one in await Place.filter(id__in=[row.place for row in rows]).using_db(tx.conn)}
    within = {
        row.id
        for row in rows
        if places[row.place].provider is None and actor.reaches(places[row.place].org_unit)
    }
    for one in resources:
        if one not in within:
            raise ResourceMissing(one)
