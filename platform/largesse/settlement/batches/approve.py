"""Decide on a submitted batch: approve posts and settles, return and withdraw reopen it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.identity.approvals.approvals import Signing, sign, withdraw
from largesse.identity.approvals.subject import Against, Subject
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.canonical import digest
from largesse.kernel.errors import Broken, Refusal
from largesse.settlement.batches.batch import SUBMITTED
from largesse.settlement.batches.content import content_of
from largesse.settlement.batches.lock import check_state, lock_batch
from largesse.settlement.batches.records import Batch, BatchId
from largesse.settlement.batches.settle import post_payable, settle
from largesse.settlement.batches.submit import SUBJECT
from largesse.settlement.batches.taken_back import drop_taken_back, taken_back
from largesse.settlement.batches.tally import keep_tally, tally
from largesse.settlement.ids import BATCH
from largesse.settlement.ledger.records import EntryId
from largesse.store.house import Port
from largesse.store.work import Read, Tx, Work

KeepFiles = Callable[[Tx[Any], BatchId], Awaitable[Mapping[str, str]]]
FILES: Port[KeepFiles] = Port(
    "settlement.files"
)  # makes and keeps the files of a batch that was just approved


@dataclass(frozen=True)
class ContentChanged(Refusal):
    """What was shown is not what stands here; open the batch again."""

    code = "settlement.batch_content_changed"
    content_hash: str


@dataclass(frozen=True)
class UseTakenBack(Refusal):
    """A use in the batch was taken back since it was submitted: it is returned, matched and signed again."""

    code = "settlement.batch_use_taken_back"
    uses: int


@dataclass(frozen=True, kw_only=True)
class DecideBatch(Ask):
    """One signer's word on exactly the content he saw."""

    batch: BatchId = asked("The batch, bch_….", id=BATCH)
    content_hash: str = asked("Hash of the content that was shown.")
    opinion: str = asked("The signer's words.", default="")


@dataclass(frozen=True, kw_only=True)
class WithdrawBatch(Ask):
    """The submitter takes the batch back."""

    batch: BatchId = asked("The batch, bch_….", id=BATCH)


@dataclass(frozen=True)
class BatchDecided:
    """Where the batch stands; ``entry`` is the ledger's entry of what is payable."""

    batch: BatchId
    state: str
    entry: EntryId | None = None


async def approve_batch(ask: DecideBatch, *, actor: Actor, work: Work) -> BatchDecided:
    """Sign a batch; with the last signature it is settled.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        UseTakenBack: ``settlement.batch_use_taken_back``.
        ContentChanged: ``settlement.batch_content_changed``.
        RateMissing: ``settlement.rate_missing``: no voucher can be written in the books' own currency.
        Refusal: those of the approval, first of all ``identity.approval_own_work``.
    """
    actor.must("settlement.approve_batch")
    async with work.begin(ask, actor, use="settlement.approve_batch", answer=BatchDecided) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        check_state(batch, SUBMITTED)
        await _check_standing(tx, batch)
        await _check_content(tx, batch, ask.content_hash)
        standing = await sign(tx, _signing(batch, ask, "approve"), actor)
        if standing.state != "approved":
            return await tx.done(BatchDecided(batch.id, batch.state))
        entry = await post_payable(tx, batch)
        await settle(tx, batch, entry)
        approved = {
            "batch": str(batch.id),
            "number": batch.number,
            "provider": str(batch.provider),
            "net_payable_minor": batch.net_payable_minor,
            "currency": batch.currency,
        }
        tx.emit("settlement.batch_approved.v1", str(batch.id), approved)
        files = {
            kind: sha for keep in tx.house.all(FILES) for kind, sha in (await keep(tx, batch.id)).items()
        }
        facts = {"content_hash": ask.content_hash, "entry": entry, "files": files}
        tx.audit("settlement.batch_approved", str(batch.id), facts, org_unit=batch.org_unit)
        return await tx.done(BatchDecided(batch.id, "approved", entry))


async def return_batch(ask: DecideBatch, *, actor: Actor, work: Work) -> BatchDecided:
    """Send a batch back to its maker, who may change it and submit it again."""
    actor.must("settlement.approve_batch")
    async with work.begin(ask, actor, use="settlement.return_batch", answer=BatchDecided) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        check_state(batch, SUBMITTED)
        await sign(tx, _signing(batch, ask, "return"), actor)
        state = await _reopen(tx, batch)
        facts = {"opinion": ask.opinion}
        tx.audit("settlement.batch_returned", str(batch.id), facts, org_unit=batch.org_unit)
        return await tx.done(BatchDecided(batch.id, state))


async def withdraw_batch(ask: WithdrawBatch, *, actor: Actor, work: Work) -> BatchDecided:
    """Take one's own submitted batch back."""
    actor.must("settlement.submit_batch")
    async with work.begin(ask, actor, use="settlement.withdraw_batch", answer=BatchDecided) as tx:
        if tx.earlier:
            return tx.earlier
        batch = await lock_batch(tx, ask.batch, actor)
        check_state(batch, SUBMITTED)
        await withdraw(tx, _approval(batch), actor)
        state = await _reopen(tx, batch)
        tx.audit("settlement.batch_withdrawn", str(batch.id), {}, org_unit=batch.org_unit)
        return await tx.done(BatchDecided(batch.id, state))


def _signing(batch: Batch, ask: DecideBatch, decision: Literal["approve", "return"]) -> Signing:
    return Signing(_approval(batch), ask.content_hash, decision, ask.opinion)


def _approval(batch: Batch) -> UUID:
    if batch.approval is None:
        raise Broken(f"batch {batch.number} is submitted without an approval")
    return batch.approval


async def _check_standing(tx: Tx[Any], batch: Batch) -> None:
    """Refuse what would pay for a use that was taken back."""
    found = await taken_back(tx, batch.id)
    if found.uses:
        raise UseTakenBack(found.uses)


async def against(read: Read, batches: Sequence[UUID]) -> Mapping[UUID, Against]:
    """Tell which submitted batches can no longer be approved: a use in them was taken back."""
    found = {ident: await taken_back(read, ident) for ident in batches}
    return {ident: Against(over=one.uses > 0) for ident, one in found.items()}


async def _check_content(tx: Tx[Any], batch: Batch, seen: str) -> None:
    """Build the content once more: the hash must be what was frozen and what the signer saw."""
    content = await content_of(tx, batch, (await tally(tx, batch)).sums)
    if not digest(content.document()) == batch.content_hash == seen:
        raise ContentChanged(batch.content_hash or "")


async def _reopen(tx: Tx[Any], batch: Batch) -> str:
    await (
        Batch.filter(id=batch.id)
        .using_db(tx.conn)
        .update(
            state="matched",
            content=None,
            content_hash=None,
            approval=None,
            submitted_by=None,
            submitted_at=None,
        )
    )
    batch.state = (await keep_tally(tx, batch)).state
    return await drop_taken_back(tx, batch)


BATCHES = Subject(
    kind=SUBJECT,
    approve="settlement.approve_batch",
    send_back="settlement.approve_batch",
    withdraw="settlement.submit_batch",
    against=against,
)
