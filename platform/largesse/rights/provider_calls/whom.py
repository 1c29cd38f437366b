"""Who is asked: the plugin that speaks for a SKU's provider, or that a right was ordered from."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.plugging.calls.reply import Call
from largesse.rights.catalogue.providers import ProviderPaused
from largesse.rights.catalogue.skus import SkuMissing
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.placing import ProviderAway
from largesse.rights.orders.fulfil import CAPABILITY
from largesse.rights.provider_calls.asking import ASK_S
from largesse.store.work import Read, Work

_SKU = """
select s.provider_sku, v.installation, coalesce(v.state = 'paused', false) as paused
from rights_sku s join rights_product p on p.id = s.product left join rights_provider v on v.id = s.provider
where s.id = $1 and case
  when $2 then exists (select from rights_entitlement e where e.sku = s.id and e.holder = $3)
  else $4::uuid[] is null or p.org_unit = any($4) end
"""
_ORDER = """
select o.id, o.installation, o.request_id, o.provider_ref, o.provider, o.provider_sku, o.state,
  coalesce(v.state = 'paused', false) as paused
from rights_entitlement e
left join lateral (select * from rights_order where entitlement = e.id
                   order by placed_at desc limit 1) o on true
left join rights_provider v on v.id = o.provider
where e.id = $1 and ($2::uuid is null or e.holder = $2) and e.state not in ('revoked', 'failed')
"""


@dataclass(frozen=True)
class NotOrdered(Refusal):
    """The right has no order that the provider has served."""

    code = "rights.not_ordered"


@dataclass(frozen=True)
class Whom:
    """The plugin to ask, and the provider's own name of what is asked about."""

    installation: UUID
    about: str

    def asked(self, method: str, args: dict[str, Any]) -> Call:
        """Give a call that keeps nothing."""
        return Call(
            installation=self.installation,
            capability=CAPABILITY,
            method=method,
            args=args,
            request_id=str(new_id()),
            deadline_s=ASK_S,
        )


@dataclass(frozen=True)
class Ordered(Whom):
    """An order that the provider has served; ``about`` is its request id."""

    id: UUID
    provider_ref: str
    provider: UUID
    provider_sku: str


@dataclass(frozen=True)
class _Sku:
    provider_sku: str | None
    installation: UUID | None
    paused: bool


@dataclass(frozen=True)
class _Order:
    id: UUID | None
    installation: UUID | None
    request_id: str | None
    provider_ref: str | None
    provider: UUID | None
    provider_sku: str | None
    state: str | None
    paused: bool


async def provider_of_sku(work: Work, actor: Actor, sku: UUID) -> Whom:
    """Find whom to ask about a SKU: of staff one within reach, of a client one that he holds a right of.

    Raises:
        SkuMissing, ProviderAway, ProviderPaused.
    """
    client = actor.kind == "client"
    actor.must("rights.own" if client else "rights.view")
    units = None if actor.units is None else list(actor.units)
    async with work.read() as read:
        found = await read.one(_Sku, _SKU, sku, client, actor.id, units)
    if found is None:
        raise SkuMissing(sku)
    if found.paused:
        raise ProviderPaused
    if found.installation is None or found.provider_sku is None:
        raise ProviderAway
    return Whom(found.installation, found.provider_sku)


async def order_of_right(work: Work, actor: Actor, right: UUID) -> Ordered:
    """Find the order of a client's own right.

    Raises:
        EntitlementMissing, NotOrdered, ProviderPaused.
    """
    actor.must("rights.own")
    async with work.read() as read:
        return await order_behind(read, right, actor.id)


async def order_behind(read: Read, right: UUID, holder: UUID | None = None) -> Ordered:
    """Find the order that a right stands on; ``holder``: only where the right is his.

    Raises:
        EntitlementMissing, NotOrdered, ProviderPaused.
    """
    found = await read.one(_Order, _ORDER, right, holder)
    if found is None:
        raise EntitlementMissing(right)
    if found.id is None or found.installation is None or found.state != "completed" or not found.provider_ref:
        raise NotOrdered
    if found.provider is None or found.provider_sku is None:
        raise NotOrdered
    if found.paused:
        raise ProviderPaused
    return Ordered(
        installation=found.installation,
        about=found.request_id or "",
        id=found.id,
        provider_ref=found.provider_ref,
        provider=found.provider,
        provider_sku=found.provider_sku,
    )
