"""Who stands at a counter: a provider known by its counter's key or by its own system's API key.

Invariant   a key is compared as a hash or in constant time; a stopped provider opens nothing
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.canonical import sha256_hex
from largesse.rights.catalogue.providers import is_slug
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
    row = await _provider(work, "slug = $1", slug) if is_slug(slug) else None
    if row is None or not is_counter_key(key, slug, row["counter_epoch"]):
        return None
    return _counter(row)


async def counter_of_api(work: Work, api_key: str) -> Counter | None:
    """Find a provider by its own system's key."""
    row = await _provider(work, "key_sha256 = $1", sha256_hex(api_key.encode()))
    return _counter(row) if row else None


async def _provider(work: Work, where: str, value: str) -> dict[str, Any] | None:
    async with work.read() as read:
        return await read.row(
            "select id, slug, name, org_unit, counter_epoch from rights_provider"  # noqa: S608 - two constants of this module
            f" where {where} and state = 'active'",
            value,
        )


def _counter(row: dict[str, Any]) -> Counter:
    return Counter(row["id"], row["slug"], row["name"], row["org_unit"])
