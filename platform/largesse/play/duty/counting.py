"""Counting an activity's draws as they come: what is old is counted once, what is new at every look.

Words       *settled* old enough that no transaction which is still open may add to it
Invariant   a look is at most ``FRESH_S`` old, however many people watch; all is counted anew every
            ``ANEW_S``, so that a draw whose transaction outlived ``SETTLED_S`` is missed no longer than that
Source      docs/explanation/duty.md
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import msgspec

from largesse.activities.revisions.content import documents_of
from largesse.kernel.clock import now
from largesse.play.duty.counts import Counts, Group
from largesse.play.extensions import deciders_of
from largesse.play.operators.decider import Decider, Deciders, Stated
from largesse.play.plans.plan import odds_of
from largesse.rights.entitlements.reads import BecameOf, became_of
from largesse.store.house import House
from largesse.store.work import Read

FRESH_S = 1.5
SETTLED_S = 120
ANEW_S = 600
RIGHTS_FRESH_S = 60
WATCHED_MAX = 50
_SLICE = timedelta(days=1)
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_NEXT = "select min(at) from play_draw where activity = $1 and at > $2 and at <= $3"
_GROUPS = """
select date_bin('1 hour', at, 'epoch'::timestamptz) as hour, play, revision_hash, odds_hash, drawn, given,
  outcome, number is not null as by_chance, basis, count(*) as draws,
  count(*) filter (where nonce = 1) as joined
from play_draw where activity = $1 and at > $2 and at <= $3
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
"""


class _Named(msgspec.Struct, frozen=True):
    play: str
    op: str


@dataclass
class _Stating:
    """Says what draws stated, by the odds of the revisions that decided them."""

    deciders: Deciders
    known: dict[tuple[str, str], tuple[Decider, Any]] = field(default_factory=dict)
    revisions: set[str] = field(default_factory=set)

    async def learn(self, read: Read, activity: UUID, groups: list[Group]) -> None:
        """Read the odds of revisions that are not known yet."""
        missing = {one.revision_hash for one in groups} - self.revisions
        if not missing:
            return
        self.revisions |= missing
        for hash_, document in (await documents_of(read, activity, missing)).items():
            for odds in odds_of(cast("dict[str, Any]", document), self.deciders):
                named = msgspec.convert(odds, _Named)
                decider = self.deciders.known[named.op]
                self.known[hash_, named.play] = (decider, decider.read(odds))

    def stated(self, group: Group) -> Stated | None:
        """Give what the draws of a group stated; None where that is not said."""
        decider, odds = self.known.get((group.revision_hash, group.play), (None, None))
        if decider is None or decider.stated is None:
            return None
        return decider.stated(odds, group.basis or {}, group.drawn)


@dataclass
class _Watched:
    """One activity as this process counts it."""

    activity: UUID
    stating: _Stating
    began_at: datetime = _LONG_AGO
    until: datetime = _LONG_AGO
    settled: Counts = field(default_factory=Counts)
    seen_at: datetime = _LONG_AGO
    seen: Counts = field(default_factory=Counts)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    rights_at: datetime = _LONG_AGO
    rights: BecameOf = field(default_factory=BecameOf)

    async def look(self, read: Read, at: datetime) -> tuple[Counts, datetime]:
        """Count up to an instant; gives also the instant of the count."""
        async with self.turn:
            if at - self.seen_at < timedelta(seconds=FRESH_S):
                return self.seen, self.seen_at
            if at - self.began_at > timedelta(seconds=ANEW_S):
                self.began_at, self.until, self.settled = at, _LONG_AGO, Counts()
            old = at - timedelta(seconds=SETTLED_S)
            settled = self.settled.copy()
            await self._add(read, settled, self.until, old)
            self.settled, self.until = settled, old
            found = settled.copy()
            await self._add(read, found, old, at + timedelta(days=1))  # another process's clock may be ahead
            self.seen_at, self.seen = at, found
            return found, at

    async def look_at_rights(self, read: Read, batches: Sequence[UUID], at: datetime) -> BecameOf:
        """Count what became of the rights given, at most once a minute."""
        async with self.turn:
            if at - self.rights_at > timedelta(seconds=RIGHTS_FRESH_S):
                self.rights, self.rights_at = await became_of(read, self.activity, batches), at
            return self.rights

    async def _add(self, read: Read, counts: Counts, after: datetime, until: datetime) -> None:
        first = await read.value(_NEXT, self.activity, after, until)
        while first is not None:
            end = min(first + _SLICE, until)
            begin = first - timedelta(microseconds=1)
            groups = await read.all(Group, _GROUPS, self.activity, begin, end)
            await self.stating.learn(read, self.activity, groups)
            counts.add(groups, self.stating.stated)
            first = await read.value(_NEXT, self.activity, end, until) if end < until else None


@dataclass
class Counting:
    """One per process: the activities that somebody watches."""

    deciders: Deciders
    watched: dict[UUID, _Watched] = field(default_factory=dict)

    async def look(self, read: Read, activity: UUID) -> tuple[Counts, datetime]:
        """Count an activity's draws; gives also when."""
        return await self._watched(activity).look(read, now())

    async def rights(self, read: Read, activity: UUID, batches: Sequence[UUID]) -> BecameOf:
        """Count what became of the rights that an activity gave out of some batches."""
        return await self._watched(activity).look_at_rights(read, batches, now())

    def _watched(self, activity: UUID) -> _Watched:
        one = self.watched.pop(activity, None) or _Watched(activity, _Stating(self.deciders))
        self.watched[activity] = one  # the one looked at last stands last
        while len(self.watched) > WATCHED_MAX:
            self.watched.pop(next(iter(self.watched)))
        return one


def counting(house: House) -> Counting:
    """Give the counting of this process."""
    return house.single(_counting)


def _counting(house: House) -> Counting:
    return Counting(deciders_of(house))
