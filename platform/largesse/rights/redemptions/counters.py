"""Who stands at a counter: a provider known by its counter's key or by its own system's API key.

Invariant   a key is compared as a hash or in constant time; a stopped provider opens nothing
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.rights.catalogue.providers import is_slug
from largesse.rights.catalogue.records import Provider
from largesse.rights.redemptions.counter_key import is_counter_key
from largesse.store.work import Work


@dataclass(frozen=True, slots=True)
class Counter:
    """A provider at its counter."""

    id: UUID
    slug: str
    name: dict[str, str]
    org_unit: UUID

    @property
    def actor(self) -> Actor:
        """The provider as one who acts: it may redeem, and nothing else."""
        return Actor(
            "app", self.id, frozenset({"rights.redeem"}), None, unit=self.org_unit, name=self.name["zh-CN"]
        )


async def counter_of(work: Work, slug: str, key: str) -> Counter | None:
    """Open a counter page by its key; None when slug or key is wrong."""
    if not is_slug(slug):
        return None
    async with work.read() as read:
        provider = await Provider.get_or_none(slug=slug, state="active", using_db=read.conn)
    if provider is None or not is_counter_key(key, slug, provider.counter_epoch):
        return None
    return _counter(provider)


async def counter_of_api(work: Work, api_key: str) -> Counter | None:
    """Find a provider by its own system's key."""
    found = sha256_hex(api_key.encode())
    async with work.read() as read:
        provider = await Provider.get_or_none(key_sha256=found, state="active", using_db=read.conn)
    return _counter(provider) if provider else None


def _counter(provider: Provider) -> Counter:
    return Counter(provider.id, provider.slug, provider.name, provider.org_unit)
