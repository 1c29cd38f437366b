"""Submit a batch: it must tie, its content is frozen under a hash, and a second person is asked to sign."""

from dataclasses import dataclass
from uuid import UUID

from largesse.identity.approvals.approvals import Proposal, propose
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Refusal
from largesse.settlement.batches.content import content_of
from largesse.settlement.batches.row import check_state, lock_batch
from largesse.settlement.batches.tally import keep_tally
from largesse.settlement.figures import decimal
from largesse.store.work import Work

SUBJECT = "settlement.batch"
ROUTE = "two_person"
SIGNERS = ("finance",)


@dataclass(frozen=True)
class NotReconciled(Refusal):
    """Lines are undecided or the sums do not tie."""

    code = "settlement.batch_not_reconciled"
    undecided: int
    lines_minor: int
    accounted_minor: int


@dataclass(frozen=True)
class NegativePayable(Refusal):
    """The provider would owe us: carry refunds forward or claim them; a payment is never negative."""

    code = "settlement.batch_negative"
    net_payable_minor: int


@dataclass(frozen=True, kw_only=True)
class SubmitBatch(Ask):
    """The batch to submit."""

    batch: UUID


@dataclass(frozen=True)
class BatchSubmitted:
    """The approval that was opened, and the hash it is bound to."""

    batch: UUID
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
        row = await lock_batch(tx, ask.batch, actor)
        check_state(row, "matched", "reconciled")
        sums = await keep_tally(tx, row)
        if sums.state != "reconciled":
            parts = sums.lines_matched_minor + sums.lines_disposed_minor + sums.lines_carried_minor
            raise NotReconciled(sums.undecided, sums.lines_minor, parts)
        if sums.net_payable_minor < 0:
            raise NegativePayable(sums.net_payable_minor)
        content = await content_of(tx, row, sums)
        sha = digest(content)
        proposal = Proposal(
            SUBJECT,
            ask.batch,
            sha,
            ROUTE,
            row["org_unit"],
            f"{row['number']} {decimal(sums.net_payable_minor)} {row['currency']}",
            {"waterfall": content["waterfall"], "matches": content["match_count"], "number": row["number"]},
            {"breaks": content["breaks"], "statements": content["statements"]},
            SIGNERS,
        )
        approval = await propose(tx, proposal, actor)
        await tx.run(
            "update settlement_batch set state = 'submitted', content = $2, content_hash = $3, approval = $4,"
            " submitted_by = $5, submitted_at = $6 where id = $1",
            ask.batch,
            content,
            sha,
            approval,
            actor.id,
            tx.now,
        )
        tx.emit(
            "settlement.batch_submitted.v1", str(ask.batch), {"batch": str(ask.batch), "content_hash": sha}
        )
        tx.audit(
            "settlement.batch_submitted", str(ask.batch), {"content_hash": sha}, org_unit=row["org_unit"]
        )
        return await tx.done(BatchSubmitted(ask.batch, approval, sha))
