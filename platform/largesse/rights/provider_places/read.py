"""The places of a provider's own calendar, read from it now and then and kept as places of the house.

Invariant   a provider is asked outside of any transaction; a place is one row per provider and its name
            there, and keeps its id; one that is named no more is not offered, what is booked there stays
Source      docs/explanation/booking.md, *A provider's own calendar*
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.kernel.writing import name_given
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.calls.reply import Call
from largesse.rights.orders.fulfil import CAPABILITY
from largesse.rights.places.wanted import AGAIN
from largesse.rights.provider_calls.answers import Place as ToldPlace
from largesse.rights.provider_calls.answers import Places, Words
from largesse.rights.provider_calls.asking import ASK_S, ProviderSilent, read_as
from largesse.store.outbox import Event, TwoStep
from largesse.store.work import Tx, Work

EVERY = timedelta(hours=1)
PAGES_MAX, PLACES_MAX, WHY_MAX = 100, 1000, 100
_SERVICE = """
select v.id as service, s.provider, p.installation, s.provider_sku, p.slug, p.name, p.org_unit
from rights_service v join rights_sku s on s.id = v.sku join rights_provider p on p.id = s.provider
where v.id = $1 and v.source = 'provider' and v.state = 'active' and p.state = 'active'
  and p.installation is not null and s.provider_sku is not null
"""
_PLACE = """
insert into rights_place (id, code, name, city, address, phone, zone, latitude_e6, longitude_e6, org_unit,
  provider, provider_ref, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (provider, provider_ref) where provider is not null do update set name = excluded.name,
  city = excluded.city, address = excluded.address, phone = excluded.phone,
  latitude_e6 = excluded.latitude_e6, longitude_e6 = excluded.longitude_e6
"""
_RESOURCES = """
insert into rights_resource (id, place, name, kind, created_at)
select gen_random_uuid(), p.id, $2, 'desk', $3 from rights_place p where p.provider = $1
  and not exists (select from rights_resource r where r.place = p.id) order by p.provider_ref
"""
_SERVED = """
insert into rights_service_at (service, resource)
select $1, r.id from rights_resource r join rights_place p on p.id = r.place
where p.provider = $2 and p.provider_ref = any($3) on conflict do nothing
"""
_GONE = """
delete from rights_service_at a using rights_resource r, rights_place p
where a.service = $1 and r.id = a.resource and p.id = r.place
  and (p.provider is distinct from $2 or p.provider_ref <> all($3))
"""
_READ = "update rights_service set places_at = $2, places_due = $3, places_why = '' where id = $1"
_NOT_READ = "update rights_service set places_due = $2, places_why = $3 where id = $1"


@dataclass(frozen=True)
class PlacesAsk:
    """Whose places are asked for, and for which service."""

    service: UUID
    provider: UUID
    installation: UUID
    provider_sku: str
    slug: str
    name: dict[str, str]
    org_unit: UUID


@dataclass(frozen=True)
class PlacesTold:
    """Every place that was told; ``why`` names what stood in the way, then none is."""

    places: Sequence[ToldPlace]
    why: str = ""


async def prepare(event: Event, tx: Tx[Any]) -> PlacesAsk | None:
    """Find whom to ask; a paused provider is not asked."""
    return await tx.one(PlacesAsk, _SERVICE, UUID(event.key))


async def call(ask: PlacesAsk, request_id: str, work: Work) -> PlacesTold:
    """Read every page, or none: half of the places would look as if the others were gone."""
    found, cursor = list[ToldPlace](), None
    for number in range(PAGES_MAX):
        reply = await work.house.needed(INVOKER).call(
            Call(
                installation=ask.installation,
                capability=CAPABILITY,
                method="places",
                args={"sku": ask.provider_sku, "cursor": cursor},
                request_id=f"{request_id}.{number}",
                deadline_s=ASK_S,
            )
        )
        if reply.outcome != "succeeded":
            return PlacesTold((), reply.code or reply.outcome)
        try:
            page = read_as(reply.data, Places)
        except ProviderSilent as no:
            return PlacesTold((), no.why)
        found += page.places
        cursor = page.next_cursor
        if cursor is None or len(found) >= PLACES_MAX:
            return PlacesTold(found[:PLACES_MAX])
    return PlacesTold((), "provider.pages_without_end")


async def finish(ask: PlacesAsk, told: PlacesTold, tx: Tx[Any]) -> None:
    """Keep what was told; one place after another, in the order of their names at the provider."""
    if told.why:
        await tx.run(_NOT_READ, ask.service, tx.now + AGAIN, told.why[:WHY_MAX])
        return
    known = {one.ref: one for one in told.places if one.ref}
    for ref in sorted(known):
        await _keep(tx, ask, known[ref])
    refs = sorted(known)
    await tx.run(_RESOURCES, ask.provider, ask.name, tx.now)
    await tx.run(_SERVED, ask.service, ask.provider, refs)
    await tx.run(_GONE, ask.service, ask.provider, refs)
    await tx.run(_READ, ask.service, tx.now, tx.now + EVERY)


async def _keep(tx: Tx[Any], ask: PlacesAsk, one: ToldPlace) -> None:
    latitude, longitude = _e6(one.latitude, 90), _e6(one.longitude, 180)
    point = (latitude, longitude) if latitude is not None and longitude is not None else (None, None)
    await tx.run(
        _PLACE,
        new_id(),
        f"{ask.slug}-{sha256_hex(one.ref.encode())[:12]}",
        _words(one.name, one.ref),
        _words({"zh-CN": one.city}, "-"),
        _words(one.address, "-"),
        _plain(one.phone, 40),
        settings().zone,
        *point,
        ask.org_unit,
        ask.provider,
        one.ref,
        tx.now,
    )


def _words(told: Words, otherwise: str) -> Words:
    """Give what a provider calls something in both languages; what it does not say in one stands in both."""
    chinese = _plain(told.get("zh-CN") or next(iter(told.values()), ""), 200) or otherwise
    return {"zh-CN": chinese, "en": _plain(told.get("en", ""), 200) or chinese}


def _plain(text: str, most: int) -> str:
    try:
        return name_given(text[:most], "name")
    except Malformed:
        return ""


def _e6(degrees: float | None, most: int) -> int | None:
    return round(degrees * 1_000_000) if degrees is not None and -most <= degrees <= most else None


READ_PLACES = TwoStep("rights.read_provider_places", prepare, call, finish)
