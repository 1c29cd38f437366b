"""Review of attempts that wait, held or queued: staff lets one go on or refuses it, each once.

Invariant   what waits has taken nothing; what is released is played once, by its own key, whatever process
            dies in between; what became of it is written beside it. One in a queue that staff releases
            passes the limits that queue; one whose turn came does not
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from largesse.activities.lifecycle.locking import locked
from largesse.activities.lifecycle.reads import running
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended, Missing, Refusal, Told
from largesse.kernel.ids import text_id
from largesse.play.groups.alone import Start, start
from largesse.play.groups.take_part import Said, TakePart, take_part
from largesse.play.groups.ticket import Played
from largesse.play.plans.begun import NotNow
from largesse.play.plans.limits import Queued
from largesse.play.risk.gate import gate
from largesse.play.risk.records import SUSPECT, Suspect, SuspectId
from largesse.play.risk.stopping import LET_GO, expire
from largesse.rights.reason import reason_of
from largesse.store.retry import retried
from largesse.store.work import Tx, Work

REVIEW = "play.review_held"
AT_ONCE_MAX = 200
LEFT_S = 20
_IS_DUE = "state = 'waiting' and due_at <= $1"
WAITS = f"select from play_suspect where {_IS_DUE}"
_TURNS = f"""
update play_suspect s set state = 'released', decided_at = $1
from (select id from play_suspect where {_IS_DUE} and activity = any($2::uuid[])
  order by at, id limit $3 for update skip locked) d
where s.id = d.id returning s.at, s.id
"""  # noqa: S608 - constants
_WAITS_ON = """
update play_suspect set state = 'waiting', due_at = $2, decided_at = null
where id = $1 and state = 'released' and outcome = '' and decided_by is null
"""
_LEFT = """
select id from play_suspect where state in ('released', 'passed') and outcome = '' and decided_at < $1
order by at limit $2
"""
_BECAME = "update play_suspect set outcome = $2, draw = $3 where id = $1 and outcome = ''"


@dataclass(frozen=True)
class SuspectMissing(Missing):
    """No such held attempt within reach."""

    code = "play.suspect_missing"
    suspect: UUID


@dataclass(frozen=True)
class ReviewedAlready(Refusal):
    """Somebody has decided about this attempt."""

    code = "play.reviewed_already"
    state: str


@dataclass(frozen=True, kw_only=True)
class ReviewHeld(Ask):
    """The attempt that waits, and why it is let go or refused."""

    suspect: SuspectId = asked("The attempt, sus_….", id=SUSPECT)
    reason: str = asked("Why; stands in the audit.")


@dataclass(frozen=True)
class Reviewed:
    """A held attempt that was decided about."""

    suspect: SuspectId
    state: str


@dataclass(frozen=True, slots=True)
class _Left:
    id: UUID


@dataclass(frozen=True, slots=True, order=True)
class _Turn:
    at: datetime
    id: UUID


async def release_held(ask: ReviewHeld, *, actor: Actor, work: Work) -> Reviewed:
    """Let an attempt that waits go on: it is decided now, one in a queue past the limits that queue.

    Raises:
        SuspectMissing: ``play.suspect_missing``.
        ReviewedAlready: ``play.reviewed_already``.
    """
    found = await _review("released", ask, actor, work)
    await play_released(work, ask.suspect)
    return found


async def refuse_held(ask: ReviewHeld, *, actor: Actor, work: Work) -> Reviewed:
    """Refuse an attempt that waits; it has taken nothing, so nothing comes back.

    Raises:
        SuspectMissing: ``play.suspect_missing``.
        ReviewedAlready: ``play.reviewed_already``.
    """
    found = await _review("refused", ask, actor, work)
    gate(work).forget()
    return found


async def _review(
    state: Literal["released", "refused"], ask: ReviewHeld, actor: Actor, work: Work
) -> Reviewed:
    actor.must(REVIEW)
    reason, verb = reason_of(ask.reason), "release" if state == "released" else "refuse"
    async with work.begin(ask, actor, use=f"play.{verb}_held", answer=Reviewed) as tx:
        if tx.earlier:
            return tx.earlier
        one, unit = await _locked(tx, ask.suspect, actor)
        one.state, one.decided_by, one.decided_at, one.note = state, actor.id, tx.now, reason
        await one.save(using_db=tx.conn, update_fields=["state", "decided_by", "decided_at", "note"])
        facts = {"activity": str(one.activity), "client": str(one.client), "state": state, "reason": reason}
        tx.audit("play.held_reviewed", str(one.id), facts, org_unit=unit)
        return await tx.done(Reviewed(ask.suspect, state))


async def _locked(tx: Tx[Any], suspect: SuspectId, actor: Actor) -> tuple[Suspect, UUID]:
    missing = SuspectMissing(suspect)
    peek = await Suspect.filter(id=suspect).using_db(tx.conn).first()
    if peek is None:
        raise missing
    activity = await locked(tx, peek.activity, actor, missing)
    one = await Suspect.filter(id=suspect).using_db(tx.conn).select_for_update().first()
    if one is None:
        raise missing
    if one.state != "waiting":
        raise ReviewedAlready(one.state)
    return one, activity.org_unit


async def play_released(work: Work, suspect: UUID) -> None:
    """Play an attempt that was released or confirmed with its own key, and write down what became of it."""
    async with work.read() as read:
        let_go = Suspect.filter(id=suspect, state__in=LET_GO, outcome="").using_db(read.conn)
        one = await let_go.first()
    if one is None:
        return
    with suppress(Told, Contended):
        await play_on(work, one)


async def play_on(work: Work, one: Suspect) -> Played:
    """Play an attempt that was let go, by its own key, and write down what became of it; gives its answer.

    Raises:
        Queued: it waits for its turn, which is written down with it.
        Told: why it can be played no more; that is written down too.
        Contended: another transaction was in the way; the clock tries again.
    """
    try:
        played = await retried(lambda: _take(work, one))
    except Queued:
        raise
    except Told as no:
        if not await _waits_on(work, one, no):
            await _became(work, one.id, no.code, None)
        raise
    await _became(work, one.id, played.outcome, played.draw)
    return played


async def _take(work: Work, one: Suspect) -> Played:
    given: dict[str, Sequence[str]] = one.said or {}
    if one.props is not None:
        cause = next(iter(given.get("event", ())), "")
        started = Start(one.activity, one.play, one.client, one.key, cause, one.props)
        return await start(started, work, judged=True)
    client = Actor("client", one.client, frozenset({"play.take_part"}), None)
    said = tuple(Said(name, tuple(values)) for name, values in given.items())
    activity = text_id("act", one.activity)
    ask = TakePart(
        key=one.key,
        activity=activity,
        play=one.play,
        said=said,
        mark=one.mark,
        device=one.device,
        address=one.address,
        judged=True,
        waited=True,
        waived=one.due_at is not None and one.decided_by is not None,
    )
    return await take_part(ask, actor=client, work=work)


async def _waits_on(work: Work, one: Suspect, no: Told) -> bool:
    """Let an attempt wait on whose turn came while the play is closed; tells whether it does."""
    if one.due_at is None or not isinstance(no, NotNow) or no.retry_at is None:
        return False
    async with work.job() as tx:
        return bool(await tx.run(_WAITS_ON, one.id, no.retry_at))


async def _became(work: Work, suspect: UUID, outcome: str, draw: UUID | None) -> None:
    async with work.job() as tx:
        await tx.run(_BECAME, suspect, outcome, draw)


async def play_turns(work: Work) -> None:
    """Play attempts whose turn has come, in the order in which they came; at most 200 a tick.

    Those of an activity that does not run wait on: it may go on.
    """
    async with work.job() as tx:
        activities = [activity for activity, _ in await running(tx)]
        turns = await tx.all(_Turn, _TURNS, tx.now, activities, AT_ONCE_MAX)
    for one in sorted(turns):
        await play_released(work, one.id)


async def play_left(work: Work) -> None:
    """Play attempts that were let go and whose process died before it played them; at most 200 a tick.

    Challenges whose code is too old end here.
    """
    async with work.job() as tx:
        await expire(tx)
    async with work.read() as read:
        left = await read.all(_Left, _LEFT, now() - timedelta(seconds=LEFT_S), AT_ONCE_MAX)
    for one in left:
        await play_released(work, one.id)
