"""Issue batches: proposed by one, approved by another, paused and stopped; stock never taken from clients.

Words       pending_approval 待审批 -> active 发行中 <-> paused 暂停 -> stopped 停发; a returned or
            withdrawn one is a draft 草稿 until it is proposed again under its code
Invariant   nobody approves what he proposed, and approves exactly the content he saw;
            pausing and stopping never touch rights that were given
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Literal, cast
from uuid import UUID

from largesse.identity.approvals.approvals import Signing, propose, sign, withdraw
from largesse.identity.approvals.proposal import Proposal
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.rights.catalogue.supply import CodeTaken, Text
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

UNITS_MAX = 100_000_000


class BatchStep(Enum):
    """What to do with a batch."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


_STEPS: dict[BatchStep, tuple[frozenset[str], str]] = {
    BatchStep.PAUSE: (frozenset({"active"}), "paused"),
    BatchStep.RESUME: (frozenset({"paused"}), "active"),
    BatchStep.STOP: (frozenset({"active", "paused"}), "stopped"),
}
_PUT = """
insert into rights_batch (id, code, title, sku, budget, total, free, unit_cost_minor, currency,
  valid_days, starts_at, ends_at, state, org_unit, created_by, content_hash)
values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, 'pending_approval', $12, $13, $14)
on conflict (id) do update set title = excluded.title, sku = excluded.sku, budget = excluded.budget,
  total = excluded.total, free = excluded.free, unit_cost_minor = excluded.unit_cost_minor,
  currency = excluded.currency, valid_days = excluded.valid_days, starts_at = excluded.starts_at,
  ends_at = excluded.ends_at, state = excluded.state, org_unit = excluded.org_unit,
  created_by = excluded.created_by, content_hash = excluded.content_hash, version = rights_batch.version + 1
"""


@dataclass(frozen=True)
class BatchMissing(Missing):
    """No such batch within reach."""

    code = "rights.batch_missing"
    batch: UUID


@dataclass(frozen=True)
class SkuMissing(Missing):
    """No such SKU."""

    code = "rights.sku_missing"
    sku: UUID


@dataclass(frozen=True)
class BudgetMissing(Missing):
    """No such budget within reach."""

    code = "rights.budget_missing"
    budget: UUID


@dataclass(frozen=True)
class BatchWrongState(Refusal):
    """The batch is not in a state that allows this."""

    code = "rights.batch_wrong_state"
    state: str


@dataclass(frozen=True)
class BatchOverBudget(Refusal):
    """The whole batch would cost more than its budget has left."""

    code = "rights.batch_over_budget"
    cost_minor: int
    left_minor: int
    path: str | None = "total"


@dataclass(frozen=True)
class BatchStanding:
    """A batch and where it stands now."""

    batch: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class ProposeBatch(Ask):
    """A batch of a SKU on a budget. ``starts_at`` included, ``ends_at`` not."""

    code: str
    title: Text
    sku: UUID
    budget: UUID
    total: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class DecideBatch(Ask):
    """One signature under a proposed batch, on the content that was shown."""

    batch: UUID
    content_hash: str
    opinion: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawBatch(Ask):
    """Take one's own proposal back."""

    batch: UUID


@dataclass(frozen=True, kw_only=True)
class SteerBatch(Ask):
    """Pause, resume or stop a batch."""

    batch: UUID = asked("The batch, bat_….", id="bat")
    step: BatchStep = asked("What to do.")
    reason: str = asked("Why; stands in the audit.")


async def propose_batch(ask: ProposeBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Make a batch and put it before a second person; the code of a draft revises that one.

    Raises:
        SkuMissing, BudgetMissing: not there or out of reach.
        BatchOverBudget: ``rights.batch_over_budget``.
        CodeTaken: ``rights.code_taken``.
    """
    actor.must("rights.propose_batch")
    if not 1 <= ask.total <= UNITS_MAX:
        raise Malformed("1 to 100 million units", "total")
    if ask.ends_at <= ask.starts_at:
        raise Malformed("after the start", "ends_at")
    async with work.begin(ask, actor, use="rights.propose_batch", answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        budget, sku = await _grounds(tx, ask, actor)
        batch, content = await _draft_of(tx, ask.code, actor) or new_id(), _content(ask, sku)
        await _put(tx, batch, ask, (budget, sku), digest(content))
        approval = await propose(tx, _proposal(batch, ask, content, budget), actor)
        await tx.run("update rights_batch set approval = $2 where id = $1", batch, approval)
        tx.audit("rights.batch_proposed", str(batch), content, org_unit=budget["org_unit"])
        return await tx.done(BatchStanding(batch, "pending_approval"))


async def approve_batch(ask: DecideBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Sign a proposed batch; the last signature makes it active.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``.
        Refusal: of the approval itself, as own work or other content.
    """
    return await _decide(ask, "approve", actor, work)


async def return_batch(ask: DecideBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Send a proposed batch back to its maker; raises as ``approve_batch``."""
    return await _decide(ask, "return", actor, work)


async def withdraw_batch(ask: WithdrawBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Take one's own proposal back; the batch is a draft again.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``.
        NotMaker: ``identity.approval_not_maker``.
    """
    actor.must("rights.propose_batch")
    async with work.begin(ask, actor, use="rights.withdraw_batch", answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _locked(tx, ask.batch, actor)
        if row["state"] != "pending_approval":
            raise BatchWrongState(row["state"])
        await withdraw(tx, row["approval"], actor)
        await _moved(tx, row, "draft")
        return await tx.done(BatchStanding(ask.batch, "draft"))


async def steer_batch(ask: SteerBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Pause, resume or stop a batch; rights already given stay valid.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``.
    """
    actor.must("rights.steer_batch")
    (before, after), reason = _STEPS[ask.step], reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.steer_batch", answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _locked(tx, ask.batch, actor)
        if row["state"] not in before:
            raise BatchWrongState(row["state"])
        await _moved(tx, row, after)
        facts = {"from": row["state"], "to": after, "reason": reason}
        tx.audit("rights.batch_steered", str(ask.batch), facts, org_unit=row["org_unit"])
        return await tx.done(BatchStanding(ask.batch, after))


async def _decide(
    ask: DecideBatch, decision: Literal["approve", "return"], actor: Actor, work: Work
) -> BatchStanding:
    actor.must("rights.decide_batch")
    use = f"rights.{decision}_batch"
    async with work.begin(ask, actor, use=use, answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        row = await _locked(tx, ask.batch, actor)
        if row["state"] != "pending_approval":
            raise BatchWrongState(row["state"])
        signing = Signing(row["approval"], ask.content_hash, decision, ask.opinion)
        standing = await sign(tx, signing, actor)
        state = {"approved": "active", "returned": "draft"}.get(standing.state, "pending_approval")
        await _moved(tx, row, state)
        facts = {"decision": decision, "state": state}
        tx.audit("rights.batch_decided", str(ask.batch), facts, org_unit=row["org_unit"])
        return await tx.done(BatchStanding(ask.batch, state))


async def _grounds(tx: Tx[Any], ask: ProposeBatch, actor: Actor) -> tuple[dict[str, Any], dict[str, Any]]:
    sku = await tx.row(
        "select s.*, p.org_unit from rights_sku s join rights_product p on p.id = s.product"
        " where s.id = $1 and s.state = 'active'",
        ask.sku,
    )
    if sku is None:
        raise SkuMissing(ask.sku)
    actor.reach(sku["org_unit"], SkuMissing(ask.sku))
    budget = await tx.row("select * from rights_budget where id = $1 and state = 'active'", ask.budget)
    if budget is None:
        raise BudgetMissing(ask.budget)
    actor.reach(budget["org_unit"], BudgetMissing(ask.budget))
    if budget["currency"] != sku["currency"]:
        raise Malformed("the budget has another currency", "budget")
    left = budget["cap_minor"] - budget["reserved_minor"] - budget["spent_minor"]
    cost = ask.total * sku["unit_cost_minor"]
    if cost > left:
        raise BatchOverBudget(cost, left)
    return budget, sku


async def _draft_of(tx: Tx[Any], code: str, actor: Actor) -> UUID | None:
    """Give the draft of this code; none where the code is free."""
    row = await tx.row("select id, state, org_unit from rights_batch where code = $1 for no key update", code)
    if row is None:
        return None
    if row["state"] != "draft" or not actor.reaches(row["org_unit"]):
        raise CodeTaken(code)
    return cast("UUID", row["id"])


def _content(ask: ProposeBatch, sku: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": ask.code,
        "title": ask.title,
        "sku": str(ask.sku),
        "sku_code": sku["code"],
        "budget": str(ask.budget),
        "total": ask.total,
        "unit_cost_minor": sku["unit_cost_minor"],
        "market_value_minor": sku["market_value_minor"],
        "currency": sku["currency"],
        "income_tax": sku["income_tax"],
        "vat_treatment": sku["vat_treatment"],
        "valid_days": sku["valid_days"],
        "starts_at": ask.starts_at.isoformat(),
        "ends_at": ask.ends_at.isoformat(),
    }


def _proposal(batch: UUID, ask: ProposeBatch, content: dict[str, Any], budget: dict[str, Any]) -> Proposal:
    left = budget["cap_minor"] - budget["reserved_minor"] - budget["spent_minor"]
    summary = {
        "worst_case_minor": ask.total * content["unit_cost_minor"],
        "budget_left_minor": left,
        "currency": content["currency"],
        "units": ask.total,
    }
    return Proposal(
        subject_kind="rights.batch",
        subject=batch,
        content_hash=digest(content),
        route="two_person",
        org_unit=budget["org_unit"],
        title=ask.title["zh-CN"],
        summary=summary,
        difference={"before": None, "after": content},
    )


async def _put(
    tx: Tx[Any],
    batch: UUID,
    ask: ProposeBatch,
    grounds: tuple[dict[str, Any], dict[str, Any]],
    content_hash: str,
) -> None:
    budget, sku = grounds
    await tx.run(
        _PUT,
        batch,
        ask.code,
        ask.title,
        ask.sku,
        ask.budget,
        ask.total,
        sku["unit_cost_minor"],
        sku["currency"],
        sku["valid_days"],
        ask.starts_at,
        ask.ends_at,
        budget["org_unit"],
        tx.actor.id,
        content_hash,
    )


async def _moved(tx: Tx[Any], row: dict[str, Any], state: str) -> None:
    await tx.run("update rights_batch set state = $2, version = version + 1 where id = $1", row["id"], state)


async def _locked(tx: Tx[Any], batch: UUID, actor: Actor) -> dict[str, Any]:
    row = await tx.row("select * from rights_batch where id = $1 for no key update", batch)
    if row is None:
        raise BatchMissing(batch)
    actor.reach(row["org_unit"], BatchMissing(batch))
    return row
