"""How a client's own right stands at its provider: what was told, and which pages there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from largesse.plugging.installations.hosted import pages_hosted
from largesse.rights.order_events.order_event import pages_of
from largesse.rights.order_events.reads import OrderEventRow, events_of
from largesse.store.work import Read

_ORDER = """
select o.id, o.installation, o.state, coalesce(v.state = 'paused', false) as paused,
  e.units_used >= e.units as used_up
from rights_entitlement e
join lateral (select * from rights_order where entitlement = e.id order by placed_at desc limit 1) o on true
join rights_provider v on v.id = o.provider
where e.id = $1 and e.holder = $2 and e.state not in ('revoked', 'failed')
"""


@dataclass(frozen=True)
class _Order:
    id: UUID
    installation: UUID
    state: str
    paused: bool
    used_up: bool


@dataclass(frozen=True)
class OwnOrder:
    """What was told, oldest first, and the purposes of the pages that can be opened now."""

    events: Sequence[OrderEventRow]
    pages: Sequence[str]


async def own_order(read: Read, client: UUID, right: UUID) -> OwnOrder | None:
    """Read how a right of a client's own stands at its provider; None where none was asked."""
    order = await read.one(_Order, _ORDER, right, client)
    if order is None:
        return None
    events = await events_of(read, [order.id])
    if order.paused:
        return OwnOrder(events, ())
    hosted = (await pages_hosted(read, [order.installation])).get(order.installation, ())
    told = {one.kind for one in events}
    return OwnOrder(events, pages_of(hosted, order.state, told, used_up=order.used_up))
