"""Fulfilment by a provider: one order, sent under one request id, asked after when its outcome is unknown.

Words       created -> submitted -> accepted | completed | unknown | failed; unknown -> (query) -> …
Invariant   an order is sent again only after a definite "nothing was done", always under its own request id;
            unknown is queried, never taken for success or failure; a provider that answers "never ordered"
            to a query has closed the key, so that its no is final
Source      docs/explanation/fulfilment.md
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.calls.reply import Call, Reply
from largesse.rights.entitlements.claim import ORDERED
from largesse.rights.entitlements.entitlement import State, move
from largesse.rights.entitlements.register import keep_right, lock_right
from largesse.store.outbox import Event, TwoStep
from largesse.store.sealing import seal
from largesse.store.work import Tx, Work

CHECK = "rights.order_check_due.v1"
SETTLED = "rights.order_settled.v1"
CAPABILITY = "rights_provider.v1"
FIRST_CHECK_S = 2
CHECK_MAX_S = 600
SUBMITTED_S = 60
DUE_MAX = 100
DEADLINE_S = 10.0


@dataclass(frozen=True)
class OrderAsk:
    """What to ask the provider: send the order, or ask what became of it."""

    order: UUID
    installation: UUID
    request_id: str
    step: Literal["issue", "query"]
    args: dict[str, Any]


async def prepare(event: Event, tx: Tx[Any]) -> OrderAsk | None:
    """Decide the next step of an order; one that was sent before is only ever queried."""
    row = await _locked(tx, UUID(event.payload["order"]))
    if row is None or row["state"] not in {"created", "submitted", "unknown", "accepted"}:
        return None
    if row["state"] != "created":
        args = {"provider_ref": row["provider_ref"], "idem": row["request_id"]}
        return OrderAsk(row["id"], row["installation"], row["request_id"], "query", args)
    await tx.run(
        "update rights_order set state = 'submitted', due_at = $2 where id = $1",
        row["id"],
        tx.now + timedelta(seconds=SUBMITTED_S),
    )
    args = {
        "order_ref": row["request_id"],
        "sku": row["provider_sku"],
        "qty": 1,
        "valid_to": row["valid_to"].isoformat(),
    }
    return OrderAsk(row["id"], row["installation"], row["request_id"], "issue", args)


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
    row = await _locked(tx, ask.order)
    if row is None or row["state"] not in {"submitted", "unknown", "accepted"}:
        return
    if reply.outcome == "succeeded":
        await complete(tx, row, reply.data)
    elif reply.outcome == "pending":
        await _again(tx, row, "accepted", reply)
    elif reply.outcome == "unknown":
        await _again(tx, row, "unknown", reply)
    elif reply.retry_after_s is not None:
        state = "created" if ask.step == "issue" else row["state"]
        await _again(tx, row, state, reply)
    else:
        await fail(tx, row, reply.code or "provider.refused")


async def complete(tx: Tx[Any], row: dict[str, Any], data: dict[str, Any]) -> None:
    """Take the provider's yes: keep reference and voucher, make the right usable."""
    voucher = next((v.get("code") for v in data.get("vouchers") or [] if v.get("code")), None)
    await tx.run(
        "update rights_order set state = 'completed', provider_ref = coalesce($2, provider_ref),"
        " voucher_sealed = coalesce($3, voucher_sealed), code = null, due_at = null, settled_at = $4"
        " where id = $1",
        row["id"],
        data.get("provider_ref"),
        seal(voucher.encode(), f"rights.voucher:{row['id']}") if voucher else None,
        tx.now,
    )
    right, _ = await lock_right(tx, row["entitlement"])
    if right.state is State.ISSUED:
        await keep_right(tx, right, move(right, State.ACTIVE))
    _tell(tx, row, "completed", data.get("provider_ref"))


async def fail(tx: Tx[Any], row: dict[str, Any], code: str) -> None:
    """Take the provider's no: the right stays the client's and may be claimed again."""
    await tx.run(
        "update rights_order set state = 'failed', code = $2, due_at = null, settled_at = $3 where id = $1",
        row["id"],
        code[:100],
        tx.now,
    )
    await tx.run("update rights_entitlement set claimed_at = null where id = $1", row["entitlement"])
    _tell(tx, row, "failed", None)


async def check_due(work: Work) -> None:
    """Let every order that is due be asked after, or sent again where surely nothing was done."""
    async with work.job() as tx:
        rows = await tx.rows(
            "update rights_order set due_at = $2 where id in (select id from rights_order"
            " where due_at <= $1 and state in ('created', 'submitted', 'unknown', 'accepted')"
            " order by due_at limit $3 for update skip locked) returning id, state",
            tx.now,
            tx.now + timedelta(seconds=SUBMITTED_S),
            DUE_MAX,
        )
        for row in rows:
            topic = ORDERED if row["state"] == "created" else CHECK
            tx.emit(topic, str(row["id"]), {"order": str(row["id"]), "at": tx.now.isoformat()})


async def _locked(tx: Tx[Any], order: UUID) -> dict[str, Any] | None:
    return await tx.row(
        "select o.*, e.valid_to from rights_order o join rights_entitlement e on e.id = o.entitlement"
        " where o.id = $1 for no key update of o",
        order,
    )


async def _again(tx: Tx[Any], row: dict[str, Any], state: str, reply: Reply) -> None:
    await tx.run(
        "update rights_order set state = $2, queries = queries + 1, due_at = $3, code = $4,"
        " provider_ref = coalesce($5, provider_ref) where id = $1",
        row["id"],
        state,
        next_check(row["queries"], tx.now, reply.retry_after_s),
        (reply.code or "")[:100] or None,
        reply.data.get("provider_ref"),
    )


def next_check(queries: int, now: datetime, retry_after_s: float | None) -> datetime:
    """Say when to ask next: doubling from two seconds up to ten minutes, or as the provider wishes."""
    wait = min(CHECK_MAX_S, FIRST_CHECK_S * 2 ** min(queries, 10))
    return now + timedelta(seconds=max(wait, retry_after_s or 0))


def _tell(tx: Tx[Any], row: dict[str, Any], state: str, provider_ref: str | None) -> None:
    tx.emit(
        SETTLED,
        str(row["id"]),
        {
            "order": str(row["id"]),
            "entitlement": str(row["entitlement"]),
            "state": state,
            "provider_ref": provider_ref,
            "order_ref": row["request_id"],
            "installation": str(row["installation"]),
            "at": tx.now.isoformat(),
        },
    )


SEND = TwoStep("rights.send_order", prepare, call, finish)
ASK_AFTER = TwoStep("rights.ask_after_order", prepare, call, finish)
