"""Take up what a client left half-way: it becomes a task, finished or put off as every other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.reads import client_row
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.kernel.ids import new_id
from largesse.rights.drop_outs.standing import FROM, LIVE, Reason
from largesse.rights.entitlements.entitlement import EntitlementMissing
from largesse.rights.entitlements.records import EntitlementId
from largesse.rights.reminders.records import TaskId
from largesse.rights.reminders.tasks import TaskStanding
from largesse.store.work import Work

_RIGHT = "select id, holder from rights_entitlement where id = $1"
_STANDS = f"select d.reason, d.since from {FROM} where e.id = $1 and {LIVE}"  # noqa: S608 - constants
# A task of an earlier time that is done is opened anew; one that is open stays as it is.
_TAKE = """
insert into rights_task as t (id, entitlement, client, adviser, made_at, reason)
values ($1, $2, $3, $4, $5, $6)
on conflict (entitlement, client, reason) do update set state = 'open', adviser = excluded.adviser,
  made_at = excluded.made_at, snoozed_until = null, done_at = null, outcome = null, words = ''
where t.made_at < $7 or t.adviser <> excluded.adviser
returning t.id
"""


@dataclass(frozen=True)
class NotDroppedOut(Refusal):
    """The client went on with it, or it was taken up before."""

    code = "rights.not_dropped_out"
    path: str | None = "right"


@dataclass(frozen=True, kw_only=True)
class TakeUpDropOut(Ask):
    """A right that a client of mine left half-way."""

    entitlement: EntitlementId = asked("The right, ent_….", id="ent", name="right")


@dataclass(frozen=True)
class _Right:
    id: UUID
    holder: UUID


@dataclass(frozen=True)
class _Stands:
    reason: Reason
    since: datetime


@dataclass(frozen=True)
class _Task:
    id: UUID


async def take_up_drop_out(ask: TakeUpDropOut, *, actor: Actor, work: Work) -> TaskStanding:
    """Make a task of what a client of mine left half-way.

    Raises:
        EntitlementMissing: ``rights.entitlement_missing``: also of another adviser's client.
        NotDroppedOut: ``rights.not_dropped_out``.
    """
    actor.must("rights.own_tasks")
    async with work.begin(ask, actor, use="rights.take_up_drop_out", answer=TaskStanding) as tx:
        if tx.earlier:
            return tx.earlier
        mine = await tx.one(_Right, _RIGHT, ask.entitlement)
        client = await client_row(tx, mine.holder) if mine else None
        if mine is None or client is None or client.adviser != actor.id:
            raise EntitlementMissing(ask.entitlement)
        found = await tx.one(_Stands, _STANDS, mine.id)
        if found is None:
            raise NotDroppedOut
        who = new_id(), mine.id, mine.holder, actor.id, tx.now, found.reason
        task = await tx.one(_Task, _TAKE, *who, found.since)
        if task is None:
            raise NotDroppedOut
        facts = {"client": str(mine.holder), "reason": found.reason}
        tx.audit("rights.drop_out_taken_up", str(mine.id), facts)
        return await tx.done(TaskStanding(TaskId(task.id), "open", None))
