"""Entries as they come in: each gets the next number of its draw.

Invariant   counted in the same statement that asks whether the list is still open
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from largesse.play.operators.later import EntryClosed
from largesse.store.work import Read, Tx

_OPEN = """
insert into play_closing as c (activity, play, cycle, due_at) values ($1, $2, '', $3)
on conflict (activity, play, cycle) do update set due_at = excluded.due_at
  where c.closed_at is null and c.due_at <> excluded.due_at
"""
_ENTER = """
with counted as (
  update play_closing set entries = entries + $7
  where activity = $1 and play = $2 and cycle = '' and closed_at is null and due_at > $3
  returning entries - $7 as before
)
insert into play_entry (activity, play, number, draw, client, nonce, at)
select $1, $2, c.before + e.nr, e.draw, e.client, e.nonce, $3
from counted c, unnest($4::uuid[], $5::uuid[], $6::bigint[]) with ordinality as e(draw, client, nonce, nr)
order by e.nr returning number
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """The draw that made it, its client, and that client's count of draws."""

    draw: UUID
    client: UUID
    nonce: int


class _Number(NamedTuple):
    """The number of an entry."""

    number: int


async def opened(tx: Tx[Any], activity: UUID, play: str, close: datetime) -> None:
    """Open the list of a draw, or move its close while it is open."""
    await tx.run(_OPEN, activity, play, close)


async def enter(tx: Tx[Any], activity: UUID, play: str, some: Sequence[Entry]) -> list[int]:
    """Put entries into a list, in their order; gives their numbers.

    Raises:
        EntryClosed: ``play.entry_closed``.
    """
    draws, clients, nonces = (
        [one.draw for one in some],
        [one.client for one in some],
        [one.nonce for one in some],
    )
    rows = await tx.tuples(_Number, _ENTER, activity, play, tx.now, draws, clients, nonces, len(some))
    if not rows:
        raise EntryClosed
    return sorted(row.number for row in rows)


async def entry_of(read: Read, draw: UUID) -> int | None:
    """Give the number of the first entry that a draw made."""
    number: int | None = await read.value("select min(number) from play_entry where draw = $1", draw)
    return number
