"""Notices of providers for orders that nobody knows: seen with what is known, let go with a reason.

Words       *stray notice* 无主通知: says that something happened to an order, which is none of ours
Invariant   what is an order's of ours by now is not let go, but sent on its way again; nothing is let go
            without a reason, which stands in the audit
Source      docs/explanation/fulfilment.md
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.identity.deliveries.deliveries import DELIVERY, DeliveryId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal
from largesse.plugging.callbacks.receive import EVENT_TOPIC
from largesse.rights.order_events.note import OrderUnknown, order_of
from largesse.rights.order_events.order_event import Report, report_of
from largesse.rights.order_queue.act import OPERATION
from largesse.rights.order_queue.reads import cases_waiting
from largesse.rights.reason import reason_of
from largesse.store.dead import DEAD_OF, WITH_EVENT, let_go, lock_delivery, send_again
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, only, paged
from largesse.store.work import Read, Tx, Work

HANDLER = "rights.note_provider_report"
SORTS = {"at": Sort("d.event_at", "timestamptz")}
_SOURCE = f"{WITH_EVENT} left join rights_provider v on v.installation::text = o.payload->>'installation'"


@dataclass(frozen=True)
class StrayMissing(Missing):
    """No such notice within reach, or it waits no more."""

    code = "rights.stray_notice_missing"
    notice: UUID


@dataclass(frozen=True)
class StrayKnown(Refusal):
    """The order of the notice is known by now: it is sent on its way again instead."""

    code = "rights.stray_notice_known"
    order_ref: str


@dataclass(frozen=True, kw_only=True)
class DismissStray(Ask):
    """A notice that concerns nothing of ours, and how that is known."""

    notice: DeliveryId = asked("The notice, dlv_….", id=DELIVERY)
    reason: str = asked("How it is known; stands in the audit.")


@dataclass(frozen=True, kw_only=True)
class ResendStray(Ask):
    """A notice that may be of an order of ours by now."""

    notice: DeliveryId = asked("The notice, dlv_….", id=DELIVERY)


@dataclass(frozen=True)
class StrayStanding:
    """Where a notice stands: dismissed, or resent."""

    notice: DeliveryId
    state: str


@dataclass(frozen=True)
class StrayRow:
    """A notice that waits, and whose it is; without a provider its plugin speaks for nobody any more."""

    id: DeliveryId
    event: UUID
    heard_at: datetime
    payload: dict[str, Any]
    provider_name: dict[str, str] | None
    org_unit: UUID | None

    @property
    def report(self) -> Report:
        """What the provider told."""
        return report_of(self.payload)


def _strays(actor: Actor) -> List:
    columns = "d.id, d.event, d.event_at as heard_at, o.payload, v.name as provider_name, v.org_unit"
    found = List(columns, _SOURCE, "d.id")
    found.conditions.append(DEAD_OF.format(handler=HANDLER, code=OrderUnknown.code))
    found.within(actor.units, "v.org_unit")
    return found


async def strays_page(read: Read, actor: Actor, wish: Wish) -> Paged[StrayRow]:
    """List the notices of providers within reach that are of no order of ours."""
    found = _strays(actor)
    found.search(wish.search, "o.payload->>'provider_ref'", "o.payload->>'order_ref'", "v.name->>'zh-CN'")
    return await paged(read, StrayRow, found, chosen(wish.sort, SORTS, "-at"), wish.page)


async def orders_waiting(read: Read, actor: Actor) -> int:
    """Count the orders within reach that need a person, and the notices of none."""
    found = _strays(actor)
    where = " and ".join(found.conditions)
    sql = f"select count(*) from {found.source} where {where}"  # noqa: S608 - constants
    return await cases_waiting(read, actor) + int(await read.value(sql, *found.args))


async def dismiss_stray(ask: DismissStray, *, actor: Actor, work: Work) -> StrayStanding:
    """Let a notice go that concerns nothing of ours.

    Raises:
        StrayMissing: ``rights.stray_notice_missing``.
        StrayKnown: ``rights.stray_notice_known``.
    """
    actor.must(OPERATION)
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.dismiss_stray", answer=StrayStanding) as tx:
        if tx.earlier:
            return tx.earlier
        stray = await _locked(tx, ask.notice, actor)
        if await order_of(tx, stray.report):
            raise StrayKnown(stray.report.order_ref or stray.report.provider_ref or "")
        await let_go(tx, stray.event, EVENT_TOPIC)
        _audit(tx, stray, "rights.stray_notice_dismissed", {"reason": reason})
        return await tx.done(StrayStanding(ask.notice, "dismissed"))


async def resend_stray(ask: ResendStray, *, actor: Actor, work: Work) -> StrayStanding:
    """Send a notice on its way again, to whatever its order means by now.

    Raises:
        StrayMissing: ``rights.stray_notice_missing``.
    """
    actor.must(OPERATION)
    async with work.begin(ask, actor, use="rights.resend_stray", answer=StrayStanding) as tx:
        if tx.earlier:
            return tx.earlier
        stray = await _locked(tx, ask.notice, actor)
        await send_again(tx, stray.event, EVENT_TOPIC)
        _audit(tx, stray, "rights.stray_notice_resent", {})
        return await tx.done(StrayStanding(ask.notice, "resent"))


async def _locked(tx: Tx[Any], notice: DeliveryId, actor: Actor) -> StrayRow:
    await lock_delivery(tx, notice)
    found = _strays(actor)
    found.conditions.append(f"d.id = {found.param(notice)}")
    row = await only(tx, StrayRow, found)
    if row is None:
        raise StrayMissing(notice)
    return row


def _audit(tx: Tx[Any], stray: StrayRow, act: str, facts: dict[str, Any]) -> None:
    told = stray.report
    known = {"kind": told.kind, "provider_ref": told.provider_ref, "order_ref": told.order_ref, **facts}
    tx.audit(act, str(stray.id), known, org_unit=stray.org_unit)
