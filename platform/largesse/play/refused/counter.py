"""Counting refused attempts: in the process, written down every two seconds and when a web process ends.

Invariant   an attempt waits for no counting; what a process counted and had not written when it was killed is
            lost, at most ``WRITE_S`` of it: these are figures for staff, no books
Source      docs/explanation/duty.md
"""

import asyncio
from collections import Counter
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import structlog

from largesse.kernel.clock import now
from largesse.store.forgetting import Forgotten
from largesse.store.house import House
from largesse.store.work import Work

log = structlog.get_logger(__name__)
WRITE_S = 2.0
KEPT_DAYS = 180
HELD_MAX = 20_000
FORGETS = Forgotten("play_refusal", ("activity", "play", "code", "minute"), "minute < $1", lambda: KEPT_DAYS)
_ADD = """
insert into play_refusal as r (activity, play, code, minute, attempts)
select a.activity, a.play, a.code, a.minute, a.attempts
from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::bigint[])
  as a(activity, play, code, minute, attempts)
order by 1, 2, 3, 4
on conflict (activity, play, code, minute) do update set attempts = r.attempts + excluded.attempts
"""


class _Key(NamedTuple):
    activity: UUID
    play: str
    code: str
    minute: datetime


class Refused:
    """One per process."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._held: Counter[_Key] = Counter()
        self._alarm: asyncio.TimerHandle | None = None
        self._writing: set[asyncio.Task[None]] = set()

    def count(self, activity: UUID, play: str, code: str) -> None:
        """Count one refused attempt; written down soon."""
        if len(self._held) < HELD_MAX:
            self._held[_Key(activity, play, code, now().replace(second=0, microsecond=0))] += 1
        if self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(WRITE_S, self._due)

    async def write(self) -> None:
        """Write down what was counted; where that fails it is kept for the next time."""
        held, self._held = self._held, Counter()
        if not held:
            return
        try:
            async with self._work.job() as tx:
                await tx.run(_ADD, *(list(column) for column in zip(*held, strict=True)), list(held.values()))
        except Exception as error:  # noqa: BLE001 - figures for staff stop no play
            log.warning("refusals_not_written", error=type(error).__name__)
            self._held.update(held)

    async def close(self) -> None:
        """Write down the rest now, and nothing later: the database is about to be left."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        await asyncio.gather(*self._writing)
        await self.write()

    def _due(self) -> None:
        self._alarm = None
        task = asyncio.get_running_loop().create_task(self.write())
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)


def refused(work: Work) -> Refused:
    """Give the counter of this process."""
    return work.house.single(_refused)


def _refused(house: House) -> Refused:
    return Refused(Work(house))
