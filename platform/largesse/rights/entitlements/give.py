"""Give a right by hand: staff gives one client one unit of a batch, with a reason.

Invariant   budget, stock and right move in one commit; the same key gives the same right
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import ClientMissing
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.rights.batches.batches import BatchMissing, BatchWrongState
from largesse.rights.batches.stock import issue
from largesse.rights.budgets.budget import reserve
from largesse.rights.entitlements.register import keep_budget, keep_stock, lock_budget, lock_stock
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

GRANTED = "rights.entitlement_granted.v1"


@dataclass(frozen=True, kw_only=True)
class GiveRight(Ask):
    """One unit for a client; ``reason`` stands in the audit."""

    batch: UUID = asked("The batch, bat_….", id="bat")
    client: UUID = asked("The client, cli_….", id="cli")
    reason: str = asked("Why; stands in the audit.")
    beneficiary: UUID | None = None


@dataclass(frozen=True)
class RightGiven:
    """The right that was given."""

    entitlement: UUID


async def give_right(ask: GiveRight, *, actor: Actor, work: Work) -> RightGiven:
    """Give one unit.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        ClientMissing: ``audience.client_missing``.
        BatchWrongState: ``rights.batch_wrong_state``.
        BudgetExhausted: ``rights.budget_exhausted``.
        StockExhausted: ``rights.stock_exhausted``.
    """
    actor.must("rights.give")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.give_right", answer=RightGiven) as tx:
        if tx.earlier:
            return tx.earlier
        found = await tx.row("select budget, org_unit from rights_batch where id = $1", ask.batch)
        if found is None:
            raise BatchMissing(ask.batch)
        actor.reach(found["org_unit"], BatchMissing(ask.batch))
        await _reached(tx, ask.client, actor)
        budget = await lock_budget(tx, found["budget"])
        stock, row = await lock_stock(tx, ask.batch)
        if row["state"] != "active" or not row["starts_at"] <= tx.now < row["ends_at"]:
            raise BatchWrongState(row["state"])
        await keep_budget(tx, reserve(budget, row["unit_cost_minor"]))
        await keep_stock(tx, issue(stock, 1))
        given = RightGiven(new_id())
        await _insert(tx, given.entitlement, ask, row)
        facts = {"client": str(ask.client), "batch": str(ask.batch), "reason": reason}
        tx.audit("rights.right_given", str(given.entitlement), facts, org_unit=row["org_unit"])
        return await tx.done(given)


async def _reached(tx: Tx[Any], client: UUID, actor: Actor) -> None:
    unit = await tx.value("select org_unit from audience_customer where id = $1", client)
    if unit is None:
        raise ClientMissing(client)
    actor.reach(unit, ClientMissing(client))


async def _insert(tx: Tx[Any], entitlement: UUID, ask: GiveRight, batch: dict[str, Any]) -> None:
    valid_to = tx.now + timedelta(days=batch["valid_days"])
    beneficiary = ask.beneficiary or ask.client
    await tx.run(
        "insert into rights_entitlement (id, batch, sku, holder, beneficiary, source_kind, source_ref,"
        " org_unit, state, unit_cost_minor, currency, valid_from, valid_to, created_at)"
        " values ($1, $2, $3, $4, $5, 'manual', $6, $7, 'issued', $8, $9, $10, $11, $10)",
        entitlement,
        batch["id"],
        batch["sku"],
        ask.client,
        beneficiary,
        str(entitlement),
        batch["org_unit"],
        batch["unit_cost_minor"],
        batch["currency"],
        tx.now,
        valid_to,
    )
    tx.emit(
        GRANTED,
        str(entitlement),
        {
            "entitlement": str(entitlement),
            "batch": str(batch["id"]),
            "sku": str(batch["sku"]),
            "holder": str(ask.client),
            "beneficiary": str(beneficiary),
            "source_kind": "manual",
            "source_ref": str(entitlement),
            "activity": None,
            "org_unit": str(batch["org_unit"]),
            "valid_to": valid_to.isoformat(),
            "at": tx.now.isoformat(),
        },
    )
