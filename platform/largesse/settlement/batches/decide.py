"""Decide on proposed dispositions as a second person; an approved change of cost is posted at once."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.settings import settings
from largesse.settlement.batches.differences import BREAKS_MAX, difference, lock_breaks
from largesse.settlement.batches.row import Row
from largesse.settlement.batches.tally import keep_tally
from largesse.settlement.breaks.disposition import Plan, plan
from largesse.settlement.items.accrual import Costs, accrual
from largesse.settlement.ledger.chart import Policy
from largesse.settlement.ledger.entity import chart_of
from largesse.settlement.ledger.entry import Draft, Pair, signed
from largesse.settlement.ledger.post import post
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class DispositionMissing(Missing):
    """No such proposal within reach."""

    code = "settlement.disposition_missing"
    disposition: UUID


@dataclass(frozen=True)
class NotProposed(Refusal):
    """The proposal is decided already."""

    code = "settlement.disposition_not_proposed"
    state: str


@dataclass(frozen=True)
class OwnDisposition(Refusal):
    """Who proposed a disposition cannot approve it."""

    code = "settlement.disposition_own"


@dataclass(frozen=True, kw_only=True)
class DecideDispositions(Ask):
    """The second person's word on proposals of one batch: on all of them or on none."""

    dispositions: tuple[UUID, ...]
    decision: Literal["approve", "reject"]
    opinion: str = ""


@dataclass(frozen=True)
class DispositionsDecided:
    """Where the proposals and their batch stand now; an entry for each that changed our cost."""

    state: str
    batch_state: str
    entries: tuple[int, ...]


async def decide_dispositions(ask: DecideDispositions, *, actor: Actor, work: Work) -> DispositionsDecided:
    """Approve or reject a colleague's proposals.

    Raises:
        DispositionMissing: ``settlement.disposition_missing``.
        NotProposed: ``settlement.disposition_not_proposed``.
        OwnDisposition: ``settlement.disposition_own``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.approve_disposition")
    wanted = ask.dispositions
    if not 1 <= len(wanted) <= BREAKS_MAX or len(set(wanted)) != len(wanted):
        raise Malformed(f"1 to {BREAKS_MAX} different dispositions", "dispositions")
    async with work.begin(ask, actor, use="settlement.approve_disposition", answer=DispositionsDecided) as tx:
        if tx.earlier:
            return tx.earlier
        breaks = await _breaks_of(tx, wanted)
        batch, rows = await lock_breaks(tx, breaks, actor)
        kept = await _lock_proposals(tx, wanted, actor)
        approved = ask.decision == "approve"
        state = "approved" if approved else "rejected"
        entries: list[int | None] = [None] * len(rows)
        if approved:
            policy = (await chart_of(tx, batch["entity_id"])).policy
            entries = [await _post(tx, row, one, batch, policy) for row, one in zip(rows, kept, strict=True)]
        await _decide(tx, ask, kept, entries)
        sums = await keep_tally(tx, batch)
        for row, one, entry in zip(rows, kept, entries, strict=True):
            facts = {"disposition": str(one["id"]), "kind": one["kind"], "entry": entry}
            tx.audit(f"settlement.disposition_{state}", str(row["id"]), facts, org_unit=batch["org_unit"])
        posted = tuple(entry for entry in entries if entry is not None)
        return await tx.done(DispositionsDecided(state, sums.state, posted))


async def _breaks_of(tx: Tx[Any], wanted: tuple[UUID, ...]) -> tuple[UUID, ...]:
    rows = await tx.rows(
        "select id, break from settlement_disposition where id = any($1::uuid[])", list(wanted)
    )
    found = {row["id"]: row["break"] for row in rows}
    absent = next((one for one in wanted if one not in found), None)
    if absent is not None:
        raise DispositionMissing(absent)
    return tuple(found[one] for one in wanted)


async def _lock_proposals(tx: Tx[Any], wanted: tuple[UUID, ...], actor: Actor) -> list[Row]:
    """Lock proposals that wait and are another's, in the order in which they were asked for."""
    rows = await tx.rows(
        "select * from settlement_disposition where id = any($1::uuid[]) order by id for update", list(wanted)
    )
    for row in rows:
        if row["state"] != "proposed":
            raise NotProposed(row["state"])
        if row["proposed_by"] == actor.id:
            raise OwnDisposition
    by_id = {row["id"]: row for row in rows}
    return [by_id[one] for one in wanted]


async def _decide(tx: Tx[Any], ask: DecideDispositions, kept: list[Row], entries: list[int | None]) -> None:
    approved = ask.decision == "approve"
    await tx.run(
        "update settlement_disposition d set state = $1, decided_by = $2, decided_at = $3, opinion = $4,"
        " entry_id = r.entry from unnest($5::uuid[], $6::bigint[]) as r(id, entry) where d.id = r.id",
        "approved" if approved else "rejected",
        tx.actor.id,
        tx.now,
        ask.opinion[:500],
        [one["id"] for one in kept],
        entries,
    )
    after = [
        "open" if not approved else "approved" if one["kind"] == "carry_forward" else "posted" for one in kept
    ]
    await tx.run(
        "update settlement_break b set state = r.state from unnest($1::uuid[], $2::text[]) as r(id, state)"
        " where b.id = r.id",
        [one["break"] for one in kept],
        after,
    )


async def _post(tx: Tx[Any], row: Row, kept: Row, batch: Row, policy: Policy) -> int | None:
    """Post the change of cost that a disposition makes, with both people's names on it."""
    pairs = adjustment(row, plan(difference(row), kept["kind"]), str(batch["provider"]), policy)
    if not pairs:
        return None
    draft = Draft(
        entity=batch["entity_id"],
        kind="adjustment",
        idem=str(kept["id"]),
        biz_date=day_in(tx.now, settings().zone),
        source_type="disposition",
        source_id=str(kept["id"]),
        pairs=pairs,
        made_by=f"staff:{kept['proposed_by']}",
        approved_by=f"staff:{tx.actor.id}",
        reason=kept["reason"],
    )
    return (await post(tx, draft)).id


def adjustment(row: Row, planned: Plan, provider: str, policy: Policy) -> tuple[Pair, ...]:
    """Give the pairs by which the accrual moves to what was agreed."""
    dims = {"break": row["code"]}
    if planned.adjust is not None:
        dims |= {"activity": str(row["activity"] or ""), "org_unit": str(row["org_unit"])}
        costs = Costs(
            price=planned.adjust,
            currency=row["currency"],
            provider=provider,
            expense_dims=dims | {"sku": row["sku_code"]},
            sku=row["sku_code"],
        )
        return accrual(costs, policy, memo=False)
    expense = policy.fee if row["code"] == "FEE_UNEXPECTED" else policy.unknown_expense
    pair = Pair(
        debit=expense,
        credit=policy.accrued,
        amount_minor=1,
        currency=row["currency"],
        debit_dims=dims,
        credit_dims={"provider": provider},
    )
    return signed(pair, planned.unknown_minor)
