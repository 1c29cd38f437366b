"""The provider whose statements are read: whether it is within reach, and whether a plugin sends them."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.store.work import Read


@dataclass(frozen=True)
class ProviderMissing(Missing):
    """No such provider within reach."""

    code = "settlement.provider_missing"
    provider: UUID


@dataclass(frozen=True)
class Provider:
    """Who bills; ``installation`` is its plugin, where it has one."""

    id: UUID
    org_unit: UUID
    installation: UUID | None


async def find_provider(read: Read, provider: UUID, actor: Actor) -> Provider:
    """Give a provider within reach.

    Raises:
        ProviderMissing: ``settlement.provider_missing``.
    """
    sql = "select id, org_unit, installation from rights_provider where id = $1"
    found = await read.one(Provider, sql, provider)
    if found is None:
        raise ProviderMissing(provider)
    actor.reach(found.org_unit, ProviderMissing(provider))
    return found
