"""A batch's row under lock, and what is in its scope: open lines and open items of one provider."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing, Refusal
from largesse.store.work import Read, Tx

OPEN_STATES = frozenset({"draft", "collecting", "matched", "reconciled"})
Row = dict[str, Any]
Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class BatchMissing(Missing):
    """No such batch within reach."""

    code = "settlement.batch_missing"
    batch: UUID


@dataclass(frozen=True)
class BatchState(Refusal):
    """The batch is not in a state that allows this."""

    code = "settlement.batch_state"
    state: str


async def lock_batch(tx: Tx[Any], batch: UUID, actor: Actor) -> Row:
    """Lock a batch within reach.

    Raises:
        BatchMissing: ``settlement.batch_missing``.
    """
    row = await tx.row("select * from settlement_batch where id = $1 for update", batch)
    if row is None:
        raise BatchMissing(batch)
    actor.reach(row["org_unit"], BatchMissing(batch))
    return row


def check_state(row: Row, *states: str) -> None:
    """Refuse unless the batch is in one of the states.

    Raises:
        BatchState: ``settlement.batch_state``.
    """
    if row["state"] not in states:
        raise BatchState(row["state"])


_LINES = (
    " from settlement_line l join settlement_statement s on s.id = l.statement"
    " left join settlement_batch h on h.id = s.batch"
    " where l.provider = $2 and l.currency = $3 and l.live and l.settled_batch is null and s.state = 'loaded'"
    " and (s.batch = $1 or h.state in ('approved', 'invoiced', 'instructed', 'paid', 'closed'))"
)
_ITEMS = (
    " from settlement_item i where i.provider = $2 and i.currency = $3 and i.entity_id = $4 and"
    " i.biz_date <= $5"
    " and i.settled_batch is null and i.reversed_entry_id is null and $1::uuid is not null"
)


def _line_args(row: Row) -> tuple[Any, ...]:
    return row["id"], row["provider"], row["currency"]


def _item_args(row: Row) -> tuple[Any, ...]:
    return row["id"], row["provider"], row["currency"], row["entity_id"], row["as_of"]


async def lines_in(read: Read, row: Row) -> Columns:
    """Give the open lines in scope: of its own statements, and carried ones of settled batches."""
    columns = {
        "id": "l.id::text",
        "type": "l.line_type",
        "provider_ref": "l.provider_ref",
        "platform_ref": "l.platform_ref",
        "amount": "l.gross_minor",
        "currency": "l.currency::text",
        "day": "l.biz_date",
    }
    return await _columns(read, columns, _LINES, _line_args(row))


async def items_in(read: Read, row: Row) -> Columns:
    """Give the open items in scope: used up to the as-of day."""
    columns = {
        "id": "i.id::text",
        "provider_ref": "i.provider_ref",
        "platform_ref": "i.order_ref",
        "amount": "i.gross_minor",
        "currency": "i.currency::text",
        "day": "i.biz_date",
    }
    return await _columns(read, columns, _ITEMS, _item_args(row))


async def _columns(read: Read, columns: dict[str, str], source: str, args: tuple[Any, ...]) -> Columns:
    """Read whole columns: a large scope comes as a few arrays, not as a row each."""
    picked = ", ".join(f"array_agg({what}) as {name}" for name, what in columns.items())
    found = await read.row(f"select {picked}{source}", *args)
    return {name: (found or {}).get(name) or [] for name in columns}


async def scope_sums(read: Read, row: Row) -> tuple[int, int]:
    """Add up both sides of the scope, without looking at any match: the control of the tie."""
    lines = await read.value("select coalesce(sum(l.gross_minor), 0)::bigint" + _LINES, *_line_args(row))
    items = await read.value("select coalesce(sum(i.gross_minor), 0)::bigint" + _ITEMS, *_item_args(row))
    return int(lines), int(items)
