"""Breaks of one batch under lock, each with its item: both sides of a difference as facts."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed, Missing
from largesse.settlement.batches.row import OPEN_STATES, Row, check_state, lock_batch
from largesse.settlement.breaks.disposition import Difference, ItemFacts
from largesse.settlement.items.tax import Price
from largesse.store.work import Tx

BREAKS_MAX = 500
# A break and what its item says; an item that is absent leaves nulls.
BOTH_SIDES = (
    "b.*, i.gross_minor, i.net_minor, i.tax_minor, i.tax_treatment, i.tax_rate_ppm, i.sku_code, i.activity,"
    " i.org_unit"
)


@dataclass(frozen=True)
class BreakMissing(Missing):
    """No such break within reach."""

    code = "settlement.break_missing"
    id: UUID


async def lock_breaks(tx: Tx[Any], breaks: tuple[UUID, ...], actor: Actor) -> tuple[Row, list[Row]]:
    """Lock the batch, then its breaks: the order of every use case that touches both.

    Returns:
        The batch, and the breaks in the order in which they were asked for.

    Raises:
        BreakMissing: ``settlement.break_missing``.
        BatchMissing: ``settlement.batch_missing``.
        BatchState: ``settlement.batch_state``.
        Malformed: ``kernel.malformed``: the breaks are of two batches.
    """
    batches = await tx.rows(
        "select distinct batch from settlement_break where id = any($1::uuid[]) limit 2", list(breaks)
    )
    if not batches:
        raise BreakMissing(breaks[0])
    if len(batches) > 1:
        raise Malformed("breaks of one batch", "breaks")
    batch = await lock_batch(tx, batches[0]["batch"], actor)
    check_state(batch, *OPEN_STATES)
    found = await tx.rows(
        f"select {BOTH_SIDES} from settlement_break b left join settlement_item i on i.id = b.item"  # noqa: S608 - text of ours
        " where b.id = any($1::uuid[]) and b.state <> 'auto_closed' order by b.id for update of b",
        list(breaks),
    )
    by_id = {row["id"]: row for row in found}
    absent = next((one for one in breaks if one not in by_id), None)
    if absent is not None:
        raise BreakMissing(absent)
    return batch, [by_id[one] for one in breaks]


def difference(row: Row) -> Difference:
    """Give both sides of a row of ``BOTH_SIDES``."""
    item = None if row["item"] is None else ItemFacts(price_of(row), row["tax_rate_ppm"])
    return Difference(row["code"], None if row["line"] is None else row["line_minor"], item)


def price_of(item: Row) -> Price:
    """Give an item's price as it was accrued."""
    return Price(item["gross_minor"], item["net_minor"], item["tax_minor"], item["tax_treatment"])
