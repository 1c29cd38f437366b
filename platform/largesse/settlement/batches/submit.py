"""Submit a batch: it must tie, its content is frozen under a hash, and a second person is asked to sign."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from largesse.identity.approvals.approvals import propose
from largesse.identity.approvals.proposal import Proposal
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Refusal
from largesse.kernel.money import Money
from largesse.settlement.batches.batch import MATCHED, SUBMITTABLE
from largesse.settlement.batches.content import Content, content_of
from largesse.settlement.batches.lock import check_state, lock_batch
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.batches.tally import Tally, keep_tally
from largesse.settlement.ids import BATCH
from largesse.store.work import Work

SUBJECT = "settlement.batch"
ROUTE = "two_person"
SIGNERS = ("finance",)


@dataclass(frozen=True)
class NotReconciled(Refusal):
    """Lines are undecided or the sums do not tie."""

    code = "settlement.batch_not_reconciled"
    undecided: int
    lines: Money
    accounted: Money


@dataclass(frozen=True)
class NegativePayable(Refusal):
    """The provider would owe us: claim it or carry refunds forward; a payment is never negative."""

    code = "settlement.batch_negative"
    net_payable: Money


@dataclass(frozen=True, kw_only=True)
class SubmitBatch(Ask):
    """The batch to submit."""

    batch: BatchId = asked("The batch, bch_….", id=BATCH)
    claim: bool = asked("A figure below zero is a claim on the provider.", default=False)


@dataclass(frozen=True)
class BatchSubmitted:
    """The approval that was opened, and the hash it is bound to."""

    batch: BatchId
    approval: UUID
    content_hash: str


async def submit_batch(ask: SubmitBatch, *, actor: Actor, work: Work) -> BatchSubmitted:
    """Freeze a reconciled batch and ask for its approval.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        NotReconciled: ``settlement.batch_not_reconciled``.
        NegativePayable: ``settlement.batch_negative``.
    """
    actor.must("settlement.submit_batch")
    async with work.begin(ask, actor, use="settlement.submit_batch", answer=BatchSubmitted) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        check_state(batch, MATCHED)
        tally = await keep_tally(tx, batch)
        _check_payable(tally, batch.currency, claim=ask.claim)
        content = await content_of(tx, batch, tally.sums)
        document = content.document()
        sha = digest(document)
        approval = await propose(tx, _proposal(batch, content, sha), actor)
        await (
            Batch.filter(id=batch.id)
            .using_db(tx.conn)
            .update(
                state="submitted",
                content=document,
                content_hash=sha,
                approval=approval,
                submitted_by=actor.id,
                submitted_at=tx.now,
            )
        )
        subject, facts = str(batch.id), {"content_hash": sha}
        tx.emit("settlement.batch_submitted.v1", subject, {"batch": subject} | facts)
        tx.audit("settlement.batch_submitted", subject, facts, org_unit=batch.org_unit)
        return await tx.done(BatchSubmitted(batch.id, approval, sha))


def _check_payable(tally: Tally, currency: str, *, claim: bool) -> None:
    sums = tally.sums
    if tally.state not in SUBMITTABLE:
        covered = sums.lines_minor - sums.lines_undecided_minor
        raise NotReconciled(tally.undecided, Money(sums.lines_minor, currency), Money(covered, currency))
    if sums.net_payable_minor < 0 and not claim:
        raise NegativePayable(Money(sums.net_payable_minor, currency))


def _proposal(batch: Batch, content: Content, sha: str) -> Proposal:
    payable = Money(content.waterfall[-1].amount_minor, batch.currency)
    return Proposal(
        subject_kind=SUBJECT,
        subject=batch.id,
        content_hash=sha,
        route=ROUTE,
        org_unit=batch.org_unit,
        title=f"{batch.number} {payable}",
        summary={
            "waterfall": msgspec.to_builtins(content.waterfall),
            "matches": content.match_count,
            "number": batch.number,
        },
        difference=msgspec.to_builtins(
            {"breaks": content.breaks, "statements": content.statements, "left_out": content.left_out}
        ),
        roles=SIGNERS,
    )
