"""Take a use back: its cost is reversed at once; what was paid for it is owed back in an item below zero.

Invariant   a cost is reversed once, with every change that people have made to it; a batch that waits for
            signatures is not altered, but nobody signs it any more
Source      docs/explanation/settlement.md
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from largesse.kernel.ids import new_id
from largesse.settlement.batches.batch import OPEN_STATES
from largesse.settlement.batches.records import Batch
from largesse.settlement.batches.taken_back import drop_taken_back
from largesse.settlement.dispositions.both_sides import COLUMNS, BothSides
from largesse.settlement.dispositions.disposition import DispositionKind, plan
from largesse.settlement.items.records import Item, ItemId
from largesse.settlement.items.tax import Price
from largesse.settlement.ledger.entry import Draft
from largesse.settlement.ledger.post import post
from largesse.settlement.ledger.posting import pairs_of
from largesse.settlement.ledger.records import Entry, EntryId
from largesse.store.outbox import Later
from largesse.store.sql import statement
from largesse.store.work import Tx

_UNDER_WAY = statement(__name__, "lock_batch_under_way")
_DECIDED = f"""
select {COLUMNS}, d.kind, d.entry_id from settlement_break b
join settlement_disposition d on d.break = b.id and d.state = 'approved'
join settlement_item i on i.id = b.item
where b.item = $1 and b.batch = $2 and b.state <> 'auto_closed'
"""  # noqa: S608 - text of ours


@dataclass(frozen=True, kw_only=True)
class _Decided(BothSides):
    """A break on the item with what was approved for it."""

    kind: DispositionKind
    entry_id: EntryId | None


async def take_back(tx: Tx[Any], redemption: UUID, day: date) -> None:
    """Reverse the cost of a use that was taken back.

    Raises:
        Later: the event of the use itself has not been read yet.
    """
    batch = await _lock_under_way(tx, redemption)
    of_use = Item.filter(redemption=redemption, takes_back=None).using_db(tx.conn)
    item = await of_use.select_for_update().first()
    if item is None:
        raise Later(1.0, "the use itself is not accrued yet")
    if await Entry.exists(reverses=item.entry_id, using_db=tx.conn):
        return
    holder = item.settled_batch or (batch.id if batch else None)
    decided = await tx.one(_Decided, _DECIDED, item.id, holder) if holder else None
    entry = await _reverse(tx, item, decided, day)
    if item.settled_batch is not None:
        await _owe(tx, item, _paid(item, decided), entry, day)
        return
    await Item.filter(id=item.id).using_db(tx.conn).update(reversed_entry_id=entry)
    facts = {"item": str(item.id), "entry": entry, "batch_state": batch.state if batch else None}
    tx.audit("settlement.use_taken_back", str(batch.id if batch else item.id), facts, org_unit=item.org_unit)
    if batch is not None and batch.state in OPEN_STATES:
        await drop_taken_back(tx, batch)


async def _lock_under_way(tx: Tx[Any], redemption: UUID) -> Batch | None:
    ident = await tx.value(_UNDER_WAY, redemption)
    return None if ident is None else await Batch.get(id=ident, using_db=tx.conn)


async def _reverse(tx: Tx[Any], item: Item, decided: _Decided | None, day: date) -> EntryId:
    """Post the opposite of the accrual, and of the change that people have made to it."""
    entries = [item.entry_id]
    if decided is not None and decided.entry_id is not None:
        entries.append(decided.entry_id)
    pairs = await pairs_of(tx, entries)
    draft = Draft(
        entity=item.entity_id,
        kind="reversal",
        idem=str(item.entry_id),
        biz_date=day,
        source_type="redemption",
        source_id=str(item.redemption),
        pairs=tuple(pair.turned() for entry in entries for pair in pairs[entry]),
        made_by="job:settlement.take_back",
        reason="use taken back",
        reverses=item.entry_id,
    )
    return (await post(tx, draft)).id


def _paid(item: Item, decided: _Decided | None) -> Price:
    """Give what was paid for a settled item: its own price with the change that was agreed."""
    price = Price(item.gross_minor, item.net_minor, item.tax_minor, item.tax_treatment)
    change = plan(decided.difference, decided.kind).adjust if decided else None
    return price if change is None else price + change


async def _owe(tx: Tx[Any], item: Item, paid: Price, entry: EntryId, day: date) -> None:
    """Open an item below zero for what was paid; nothing is owed where nothing was paid."""
    facts = {"item": str(item.id), "entry": entry, "owed_minor": paid.gross_minor}
    tx.audit(
        "settlement.use_taken_back_after_payment", str(item.settled_batch), facts, org_unit=item.org_unit
    )
    if paid.gross_minor <= 0:
        return
    await Item.create(
        using_db=tx.conn,
        id=ItemId(new_id()),
        redemption=item.redemption,
        takes_back=item.id,
        entitlement=item.entitlement,
        batch=item.batch,
        sku=item.sku,
        sku_code=item.sku_code,
        provider=item.provider,
        provider_ref=item.provider_ref,
        order_ref=item.order_ref,
        client=item.client,
        activity=item.activity,
        org_unit=item.org_unit,
        entity_id=item.entity_id,
        units=item.units,
        gross_minor=-paid.gross_minor,
        net_minor=-paid.net_minor,
        tax_minor=-paid.tax_minor,
        currency=item.currency,
        tax_treatment=item.tax_treatment,
        tax_rate_ppm=item.tax_rate_ppm,
        biz_date=day,
        used_at=tx.now,
        entry_id=entry,
    )
