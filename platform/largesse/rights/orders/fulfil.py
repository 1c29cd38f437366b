"""Fulfilment by a provider: one order, sent under one request id, asked after when its outcome is unknown.

Invariant   an order is sent again only after a definite "nothing was done", always under its own request id;
            unknown is queried, never taken for success or failure; a provider that answers "never ordered"
            to a query has closed the key, so that its no is final; another offer is asked only where surely
            nothing was done
Source      docs/explanation/fulfilment.md
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.calls.reply import Call, Reply
from largesse.rights.catalogue.providers import held
from largesse.rights.entitlements.placing import ORDERED, UNSERVED, waits_for_offer
from largesse.rights.orders.content import NotWhole, content_of
from largesse.rights.orders.failover import elsewhere
from largesse.rights.orders.order import is_open, next_check
from largesse.rights.orders.outcome import BY_HAND, CODE_MAX, REFUSED_AFTER, complete, fail, lock_order
from largesse.rights.orders.records import Order, OrderId
from largesse.store.outbox import Event, TwoStep
from largesse.store.work import Tx, Work

CHECK = "rights.order_check_due.v1"
CAPABILITY = "rights_provider.v1"
SUBMITTED_S = 60
PAUSED_S = 600
UNSENT_MAX = 2  # so often it is sent to one provider that did surely nothing, then to another
REFUSED = "provider.refused"
DUE_MAX = 100
DEADLINE_S = 10.0
_IS_DUE = "due_at <= $1 and state in ('created', 'submitted', 'unknown', 'accepted')"
WAITS = f"select from rights_order where {_IS_DUE}"
_DUE = f"""
update rights_order set due_at = $2 where id in (select id from rights_order
  where {_IS_DUE} order by due_at limit $3 for update skip locked)
returning id, state
"""  # noqa: S608 - constants


@dataclass(frozen=True)
class OrderAsk:
    """What to ask the provider: send the order, or ask what became of it."""

    order: UUID
    installation: UUID
    request_id: str
    step: Literal["issue", "query"]
    args: dict[str, Any]


@dataclass(frozen=True)
class _Due:
    id: OrderId
    state: str


async def prepare(event: Event, tx: Tx[Any]) -> OrderAsk | None:
    """Decide the next step: once sent it is only queried; for a paused provider, or none yet, it waits."""
    order = await lock_order(tx, UUID(event.payload["order"]))
    if order is None or not is_open(order.state):
        return None
    if order.state != "created":
        known = {"provider_ref": order.provider_ref, "idem": order.request_id}
        return OrderAsk(order.id, order.installation, order.request_id, "query", known)
    waiting = waits_for_offer(order)
    if waiting or (await held(tx, order.provider)).state == "paused":
        if await elsewhere(tx, order, UNSERVED if waiting else "provider.paused"):
            return None
        order.due_at = tx.now + timedelta(seconds=PAUSED_S)
        await order.save(using_db=tx.conn, update_fields=["due_at"])
        return None
    try:
        args = await content_of(tx, order)
    except NotWhole as why:
        await fail(tx, order, why.code)
        return None
    order.state, order.due_at = "submitted", tx.now + timedelta(seconds=SUBMITTED_S)
    await order.save(using_db=tx.conn, update_fields=["state", "due_at"])
    return OrderAsk(order.id, order.installation, order.request_id, "issue", args)


async def call(ask: OrderAsk, _request_id: str, work: Work) -> Reply:
    """Ask the provider, outside any transaction, under the order's own request id."""
    return await work.house.needed(INVOKER).call(
        Call(
            installation=ask.installation,
            capability=CAPABILITY,
            method=ask.step,
            args=ask.args,
            request_id=ask.request_id,
            deadline_s=DEADLINE_S,
        )
    )


async def finish(ask: OrderAsk, reply: Reply, tx: Tx[Any]) -> None:
    """Record what the provider said."""
    order = await lock_order(tx, ask.order)
    if order is None or order.state == "created":
        return
    if not is_open(order.state):
        await _contradict(tx, order, reply)
        return
    if reply.outcome == "succeeded":
        await complete(tx, order, reply.data)
    elif reply.outcome == "pending":
        await _ask_later(tx, order, "accepted", reply)
    elif reply.outcome == "unknown":
        await _ask_later(tx, order, "unknown", reply)
    elif reply.retry_after_s is not None:
        if ask.step == "issue" and order.queries >= UNSENT_MAX and await elsewhere(tx, order, reply.code):
            return
        await _ask_later(tx, order, "created" if ask.step == "issue" else order.state, reply)
    else:
        code = reply.code or REFUSED
        if not await elsewhere(tx, order, code):
            await fail(tx, order, code)


async def check_due(work: Work) -> None:
    """Let every order that is due be asked after, or sent again where surely nothing was done."""
    async with work.job() as tx:
        later = tx.now + timedelta(seconds=SUBMITTED_S)
        for one in await tx.all(_Due, _DUE, tx.now, later, DUE_MAX):
            topic = ORDERED if one.state == "created" else CHECK
            tx.emit(topic, str(one.id), {"order": str(one.id), "at": tx.now.isoformat()})


async def _contradict(tx: Tx[Any], order: Order, reply: Reply) -> None:
    """Let a person see that a provider refuses what was marked as served while it was asked."""
    refused = reply.outcome == "failed" and reply.retry_after_s is None
    if refused and order.state == "completed" and order.code == BY_HAND:
        order.code, order.handled_at = REFUSED_AFTER, None
        await order.save(using_db=tx.conn, update_fields=["code", "handled_at"])


async def _ask_later(tx: Tx[Any], order: Order, state: str, reply: Reply) -> None:
    order.state, order.code = state, (reply.code or "")[:CODE_MAX] or None
    order.due_at = next_check(order.queries, tx.now, reply.retry_after_s)
    order.queries += 1
    order.provider_ref = reply.data.get("provider_ref") or order.provider_ref
    await order.save(using_db=tx.conn, update_fields=["state", "code", "due_at", "queries", "provider_ref"])


SEND = TwoStep("rights.send_order", prepare, call, finish)
ASK_AFTER = TwoStep("rights.ask_after_order", prepare, call, finish)
