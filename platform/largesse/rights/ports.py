"""What this room tells the rooms below: rights that clients hold, batches that wait for a signature."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from largesse.audience.advisers.book import RightsCount, register_rights_count
from largesse.rights.entitlements.offers import unused_of
from largesse.store.work import Read


async def counts(read: Read, clients: Sequence[UUID]) -> Mapping[UUID, RightsCount]:
    """Count unused and soon expiring rights for the adviser's book."""
    found = await unused_of(read, clients)
    return {client: RightsCount(one.unused, one.expiring) for client, one in found.items()}


def register() -> None:
    """Lend the count to the adviser's home."""
    register_rights_count(counts)
