"""Settle an approved batch: what is payable is posted, what it covers is marked, what is carried stays open.

Invariant   what is posted is what is paid, to the fen
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from largesse.kernel.clock import day_in
from largesse.kernel.errors import Broken
from largesse.kernel.settings import settings
from largesse.settlement.batches.records import Batch
from largesse.settlement.dispositions.both_sides import COLUMNS, BothSides
from largesse.settlement.dispositions.disposition import DispositionKind, accrued_minor, plan
from largesse.settlement.items.tax import Price, Treatment
from largesse.settlement.ledger.chart import Policy
from largesse.settlement.ledger.entity import chart_of
from largesse.settlement.ledger.entry import Draft, Pair, signed
from largesse.settlement.ledger.post import post
from largesse.settlement.ledger.records import EntityId, EntryId
from largesse.store.sql import statement
from largesse.store.work import Read, Tx

_MATCHED = statement(__name__, "matched_by_sku")
_PAID = f"""
select {COLUMNS}, d.kind from settlement_break b
join settlement_disposition d on d.break = b.id and d.state = 'approved'
left join settlement_item i on i.id = b.item
where b.batch = $1 and b.state <> 'auto_closed' and d.pay_minor <> 0 order by b.id
"""  # noqa: S608 - text of ours
_SETTLE_LINES = statement(__name__, "settle_lines")
_SETTLE_ITEMS = statement(__name__, "settle_items")
_CLOSE = """
update settlement_break
set closed_at = $2, state = case state when 'approved' then 'carried' else 'closed' end
where batch = $1 and state in ('approved', 'posted')
"""


@dataclass(frozen=True, order=True)
class Subject:
    """What a share of the payment is for; no SKU where no item of ours explains it.

    Args:
        entity: in whose books the cost stands.
    """

    entity: EntityId
    sku: str
    treatment: str


@dataclass(frozen=True)
class Share:
    """What is paid for a subject: out of the accrual, and as input VAT that will come with the invoice."""

    accrued_minor: int = 0
    pending_vat_minor: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.accrued_minor + other.accrued_minor, self.pending_vat_minor + other.pending_vat_minor
        )

    @property
    def pay_minor(self) -> int:
        """Both together."""
        return self.accrued_minor + self.pending_vat_minor


@dataclass(frozen=True)
class _Matched:
    """Matched items added up by entity, SKU and treatment."""

    entity_id: EntityId
    sku_code: str
    tax_treatment: Treatment
    gross_minor: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, kw_only=True)
class _Paid(BothSides):
    """A break for which something is paid."""

    kind: DispositionKind


async def post_payable(tx: Tx[Any], batch: Batch) -> EntryId | None:
    """Move what is payable from accrued to payable, and the input VAT that will come with the invoice.

    A figure below zero becomes a claim on the provider.
    """
    shares = await _shares(tx, batch)
    if sum(share.pay_minor for share in shares.values()) != batch.net_payable_minor:
        raise Broken(f"batch {batch.number} does not post what it pays")
    charts = {entity: (await chart_of(tx, entity)).policy for entity in _entities(batch, shares)}
    pairs = payable(batch, shares, charts)
    if not pairs:
        return None
    draft = Draft(
        entity=batch.entity_id,
        kind="settlement",
        idem=str(batch.id),
        biz_date=day_in(tx.now, settings().zone),
        source_type="batch",
        source_id=str(batch.id),
        pairs=pairs,
        made_by=f"staff:{batch.submitted_by}",
        approved_by=f"staff:{tx.actor.id}",
        reason=batch.number,
    )
    return (await post(tx, draft)).id


def _entities(batch: Batch, shares: Mapping[Subject, Share]) -> list[EntityId]:
    return sorted({batch.entity_id, *(subject.entity for subject in shares)})


def payable(
    batch: Batch, shares: Mapping[Subject, Share], charts: Mapping[EntityId, Policy]
) -> tuple[Pair, ...]:
    """Give the pairs of what is payable, by entity, SKU and VAT treatment.

    The batch's own entity pays for all: what stands accrued in another one's books comes to it through the
    inter-branch account. A batch whose figure is below zero claims it from the provider.
    """
    pairs: tuple[Pair, ...] = ()
    for subject, share in sorted(shares.items(), key=lambda one: one[0]):
        pairs += _share_pairs(batch, subject, share, charts)
    return pairs


def _share_pairs(
    batch: Batch, subject: Subject, share: Share, charts: Mapping[EntityId, Policy]
) -> tuple[Pair, ...]:
    own = charts[batch.entity_id]
    provider = {"provider": str(batch.provider)}
    theirs = provider | ({"sku": subject.sku} if subject.sku else {})
    numbered = provider | {"batch": batch.number}
    owed = own.claim if batch.net_payable_minor < 0 else own.payable

    def pair(debit: str, credit: str, dims: tuple[dict[str, str], dict[str, str]], entity: EntityId) -> Pair:
        return Pair(
            debit=debit,
            credit=credit,
            amount_minor=1,
            currency=batch.currency,
            debit_dims=dims[0],
            credit_dims=dims[1],
            entity=entity,
        )

    accrued = charts[subject.entity].accrued
    home, taxed = batch.entity_id, {"tax": subject.treatment} | theirs
    if subject.entity == home:
        moved = signed(pair(accrued, owed, (theirs, numbered), home), share.accrued_minor)
    else:
        between = charts[subject.entity].inter_branch
        moved = signed(pair(accrued, between, (theirs, numbered), subject.entity), share.accrued_minor)
        moved += signed(pair(own.inter_branch, owed, (numbered, numbered), home), share.accrued_minor)
    return moved + signed(pair(own.input_vat_pending, owed, (taxed, numbered), home), share.pending_vat_minor)


async def _shares(read: Read, batch: Batch) -> dict[Subject, Share]:
    """Add up what is paid by entity, SKU and VAT treatment, over matches and paid breaks."""
    shares: dict[Subject, Share] = defaultdict(Share)
    for items in await read.all(_Matched, _MATCHED, batch.id):
        price = Price(items.gross_minor, items.net_minor, items.tax_minor, items.tax_treatment)
        subject = Subject(items.entity_id, items.sku_code, price.treatment)
        shares[subject] += Share(price.accrued_minor, price.pending_vat_minor)
    for paid in await read.all(_Paid, _PAID, batch.id):
        planned = plan(paid.difference, paid.kind)
        accrued = accrued_minor(paid.difference, planned)
        entity = batch.entity_id if paid.entity_id is None else paid.entity_id
        subject = Subject(entity, paid.sku_code or "", paid.tax_treatment or "unknown")
        shares[subject] += Share(accrued, planned.pay_minor - accrued)
    return dict(shares)


async def settle(tx: Tx[Any], batch: Batch, entry: EntryId | None) -> None:
    """Mark what this batch has settled; what is carried stays open for the next one."""
    await tx.run(_SETTLE_LINES, batch.id)
    await tx.run(_SETTLE_ITEMS, batch.id)
    await tx.run(_CLOSE, batch.id, tx.now)
    await (
        Batch.filter(id=batch.id)
        .using_db(tx.conn)
        .update(state="approved", approved_by=tx.actor.id, approved_at=tx.now, entry_id=entry)
    )
