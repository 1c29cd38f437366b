"""Write down what a provider told, before anybody judges what it means.

Invariant   a repeated event is written once; what is of no order of ours waits before people where it says
            that something happened
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
import structlog

from largesse.kernel.errors import Missing
from largesse.kernel.ids import new_id
from largesse.rights.order_events.order_event import Facts, Report, report_of
from largesse.store.outbox import Event
from largesse.store.work import Tx

log = structlog.get_logger(__name__)
_LET_GO = frozenset({"issued", "expired", "cancelled", "refunded", "unknown"})
_ORDER = """
select id from rights_order where installation = $1 and (provider_ref = $2 or request_id = $3)
order by id desc limit 1 for no key update
"""
_NOTE = """
insert into rights_order_event (id, provider_order, installation, event_id, kind, at, booked_at, late,
  out_of_order, facts)
select $1, o.id, o.installation, $3, $4, $5, $6, $6 > e.valid_to,
  exists (select from rights_order_event x where x.provider_order = o.id and x.at > $5), $7
from rights_order o join rights_entitlement e on e.id = o.entitlement where o.id = $2
on conflict (installation, event_id) do nothing
"""


@dataclass(frozen=True)
class OrderUnknown(Missing):
    """A provider tells what happened to an order, and no order of ours has its references."""

    code = "rights.order_unknown"
    provider_ref: str | None
    order_ref: str | None


async def note_report(event: Event, tx: Tx[Any]) -> None:
    """Act on ``plugging.provider_event_received.v1``: keep the fact.

    Raises:
        OrderUnknown: people must look.
    """
    report = report_of(event.payload)
    order = await order_of(tx, report)
    if order is not None:
        await note(tx, order, report)
        return
    let_go(report)


def let_go(report: Report) -> None:
    """Let what a provider tells of no order of ours go, unless it says that something happened.

    Raises:
        OrderUnknown: its order may be known later, else people must look.
    """
    if report.kind not in _LET_GO:
        raise OrderUnknown(report.provider_ref, report.order_ref)
    log.info("provider_event_of_nothing", kind=report.kind, installation=str(report.installation))


async def order_of(tx: Tx[Any], report: Report) -> UUID | None:
    """Lock the order that a report is about, by the provider's own reference or by ours; None: none is."""
    found: UUID | None = await tx.value(_ORDER, report.installation, report.provider_ref, report.order_ref)
    return found


async def note(tx: Tx[Any], order: UUID, report: Report) -> None:
    """Write an event once, with its marks; the order is locked by the caller."""
    facts = msgspec.json.encode(report.facts).decode()
    kind, at = report.kind, report.at
    await tx.run(_NOTE, new_id(), order, report.event_id, kind, at, tx.now, facts)


def facts_of(document: Any) -> Facts:
    """Read what is kept of an event."""
    return msgspec.convert(document, Facts)
