"""An adviser's tasks: rights of his clients that end soon, or were left half-way; done, or put off."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from largesse.audience.clients.reads import names_of
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Missing, Refusal
from largesse.kernel.reasons import because, one_of
from largesse.rights.drop_outs.standing import DROPPED
from largesse.rights.reason import words_of
from largesse.rights.reminders.records import Task, TaskId
from largesse.store.work import Read, Tx, Work

TASK = "tsk"
OUTCOMES = ("done", "unreachable", "declined")
SNOOZE_MAX = 30
SHOWN_MAX = 100
_OPEN = f"""
from rights_task t
join rights_entitlement e on e.id = t.entitlement and e.holder = t.client
  and e.state in ('issued', 'active', 'reserved') and e.valid_to > now()
join rights_sku s on s.id = e.sku
join rights_batch b on b.id = e.batch
where t.adviser = $1 and t.state = 'open' and coalesce(t.snoozed_until <= now(), true)
  and (t.reason = 'expiring' or t.reason = (select d.reason from ({DROPPED}) d))
"""  # noqa: S608 - constants
_TASKS = f"""
select t.id, t.entitlement, t.client, t.reason, e.valid_to, s.title {_OPEN} order by e.valid_to, t.id limit $2
"""
_COUNT = f"select count(*) {_OPEN}"


@dataclass(frozen=True)
class TaskMissing(Missing):
    """No such task of this adviser."""

    code = "rights.task_missing"
    task: UUID


@dataclass(frozen=True)
class TaskDone(Refusal):
    """The task was done before."""

    code = "rights.task_done"


@dataclass(frozen=True, kw_only=True)
class FinishTask(Ask):
    """A task of mine that is over, and how it went."""

    task: TaskId = asked("The task, tsk_….", id="tsk")
    outcome: str = asked("done, unreachable or declined.", default="done")
    words: str = asked("What the client said, at most 500 characters.", default="")


@dataclass(frozen=True, kw_only=True)
class SnoozeTask(Ask):
    """A task of mine for later."""

    task: TaskId = asked("The task, tsk_….", id="tsk")
    days: int = asked("For how many days, 1 to 30.")


@dataclass(frozen=True)
class TaskStanding:
    """A task as it stands now."""

    task: TaskId
    state: str
    snoozed_until: datetime | None


@dataclass(frozen=True)
class TaskRow:
    """One task; the client's name is masked and added after reading."""

    id: TaskId
    entitlement: UUID
    client: UUID
    reason: str
    valid_to: datetime
    title: dict[str, str]
    client_name: str = ""


async def finish_task(ask: FinishTask, *, actor: Actor, work: Work) -> TaskStanding:
    """Note that a task is done.

    Raises:
        TaskMissing: ``rights.task_missing``.
        TaskDone: ``rights.task_done``.
        Malformed: ``kernel.malformed`` at ``outcome`` or ``words``.
    """
    actor.must("rights.own_tasks")
    if ask.outcome not in OUTCOMES:
        raise Malformed(one_of(OUTCOMES), "outcome")
    words = words_of(ask.words)
    async with work.begin(ask, actor, use="rights.finish_task", answer=TaskStanding) as tx:
        if tx.earlier:
            return tx.earlier
        task = await _open_task(tx, ask.task, actor)
        task.state, task.done_at, task.outcome, task.words = "done", tx.now, ask.outcome, words
        await task.save(using_db=tx.conn, update_fields=["state", "done_at", "outcome", "words"])
        facts = {"client": str(task.client), "outcome": ask.outcome}
        tx.audit("rights.task_finished", str(task.entitlement), facts)
        return await tx.done(TaskStanding(ask.task, task.state, task.snoozed_until))


async def snooze_task(ask: SnoozeTask, *, actor: Actor, work: Work) -> TaskStanding:
    """Put a task off for some days.

    Raises:
        TaskMissing: ``rights.task_missing``.
        TaskDone: ``rights.task_done``.
        Malformed: ``kernel.malformed`` at ``days``.
    """
    actor.must("rights.own_tasks")
    if not 1 <= ask.days <= SNOOZE_MAX:
        raise Malformed(because("rights.reason.snooze_days"), "days")
    async with work.begin(ask, actor, use="rights.snooze_task", answer=TaskStanding) as tx:
        if tx.earlier:
            return tx.earlier
        task = await _open_task(tx, ask.task, actor)
        task.snoozed_until = tx.now + timedelta(days=ask.days)
        await task.save(using_db=tx.conn, update_fields=["snoozed_until"])
        return await tx.done(TaskStanding(ask.task, task.state, task.snoozed_until))


async def tasks_of(read: Read, adviser: UUID) -> list[TaskRow]:
    """Read an adviser's open tasks, soonest end first, at most 100."""
    rows = await read.all(TaskRow, _TASKS, adviser, SHOWN_MAX)
    names = await names_of(read, list({one.client for one in rows})) if rows else {}
    return [replace(one, client_name=names.get(one.client, "")) for one in rows]


async def count_tasks(read: Read, actor: Actor) -> int:
    """Count an adviser's open tasks."""
    return int(await read.value(_COUNT, actor.id))


async def _open_task(tx: Tx[Any], ident: UUID, actor: Actor) -> Task:
    task = await Task.filter(id=ident).using_db(tx.conn).select_for_update(no_key=True).first()
    if task is None or task.adviser != actor.id:
        raise TaskMissing(ident)
    if task.state != "open":
        raise TaskDone
    return task
