"""Propose a batch, or take one's own proposal back; the code of a draft revises that draft."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from largesse.identity.approvals.approvals import propose, withdraw
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_starts
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import new_id
from largesse.kernel.money import Money
from largesse.kernel.reasons import because
from largesse.kernel.settings import settings
from largesse.kernel.writing import code_given
from largesse.rights.batches.batch import DRAFT, PENDING, BatchStanding, expect_pending
from largesse.rights.batches.content import Planned, ProposeBatch, SkuTerms
from largesse.rights.batches.locking import lock_batch, move_batch
from largesse.rights.batches.records import Batch, BatchId
from largesse.rights.budgets import records as budgets
from largesse.rights.budgets.budget import BudgetMissing, BudgetWrongState
from largesse.rights.catalogue.skus import SkuMissing
from largesse.rights.catalogue.supply import CodeTaken, text_given
from largesse.rights.catalogue.worth import worth_of
from largesse.rights.code_pools.cover import cover_of
from largesse.rights.forms.agreed import expect_takes
from largesse.store.codes import alike
from largesse.store.work import Tx, Work

UNITS_MAX = 100_000_000
_SKU = """
select s.code, s.version, s.unit_cost_minor, s.market_value_minor, s.currency, s.income_tax, s.borne_by,
       s.vat_treatment, s.vat_rate_ppm, s.valid_days, s.validity, s.units, s.terms, s.service, s.transfer,
       s.refund, s.breakage, s.breakage_ppm, s.personal_form, p.org_unit
from rights_sku s join rights_product p on p.id = s.product where s.id = $1 and s.state = 'active'
"""
_PLUGIN = """
select v.installation from rights_sku s join rights_provider v on v.id = s.provider
where s.id = $1 and s.fulfil_mode = 'provider'
"""


@dataclass(frozen=True)
class BatchOverBudget(Refusal):
    """The whole batch would cost more than its budget has left."""

    code = "rights.batch_over_budget"
    cost: Money
    left: Money
    path: str | None = "total"


@dataclass(frozen=True, kw_only=True)
class WithdrawBatch(Ask):
    """Take one's own proposal back."""

    batch: BatchId = asked("The batch, bat_….", id="bat")


async def propose_batch(ask: ProposeBatch, *, actor: Actor, work: Work) -> BatchStanding:
    """Make a batch and put it before a second person; the code of a draft revises that one.

    Raises:
        SkuMissing, BudgetMissing: not there or out of reach.
        BudgetWrongState: ``rights.budget_wrong_state``.
        BatchOverBudget: ``rights.batch_over_budget``.
        CodeTaken: ``rights.code_taken``.
        FormNotAgreed: ``rights.form_not_agreed``: its plugin is not to be told what its form asks.
        SkuPointsUnsaid: ``rights.sku_points_unsaid``.
    """
    actor.must("rights.propose_batch")
    if not 1 <= ask.total <= UNITS_MAX:
        raise Malformed(because("rights.reason.total"), "total")
    if ask.ends_at <= ask.starts_at:
        raise Malformed(because("rights.reason.after_start"), "ends_at")
    fit = replace(ask, code=code_given(ask.code), title=text_given(ask.title, "title"))
    async with work.begin(ask, actor, use="rights.propose_batch", answer=BatchStanding) as tx:
        if tx.earlier:
            return tx.earlier
        planned = await _plan(tx, fit, actor)
        planned = replace(planned, cover=await cover_of(tx, fit.sku), worth=await worth_of(tx, fit.sku))
        batch = await _written(tx, await _draft_of(tx, fit.code, actor), planned)
        batch.approval = await propose(tx, planned.proposal(batch.id), actor)
        await batch.save(using_db=tx.conn, update_fields=["approval"])
        tx.audit("rights.batch_proposed", str(batch.id), planned.content, org_unit=planned.org_unit)
        return await tx.done(BatchStanding(BatchId(batch.id), PENDING))


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
        batch = await lock_batch(tx, ask.batch, actor)
        await withdraw(tx, expect_pending(batch.state, batch.approval), actor)
        await move_batch(tx, batch, DRAFT)
        return await tx.done(BatchStanding(ask.batch, DRAFT))


async def _plan(tx: Tx[Any], ask: ProposeBatch, actor: Actor) -> Planned:
    """Read what a proposal rests on; refuse what its budget cannot bear or its rights not outlive."""
    sku = await tx.one(SkuTerms, _SKU, ask.sku)
    if sku is None:
        raise SkuMissing(ask.sku)
    actor.reach(sku.org_unit, SkuMissing(ask.sku))
    plugin = await tx.value(_PLUGIN, ask.sku)
    if plugin is not None:
        await expect_takes(tx, plugin, sku.code, sku.personal_form)
    budget = await budgets.Budget.get_or_none(id=ask.budget, using_db=tx.conn)
    if budget is None:
        raise BudgetMissing(ask.budget)
    actor.reach(budget.org_unit, BudgetMissing(ask.budget))
    if budget.state != "active":
        raise BudgetWrongState(budget.state)
    if budget.currency != sku.currency:
        raise Malformed(because("rights.reason.budget_currency"), "budget")
    left = budget.cap_minor - budget.reserved_minor - budget.spent_minor
    cost = ask.total * sku.unit_cost_minor
    if cost > left:
        raise BatchOverBudget(Money(cost, sku.currency), Money(left, sku.currency))
    planned = Planned(ask, sku, budget.org_unit, left)
    last = planned.reckoning.grant_until
    if last is not None and ask.ends_at > day_starts(last + timedelta(days=1), settings().zone):
        raise Malformed(because("rights.reason.beyond_validity", day=last.isoformat()), "ends_at")
    return planned


async def _draft_of(tx: Tx[Any], code: str, actor: Actor) -> Batch | None:
    """Lock the draft of this code; None where the code is free, and none is like it."""
    taken = await alike(tx, Batch, code)
    if taken is None:
        return None
    batch = await Batch.filter(code=code).using_db(tx.conn).select_for_update(no_key=True).first()
    if batch is None or batch.state != DRAFT or not actor.reaches(batch.org_unit):
        raise CodeTaken(taken if batch is None else code)
    return batch


async def _written(tx: Tx[Any], draft: Batch | None, planned: Planned) -> Batch:
    """Write the proposal into its draft, or into a row of its own."""
    ask, sku = planned.ask, planned.sku
    values = {
        "title": ask.title,
        "sku": ask.sku,
        "budget": ask.budget,
        "total": ask.total,
        "free": ask.total,
        "unit_cost_minor": sku.unit_cost_minor,
        "currency": sku.currency,
        "valid_days": sku.valid_days,
        **planned.frozen,
        **asdict(planned.reckoning),
        "starts_at": ask.starts_at,
        "ends_at": ask.ends_at,
        "state": PENDING,
        "org_unit": planned.org_unit,
        "created_by": tx.actor.id,
        "content_hash": planned.content_hash,
    }
    if draft is None:
        return await Batch.create(using_db=tx.conn, id=new_id(), code=ask.code, created_at=tx.now, **values)
    draft.update_from_dict(values | {"version": draft.version + 1})
    await draft.save(using_db=tx.conn, update_fields=[*values, "version"])
    return draft
