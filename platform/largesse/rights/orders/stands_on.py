"""What of the register stands on a plugin's installation, so that it cannot go."""

from dataclasses import dataclass
from uuid import UUID

from largesse.plugging.installations.uninstall import Stands
from largesse.rights.entitlements.entitlement import OPEN_ORDER
from largesse.store.work import Read

_STANDS = """
select coalesce((select array_agg(slug order by slug) from rights_provider where installation = $1), '{}')
         as providers,
       (select count(*) from rights_order where installation = $1 and state = any($2)
          and not rights_asked_nobody(offer, why)) as orders,
       (select count(*) from rights_entitlement e
        where e.state in ('issued', 'active', 'reserved', 'suspended')
          and exists (select from rights_order o where o.entitlement = e.id and o.installation = $1
                      and o.state = 'completed')) as rights
"""


@dataclass(frozen=True)
class _Counted:
    """Who is served, and how much is owed."""

    providers: list[str]
    orders: int
    rights: int


async def stands_on(read: Read, installation: UUID) -> Stands:
    """Tell who is served by an installation, and what it still owes; not what waits for an offer."""
    found = await read.one(_Counted, _STANDS, installation, list(OPEN_ORDER))
    return Stands(providers=found.providers, orders=found.orders, rights=found.rights) if found else Stands()
