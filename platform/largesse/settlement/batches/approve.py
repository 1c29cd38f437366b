"""Decide on a submitted batch: approve posts and settles, return and withdraw reopen it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.identity.approvals.approvals import Signing, sign, withdraw
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import digest
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Broken, Refusal
from largesse.kernel.settings import settings
from largesse.settlement.batches.content import content_of
from largesse.settlement.batches.differences import BOTH_SIDES, difference, price_of
from largesse.settlement.batches.row import Row, check_state, lock_batch
from largesse.settlement.batches.tally import keep_tally, tally
from largesse.settlement.breaks.disposition import accrued_minor, plan
from largesse.settlement.ledger.entity import chart_of
from largesse.settlement.ledger.entry import Draft, Pair, signed
from largesse.settlement.ledger.post import post
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class ContentChanged(Refusal):
    """What was shown is not what stands here; open the batch again."""

    code = "settlement.batch_content_changed"
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class DecideBatch(Ask):
    """One signer's word on exactly the content he saw."""

    batch: UUID
    content_hash: str
    opinion: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawBatch(Ask):
    """The submitter takes the batch back."""

    batch: UUID


@dataclass(frozen=True)
class BatchDecided:
    """Where the batch stands; ``entry`` is the ledger's entry of what is payable."""

    batch: UUID
    state: str
    entry: int | None


async def approve_batch(ask: DecideBatch, *, actor: Actor, work: Work) -> BatchDecided:
    """Sign a batch; with the last signature it is settled.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        ContentChanged: ``settlement.batch_content_changed``.
        Refusal: those of the approval, first of all ``identity.approval_own_work``.
    """
    actor.must("settlement.approve_batch")
    async with work.begin(ask, actor, use="settlement.approve_batch", answer=BatchDecided) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_batch(tx, ask.batch, actor)
        check_state(row, "submitted")
        await _check_content(tx, row, ask.content_hash)
        standing = await sign(tx, Signing(row["approval"], ask.content_hash, "approve", ask.opinion), actor)
        if standing.state != "approved":
            return await tx.done(BatchDecided(ask.batch, row["state"], None))
        entry = await _post(tx, row)
        await _settle(tx, row, entry)
        told = {
            "batch": str(ask.batch),
            "number": row["number"],
            "provider": str(row["provider"]),
            "net_payable_minor": row["net_payable_minor"],
            "currency": row["currency"],
        }
        tx.emit("settlement.batch_approved.v1", str(ask.batch), told)
        facts = {"content_hash": ask.content_hash, "entry": entry}
        tx.audit("settlement.batch_approved", str(ask.batch), facts, org_unit=row["org_unit"])
        return await tx.done(BatchDecided(ask.batch, "approved", entry))


async def return_batch(ask: DecideBatch, *, actor: Actor, work: Work) -> BatchDecided:
    """Send a batch back to its maker, who may change it and submit it again."""
    actor.must("settlement.approve_batch")
    async with work.begin(ask, actor, use="settlement.return_batch", answer=BatchDecided) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_batch(tx, ask.batch, actor)
        check_state(row, "submitted")
        await sign(tx, Signing(row["approval"], ask.content_hash, "return", ask.opinion), actor)
        state = await _reopen(tx, row)
        tx.audit(
            "settlement.batch_returned", str(ask.batch), {"opinion": ask.opinion}, org_unit=row["org_unit"]
        )
        return await tx.done(BatchDecided(ask.batch, state, None))


async def withdraw_batch(ask: WithdrawBatch, *, actor: Actor, work: Work) -> BatchDecided:
    """Take one's own submitted batch back."""
    actor.must("settlement.submit_batch")
    async with work.begin(ask, actor, use="settlement.withdraw_batch", answer=BatchDecided) as tx:
        if tx.earlier:
            return tx.earlier
        row = await lock_batch(tx, ask.batch, actor)
        check_state(row, "submitted")
        await withdraw(tx, row["approval"], actor)
        state = await _reopen(tx, row)
        tx.audit("settlement.batch_withdrawn", str(ask.batch), {}, org_unit=row["org_unit"])
        return await tx.done(BatchDecided(ask.batch, state, None))


async def _check_content(tx: Tx[Any], row: Row, seen: str) -> None:
    """Build the content once more: the hash must be what was frozen and what the signer saw."""
    now = digest(await content_of(tx, row, await tally(tx, row)))
    if not now == row["content_hash"] == seen:
        raise ContentChanged(row["content_hash"])


async def _reopen(tx: Tx[Any], row: Row) -> str:
    await tx.run(
        "update settlement_batch set state = 'matched', content = null, content_hash = null, approval = null,"
        " submitted_by = null, submitted_at = null where id = $1",
        row["id"],
    )
    return (await keep_tally(tx, row)).state


async def _post(tx: Tx[Any], row: Row) -> int | None:
    """Move what is payable from accrued to payable, and the input VAT that will come with the invoice."""
    shares = await _shares(tx, row)
    policy = (await chart_of(tx, row["entity_id"])).policy
    pairs: tuple[Pair, ...] = ()
    for (sku, treatment), (accrued, pending) in sorted(shares.items()):
        theirs = {"provider": str(row["provider"]), "sku": sku} if sku else {"provider": str(row["provider"])}
        payable = {"provider": str(row["provider"]), "batch": row["number"]}
        for debit, amount, dims in (
            (policy.accrued, accrued, theirs),
            (policy.input_vat_pending, pending, {"tax": treatment, **theirs}),
        ):
            pair = Pair(
                debit=debit,
                credit=policy.payable,
                amount_minor=1,
                currency=row["currency"],
                debit_dims=dims,
                credit_dims=payable,
            )
            pairs += signed(pair, amount)
    if sum(accrued + pending for accrued, pending in shares.values()) != row["net_payable_minor"]:
        raise Broken(f"batch {row['number']} does not post what it pays")
    if not pairs:
        return None
    draft = Draft(
        entity=row["entity_id"],
        kind="settlement",
        idem=str(row["id"]),
        biz_date=day_in(tx.now, settings().zone),
        source_type="batch",
        source_id=str(row["id"]),
        pairs=pairs,
        made_by=f"staff:{row['submitted_by']}",
        approved_by=f"staff:{tx.actor.id}",
        reason=row["number"],
    )
    return (await post(tx, draft)).id


async def _shares(tx: Tx[Any], row: Row) -> dict[tuple[str, str], tuple[int, int]]:
    """Add up (accrued, input VAT to come) by SKU and VAT treatment, over matches and paid breaks."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    matched = await tx.rows(
        "select i.sku_code, i.tax_treatment, sum(i.gross_minor)::bigint as gross_minor,"
        " sum(i.net_minor)::bigint as net_minor, sum(i.tax_minor)::bigint as tax_minor"
        " from settlement_match m join settlement_match_member p on p.match = m.id and p.side = 'P'"
        " and p.active join settlement_item i on i.id = p.ref where m.batch = $1 group by 1, 2 order by 1, 2",
        row["id"],
    )
    for items in matched:
        one = price_of(items)
        share = sums[items["sku_code"], one.treatment]
        share[0] += one.accrued_minor
        share[1] += one.pending_vat_minor
    paid = await tx.rows(
        f"select {BOTH_SIDES}, d.kind from settlement_break b"  # noqa: S608 - text of ours
        " join settlement_disposition d on d.break = b.id and d.state = 'approved'"
        " left join settlement_item i on i.id = b.item"
        " where b.batch = $1 and b.state <> 'auto_closed' and d.pay_minor <> 0 order by b.id",
        row["id"],
    )
    for found in paid:
        facts = difference(found)
        planned = plan(facts, found["kind"])
        accrued = accrued_minor(facts, planned)
        share = sums[found["sku_code"] or "", found["tax_treatment"] or "unknown"]
        share[0] += accrued
        share[1] += planned.pay_minor - accrued
    return {key: (accrued, pending) for key, (accrued, pending) in sums.items()}


async def _settle(tx: Tx[Any], row: Row, entry: int | None) -> None:
    """Mark what this batch has settled; what is carried stays open for the next one."""
    for side, table in (("S", "settlement_line"), ("P", "settlement_item")):
        await tx.run(
            f"update {table} t set settled_batch = $1 from settlement_match m"  # noqa: S608 - two names of ours
            " join settlement_match_member x on x.match = m.id and x.active"
            " where m.batch = $1 and x.side = $2 and t.id = x.ref",
            row["id"],
            side,
        )
        column = "line" if side == "S" else "item"
        await tx.run(
            f"update {table} t set settled_batch = $1 from settlement_break b"  # noqa: S608 - two names of ours
            f" where b.batch = $1 and b.state = 'posted' and t.id = b.{column}",
            row["id"],
        )
    await tx.run(
        "update settlement_break set closed_at = $2,"
        " state = case state when 'approved' then 'carried' else 'closed' end"
        " where batch = $1 and state in ('approved', 'posted')",
        row["id"],
        tx.now,
    )
    await tx.run(
        "update settlement_batch set state = 'approved', approved_by = $2, approved_at = $3, entry_id = $4"
        " where id = $1",
        row["id"],
        tx.actor.id,
        tx.now,
        entry,
    )
