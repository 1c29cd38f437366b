"""The places of a client's own city come first where he books."""

from collections.abc import Sequence
from uuid import UUID

from largesse.audience.clients.city import city_key
from largesse.audience.clients.records import Customer
from largesse.rights.offers.find import known_as
from largesse.rights.places.reads import Near
from largesse.store.work import Read


async def own_city_first(read: Read, client: UUID, places: Sequence[Near]) -> list[Near]:
    """Give places with those of the client's own city first, else as they came; his city may be unknown."""
    own = await Customer.get_or_none(id=client, using_db=read.conn)
    keys = await known_as(read, own.city) if own else frozenset()
    return sorted(places, key=lambda one: keys.isdisjoint(map(city_key, one.place.city.values())))
