"""What screens, phones and use cases read of places, their resources and services."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.rights.catalogue.records import SkuId
from largesse.rights.places.place import Offered, ServiceElsewhere, ServiceMissing, Source, distance_m
from largesse.rights.places.records import PlaceId, ResourceId, ServiceId
from largesse.rights.units import OfUnit, page_with_unit_names, with_unit_names
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read

PLACES_MAX = 200
RESOURCES_MAX = 200
_OFFERED = "select * from rights_service where sku = $1"
# The order of ``distance_m``, before the bound: the nearest places are among those that are read.
_NEAR = """
select p.* from rights_place p where p.state = 'active' and exists (
  select from rights_resource r join rights_service_at a on a.resource = r.id
  join rights_service v on v.id = a.service
  where r.place = p.id and r.state = 'active' and v.sku = $1 and v.state = 'active')
  and p.provider is not distinct from $3
  and ($4::text is null or exists (
    select from jsonb_each_text(p.city) c where strpos(lower(c.value), lower($4)) > 0))
order by power(sind((p.latitude_e6 - $5::int) / 2e6), 2) + cosd($5 / 1e6) * cosd(p.latitude_e6 / 1e6)
    * power(sind((p.longitude_e6 - $6::int) / 2e6), 2) nulls last, p.code
limit $2
"""
_RESOURCES = """
select r.id, r.place, r.name, r.kind, r.seated, r.state,
  (select count(*) from rights_service_at a where a.resource = r.id) as services
from rights_resource r where r.place = $1 order by r.nr limit $2
"""
_AT = """
select a.resource, r.name, p.id as place, p.name as place_name from rights_service_at a
join rights_resource r on r.id = a.resource join rights_place p on p.id = r.place
where a.service = $1 order by r.nr limit $2
"""


@dataclass(frozen=True, kw_only=True)
class PlaceRow(OfUnit):
    """One place; coordinates in millionths of a degree."""

    id: PlaceId
    code: str
    name: dict[str, str]
    city: dict[str, str]
    address: dict[str, str]
    phone: str
    zone: str
    latitude_e6: int | None
    longitude_e6: int | None
    state: str
    provider: UUID | None
    created_at: datetime
    provider_name: dict[str, str] | None = None

    @property
    def point(self) -> tuple[int, int] | None:
        """Where it lies, if that is known."""
        return (
            (self.latitude_e6, self.longitude_e6)
            if self.latitude_e6 is not None and (self.longitude_e6 is not None)
            else None
        )


@dataclass(frozen=True)
class ResourceRow:
    """One resource of a place and how many services it serves."""

    id: ResourceId
    place: PlaceId
    name: dict[str, str]
    kind: str
    seated: bool
    state: str
    services: int


@dataclass(frozen=True)
class ResourceOf:
    """One resource with its place's name, for choosing."""

    id: ResourceId
    name: dict[str, str]
    place_name: dict[str, str]
    state: str


@dataclass(frozen=True, kw_only=True)
class ServiceRow(OfUnit):
    """One service with its SKU."""

    id: ServiceId
    sku: SkuId
    sku_code: str
    sku_title: dict[str, str]
    source: str
    kind: str
    minutes: int
    notice_minutes: int
    horizon_days: int
    hold_minutes: int
    offer_minutes: int
    free_until_hours: int
    late_units: int
    no_show_units: int
    approval: bool
    state: str
    version: int
    served_at: int
    provider_sku: str | None
    provider_name: dict[str, str] | None
    places_at: datetime | None
    places_why: str


@dataclass(frozen=True)
class ServedBy:
    """A resource that serves a service, and where."""

    resource: ResourceId
    name: dict[str, str]
    place: PlaceId
    place_name: dict[str, str]


@dataclass(frozen=True)
class Near:
    """A place with its distance in metres; None: one of the two is not known."""

    place: PlaceRow
    metres: int | None


async def offered(read: Read, sku: UUID, *, source: Source | None = Source.OWN, lock: str = "") -> Offered:
    """Read how a SKU is booked.

    Args:
        read: where.
        sku: which.
        source: in whose calendar; None: in either.
        lock: ``for share`` keeps it as it is until the transaction is over.

    Raises:
        ServiceMissing: ``rights.service_missing``: not at all, or not any more.
        ServiceElsewhere: ``rights.service_elsewhere``: its places and times are the provider's own.
    """
    found = await read.one(Offered, f"{_OFFERED} {lock}", sku)
    if found is None or found.state != "active":
        raise ServiceMissing(sku)
    if source is not None and found.source != source:
        raise ServiceElsewhere
    return found


async def places_near(
    read: Read, sku: UUID, city: str | None, point: tuple[int, int] | None, provider: UUID | None = None
) -> list[Near]:
    """Give the places that serve a SKU: of a city, if one is named; nearest first, if it is known where one
    is; a provider's own where one is named, else ours.
    """
    latitude, longitude = point or (None, None)
    sought = city.strip() if city else None
    rows = await read.all(PlaceRow, _NEAR, sku, PLACES_MAX, provider, sought, latitude, longitude)
    found = [Near(row, distance_m(point, row.point) if point and row.point else None) for row in rows]
    return sorted(found, key=lambda one: (one.metres is None, one.metres or 0, one.place.code))


def _places(actor: Actor) -> List:
    asked = List(
        "p.*, v.name as provider_name",
        "rights_place p left join rights_provider v on v.id = p.provider",
        "p.id",
    )
    asked.within(actor.units, "p.org_unit")
    return asked


async def places_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[PlaceRow]:
    """List places within reach, of one state or all."""
    asked = _places(actor)
    if state:
        asked.conditions.append(f"p.state = {asked.param(state)}")
    both = [f"p.{one}->>'{language}'" for one in ("name", "city", "address") for language in ("zh-CN", "en")]
    asked.search(wish.search, "p.code", *both)
    sorts = {
        "code": Sort("p.code"),
        "city": Sort("p.city->>'zh-CN'"),
        "createdAt": Sort("p.created_at", "timestamptz"),
    }
    page = await paged(read, PlaceRow, asked, chosen(wish.sort, sorts, "code"), wish.page)
    return await page_with_unit_names(read, page)


async def place_of(read: Read, actor: Actor, place: PlaceId) -> PlaceRow | None:
    """Read one place within reach."""
    asked = _places(actor)
    asked.conditions.append(f"p.id = {asked.param(place)}")
    row = await only(read, PlaceRow, asked)
    return (await with_unit_names(read, [row]))[0] if row else None


async def resources_of(read: Read, place: UUID) -> list[ResourceRow]:
    """Read the resources of a place, at most 200."""
    return await read.all(ResourceRow, _RESOURCES, place, RESOURCES_MAX)


async def resources_page(read: Read, actor: Actor, wish: Wish) -> Paged[ResourceOf]:
    """List the resources of places within reach."""
    asked = List(
        "r.id, r.name, p.name as place_name, r.state",
        "rights_resource r join rights_place p on p.id = r.place",
        "r.id",
    )
    asked.within(actor.units, "p.org_unit")
    texts = [f"{one}.name->>'{language}'" for one in ("r", "p") for language in ("zh-CN", "en")]
    asked.search(wish.search, "p.code", *texts)
    sorts = {"place": Sort("p.code"), "nr": Sort("r.nr", "bigint")}
    return await paged(read, ResourceOf, asked, chosen(wish.sort, sorts, "place"), wish.page)


async def services_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[ServiceRow]:
    """List services within reach, of one state or all."""
    asked = List(
        "v.*, s.code as sku_code, s.title as sku_title, s.provider_sku, p.name as provider_name,"
        " (select count(*) from rights_service_at a where a.service = v.id) as served_at",
        "rights_service v join rights_sku s on s.id = v.sku left join rights_provider p on p.id = s.provider",
        "v.id",
    )
    asked.within(actor.units, "v.org_unit")
    if state:
        asked.conditions.append(f"v.state = {asked.param(state)}")
    asked.search(wish.search, "s.code", "s.title->>'zh-CN'", "s.title->>'en'")
    sorts = {"sku": Sort("s.code"), "createdAt": Sort("v.created_at", "timestamptz")}
    page = await paged(read, ServiceRow, asked, chosen(wish.sort, sorts, "sku"), wish.page)
    return await page_with_unit_names(read, page)


async def served_by(read: Read, service: UUID) -> list[ServedBy]:
    """Read where a service is served and by what, at most 200."""
    return await read.all(ServedBy, _AT, service, RESOURCES_MAX)
