"""What is in the scope of a batch: open lines and open items of one provider, as frames and as sums.

Invariant   frames and sums are read from the same two sources, so that the tie of a batch proves something
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from largesse.settlement.batches.records import Batch
from largesse.settlement.matching.frames import ITEM_COLUMNS, LINE_COLUMNS, item_frame, line_frame
from largesse.store.work import Read

# Of its own statements, and carried ones of settled batches.
_LINES = """
from settlement_line l join settlement_statement s on s.id = l.statement
left join settlement_batch h on h.id = s.batch
where l.provider = $2 and l.currency = $3 and l.live and l.settled_batch is null and s.state = 'loaded'
  and (s.batch = $1 or h.state in ('approved', 'invoiced', 'instructed', 'paid', 'closed'))
"""
# Used up to the as-of day.
_ITEMS = """
from settlement_item i
where i.provider = $1 and i.currency = $2 and i.entity_id = $3 and i.biz_date <= $4
  and i.settled_batch is null and i.reversed_entry_id is null
"""
# Whole columns: a large scope comes as a few arrays, not as a row each.
_LINE_COLUMNS = f"""
select array_agg(l.id::text) as id, array_agg(l.line_type) as type, array_agg(l.provider_ref) as provider_ref,
  array_agg(l.platform_ref) as platform_ref, array_agg(l.gross_minor) as amount,
  array_agg(l.currency::text) as currency, array_agg(l.biz_date) as day
{_LINES}"""
_ITEM_COLUMNS = f"""
select array_agg(i.id::text) as id, array_agg(i.provider_ref) as provider_ref,
  array_agg(i.order_ref) as platform_ref, array_agg(i.gross_minor) as amount,
  array_agg(i.currency::text) as currency, array_agg(i.biz_date) as day
{_ITEMS}"""


@dataclass(frozen=True)
class _Items:
    """Columns of the open items; None where there are no rows."""

    id: list[str] | None
    provider_ref: list[str] | None
    platform_ref: list[str] | None
    amount: list[int] | None
    currency: list[str] | None
    day: list[date] | None


@dataclass(frozen=True)
class _Lines(_Items):
    """Columns of the open lines."""

    type: list[str] | None


@dataclass(frozen=True)
class Sides:
    """The frames of both sides, see ``matching.frames``."""

    lines: pl.DataFrame
    items: pl.DataFrame


async def open_sides(read: Read, batch: Batch) -> Sides:
    """Give what is open on both sides."""
    lines = await read.one(_Lines, _LINE_COLUMNS, *_of_lines(batch))
    items = await read.one(_Items, _ITEM_COLUMNS, *_of_items(batch))
    return Sides(
        line_frame(_columns(lines, LINE_COLUMNS)),
        item_frame(_columns(items, ITEM_COLUMNS)),
    )


async def scope_sums(read: Read, batch: Batch) -> tuple[int, int]:
    """Add up both sides of the scope, without looking at any match: the control of the tie."""
    lines = await read.value(f"select coalesce(sum(l.gross_minor), 0)::bigint {_LINES}", *_of_lines(batch))
    items = await read.value(f"select coalesce(sum(i.gross_minor), 0)::bigint {_ITEMS}", *_of_items(batch))
    return int(lines), int(items)


def _of_lines(batch: Batch) -> tuple[Any, ...]:
    return batch.id, batch.provider, batch.currency


def _of_items(batch: Batch) -> tuple[Any, ...]:
    return batch.provider, batch.currency, batch.entity_id, batch.as_of


def _columns(found: _Items | None, names: Iterable[str]) -> dict[str, list[Any]]:
    return {name: getattr(found, name) or [] for name in names}
