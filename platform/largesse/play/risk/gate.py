"""The gate before a play: rules at hand, what they say of an attempt, and what is written of it.

What events and the clock start passes it too: it comes from no device and no address, so lists of clients
and, for events, counts of clients are what it can meet.

Invariant   rules are at most ``FRESH_S`` old; an attempt that meets none reads and writes nothing; a held or
            challenged attempt took nothing: no chance, no stock, no draw. While an own one waits, no other
            own one of its client in its activity passes; a key that was released or confirmed passes
Source      docs/explanation/risk.md
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from time import monotonic
from uuid import UUID

from largesse.kernel.clock import now
from largesse.kernel.errors import Contended, DatabaseAway, Refusal
from largesse.play.refused.counter import refused
from largesse.play.risk.judge import Comer, Rule, Seen, judge
from largesse.play.risk.stopping import LET_GO, Denied, Held, Known, Stopped, Tried, known_of, stopped
from largesse.store.forgetting import Forgotten
from largesse.store.house import House
from largesse.store.sealing import blind_index
from largesse.store.work import Work

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
select client, activity, key, state <> 'refused' as waits from play_suspect
where state = 'waiting' and props is null and due_at is null
  or state = 'refused' and at > now() - interval '1 day'
  or state = 'denied' and why = 'code_failed' and decided_at > now() - interval '1 hour'
order by at desc limit $1
"""


@dataclass(frozen=True, slots=True)
class _Stopped:
    """``waits``: no other own attempt of the client passes meanwhile."""

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
            Challenged: ``play.challenged``.
        """
        at = now()
        if monotonic() >= self.fresh_until:
            await self._read()
        known = tried.own and (tried.client, tried.activity) in self.waiting
        known = known or (tried.client, tried.key) in self.refused
        if not self.rules and not known:
            return
        comer = comer_of(tried)
        rule = judge(self.rules, comer, self.seen, at)
        if rule is not None or known:
            await self._stop(tried, comer, rule)

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
            kept = await read.all(_Stopped, _STOPPED, STOPPED_MAX)
        self.waiting = {(one.client, one.activity) for one in kept if one.waits}
        self.refused = {(one.client, one.key) for one in kept if not one.waits}
        self.watched = {one.activity for one in self.rules} | {activity for _, activity in self.waiting}
        self.keys = {one.key for one in kept}
        self.fresh_until = begun + FRESH_S

    async def _stop(self, tried: Tried, comer: Comer, rule: Rule | None) -> None:
        async with self.work.job() as tx:
            known = await known_of(tx, tried, tx.now)
            if known.state in LET_GO:
                return
            no = _earlier(known, tried)
            if no is None and rule is None:
                return
            if no is None and rule is not None:
                no = await stopped(tx, Stopped(tried, comer, rule))
        if isinstance(no, Held) and tried.own:
            self.waiting.add((tried.client, tried.activity))
            self.watched.add(tried.activity)
        if no is not None:
            raise no


def _earlier(known: Known, tried: Tried) -> Refusal | None:
    """Give what an earlier word about this attempt, or another of its client, says of it; None: nothing."""
    if known.state == "waiting" or (known.waits and tried.own):
        return Held()
    if known.state in {"refused", "denied", "expired"} or (known.failed and tried.own):
        return Denied()
    return None


async def must_pass(tried: Tried, work: Work) -> None:
    """Ask the gate; what it does not let through is counted like any other refusal.

    Raises:
        Held, Denied, Challenged: a rule of risk stops it.
    """
    try:
        await gate(work).passes(tried)
    except Refusal as no:
        refused(work).count(tried.activity, tried.play, no.code)
        raise


def comer_of(tried: Tried) -> Comer:
    """Give who comes as rules see him; a device is what its program says of itself, at its address."""
    ip = _plain(tried.ip)
    device = blind_index(f"{tried.device}\n{ip}", "play.device") if tried.device else ""
    address = blind_index(ip, "play.address") if ip else ""
    paced = tried.own or bool(tried.given)  # an event names itself; the clock has nothing to say
    return Comer(tried.activity, tried.key, str(tried.client), device, address, ip, paced)


def places_of(tried: Tried) -> dict[str, str]:
    """Give where an attempt came from as limits count it; a nameless program is one device of its address."""
    ip = _plain(tried.ip)
    device = blind_index(f"{tried.device}\n{ip}", "play.device")
    return {"device": device, "ip": blind_index(ip, "play.address")}


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
