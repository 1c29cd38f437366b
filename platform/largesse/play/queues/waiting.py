"""Attempts that wait for their turn: written in the transaction that told their clients so.

Words       *line* those who wait for one owner's limit, see ``plans.choice``; *turn* from ``due_at`` on
Invariant   an attempt that waits has taken nothing; a client has one that waits in each play; whoever came
            later passes nobody of the same line whose turn has come
Source      docs/explanation/limits.md
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from largesse.kernel.ids import new_id
from largesse.play.operators.decider import Given
from largesse.play.plans.limits import Queued
from largesse.store.work import Read, Tx

_AHEAD = """
select distinct activity, line from play_suspect
where activity = any($1::uuid[]) and due_at <= $2 and outcome = '' and state in ('waiting', 'released')
  and line <> ''
"""
_AGAIN = """
update play_suspect s set state = 'waiting', due_at = $3, line = $4, over = $5::jsonb, decided_by = null,
  decided_at = null, note = ''
where client = $1 and key = $2 and outcome = ''
  and (state = 'waiting' and due_at is not null or state in ('released', 'passed') and $6)
  and not exists (select from play_suspect o where o.client = s.client and o.activity = s.activity
    and o.play = s.play and o.id <> s.id and o.due_at is not null and o.outcome = ''
    and o.state in ('waiting', 'released'))
"""
_WAIT = """
insert into play_suspect (id, at, activity, play, client, key, said, mark, device, address, state, note,
  outcome, due_at, line, over)
values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, 'waiting', '', '', $11, $12, $13::jsonb)
on conflict do nothing
"""


class Ahead(NamedTuple):
    """A line of an activity in which somebody's turn has come."""

    activity: UUID
    line: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An attempt that has to wait; ``device`` and ``address`` are keyed marks, empty where nobody knows.

    ``waited``: its turn had come, and the limit is used up again.
    """

    activity: UUID
    play: str
    client: UUID
    key: str
    given: Given
    mark: str
    device: str
    address: str
    line: str
    over: Queued
    waited: bool


async def ahead_in(read: Read, activities: Collection[UUID], at: datetime) -> frozenset[Ahead]:
    """Read the lines of some activities in which somebody's turn has come and is not over."""
    return frozenset(await read.tuples(Ahead, _AHEAD, list(activities), at))


async def keep_waiting(tx: Tx[Any], some: Sequence[Waiting]) -> None:
    """Write attempts down that wait, and until when; one that waited before goes on with its place."""
    for one in sorted(some, key=lambda one: (one.client, one.activity, one.play, one.key)):
        over = {"scope": one.over.scope, "period": one.over.period, "max": one.over.max}
        due = (one.over.retry_at, one.line, orjson.dumps(over).decode())
        if await tx.run(_AGAIN, one.client, one.key, *due, one.waited):
            continue
        said = orjson.dumps(one.given).decode() if one.given else None
        place = (one.activity, one.play, one.client, one.key, said, one.mark, one.device, one.address)
        await tx.run(_WAIT, new_id(), tx.now, *place, *due)
