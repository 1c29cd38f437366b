"""Who stands at a counter: a provider known by a key that it was given, for its counter or its own system.

Invariant   a key is looked up by its hash and must be of this provider and kind; an ended one opens nothing
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.rights.provider_keys.provider_key import OPENS, Kind, standing
from largesse.rights.provider_keys.secret import hash_of
from largesse.rights.redemptions.outlet import Outlet
from largesse.store.work import Work

NOTED_EVERY = timedelta(minutes=1)
_KEY = """
select k.id, k.ends_at, k.reason, k.used_at, k.place, p.name as place_name, p.zone,
  v.id as provider, v.slug, v.name, v.org_unit, v.state
from rights_provider_key k join rights_provider v on v.id = k.provider
left join rights_place p on p.id = k.place
where k.key_sha256 = $1 and k.kind = $2 and v.state <> 'stopped'
"""
_NOTE = """
update rights_provider_key set used_at = $2 where id = $1 and (used_at is null or used_at < $3)
"""


@dataclass(frozen=True, slots=True)
class Counter:
    """A provider at its counter. ``ended``: its key opens nothing any more; ``paused``: nothing is used.

    ``place_name`` and ``zone`` are of the place where it stands; None: its key names none.
    """

    id: UUID
    slug: str
    name: dict[str, str]
    org_unit: UUID
    ended: bool
    paused: bool
    outlet: Outlet
    place_name: dict[str, str] | None = None
    zone: str | None = None

    @property
    def actor(self) -> Actor:
        """The provider as one who acts: it may redeem, and nothing else."""
        return Actor(
            "app", self.id, frozenset({"rights.redeem"}), None, unit=self.org_unit, name=self.name["zh-CN"]
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """A key with its provider."""

    id: UUID
    ends_at: datetime | None
    reason: str
    used_at: datetime | None
    place: UUID | None
    place_name: dict[str, str] | None
    zone: str | None
    provider: UUID
    slug: str
    name: dict[str, str]
    org_unit: UUID
    state: str


async def counter_of(work: Work, slug: str, key: str) -> Counter | None:
    """Find the counter that a key was given for, also one that has ended; None when slug or key is wrong."""
    found = await _found(work, key, Kind.COUNTER)
    return found if found and found.slug == slug else None


async def counter_of_api(work: Work, api_key: str) -> Counter | None:
    """Find a provider by a key of its own system; None where there is none, or it has ended."""
    found = await _found(work, api_key, Kind.SYSTEM)
    return found if found and not found.ended else None


async def _found(work: Work, key: str, kind: Kind) -> Counter | None:
    async with work.read() as read:
        known = await read.one(_Known, _KEY, hash_of(key), kind)
    if known is None:
        return None
    at = now()
    ended = standing(known.ends_at, known.reason, at) not in OPENS
    if not ended and (known.used_at is None or known.used_at < at - NOTED_EVERY):
        async with work.job() as tx:
            await tx.run(_NOTE, known.id, at, at - NOTED_EVERY)
    return Counter(
        known.provider,
        known.slug,
        known.name,
        known.org_unit,
        ended=ended,
        paused=known.state == "paused",
        outlet=Outlet(known.id, known.place),
        place_name=known.place_name,
        zone=known.zone,
    )
