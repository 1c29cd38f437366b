"""Give a right by hand: staff gives one client one unit of a batch, with a reason.

Invariant   budget, stock and right move in one commit; the same key gives the same right
"""

from dataclasses import dataclass

from largesse.audience.clients.clients import ClientKeptOut, locked_client
from largesse.audience.clients.reads import ClientRow
from largesse.audience.clients.records import ClientId
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.rights.batches.batch import BatchMissing
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.entitlements.giving import lock_one
from largesse.rights.entitlements.grant import Gift, grant
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.reason import reason_of
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class GiveRight(Ask):
    """One unit for a client; ``reason`` stands in the audit."""

    batch: BatchId = asked("The batch, bat_….", id="bat")
    client: ClientId = asked("The client, cli_….", id="cli")
    reason: str = asked("Why; stands in the audit.")
    beneficiary: ClientId | None = None


@dataclass(frozen=True)
class RightGiven:
    """The right that was given."""

    entitlement: EntitlementId


def acts_for_client(actor: Actor, client: ClientRow) -> list[str]:
    """Name what this room lets an actor do with a client within reach: give."""
    return ["give"] if actor.may("rights.give") and not client.blocked else []


async def give_right(ask: GiveRight, *, actor: Actor, work: Work) -> RightGiven:
    """Give one unit.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        ClientMissing: ``audience.client_missing``.
        ClientKeptOut: ``audience.client_kept_out``.
        BatchWrongState: ``rights.batch_wrong_state``.
        BudgetExhausted, BudgetPaced, LineExhausted, BudgetWrongState: of its budget.
        StockExhausted: ``rights.stock_exhausted``.
    """
    actor.must("rights.give")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.give_right", answer=RightGiven) as tx:
        if tx.earlier:
            return tx.earlier
        found = await Batch.get_or_none(id=ask.batch, using_db=tx.conn)
        if found is None:
            raise BatchMissing(ask.batch)
        actor.reach(found.org_unit, BatchMissing(ask.batch))
        if (await locked_client(tx, ask.client, actor)).blocked:
            raise ClientKeptOut
        batch = await lock_one(tx, found, ask.client)
        given = RightGiven(EntitlementId(new_id()))
        beneficiary = ask.beneficiary or ask.client
        source = ("manual", str(given.entitlement))
        await grant(tx, [Gift(given.entitlement, batch.id, ask.client, beneficiary, *source)])
        facts = {"client": str(ask.client), "batch": str(ask.batch), "reason": reason}
        tx.audit("rights.right_given", str(given.entitlement), facts, org_unit=batch.org_unit)
        return await tx.done(given)
