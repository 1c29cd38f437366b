"""A second person's word on what is to be kept of a rule, and the maker's way back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.rules.propose import ACTIVE, PROPOSED, SUBJECT, RuleMissing, RuleStanding
from largesse.activities.rules.records import RULE, KeptRule, RuleId
from largesse.identity.approvals.approvals import sign, withdraw
from largesse.identity.approvals.proposal import Signing, Standing
from largesse.identity.approvals.route import Decision
from largesse.identity.approvals.subject import Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import text_id
from largesse.store.work import Tx, Work

RULES = Subject(
    kind=SUBJECT,
    approve="activities.decide_rule",
    send_back="activities.decide_rule",
    withdraw="activities.propose_rule",
)


@dataclass(frozen=True)
class RuleNotProposed(Refusal):
    """The version waits for nobody."""

    code = "activities.rule_not_proposed"
    state: str


@dataclass(frozen=True, kw_only=True)
class DecideRule(Ask):
    """One signature under a proposed version of a rule, on the content that was shown."""

    version: RuleId = asked("The version, rul_….", id=RULE)
    content_hash: str = asked("Hash of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawRule(Ask):
    """The maker takes a proposed version back."""

    version: RuleId = asked("The version, rul_….", id=RULE)


_Step = Callable[[Tx[Any], UUID], Awaitable[Standing]]


async def approve_rule(ask: DecideRule, *, actor: Actor, work: Work) -> RuleStanding:
    """Sign a proposed version; with the last signature every check goes by it.

    Raises:
        RuleMissing: ``activities.rule_missing``.
        RuleNotProposed: ``activities.rule_not_proposed``.
        Refusal: those of the approval, first of all ``identity.approval_own_work``.
    """
    return await _decided(ask, "approve", actor, work)


async def return_rule(ask: DecideRule, *, actor: Actor, work: Work) -> RuleStanding:
    """Send a proposed version back; the rule stays as it is kept. Raises as ``approve_rule``."""
    return await _decided(ask, "return", actor, work)


async def withdraw_rule(ask: WithdrawRule, *, actor: Actor, work: Work) -> RuleStanding:
    """Take one's own proposal back.

    Raises:
        RuleMissing: ``activities.rule_missing``.
        RuleNotProposed: ``activities.rule_not_proposed``.
        NotMaker: ``identity.approval_not_maker``.
    """
    actor.must("activities.propose_rule")
    async with work.begin(ask, actor, use="activities.withdraw_rule", answer=RuleStanding) as tx:
        if tx.earlier:
            return tx.earlier
        return await tx.done(
            await _moved(tx, ask.version, lambda tx, approval: withdraw(tx, approval, actor))
        )


async def _decided(ask: DecideRule, decision: Decision, actor: Actor, work: Work) -> RuleStanding:
    actor.must("activities.decide_rule")

    async def signed(tx: Tx[Any], approval: UUID) -> Standing:
        return await sign(tx, Signing(approval, ask.content_hash, decision, ask.opinion), actor)

    async with work.begin(ask, actor, use=f"activities.{decision}_rule", answer=RuleStanding) as tx:
        if tx.earlier:
            return tx.earlier
        return await tx.done(await _moved(tx, ask.version, signed))


async def _moved(tx: Tx[Any], version: RuleId, step: _Step) -> RuleStanding:
    """Lock a proposed version, take a step of its approval, and let the version follow."""
    row = await KeptRule.filter(id=version).using_db(tx.conn).select_for_update(no_key=True).first()
    if row is None:
        raise RuleMissing(text_id(RULE, version))
    tx.actor.reach(row.org_unit, RuleMissing(text_id(RULE, version)))
    if row.state != PROPOSED:
        raise RuleNotProposed(row.state)
    standing = await step(tx, row.approval)
    if standing.state != "pending":
        row.state = ACTIVE if standing.state == "approved" else standing.state
        row.decided_at = tx.now
        await row.save(using_db=tx.conn, update_fields=["state", "decided_at"])
    facts = {"rule": row.code, "version": row.version, "state": row.state}
    tx.audit("activities.rule_decided", str(row.id), facts, org_unit=row.org_unit)
    return RuleStanding(row.id, row.code, row.state)
