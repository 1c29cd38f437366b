"""Where a right is used: the counter's key and its place, and whether what is given is served there.

Words       *outlet* a counter with its place; a key that was given without a place is not limited to any
Invariant   a use that is asked for elsewhere is refused with the places' names; one that happened is booked
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.copy import said
from largesse.kernel.errors import Refusal
from largesse.store.work import Read

_SHOWN_MAX = 5
_SERVED = """
select distinct p.id, p.code, p.name
from rights_service v
join rights_service_at a on a.service = v.id
join rights_resource r on r.id = a.resource
join rights_place p on p.id = r.place
where v.sku = $1 and v.state = 'active' and v.source = 'own' and p.state = 'active'
order by p.code
"""


@dataclass(frozen=True)
class Outlet:
    """The counter that uses a right, by its key, and its place; None: the key was given without one."""

    counter: UUID
    place: UUID | None


@dataclass(frozen=True)
class OtherPlace(Refusal):
    """The right is used at other places of the provider's, which ``places`` names."""

    code = "rights.other_place"
    places: str


@dataclass(frozen=True)
class _Place:
    id: UUID
    code: str
    name: dict[str, str]


async def expect_served(read: Read, sku: UUID, outlet: Outlet | None) -> None:
    """Refuse a use at a place where the service of its SKU is not served.

    A SKU without a service, and a counter without a place, are not limited.

    Raises:
        OtherPlace: ``rights.other_place``.
    """
    if outlet is None or outlet.place is None:
        return
    places = await read.all(_Place, _SERVED, sku)
    if not places or any(one.id == outlet.place for one in places):
        return
    more = "…" if len(places) > _SHOWN_MAX else ""
    raise OtherPlace("、".join(called(one.name) for one in places[:_SHOWN_MAX]) + more)


def called(name: dict[str, str]) -> str:
    """Give a place's name for readers of either language: both where they differ."""
    zh, en = said(name, "zh-CN"), said(name, "en")
    return zh if zh == en else f"{zh} ({en})"
