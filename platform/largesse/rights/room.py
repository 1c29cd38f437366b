"""What this room says of itself; see ``largesse.store.room``."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from largesse.audience.advisers.book import RIGHTS_COUNT, RightsCount
from largesse.rights import client, console, demo, handlers
from largesse.rights.access import ACCESS
from largesse.rights.entitlements.offers import unused_of
from largesse.rights.home import HomeOfRights
from largesse.store.room import Face, Room
from largesse.store.work import Read


async def _counts(read: Read, clients: Sequence[UUID]) -> Mapping[UUID, RightsCount]:
    """Count unused and soon expiring rights for the adviser's book."""
    found = await unused_of(read, clients)
    return {client: RightsCount(one.unused, one.expiring) for client, one in found.items()}


ROOM = Room(
    name="rights",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    offers=(RIGHTS_COUNT.of(_counts),),
    console=Face(
        queries=(console.RightsQuery,), mutations=(console.RightsMutation,), extensions=(HomeOfRights,)
    ),
    client=Face(queries=(client.RightsQuery,), mutations=(client.RightsMutation,)),
    demo=demo.seed,
)
