"""What one client holds, for his own eyes; and how much of it waits, for his adviser's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.identity.calendars.reads import calendar_now
from largesse.kernel.settings import settings
from largesse.kernel.workdays import WEEKENDS_ONLY
from largesse.rights.catalogue.validity import next_usable, usable_at, validity_of
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.sql import statement
from largesse.store.work import Read

OWN_MAX = 100
_LIVE = frozenset({"issued", "active", "reserved"})
_OWN = statement(__name__, "own_rights")
_UNUSED = """
select holder, count(*) as unused, count(*) filter (where valid_to < now() + interval '30 days') as expiring
from rights_entitlement where holder = any($1::uuid[]) and state in ('issued', 'active', 'reserved')
group by holder
"""


@dataclass(frozen=True)
class OwnRight:
    """A right as its holder sees it, or who collects it for him (then it is not ``own``).

    ``voucher_sealed`` is the provider's code, money is in minor units; ``unserved``: no offer serves its city
    yet, so its order waits for one; ``served``: staff know that its provider served it, and no code came.
    """

    id: EntitlementId
    sku: UUID
    beneficiary: UUID
    state: str
    valid_from: datetime
    valid_to: datetime
    claimed_at: datetime | None
    used_at: datetime | None
    activity: UUID | None
    title: dict[str, str]
    terms: dict[str, str]
    service: dict[str, str]
    category: str
    picture: str | None
    picture_alt: dict[str, str]
    units: int
    units_used: int
    validity: dict[str, Any] | None
    zone: str | None
    created_at: datetime
    market_value_minor: int
    currency: str
    provider_name: dict[str, str] | None
    provider_slug: str | None
    provider_paused: bool
    order_id: UUID | None
    order_state: str | None
    unserved: bool
    served: bool
    voucher_sealed: str | None
    package_gift: UUID | None
    package_title: dict[str, str] | None
    hands: int
    transfer: str
    own: bool

    @property
    def gives(self) -> str:
        """Who else may have it now; ``none``: nobody."""
        free = self.own and self.state in {"issued", "active"} and not self.units_used
        return (
            self.transfer
            if free and self.order_state in {None, "failed", "cancelled", "rerouted"}
            else "none"
        )


@dataclass(frozen=True, slots=True)
class Unused:
    """How many rights of a client wait to be used; of them, how many end within thirty days."""

    holder: UUID
    unused: int
    expiring: int


async def own_rights(read: Read, client: UUID, activity: UUID | None = None) -> list[OwnRight]:
    """Read a client's own rights, of one activity or all: usable ones first; at most 100."""
    return await read.all(OwnRight, _OWN, client, OWN_MAX, activity, None)


async def own_right(read: Read, client: UUID, entitlement: UUID) -> OwnRight | None:
    """Read one right of a client's own, or one that he may collect for its holder."""
    return await read.one(OwnRight, _OWN, client, 1, None, entitlement)


async def unused_of(read: Read, clients: Sequence[UUID]) -> dict[UUID, Unused]:
    """Count unused rights by client, for the adviser's own book."""
    return {one.holder: one for one in await read.all(Unused, _UNUSED, list(clients))}


async def opens_at(read: Read, right: OwnRight, at: datetime) -> datetime | None:
    """Give when a right can be used next whose hours are over for now; None: now, or not any more."""
    if right.validity is None or right.state not in _LIVE or right.valid_to <= at:
        return None
    if at < right.valid_from:
        return right.valid_from
    rule, zone = validity_of(right.validity), right.zone or settings().zone
    calendar = WEEKENDS_ONLY if rule.days == "any" else await calendar_now(read)
    if usable_at(rule, at, zone, calendar):
        return None
    return next_usable(rule, at, right.valid_to, zone, calendar)
