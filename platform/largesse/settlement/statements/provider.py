"""The provider whose statements are read, within reach."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.rights.catalogue.records import Provider
from largesse.store.work import Read


@dataclass(frozen=True)
class ProviderMissing(Missing):
    """No such provider within reach."""

    code = "settlement.provider_missing"
    provider: UUID


async def find_provider(read: Read, provider: UUID, actor: Actor) -> Provider:
    """Give a provider within reach.

    Raises:
        ProviderMissing: ``settlement.provider_missing``.
    """
    found = await Provider.get_or_none(id=provider, using_db=read.conn)
    if found is None:
        raise ProviderMissing(provider)
    actor.reach(found.org_unit, ProviderMissing(provider))
    return found
