"""What is written of an attempt that a rule stops, and what the client is told: held, denied, or challenged.

Words       *own* an attempt that its client made; any other was started by an event or by the clock
Invariant   one code is out for a client in an activity, and it confirms the attempt that he made last; an
            attempt that nobody made is never challenged, for nobody is there to answer: it is held
Source      docs/explanation/risk.md
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from largesse.audience.entering.step_up import LIFE, Reached, registered, send_code
from largesse.kernel.errors import Refusal
from largesse.kernel.expression import Value
from largesse.kernel.ids import new_id, text_id
from largesse.play.operators.decider import Given
from largesse.play.risk.judge import Comer, Rule
from largesse.play.risk.records import SUSPECT
from largesse.store.work import Read, Tx

TRIES = 5
CODES = 3  # of one challenge
CODES_HOURLY = 5  # of one client
AGAIN = timedelta(seconds=60)
NO_NUMBER, NOBODY_THERE = "no_number", "nobody_there"
CODE_FAILED, CODES_SPENT = "code_failed", "codes_spent"
LOCKED_S = 3_600
LET_GO = ("released", "passed")  # by staff, or by the code
_KNOWN = """
select (select case when state = 'waiting' and due_at is not null then 'released' else state end
    from play_suspect where client = $1 and key = $2) as state,
  exists (select from play_suspect where client = $1 and activity = $3 and state = 'waiting'
    and props is null and due_at is null) as waits,
  exists (select from play_suspect where client = $1 and activity = $3 and state = 'denied'
    and why = 'code_failed' and decided_at > $4) as failed
"""
_WRITE = """
insert into play_suspect (id, at, activity, play, client, key, said, mark, props, rule, device, address,
  state, why, note, outcome)
values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9::jsonb, $10, $11, $12, $13, $14, '', '')
on conflict do nothing
"""
_EXPIRE = """
update play_suspect s set state = 'expired', decided_at = $1 from play_challenge c
where c.suspect = s.id and s.state = 'challenged' and c.expires_at <= $1
"""
_OUT = """
select s.id, s.key, c.codes, c.sent_at, c.expires_at
from play_suspect s join play_challenge c on c.suspect = s.id
where s.client = $1 and s.activity = $2 and s.state = 'challenged' for update of s
"""
_LAST = """
update play_suspect set play = $2, key = $3, said = $4::jsonb, mark = $5 where id = $1
  and not exists (select from play_suspect o where o.client = $6 and o.key = $3 and o.id <> $1)
"""
_CODES = "select coalesce(sum(codes), 0)::int from play_challenge where client = $1 and sent_at > $2"
_FIRST = """
insert into play_challenge (suspect, client, code_hash, tries_left, codes, sent_at, expires_at)
values ($1, $2, $3, $4, 1, $5, $6)
"""
_NEXT = """
update play_challenge set code_hash = $2, codes = codes + 1, sent_at = $3, expires_at = $4 where suspect = $1
"""


@dataclass(frozen=True)
class Held(Refusal):
    """The attempt waits until staff has looked at it."""

    code = "play.held"


@dataclass(frozen=True)
class Denied(Refusal):
    """A rule of risk lets this attempt not through."""

    code = "play.denied"


@dataclass(frozen=True)
class Challenged(Refusal):
    """A code went to the number that the client is registered with; with it the attempt counts."""

    code = "play.challenged"
    challenge: str
    sent_to: str


class Tried(NamedTuple):
    """An attempt as it comes to the gate; ``device`` and ``ip`` in clear, empty where nobody knows.

    ``props`` are the values of the event that started it, none where the clock did; None: its client did.
    """

    activity: UUID
    play: str
    client: UUID
    key: str
    given: Given
    mark: str = ""
    device: str = ""
    ip: str = ""
    locale: str = "zh-CN"
    props: Mapping[str, Value] | None = None

    @property
    def own(self) -> bool:
        """Whether its client made it."""
        return self.props is None


@dataclass(frozen=True, slots=True)
class Known:
    """What is written of an attempt's key, and of its client in its activity."""

    state: str | None
    waits: bool
    failed: bool


@dataclass(frozen=True, slots=True)
class _Out:
    """A challenge that is out."""

    id: UUID
    key: str
    codes: int
    sent_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Stopped:
    """An attempt with the rule that it met and who comes."""

    tried: Tried
    comer: Comer
    rule: Rule


async def known_of(read: Read, tried: Tried, at: datetime) -> Known:
    """Read what is known of an attempt."""
    since = at - timedelta(seconds=LOCKED_S)
    found = await read.one(Known, _KNOWN, tried.client, tried.key, tried.activity, since)
    return found or Known(None, waits=False, failed=False)


async def stopped(tx: Tx[None], one: Stopped) -> Refusal:
    """Write a stopped attempt down and give what its client is told."""
    outcome = one.rule.outcome
    if outcome == "challenge":
        return await _challenged(tx, one)
    if outcome == "hold":
        await _write(tx, one, "waiting")
        return Held()
    return await _denied(tx, one, "")


async def _denied(tx: Tx[None], one: Stopped, why: str) -> Denied:
    """Note that some were denied: one row a client, rule and hour."""
    hour = int(tx.now.timestamp()) // 3600
    key = f"denied:{one.tried.activity.hex}{one.rule.id.hex}{hour}{why}"
    await _write(tx, Stopped(one.tried._replace(key=key), one.comer, one.rule), "denied", why)
    return Denied()


async def _challenged(tx: Tx[None], one: Stopped) -> Refusal:
    """Send a code and let the attempt wait for it; whom no code reaches waits for staff instead."""
    tried = one.tried
    to = await registered(tx, tried.client) if tried.own else None
    if to is None:
        await _write(tx, one, "waiting", NO_NUMBER if tried.own else NOBODY_THERE)
        return Held()
    await tx.value(
        "select pg_advisory_xact_lock(hashtextextended('play.challenge' || $1, 7))", str(tried.client)
    )
    await tx.run(_EXPIRE, tx.now)
    out = await tx.one(_Out, _OUT, tried.client, tried.activity)
    if out is not None and (out.codes >= CODES or tx.now < out.sent_at + AGAIN):
        await _last(tx, out, tried)
        return Challenged(text_id(SUSPECT, out.id), to.hint)
    if await tx.value(_CODES, tried.client, tx.now - timedelta(hours=1)) >= CODES_HOURLY:
        return await _denied(tx, one, CODES_SPENT)
    if out is None:
        out = _Out(new_id(), tried.key, 0, tx.now, tx.now + LIFE)
        if not await _write(tx, one, "challenged", ident=out.id):
            return Denied()
    else:
        await _last(tx, out, tried)
    await _send(tx, out, tried, to)
    return Challenged(text_id(SUSPECT, out.id), to.hint)


async def _last(tx: Tx[None], out: _Out, tried: Tried) -> None:
    """Let a challenge confirm the attempt that was made last."""
    if out.key != tried.key:
        await tx.run(_LAST, out.id, tried.play, tried.key, _json(tried.given), tried.mark, tried.client)


async def _send(tx: Tx[None], out: _Out, tried: Tried, to: Reached) -> None:
    code_hash, until = send_code(tx, to, out.id, tried.locale), tx.now + LIFE
    if out.codes:
        await tx.run(_NEXT, out.id, code_hash, tx.now, until)
    else:
        await tx.run(_FIRST, out.id, tried.client, code_hash, TRIES, tx.now, until)


async def _write(tx: Tx[None], one: Stopped, state: str, why: str = "", ident: UUID | None = None) -> bool:
    """Write an attempt down; False: one of its key is there already, or one of its client waits so."""
    tried, comer = one.tried, one.comer
    props = None if tried.own else orjson.dumps(dict(tried.props or {})).decode()
    place = (tried.activity, tried.play, tried.client, tried.key, _json(tried.given), tried.mark, props)
    who = (one.rule.id, comer.device, comer.address, state, why)
    return await tx.run(_WRITE, ident or new_id(), tx.now, *place, *who) == 1


async def expire(tx: Tx[Any]) -> int:
    """End challenges whose code is too old; gives how many."""
    return await tx.run(_EXPIRE, tx.now)


def _json(given: Given) -> str | None:
    return orjson.dumps(given).decode() if given else None
