"""Decide on proposed dispositions as a second person; an approved change of cost is posted at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import entries
from largesse.kernel.settings import settings
from largesse.settlement.batches.records import Batch
from largesse.settlement.batches.tally import keep_tally
from largesse.settlement.breaks.lock import BREAKS_MAX, Locked, lock_breaks
from largesse.settlement.dispositions.both_sides import BothSides
from largesse.settlement.dispositions.disposition import PROPOSED, DispositionKind, Plan, plan
from largesse.settlement.dispositions.records import BreakId, Disposition, DispositionId
from largesse.settlement.ids import DISPOSITION
from largesse.settlement.items.accrual import Costs, accrual
from largesse.settlement.ledger.chart import Policy
from largesse.settlement.ledger.entity import chart_of
from largesse.settlement.ledger.entry import Draft, Pair, signed
from largesse.settlement.ledger.post import post
from largesse.settlement.ledger.records import EntryId
from largesse.store.sql import statement
from largesse.store.work import Tx, Work

_DECIDE = statement(__name__, "decide_dispositions")
_MOVE_BREAKS = """
update settlement_break b set state = r.state
from unnest($1::uuid[], $2::text[]) as r(id, state) where b.id = r.id
"""


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

    dispositions: tuple[DispositionId, ...] = asked(
        "Dispositions of one batch, dsp_…, 1 to 500; all or none.", id=DISPOSITION
    )
    opinion: str = asked("The second person's words.", default="")


@dataclass(frozen=True)
class DispositionsDecided:
    """Where the proposals and their batch stand now; an entry for each that changed our cost."""

    state: str
    batch_state: str
    entries: tuple[EntryId, ...]


@dataclass(frozen=True)
class _Decision:
    """What is written of one proposal: the state its break goes to, the entry that was posted for it."""

    proposal: Disposition
    break_state: str
    entry: EntryId | None = None


async def approve_dispositions(ask: DecideDispositions, *, actor: Actor, work: Work) -> DispositionsDecided:
    """Approve a colleague's proposals; changes of cost are posted.

    Raises:
        DispositionMissing: ``settlement.disposition_missing``.
        NotProposed: ``settlement.disposition_not_proposed``.
        OwnDisposition: ``settlement.disposition_own``.
        BatchState: ``settlement.batch_state``.
    """
    actor.must("settlement.approve_disposition")
    check_many(ask.dispositions)
    async with work.begin(ask, actor, use="settlement.approve_disposition", answer=DispositionsDecided) as tx:
        if tx.earlier:
            return tx.earlier
        locked = await lock_breaks(tx, await breaks_of(tx, ask.dispositions), actor)
        proposals = await _lock_proposals(tx, ask.dispositions, actor)
        decisions = [
            _Decision(proposal, _after(proposal), await _post(tx, locked.batch, sides, proposal))
            for sides, proposal in zip(locked.breaks, proposals, strict=True)
        ]
        return await tx.done(await _decide(tx, ask, locked, "approved", decisions))


async def reject_dispositions(ask: DecideDispositions, *, actor: Actor, work: Work) -> DispositionsDecided:
    """Reject a colleague's proposals, their breaks are open again; raises as ``approve_dispositions``."""
    actor.must("settlement.approve_disposition")
    check_many(ask.dispositions)
    async with work.begin(ask, actor, use="settlement.reject_disposition", answer=DispositionsDecided) as tx:
        if tx.earlier:
            return tx.earlier
        locked = await lock_breaks(tx, await breaks_of(tx, ask.dispositions), actor)
        proposals = await _lock_proposals(tx, ask.dispositions, actor)
        decisions = [_Decision(proposal, "open") for proposal in proposals]
        return await tx.done(await _decide(tx, ask, locked, "rejected", decisions))


def check_many(wanted: Sequence[DispositionId]) -> None:
    """Refuse none, too many and the same twice.

    Raises:
        Malformed: ``kernel.malformed`` at ``dispositions``.
    """
    if not 1 <= len(wanted) <= BREAKS_MAX or len(set(wanted)) != len(wanted):
        raise Malformed(entries(1, BREAKS_MAX), "dispositions")


async def breaks_of(tx: Tx[Any], wanted: Sequence[DispositionId]) -> tuple[BreakId, ...]:
    """Give the breaks that dispositions are about, in their order.

    Raises:
        DispositionMissing: ``settlement.disposition_missing``.
    """
    rows = await Disposition.filter(id__in=list(wanted)).using_db(tx.conn)
    found = {one.id: one.of_break for one in rows}
    absent = next((one for one in wanted if one not in found), None)
    if absent is not None:
        raise DispositionMissing(absent)
    return tuple(found[one] for one in wanted)


async def _lock_proposals(tx: Tx[Any], wanted: Sequence[DispositionId], actor: Actor) -> list[Disposition]:
    """Lock proposals that wait and are another's, in the order in which they were asked for."""
    rows = Disposition.filter(id__in=list(wanted)).using_db(tx.conn).order_by("id").select_for_update()
    found = {one.id: one for one in await rows}
    for one in found.values():
        if one.state != PROPOSED:
            raise NotProposed(one.state)
        if one.proposed_by == actor.id:
            raise OwnDisposition
    return [found[one] for one in wanted]


def _after(proposal: Disposition) -> str:
    """Give the state of a break whose disposition is approved."""
    return "approved" if proposal.kind == DispositionKind.CARRY_FORWARD.value else "posted"


async def _decide(
    tx: Tx[Any], ask: DecideDispositions, locked: Locked, state: str, decisions: Sequence[_Decision]
) -> DispositionsDecided:
    """Write the decisions, and who decided what, each on its break."""
    proposals, entries = [one.proposal for one in decisions], [one.entry for one in decisions]
    ids = [one.id for one in proposals]
    await tx.run(_DECIDE, state, tx.actor.id, tx.now, ask.opinion[:500], ids, entries)
    breaks = [one.of_break for one in proposals]
    await tx.run(_MOVE_BREAKS, breaks, [one.break_state for one in decisions])
    tally = await keep_tally(tx, locked.batch)
    for one in decisions:
        facts = {"disposition": str(one.proposal.id), "kind": one.proposal.kind, "entry": one.entry}
        subject, unit = str(one.proposal.of_break), locked.batch.org_unit
        tx.audit(f"settlement.disposition_{state}", subject, facts, org_unit=unit)
    return DispositionsDecided(state, tally.state, tuple(entry for entry in entries if entry is not None))


async def _post(tx: Tx[Any], batch: Batch, sides: BothSides, proposal: Disposition) -> EntryId | None:
    """Post the change of cost that a disposition makes, with both people's names on it.

    It stands in the books of the entity that had the cost; what no use explains, in those of the batch.
    """
    planned = plan(sides.difference, DispositionKind(proposal.kind))
    entity = batch.entity_id if sides.entity_id is None else sides.entity_id
    pairs = adjustment(sides, planned, str(batch.provider), (await chart_of(tx, entity)).policy)
    if not pairs:
        return None
    draft = Draft(
        entity=entity,
        kind="adjustment",
        idem=str(proposal.id),
        biz_date=day_in(tx.now, settings().zone),
        source_type="disposition",
        source_id=str(proposal.id),
        pairs=pairs,
        made_by=f"staff:{proposal.proposed_by}",
        approved_by=f"staff:{tx.actor.id}",
        reason=proposal.reason,
    )
    return (await post(tx, draft)).id


def adjustment(sides: BothSides, planned: Plan, provider: str, policy: Policy) -> tuple[Pair, ...]:
    """Give the pairs by which the accrual moves to what was agreed."""
    dims = {"break": sides.code}
    if planned.adjust is not None:
        sku = sides.sku_code or ""
        uses = {"activity": str(sides.activity or ""), "org_unit": str(sides.org_unit), "sku": sku}
        costs = Costs(
            price=planned.adjust,
            currency=sides.currency,
            provider=provider,
            expense_dims=dims | uses,
            sku=sku,
        )
        return accrual(costs, policy, memo=False)
    expense = policy.fee if sides.code == "FEE_UNEXPECTED" else policy.unknown_expense
    pair = Pair(
        debit=expense,
        credit=policy.accrued,
        amount_minor=1,
        currency=sides.currency,
        debit_dims=dims,
        credit_dims={"provider": provider},
    )
    return signed(pair, planned.unknown_minor)
