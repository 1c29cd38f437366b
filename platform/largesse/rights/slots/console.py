"""Places, their resources and calendars, and services on the console face."""

from datetime import date, datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.lists import Connection, list_by_state
from largesse.faces.mutations import mutation
from largesse.faces.refusals import missing_as_null
from largesse.faces.scalars import JsonDocument, named
from largesse.kernel.copy import said
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.rights.catalogue.supply import SKU, Made
from largesse.rights.places import reads
from largesse.rights.places.keep import add_resource, change_place, change_resource, make_place
from largesse.rights.places.records import PLACE, RESOURCE, SERVICE, PlaceId
from largesse.rights.places.serve import set_service
from largesse.rights.slots import keep, kept
from largesse.rights.slots.keep import add_hours, end_hours, remove_exception
from largesse.rights.slots.records import EXCEPTION, HOURS


@strawberry.type(description="Somebody or something that serves at a place.")
class PlaceResource:
    """One resource."""

    id: str = named("Id, rsc_….")
    name: str = named("Name.")
    title: JsonDocument = named("Name in both languages.")
    kind: str = named("person, room, desk or event.")
    seated: bool = named("Whether its places are numbered seats.")
    state: str = named("active or stopped.")
    services: int = named("How many services it serves.")

    @classmethod
    def of(cls, row: reads.ResourceRow, locale: str) -> Self:
        return cls(
            id=text_id(RESOURCE, row.id),
            name=said(row.name, locale),
            title=JsonDocument(row.name),
            kind=row.kind,
            seated=row.seated,
            state=row.state,
            services=row.services,
        )


@strawberry.type(description="Hours of a resource that come again each week.")
class ResourceHours:
    """One rule."""

    id: str = named("Id, hrs_….")
    resource: str = named("Whose, rsc_….")
    resource_name: str = named("Whose name.")
    weekdays: list[int] = named("On which days of the week, 1 Monday to 7 Sunday.")
    from_minute: int = named("From which minute of the day, by the wall clock.")
    to_minute: int = named("To which minute of the day.")
    slot_minutes: int = named("How long a slot is.")
    capacity: int = named("How many places a slot has.")
    session: str = named("What the session is called; empty: nothing.")
    starts_on: date = named("From which day on.")
    ends_on: date | None = named("Until which day; null: for good.")

    @classmethod
    def of(cls, row: kept.HoursRow, locale: str) -> Self:
        return cls(
            id=text_id(HOURS, row.id),
            resource=text_id(RESOURCE, row.resource),
            resource_name=said(row.resource_name, locale),
            weekdays=list(row.weekdays),
            from_minute=row.from_minute,
            to_minute=row.to_minute,
            slot_minutes=row.slot_minutes,
            capacity=row.capacity,
            session=said(row.session, locale),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )


@strawberry.type(description="A day that differs.")
class CalendarException:
    """One exception."""

    id: str = named("Id, exc_….")
    kind: str = named("closed or extra.")
    day: date = named("Which day, on the calendar of the place.")
    resource: str | None = named("Whose, rsc_…; null: the whole place.")
    resource_name: str = named("Whose name; empty: the whole place.")
    from_minute: int | None = named("Extra: from which minute of the day.")
    to_minute: int | None = named("Extra: to which minute of the day.")
    capacity: int | None = named("Extra: how many places a slot has.")
    reason: str = named("Why.")

    @classmethod
    def of(cls, row: kept.ExceptionRow, locale: str) -> Self:
        return cls(
            id=text_id(EXCEPTION, row.id),
            kind=row.kind,
            day=row.day,
            resource=maybe_id(RESOURCE, row.resource),
            resource_name=said(row.resource_name, locale) if row.resource_name else "",
            from_minute=row.from_minute,
            to_minute=row.to_minute,
            capacity=row.capacity,
            reason=row.reason,
        )


@strawberry.type(description="A place where rights are used.")
class Place:
    """One place."""

    row: strawberry.Private[reads.PlaceRow]
    id: str = named("Id, plc_….")
    code: str = named("The institution's own code.")
    name: str = named("Name.")
    city: str = named("City.")
    address: str = named("Street and number.")
    title: JsonDocument = named("Name in both languages.")
    city_title: JsonDocument = named("City in both languages.")
    address_title: JsonDocument = named("Street and number in both languages.")
    phone: str = named("Telephone; empty: none.")
    zone: str = named("IANA time zone.")
    latitude_e6: int | None = named("Latitude in millionths of a degree.")
    longitude_e6: int | None = named("Longitude in millionths of a degree.")
    state: str = named("active or stopped.")
    unit_name: str = named("The org unit it belongs to.")
    provider_name: str = named("The provider whose own place it is; empty: it is ours.")
    created_at: datetime = named("When it was made.")

    @classmethod
    def of(cls, row: reads.PlaceRow, locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(PLACE, row.id),
            code=row.code,
            name=said(row.name, locale),
            city=said(row.city, locale),
            address=said(row.address, locale),
            title=JsonDocument(row.name),
            city_title=JsonDocument(row.city),
            address_title=JsonDocument(row.address),
            phone=row.phone,
            zone=row.zone,
            latitude_e6=row.latitude_e6,
            longitude_e6=row.longitude_e6,
            state=row.state,
            unit_name=said(row.unit_name, locale),
            provider_name=said(row.provider_name, locale) if row.provider_name else "",
            created_at=row.created_at,
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither office nor reach forbids."""
        actor = info.context.who()
        if self.row.provider is not None or not actor.reaches(self.row.org_unit):
            return []
        found = ["change"] if actor.may("rights.keep_places") else []
        return found + (["calendar"] if actor.may("rights.keep_calendar") else [])

    @strawberry.field(description="Who and what serves there, at most 200.")
    async def resources(self, info: Info) -> list[PlaceResource]:
        """Read them."""
        async with info.context.work.read() as read:
            found = await reads.resources_of(read, self.row.id)
        return [PlaceResource.of(one, info.context.locale) for one in found]

    @strawberry.field(description="Hours that are not over, at most 400.")
    async def hours(self, info: Info) -> list[ResourceHours]:
        """Read them."""
        async with info.context.work.read() as read:
            found = await kept.hours_of(read, self.row.id)
        return [ResourceHours.of(one, info.context.locale) for one in found]

    @strawberry.field(description="Days to come that differ, at most 400.")
    async def exceptions(self, info: Info) -> list[CalendarException]:
        """Read them."""
        async with info.context.work.read() as read:
            found = await kept.exceptions_of(read, self.row.id)
        return [CalendarException.of(one, info.context.locale) for one in found]


@strawberry.type(description="A resource that serves a service.")
class ServedBy:
    """Who or what, and where."""

    resource: str = named("Id, rsc_….")
    name: str = named("Name.")
    place: str = named("Where, plc_….")
    place_name: str = named("The place's name.")

    @classmethod
    def of(cls, row: reads.ServedBy, locale: str) -> Self:
        return cls(
            resource=text_id(RESOURCE, row.resource),
            name=said(row.name, locale),
            place=text_id(PLACE, row.place),
            place_name=said(row.place_name, locale),
        )


@strawberry.type(description="How a SKU is booked.")
class BookingService:
    """One service."""

    row: strawberry.Private[reads.ServiceRow]
    id: str = named("Id, svc_….")
    sku: str = named("The SKU, sku_….")
    sku_code: str = named("Its code.")
    sku_name: str = named("Its name.")
    source: str = named("own: our places; provider: its own.")
    kind: str = named("appointment or event.")
    minutes: int = named("How long it takes.")
    notice_minutes: int = named("How long before its beginning it may be booked at the latest.")
    horizon_days: int = named("How many days ahead it may be booked.")
    hold_minutes: int = named("How long a place is held until it is confirmed.")
    offer_minutes: int = named("How long a place is kept for one who waits.")
    free_until_hours: int = named("Until how many hours before it cancelling is free.")
    late_units: int = named("Units that cancelling later takes.")
    no_show_units: int = named("Units that not coming takes.")
    approval: bool = named("Whether an adviser decides over each booking.")
    state: str = named("active or stopped.")
    served_at: int = named("How many resources serve it.")
    provider_name: str = named("The provider of its SKU; empty: it has none.")
    provider_sku: str = named("The SKU's name at the provider; empty: it has none.")
    places_at: datetime | None = named("When the provider's places were read last; null: not yet, or ours.")
    places_why: str = named("Why they could not be read when they were due; empty: they were.")
    unit_name: str = named("The org unit it belongs to.")

    @classmethod
    def of(cls, row: reads.ServiceRow, locale: str) -> Self:
        return cls(
            row=row,
            id=text_id(SERVICE, row.id),
            sku=text_id(SKU, row.sku),
            sku_code=row.sku_code,
            sku_name=said(row.sku_title, locale),
            source=row.source,
            kind=row.kind,
            minutes=row.minutes,
            notice_minutes=row.notice_minutes,
            horizon_days=row.horizon_days,
            hold_minutes=row.hold_minutes,
            offer_minutes=row.offer_minutes,
            free_until_hours=row.free_until_hours,
            late_units=row.late_units,
            no_show_units=row.no_show_units,
            approval=row.approval,
            state=row.state,
            served_at=row.served_at,
            provider_name=said(row.provider_name, locale) if row.provider_name else "",
            provider_sku=row.provider_sku or "",
            places_at=row.places_at,
            places_why=row.places_why,
            unit_name=said(row.unit_name, locale),
        )

    @strawberry.field(description="Who and what serves it, at most 200.")
    async def resources(self, info: Info) -> list[ServedBy]:
        """Read them."""
        async with info.context.work.read() as read:
            found = await reads.served_by(read, self.row.id)
        return [ServedBy.of(one, info.context.locale) for one in found]


@strawberry.type(description="Something of a calendar was made or changed.")
class CalendarKept:
    """Its id."""

    id: str = named("Its id.")


@strawberry.type(description="A day of a calendar that differs.")
class DayKept:
    """Its id, and who is booked on it all the same."""

    id: str = named("Id, exc_….")
    booked: int = named("How many bookings stand on it; people move or cancel them.")

    @classmethod
    def of(cls, kept: keep.DayKept) -> Self:
        return cls(id=text_id(EXCEPTION, kept.id), booked=kept.booked)


def _as(prefix: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the function says what it gives
    def show(made: Made) -> CalendarKept:
        return CalendarKept(id=text_id(prefix, made.id))

    return show


@strawberry.type
class PlaceQuery:
    """Places and services."""

    places: Connection[Place] = list_by_state(
        "places",
        "rights.view",
        reads.places_page,
        Place.of,
        "Places within reach. sort: code, city, createdAt.",
    )
    booking_services: Connection[BookingService] = list_by_state(
        "services",
        "rights.view",
        reads.services_page,
        BookingService.of,
        "Services within reach. sort: sku, createdAt.",
    )

    @strawberry.field(description="One place; null when missing or out of reach.")
    @missing_as_null
    async def place(self, info: Info, id: str) -> Place | None:  # noqa: A002 - the face's name
        """Show one place."""
        actor = info.context.who()
        actor.must("rights.view")
        async with info.context.work.read() as read:
            row = await reads.place_of(read, actor, PlaceId(parse_id(PLACE, id)))
        return Place.of(row, info.context.locale) if row else None


@strawberry.type
class PlaceMutation:
    """What keeps places, calendars and services."""

    create_place = mutation(make_place, "Make a place.", name="create_place", shows=_as(PLACE))
    change_place = mutation(change_place, "Change a place, stop it, let it run again.", shows=_as(PLACE))
    add_resource = mutation(add_resource, "Add who or what serves at a place.", shows=_as(RESOURCE))
    change_resource = mutation(
        change_resource, "Rename a resource, stop it, let it run again.", shows=_as(RESOURCE)
    )
    set_service = mutation(set_service, "Say how a SKU is booked.", shows=_as(SERVICE))
    add_hours = mutation(add_hours, "Give a resource hours.", shows=_as(HOURS))
    end_hours = mutation(end_hours, "End hours on a day.", shows=_as(HOURS))
    add_exception = mutation(
        keep.add_exception, "Close a day, or add hours to one; what is booked stays.", shows=DayKept.of
    )
    remove_exception = mutation(remove_exception, "Take an exception back.", shows=_as(EXCEPTION))
