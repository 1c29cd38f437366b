"""Give a client the address of a page that his provider hosts: his order, report, parcel or documents.

Invariant   the address is asked for each time and kept nowhere; it lies on an origin that the manifest names;
            what stands on the page never comes to the institution
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Refusal
from largesse.plugging.installations.hosted import may_send_to, pages_hosted
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.order_events.order_event import pages_of
from largesse.rights.order_events.reads import events_of
from largesse.rights.provider_calls.answers import Link
from largesse.rights.provider_calls.asking import answer
from largesse.rights.provider_calls.whom import Ordered, order_of_right
from largesse.store.work import Work

_USED_UP = """
select e.units_used >= e.units from rights_order o join rights_entitlement e on e.id = o.entitlement
where o.id = $1
"""


class PagePurpose(StrEnum):
    """What a page is for."""

    ORDER = "order"
    REPORT = "report"
    TRACK = "track"
    DOCUMENTS = "documents"


@dataclass(frozen=True)
class PageClosed(Refusal):
    """The provider has no such page for this right now."""

    code = "rights.page_closed"


@dataclass(frozen=True)
class PageElsewhere(Refusal):
    """The provider gave an address that its manifest does not name; nobody is sent there."""

    code = "rights.page_elsewhere"


@dataclass(frozen=True, kw_only=True)
class OpenProviderPage(AskWithoutReceipt):
    """The client's own right, and what the page is for."""

    right: EntitlementId = asked("The right, ent_….", id="ent")
    purpose: PagePurpose = asked("order, report, track or documents.")


async def open_provider_page(ask: OpenProviderPage, *, actor: Actor, work: Work) -> Link:
    """Ask the provider for a page; each time anew, since pages end.

    Raises:
        EntitlementMissing, NotOrdered, PageClosed, PageElsewhere.
        ProviderAway, ProviderPaused, ProviderDeclined, ProviderSilent.
    """
    order = await order_of_right(work, actor, ask.right)
    return await client_link(work, order, ask.purpose)


async def client_link(work: Work, order: Ordered, purpose: PagePurpose) -> Link:
    """Give the page of an order; see ``open_provider_page``."""
    if purpose not in await _open_now(work, order.installation, order.id):
        raise PageClosed
    about = {"provider_ref": order.provider_ref, "purpose": purpose.value}
    link = await answer(work, order.asked("client_link", about), Link)
    async with work.read() as read:
        if not await may_send_to(read, order.installation, link.url):
            raise PageElsewhere
    return link


async def _open_now(work: Work, installation: UUID, order: UUID) -> list[str]:
    async with work.read() as read:
        hosted = (await pages_hosted(read, [installation])).get(installation, ())
        told = {one.kind for one in await events_of(read, [order])}
        used_up = bool(await read.value(_USED_UP, order))
    return pages_of(hosted, "completed", told, used_up=used_up)
