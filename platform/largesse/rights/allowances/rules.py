"""Make a rule of allowances, or stop one: what was taken stays, nothing more is taken.

Invariant   a rule is served from one batch, which two people signed; one active rule a tier, SKU and owner
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.audience.tiers.reads import tier_cards
from largesse.audience.tiers.tier import TierMissing
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import between, one_of
from largesse.kernel.settings import settings
from largesse.rights.allowances.allowance import (
    OWNERS,
    PERIODS,
    UNITS_MAX,
    AllowanceRuleMissing,
    AllowanceRuleStopped,
    AllowanceRuleThere,
)
from largesse.rights.allowances.records import AllowanceRule
from largesse.rights.batches.batch import OVER, BatchMissing, BatchWrongState
from largesse.rights.batches.records import Batch, BatchId
from largesse.store.work import Work

_MAKE = """
insert into rights_allowance_rule (id, tier, batch, sku, period, units, owner, pro_rata, returns, org_unit,
  starts_on, made_by, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing
"""
_STOP = """
update rights_allowance_rule set state = 'stopped', stopped_at = $2 where id = $1 and state = 'active'
"""


@dataclass(frozen=True, kw_only=True)
class MakeAllowanceRule(Ask):
    """How much of a batch's SKU a tier lets one take in a period."""

    tier: str = asked("Code of the tier.")
    batch: BatchId = asked("The batch that it is served from, bat_….", id="bat")
    period: str = asked("year, quarter, month or once.")
    units: int = asked("Units in a period, 1 to 1000.")
    owner: str = asked("person, or household: its members share it.", default="person")
    pro_rata: bool = asked("Whether a change of tier counts by days in its period.", default=False)
    returns: bool = asked("Whether what expires unused comes back.", default=False)


@dataclass(frozen=True, kw_only=True)
class StopAllowanceRule(Ask):
    """Let nobody take of a rule any more."""

    rule: UUID = asked("The rule, alr_….", id="alr")


@dataclass(frozen=True)
class AllowanceRuleKept:
    """Which rule it is about."""

    rule: UUID


async def make_allowance_rule(ask: MakeAllowanceRule, *, actor: Actor, work: Work) -> AllowanceRuleKept:
    """Make a rule; it counts from today on.

    Raises:
        BatchMissing: ``rights.batch_missing``.
        BatchWrongState: ``rights.batch_wrong_state``: nothing can be given from it any more.
        TierMissing: ``audience.tier_missing``.
        AllowanceRuleThere: ``rights.allowance_rule_there``.
        Malformed: ``kernel.malformed`` at the field.
    """
    actor.must("rights.keep_allowances")
    _expect_rule(ask)
    async with work.begin(ask, actor, use="rights.make_allowance_rule", answer=AllowanceRuleKept) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await Batch.get_or_none(id=ask.batch, using_db=tx.conn)
        if batch is None:
            raise BatchMissing(ask.batch)
        actor.reach(batch.org_unit, BatchMissing(ask.batch))
        if batch.state in OVER:
            raise BatchWrongState(batch.state)
        if ask.tier not in {one.code for one in await tier_cards(tx)}:
            raise TierMissing(ask.tier)
        made = AllowanceRuleKept(new_id())
        says = (ask.period, ask.units, ask.owner, ask.pro_rata, ask.returns)
        kept = (batch.org_unit, day_in(tx.now, settings().zone), actor.id, tx.now)
        if not await tx.run(_MAKE, made.rule, ask.tier, batch.id, batch.sku, *says, *kept):
            raise AllowanceRuleThere
        facts = {"tier": ask.tier, "batch": str(ask.batch), "period": ask.period, "units": ask.units}
        tx.audit("rights.allowance_rule_made", str(made.rule), facts, org_unit=batch.org_unit)
        return await tx.done(made)


async def stop_allowance_rule(ask: StopAllowanceRule, *, actor: Actor, work: Work) -> AllowanceRuleKept:
    """Stop a rule; rights that came out of it stay.

    Raises:
        AllowanceRuleMissing: ``rights.allowance_rule_missing``.
        AllowanceRuleStopped: ``rights.allowance_rule_stopped``.
    """
    actor.must("rights.keep_allowances")
    async with work.begin(ask, actor, use="rights.stop_allowance_rule", answer=AllowanceRuleKept) as tx:
        if tx.earlier:
            return tx.earlier
        rule = await AllowanceRule.get_or_none(id=ask.rule, using_db=tx.conn)
        if rule is None:
            raise AllowanceRuleMissing(ask.rule)
        actor.reach(rule.org_unit, AllowanceRuleMissing(ask.rule))
        if not await tx.run(_STOP, ask.rule, tx.now):
            raise AllowanceRuleStopped
        tx.audit("rights.allowance_rule_stopped", str(ask.rule), {"tier": rule.tier}, org_unit=rule.org_unit)
        return await tx.done(AllowanceRuleKept(ask.rule))


def _expect_rule(ask: MakeAllowanceRule) -> None:
    """Check what stands in an ask alone."""
    if ask.period not in PERIODS:
        raise Malformed(one_of(PERIODS), "period")
    if ask.owner not in OWNERS:
        raise Malformed(one_of(OWNERS), "owner")
    if not 1 <= ask.units <= UNITS_MAX:
        raise Malformed(between(1, UNITS_MAX), "units")
    if ask.period == "once" and ask.pro_rata:
        raise Malformed(one_of(PERIODS[:-1]), "period")
