"""Run an activity: pause, resume, halt, end; and what the clock does."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.lifecycle import Move, State, moved, ticked
from largesse.activities.lifecycle.locking import locked
from largesse.activities.lifecycle.records import ACTIVITY, Activity, ActivityId
from largesse.kernel.actor import SYSTEM, Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Broken, Refusal
from largesse.store.work import Tx, Work

_TOPICS: dict[Move, str] = {
    "pause": "activities.activity_paused.v1",
    "resume": "activities.activity_resumed.v1",
    "halt": "activities.activity_halted.v1",
    "end": "activities.activity_ended.v1",
}
_TICKED: dict[State, str] = {
    "running": "activities.activity_started.v1",
    "ended": "activities.activity_ended.v1",
}
DUE = """
select id from activities_activity
where (state = 'scheduled' and starts_at <= now())
   or (state in ('scheduled', 'running', 'paused') and ends_at <= now())
order by id limit 200
"""


@dataclass(frozen=True, slots=True)
class _Due:
    id: ActivityId


@dataclass(frozen=True)
class HaltNeedsReason(Refusal):
    """Taking an activity offline needs a reason in words."""

    code = "activities.halt_needs_reason"
    path = "reason"


@dataclass(frozen=True, kw_only=True)
class MoveActivity(Ask):
    """Change how an activity runs."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    reason: str = asked("Why, for the audit.", default="")


@dataclass(frozen=True, kw_only=True)
class HaltActivity(Ask):
    """Take an activity offline for good; it needs a reason, no approval."""

    activity: UUID = asked("Activity, act_….", id=ACTIVITY)
    reason: str = asked("Why, for the audit.")


@dataclass(frozen=True)
class ActivityMoved:
    """An activity and where it stands now."""

    activity: UUID
    state: str


async def pause_activity(ask: MoveActivity, *, actor: Actor, work: Work) -> ActivityMoved:
    """Stop new plays for a while; what was won stays valid.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        WrongState: ``activities.wrong_state``.
    """
    return await _move("pause", ask, actor, work)


async def resume_activity(ask: MoveActivity, *, actor: Actor, work: Work) -> ActivityMoved:
    """Let a paused activity go on.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        WrongState: ``activities.wrong_state``.
    """
    return await _move("resume", ask, actor, work)


async def halt_activity(ask: HaltActivity, *, actor: Actor, work: Work) -> ActivityMoved:
    """Take an activity offline at once, for good.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        HaltNeedsReason: ``activities.halt_needs_reason``.
        WrongState: ``activities.wrong_state``.
    """
    if not ask.reason.strip():
        raise HaltNeedsReason
    return await _move("halt", ask, actor, work)


async def end_activity(ask: MoveActivity, *, actor: Actor, work: Work) -> ActivityMoved:
    """End an activity before its window does.

    Raises:
        ActivityMissing: ``activities.activity_missing``.
        WrongState: ``activities.wrong_state``.
    """
    return await _move("end", ask, actor, work)


async def _move(move: Move, ask: MoveActivity | HaltActivity, actor: Actor, work: Work) -> ActivityMoved:
    use = f"activities.{move}_activity"
    actor.must(use)
    async with work.begin(ask, actor, use=use, answer=ActivityMoved) as tx:
        if tx.earlier:
            return tx.earlier
        activity = await locked(tx, ask.activity, actor)
        state = moved(activity.state, move)
        await _write(tx, activity, state, _TOPICS[move], ask.reason.strip())
        return await tx.done(ActivityMoved(activity.id, state))


async def run_schedule(work: Work) -> None:
    """Start what is due and end what is over, each activity in its own transaction; at most 200 a tick."""
    due = await work.alone(_Due, DUE)
    for one in due:
        await _tick(work, one.id)


async def _tick(work: Work, id_: ActivityId) -> None:
    async with work.job(SYSTEM) as tx:
        activity = await locked(tx, id_, SYSTEM)
        if activity.starts_at is None or activity.ends_at is None:
            raise Broken(f"activity {id_} is scheduled without a window")
        state = ticked(activity.state, activity.starts_at, activity.ends_at, tx.now)
        if state != activity.state:
            await _write(tx, activity, state, _TICKED[state], "")


async def _write(tx: Tx[Any], activity: Activity, state: State, topic: str, reason: str) -> None:
    sql = "update activities_activity set state = $2, moved_at = $3, version = version + 1 where id = $1"
    await tx.run(sql, activity.id, state, tx.now)
    facts = {**activity.facts(), "state": state, "at": tx.now.isoformat()}
    tx.emit(topic, str(activity.id), facts)
    action = topic.removesuffix(".v1")
    tx.audit(
        action,
        str(activity.id),
        {**facts, "from": activity.state, "reason": reason},
        org_unit=activity.org_unit,
    )
