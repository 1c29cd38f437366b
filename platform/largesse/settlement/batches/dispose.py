"""Propose a disposition for breaks, and decide on it as a second person; what is approved is posted."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.kernel.work import Ask, Tx, Work
from largesse.settlement.batches.row import OPEN_STATES, Row, check_state, lock_batch
from largesse.settlement.batches.tally import keep_tally
from largesse.settlement.breaks.disposition import Difference, ItemFacts, Kind, Plan, plan
from largesse.settlement.items.accrual import Costs, accrual
from largesse.settlement.items.tax import Price
from largesse.settlement.ledger.chart import Policy
from largesse.settlement.ledger.entity import chart_of
from largesse.settlement.ledger.entry import Draft, Pair, signed
from largesse.settlement.ledger.post import post

BREAKS_MAX = 100


@dataclass(frozen=True)
class BreakMissing(Missing):
    """No such break within reach."""

    code = "settlement.break_missing"
    id: UUID


@dataclass(frozen=True)
class DispositionMissing(Missing):
    """No such proposal within reach."""

    code = "settlement.disposition_missing"
    disposition: UUID


@dataclass(frozen=True)
class DisposedAlready(Refusal):
    """The break has a live proposal or is disposed of."""

    code = "settlement.break_disposed_already"
    id: UUID


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
class ProposeDisposition(Ask):
    """One way and one reason for one or more breaks of one batch."""

    breaks: tuple[UUID, ...]
    kind: Kind
    reason: str


@dataclass(frozen=True)
class DispositionsProposed:
    """The proposals, in the order of the breaks."""

    dispositions: tuple[UUID, ...]
    pay_minor: int
    adjust_minor: int


@dataclass(frozen=True, kw_only=True)
class DecideDisposition(Ask):
    """The second person's word on a proposal."""

    disposition: UUID
    decision: Literal["approve", "reject"]
    opinion: str = ""


@dataclass(frozen=True)
class DispositionDecided:
    """Where the proposal and its batch stand now."""

    disposition: UUID
    state: str
    batch_state: str
    entry: int | None


async def propose_disposition(ask: ProposeDisposition, *, actor: Actor, work: Work) -> DispositionsProposed:
    """Propose what becomes of breaks.

    Raises:
        BreakMissing: ``settlement.break_missing``.
        DisposedAlready: ``settlement.break_disposed_already``.
        DispositionUnfit: ``settlement.disposition_unfit``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.propose_disposition")
    if not 1 <= len(ask.breaks) <= BREAKS_MAX or len(set(ask.breaks)) != len(ask.breaks):
        raise Malformed(f"1 to {BREAKS_MAX} different breaks", "breaks")
    if not 4 <= len(ask.reason.strip()) <= 500:
        raise Malformed("4 to 500 characters", "reason")
    async with work.begin(
        ask, actor, use="settlement.propose_disposition", answer=DispositionsProposed
    ) as tx:
        if tx.earlier:
            return tx.earlier
        made, pay, adjust = [], 0, 0
        for one in ask.breaks:
            row, batch = await _lock_break(tx, one, actor)
            planned = plan(await difference(tx, row), ask.kind)
            made.append(await _propose(tx, row | {"org_unit": batch["org_unit"]}, ask, planned))
            pay, adjust = pay + planned.pay_minor, adjust + planned.adjust_minor
        return await tx.done(DispositionsProposed(tuple(made), pay, adjust))


async def decide_disposition(ask: DecideDisposition, *, actor: Actor, work: Work) -> DispositionDecided:
    """Approve or reject a colleague's proposal; an approved change of cost is posted at once.

    Raises:
        DispositionMissing: ``settlement.disposition_missing``.
        NotProposed: ``settlement.disposition_not_proposed``.
        OwnDisposition: ``settlement.disposition_own``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.approve_disposition")
    async with work.begin(ask, actor, use="settlement.approve_disposition", answer=DispositionDecided) as tx:
        if tx.earlier:
            return tx.earlier
        found = await tx.row("select break from settlement_disposition where id = $1", ask.disposition)
        if found is None:
            raise DispositionMissing(ask.disposition)
        row, batch = await _lock_break(tx, found["break"], actor)
        kept = await tx.row("select * from settlement_disposition where id = $1 for update", ask.disposition)
        assert kept is not None
        if kept["state"] != "proposed":
            raise NotProposed(kept["state"])
        if kept["proposed_by"] == actor.id:
            raise OwnDisposition
        approved = ask.decision == "approve"
        entry = await _post(tx, row, kept, batch) if approved else None
        await _decide(tx, ask, kept, entry)
        sums = await keep_tally(tx, batch)
        state = "approved" if approved else "rejected"
        facts = {"disposition": str(ask.disposition), "kind": kept["kind"], "entry": entry}
        tx.audit(f"settlement.disposition_{state}", str(row["id"]), facts, org_unit=batch["org_unit"])
        return await tx.done(DispositionDecided(ask.disposition, state, sums.state, entry))


async def difference(tx: Tx[Any], row: Row) -> Difference:
    """Give both sides of a break as facts."""
    item = None
    if row["item"] is not None:
        one = await tx.row("select * from settlement_item where id = $1", row["item"])
        assert one is not None
        item = ItemFacts(price_of(one), one["tax_rate_ppm"])
    return Difference(row["code"], None if row["line"] is None else row["line_minor"], item)


def price_of(item: Row) -> Price:
    """Give an item's price as it was accrued."""
    return Price(item["gross_minor"], item["net_minor"], item["tax_minor"], item["tax_treatment"])


async def _lock_break(tx: Tx[Any], break_id: UUID, actor: Actor) -> tuple[Row, Row]:
    """Lock the batch, then the break: the order of every use case that touches both."""
    batch = await tx.value("select batch from settlement_break where id = $1", break_id)
    if batch is None:
        raise BreakMissing(break_id)
    held = await lock_batch(tx, batch, actor)
    check_state(held, *OPEN_STATES)
    row = await tx.row("select * from settlement_break where id = $1 for update", break_id)
    if row is None or row["state"] == "auto_closed":
        raise BreakMissing(break_id)
    return row, held


async def _propose(tx: Tx[Any], row: Row, ask: ProposeDisposition, planned: Plan) -> UUID:
    live = await tx.value(
        "select 1 from settlement_disposition where break = $1 and state in ('proposed', 'approved')",
        row["id"],
    )
    if live:
        raise DisposedAlready(row["id"])
    made = new_id()
    await tx.run(
        "insert into settlement_disposition (id, break, kind, reason, state, pay_minor, adjust_minor,"
        " proposed_by,"
        " proposed_at) values ($1, $2, $3, $4, 'proposed', $5, $6, $7, $8)",
        made,
        row["id"],
        ask.kind,
        ask.reason.strip(),
        planned.pay_minor,
        planned.adjust_minor,
        tx.actor.id,
        tx.now,
    )
    await tx.run("update settlement_break set state = 'proposed' where id = $1", row["id"])
    facts = {"kind": ask.kind, "reason": ask.reason.strip(), "adjust_minor": planned.adjust_minor}
    tx.audit("settlement.disposition_proposed", str(row["id"]), facts, org_unit=row["org_unit"])
    return made


async def _decide(tx: Tx[Any], ask: DecideDisposition, kept: Row, entry: int | None) -> None:
    approved = ask.decision == "approve"
    await tx.run(
        "update settlement_disposition set state = $2, decided_by = $3, decided_at = $4, opinion = $5,"
        " entry_id = $6"
        " where id = $1",
        ask.disposition,
        "approved" if approved else "rejected",
        tx.actor.id,
        tx.now,
        ask.opinion[:500],
        entry,
    )
    after = "open" if not approved else "approved" if kept["kind"] == "carry_forward" else "posted"
    await tx.run("update settlement_break set state = $2 where id = $1", kept["break"], after)


async def _post(tx: Tx[Any], row: Row, kept: Row, batch: Row) -> int | None:
    """Post the change of cost that a disposition makes, with both people's names on it."""
    planned = plan(await difference(tx, row), kept["kind"])
    policy = (await chart_of(tx, batch["entity_id"])).policy
    pairs = await adjustment(tx, row, planned, policy)
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


async def adjustment(tx: Tx[Any], row: Row, planned: Plan, policy: Policy) -> tuple[Pair, ...]:
    """Give the pairs by which the accrual moves to what was agreed."""
    provider = str(await tx.value("select provider from settlement_batch where id = $1", row["batch"]))
    dims = {"break": row["code"]}
    if planned.adjust is not None:
        item = await tx.row("select * from settlement_item where id = $1", row["item"])
        assert item is not None
        dims |= {"activity": str(item["activity"] or ""), "org_unit": str(item["org_unit"])}
        costs = Costs(
            price=planned.adjust,
            currency=row["currency"],
            provider=provider,
            expense_dims=dims | {"sku": item["sku_code"]},
            sku=item["sku_code"],
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
