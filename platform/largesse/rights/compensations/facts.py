"""What of a right decides whether it can be made good, read for one or for many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.rights.compensations.compensation import Original
from largesse.rights.entitlements.entitlement import State
from largesse.rights.entitlements.records import EntitlementId
from largesse.store.work import Read

_ORIGINALS = """
select e.id, e.state, e.units_used,
  coalesce((select o.state from rights_order o where o.entitlement = e.id order by o.placed_at desc limit 1)
    in ('failed', 'cancelled'), false) as order_failed,
  exists (select from rights_complaint c where c.entitlement = e.id) as complained,
  exists (select from rights_compensation x where x.original = e.id
    and x.state in ('pending', 'given')) as live
from rights_entitlement e where e.id = any($1::uuid[])
"""


@dataclass(frozen=True)
class Found:
    """A right as making it good sees it; ``live``: it is made good, or that waits."""

    id: EntitlementId
    state: State
    units_used: int
    order_failed: bool
    complained: bool
    live: bool

    @property
    def original(self) -> Original:
        """What decides."""
        return Original(self.state, self.units_used, self.order_failed, self.complained)


async def originals(read: Read, rights: Sequence[UUID]) -> Mapping[EntitlementId, Found]:
    """Read what decides over rights, by their id."""
    return {one.id: one for one in await read.all(Found, _ORIGINALS, list(rights))}
