"""Keep places and their resources: make them, change them, stop them and let them run again.

Invariant   a place's zone stays: its hours and what was booked are told by it
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from largesse.identity.units.records import UnitId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import at_most_characters, because
from largesse.kernel.writing import code_given, name_given
from largesse.rights.catalogue.supply import Made, Text, expect_free, expect_reached, text_given
from largesse.rights.places.place import (
    PlaceMissing,
    PlaceOfProvider,
    ResourceKind,
    ResourceMissing,
    expect_between,
    zone_given,
)
from largesse.rights.places.records import Place, PlaceId, Resource, ResourceId
from largesse.store.work import Tx, Work

_PHONE_MAX = 40
_RESOURCE = """
insert into rights_resource (id, place, name, kind, seated, created_at) values ($1, $2, $3, $4, $5, $6)
"""


class Runs(StrEnum):
    """Whether anything can be booked there."""

    ACTIVE = "active"
    STOPPED = "stopped"


@dataclass(frozen=True, kw_only=True)
class PlaceSaid(Ask):
    """What is said of a place."""

    name: Text = asked("Name.")
    city: Text = asked("City.")
    address: Text = asked("Street and number.")
    phone: str = asked("Telephone, for clients; empty: none.", default="")
    latitude_e6: int | None = asked("Latitude in millionths of a degree, WGS 84.", default=None)
    longitude_e6: int | None = asked("Longitude in millionths of a degree, WGS 84.", default=None)


@dataclass(frozen=True, kw_only=True)
class MakePlace(PlaceSaid):
    """A place where rights are used."""

    code: str = asked("The institution's own code, unique.")
    zone: str = asked("IANA time zone, for example Asia/Shanghai; it stays.")
    org_unit: UnitId = asked("Org unit it belongs to, unt_….", id="unt", name="unit")


@dataclass(frozen=True, kw_only=True)
class ChangePlace(PlaceSaid):
    """A place as it is from now on."""

    place: PlaceId = asked("The place, plc_….", id="plc")
    state: Runs = asked("Whether anything can be booked there; what is booked stays.")


@dataclass(frozen=True, kw_only=True)
class AddResource(Ask):
    """Somebody or something that serves at a place."""

    place: PlaceId = asked("The place, plc_….", id="plc")
    name: Text = asked("Name.")
    kind: ResourceKind = asked("A person, a room, a desk or an event.")
    seated: bool = asked("Whether its places are numbered seats.", default=False)


@dataclass(frozen=True, kw_only=True)
class ChangeResource(Ask):
    """A resource as it is from now on."""

    resource: ResourceId = asked("The resource, rsc_….", id="rsc")
    name: Text = asked("Name.")
    state: Runs = asked("Whether it can be booked; what is booked stays.")


async def make_place(ask: MakePlace, *, actor: Actor, work: Work) -> Made:
    """Make a place.

    Raises:
        CodeTaken: ``rights.code_taken``.
        Malformed: ``kernel.malformed`` at the field.
    """
    actor.must("rights.keep_places")
    expect_reached(actor, ask.org_unit)
    _check(ask)
    zone_given(ask.zone)
    async with work.begin(ask, actor, use="rights.make_place", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        code, made = code_given(ask.code), Made(new_id())
        await expect_free(tx, Place, code)
        await Place.create(
            using_db=tx.conn,
            id=made.id,
            code=code,
            **_said(ask),
            zone=ask.zone,
            org_unit=ask.org_unit,
            created_at=tx.now,
        )
        tx.audit("rights.place_made", str(made.id), {"code": code}, org_unit=ask.org_unit)
        return await tx.done(made)


async def change_place(ask: ChangePlace, *, actor: Actor, work: Work) -> Made:
    """Change a place, stop it or let it run again.

    Raises:
        PlaceMissing: ``rights.place_missing``.
        Malformed: ``kernel.malformed`` at the field.
    """
    actor.must("rights.keep_places")
    _check(ask)
    async with work.begin(ask, actor, use="rights.change_place", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        place = await lock_place(tx, ask.place, actor)
        place.update_from_dict({**_said(ask), "state": ask.state.value})
        await place.save(using_db=tx.conn)
        facts = {"code": place.code, "state": ask.state.value}
        tx.audit("rights.place_changed", str(place.id), facts, org_unit=place.org_unit)
        return await tx.done(Made(place.id))


async def add_resource(ask: AddResource, *, actor: Actor, work: Work) -> Made:
    """Add somebody or something that serves at a place.

    Raises:
        PlaceMissing: ``rights.place_missing``.
        Malformed: ``kernel.malformed`` at ``name``.
    """
    actor.must("rights.keep_places")
    async with work.begin(ask, actor, use="rights.add_resource", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        place, made = await lock_place(tx, ask.place, actor), Made(new_id())
        name = text_given(ask.name, "name")
        await tx.run(_RESOURCE, made.id, place.id, name, ask.kind.value, ask.seated, tx.now)
        facts = {"place": place.code, "name": name}
        tx.audit("rights.resource_added", str(made.id), facts, org_unit=place.org_unit)
        return await tx.done(made)


async def change_resource(ask: ChangeResource, *, actor: Actor, work: Work) -> Made:
    """Rename a resource, stop it or let it run again.

    Raises:
        ResourceMissing: ``rights.resource_missing``.
        Malformed: ``kernel.malformed`` at ``name``.
    """
    actor.must("rights.keep_places")
    async with work.begin(ask, actor, use="rights.change_resource", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        missing = ResourceMissing(ask.resource)
        resource = await Resource.filter(id=ask.resource).using_db(tx.conn).select_for_update().first()
        if resource is None:
            raise missing
        place = await Place.get(id=resource.place, using_db=tx.conn)
        actor.reach(place.org_unit, missing)
        resource.name, resource.state = text_given(ask.name, "name"), ask.state.value
        await resource.save(using_db=tx.conn, update_fields=["name", "state"])
        facts = {"place": place.code, "name": resource.name, "state": resource.state}
        tx.audit("rights.resource_changed", str(resource.id), facts, org_unit=place.org_unit)
        return await tx.done(Made(resource.id))


async def lock_place(tx: Tx[Any], place: UUID, actor: Actor, missing: Missing | None = None) -> Place:
    """Lock a place within reach.

    Raises:
        PlaceMissing: ``rights.place_missing``, or the caller's own ``missing``.
        PlaceOfProvider: ``rights.place_of_provider``.
    """
    none = missing or PlaceMissing(place)
    found = await Place.filter(id=place).using_db(tx.conn).select_for_update(no_key=True).first()
    if found is None:
        raise none
    actor.reach(found.org_unit, none)
    if found.provider is not None:
        raise PlaceOfProvider
    return found


def _said(ask: PlaceSaid) -> dict[str, Any]:
    texts = {name: text_given(getattr(ask, name), name) for name in ("name", "city", "address")}
    point = {"latitude_e6": ask.latitude_e6, "longitude_e6": ask.longitude_e6}
    return {**texts, **point, "phone": name_given(ask.phone, "phone")}


def _check(ask: PlaceSaid) -> None:
    expect_between(ask, latitude_e6=(-90_000_000, 90_000_000), longitude_e6=(-180_000_000, 180_000_000))
    if (ask.latitude_e6 is None) != (ask.longitude_e6 is None):
        raise Malformed(because("rights.reason.point"), "longitude_e6")
    if len(ask.phone) > _PHONE_MAX:
        raise Malformed(at_most_characters(_PHONE_MAX), "phone")
