"""What is in the scope of a batch: open lines and open items of one provider, as frames and as sums.

Invariant   frames and sums are read from the same two sources, so that the tie of a batch proves something
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from largesse.settlement.batches.records import Batch
from largesse.settlement.matching.frames import ITEM_COLUMNS, LINE_COLUMNS, Rules, item_frame, line_frame
from largesse.settlement.matching.polars import pl
from largesse.settlement.statements.sign import NEVER_PAID
from largesse.store.work import Read

# Of its own statements, and carried ones of settled batches; up to the as-of day, or a few days later where
# an item of the batch bears the same reference. What is later waits for the next batch. Top-ups and balances
# never stand against a use and are never paid.
_LINES = """
from settlement_line l join settlement_statement s on s.id = l.statement
left join settlement_batch h on h.id = s.batch
where l.provider = $2 and l.currency = $3 and l.live and l.settled_batch is null and s.state = 'loaded'
  and l.line_type <> all($6::text[])
  and (s.batch = $1 or h.state in ('approved', 'invoiced', 'instructed', 'paid', 'closed'))
  and (l.biz_date <= $4 or (l.biz_date <= $4 + $5::int and (
    l.provider_ref in (select i.provider_ref from settlement_item i where i.provider = $2 and i.currency = $3
      and i.biz_date <= $4 and i.settled_batch is null and i.reversed_entry_id is null
      and i.provider_ref <> '')
    or l.platform_ref in (select i.order_ref from settlement_item i where i.provider = $2 and i.currency = $3
      and i.biz_date <= $4 and i.settled_batch is null and i.reversed_entry_id is null
      and i.order_ref <> ''))))
  and not exists (select from settlement_left_out o where o.batch = $1 and o.line = l.id
    and o.back_at is null)
"""
# Used up to the as-of day, in whosever books: the batch's own entity pays for all.
_ITEMS = """
from settlement_item i
where i.provider = $2 and i.currency = $3 and i.biz_date <= $4
  and i.settled_batch is null and i.reversed_entry_id is null
  and not exists (select from settlement_left_out o where o.batch = $1 and o.item = i.id
    and o.back_at is null)
"""
# Named by its letter, its column in a break and its side in a match.
_LINE = {"of": "l", "column": "line", "side": "S"}
_ITEM = {"of": "i", "column": "item", "side": "P"}
_UNSEEN = """
  and not exists (select from settlement_match_member x where x.side = '{side}' and x.ref = {of}.id
    and x.active)
  and not exists (select from settlement_break k where k.{column} = {of}.id and k.batch = $1
    and k.state <> 'auto_closed')"""
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


async def uncompared(read: Read, batch: Batch) -> int:
    """Count what is in the scope of a batch and neither matched nor a difference: no run has seen it."""
    lines = await read.value(f"select count(*) {_LINES} {_UNSEEN.format(**_LINE)}", *_of_lines(batch))
    items = await read.value(f"select count(*) {_ITEMS} {_UNSEEN.format(**_ITEM)}", *_of_items(batch))
    return int(lines) + int(items)


async def ids_in_scope(read: Read, batch: Batch, lines: Sequence[UUID], items: Sequence[UUID]) -> set[UUID]:
    """Give those of these lines and items that are in the scope of a batch."""
    line_sql = f"select array_agg(l.id) {_LINES} and l.id = any($7::uuid[])"
    item_sql = f"select array_agg(i.id) {_ITEMS} and i.id = any($5::uuid[])"
    found = [
        *(await read.value(line_sql, *_of_lines(batch), list(lines)) or ()),
        *(await read.value(item_sql, *_of_items(batch), list(items)) or ()),
    ]
    return {UUID(str(one)) for one in found}


def _of_lines(batch: Batch) -> tuple[Any, ...]:
    days, never = Rules().window_days, list(NEVER_PAID)
    return batch.id, batch.provider, batch.currency, batch.as_of, days, never


def _of_items(batch: Batch) -> tuple[Any, ...]:
    return batch.id, batch.provider, batch.currency, batch.as_of


def _columns(found: _Items | None, names: Iterable[str]) -> dict[str, list[Any]]:
    return {name: getattr(found, name) or [] for name in names}
