"""The gate before a play: rules at hand, what they say of an attempt, and what is written of it.

Invariant   rules are at most ``FRESH_S`` old; an attempt that meets none reads and writes nothing; a held
            attempt took nothing: no chance, no stock, no draw. While one waits, no other of its client in
            its activity passes; a key that was released passes
Source      docs/explanation/risk.md
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from time import monotonic
from typing import NamedTuple
from uuid import UUID

import orjson

from largesse.kernel.clock import now
from largesse.kernel.errors import Contended, DatabaseAway, Refusal
from largesse.kernel.ids import new_id
from largesse.play.operators.decider import Given
from largesse.play.risk.judge import Comer, Rule, Seen, judge
from largesse.store.forgetting import Forgotten
from largesse.store.house import House
from largesse.store.sealing import blind_index
from largesse.store.work import Read, Tx, Work

FRESH_S = 5.0
EARLY_S = 1.0  # before their time is over they are read again, so that no attempt has to wait for them
RULES_MAX = 2_000
STOPPED_MAX = 5_000
KEPT_DAYS = 180
FORGETS = Forgotten("play_suspect", ("id",), "t.at < $1 and t.state <> 'waiting'", lambda: KEPT_DAYS)
_RULES = """
select id, activity, subject, value, most, window_s, outcome, expires_at from play_risk_rule
where ended_at is null and (expires_at is null or expires_at > now()) order by made_at desc limit $1
"""
_STOPPED = """
select client, activity, key, state = 'waiting' as waits from play_suspect
where state = 'waiting' or state = 'refused' and at > now() - interval '1 day' order by at desc limit $1
"""
_KNOWN = """
select (select state from play_suspect where client = $1 and key = $2) as state,
  exists (select from play_suspect where client = $1 and activity = $3 and state = 'waiting') as waits
"""
_WRITE = """
insert into play_suspect (id, at, activity, play, client, key, said, mark, rule, device, address, state, note,
  outcome)
values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, '', '')
on conflict do nothing
"""


@dataclass(frozen=True)
class Held(Refusal):
    """The attempt waits until staff has looked at it."""

    code = "play.held"


@dataclass(frozen=True)
class Denied(Refusal):
    """A rule of risk lets this attempt not through."""

    code = "play.denied"


class Tried(NamedTuple):
    """An attempt as it comes to the gate; ``device`` and ``ip`` in clear, empty where nobody knows."""

    activity: UUID
    play: str
    client: UUID
    key: str
    given: Given
    mark: str
    device: str
    ip: str


@dataclass(frozen=True, slots=True)
class _Known:
    state: str | None
    waits: bool


@dataclass(frozen=True, slots=True)
class _Stopped:
    client: UUID
    activity: UUID
    key: str
    waits: bool


@dataclass
class Gate:
    """One per process. ``watched``: activities of a rule or a waiting attempt; None: a rule is for all."""

    work: Work
    seen: Seen = field(default_factory=Seen)
    rules: list[Rule] = field(default_factory=list)
    waiting: set[tuple[UUID, UUID]] = field(default_factory=set)
    refused: set[tuple[UUID, str]] = field(default_factory=set)
    watched: set[UUID | None] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    fresh_until: float = 0.0  # of the monotonic clock: the other may be set back
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    renewing: asyncio.Task[None] | None = None

    async def passes(self, tried: Tried) -> None:
        """Let an attempt through, or write down why not.

        Raises:
            Held: ``play.held``.
            Denied: ``play.denied``.
        """
        at = now()
        if monotonic() >= self.fresh_until:
            await self._read()
        known = (tried.client, tried.activity) in self.waiting or (tried.client, tried.key) in self.refused
        if not self.rules and not known:
            return
        comer = comer_of(tried)
        rule = judge(self.rules, comer, self.seen, at)
        if rule is not None or known:
            await self._stop(tried, comer, rule, at)

    def lets_all_through(self, activity: UUID, key: str) -> bool:
        """Tell without asking anybody whether nothing here concerns an attempt, whoever makes it."""
        left_s = self.fresh_until - monotonic()
        if 0 < left_s < EARLY_S and (self.renewing is None or self.renewing.done()):
            self.renewing = asyncio.get_running_loop().create_task(self._renewed())
        return left_s > 0 and key not in self.keys and self.watched.isdisjoint((activity, None))

    def forget(self) -> None:
        """Read the rules again before the next attempt: one of them was changed here."""
        self.fresh_until = 0.0

    async def renew(self) -> None:
        """Read the rules now."""
        async with self.reading:
            await self._take()

    async def _renewed(self) -> None:
        with suppress(Contended, DatabaseAway):  # the next attempt reads them, and is told
            await self.renew()

    async def _read(self) -> None:
        async with self.reading:
            if monotonic() >= self.fresh_until:
                await self._take()

    async def _take(self) -> None:
        begun = monotonic()
        async with self.work.read() as read:
            self.rules = await read.all(Rule, _RULES, RULES_MAX)
            stopped = await read.all(_Stopped, _STOPPED, STOPPED_MAX)
        self.waiting = {(one.client, one.activity) for one in stopped if one.waits}
        self.refused = {(one.client, one.key) for one in stopped if not one.waits}
        self.watched = {one.activity for one in self.rules} | {activity for _, activity in self.waiting}
        self.keys = {one.key for one in stopped}
        self.fresh_until = begun + FRESH_S

    async def _stop(self, tried: Tried, comer: Comer, rule: Rule | None, at: datetime) -> None:
        async with self.work.job() as tx:
            known = await _known(tx, tried)
            if known.state == "released":
                return
            if known.waits:
                no: Refusal = Held()
            elif known.state is not None:
                no = Denied()
            elif rule is None:
                return
            else:
                no = Held() if rule.outcome == "hold" else Denied()
                await _write(tx, tried, comer, rule, at)
        if isinstance(no, Held):
            self.waiting.add((tried.client, tried.activity))
            self.watched.add(tried.activity)
        raise no


async def _write(tx: Tx[None], tried: Tried, comer: Comer, rule: Rule, at: datetime) -> None:
    """Write a held attempt down, or that some were denied: one row a client, rule and hour."""
    holds, hour = rule.outcome == "hold", int(at.timestamp()) // 3600
    key = tried.key if holds else f"denied:{tried.activity.hex}{rule.id.hex}{hour}"
    said = orjson.dumps(tried.given).decode() if tried.given else None
    place = (tried.activity, tried.play, tried.client, key, said, tried.mark)
    state = "waiting" if holds else "denied"
    await tx.run(_WRITE, new_id(), at, *place, rule.id, comer.device, comer.address, state)


async def _known(read: Read, tried: Tried) -> _Known:
    found = await read.one(_Known, _KNOWN, tried.client, tried.key, tried.activity)
    return found or _Known(None, waits=False)


def comer_of(tried: Tried) -> Comer:
    """Give who comes as rules see him; a device is what its program says of itself, at its address."""
    ip = _plain(tried.ip)
    device = blind_index(f"{tried.device}\n{ip}", "play.device") if tried.device else ""
    address = blind_index(ip, "play.address") if ip else ""
    return Comer(tried.activity, tried.key, str(tried.client), device, address, ip)


def _plain(ip: str) -> str:
    try:
        return str(ip_address(ip))
    except ValueError:
        return ""


def gate(work: Work) -> Gate:
    """Give the gate of this process."""
    return work.house.single(_gate)


def _gate(house: House) -> Gate:
    return Gate(Work(house))
