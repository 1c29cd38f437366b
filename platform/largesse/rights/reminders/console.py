"""An adviser's tasks on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.context import Info
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.copy import said, text
from largesse.kernel.ids import text_id
from largesse.rights.entitlements.entitlement import CLIENT, RIGHT
from largesse.rights.reminders.take_up import take_up_drop_out
from largesse.rights.reminders.tasks import (
    TASK,
    TaskRow,
    TaskStanding,
    finish_task,
    snooze_task,
    tasks_of,
)


@strawberry.type(description="A right of an own client that ends soon, or was left half-way.")
class AdviserTask:
    """One task."""

    id: str = named("Id, tsk_….")
    right: str = named("Id of the right, ent_….")
    title: str = named("What it is.")
    client: str = named("Id of the client, cli_….")
    client_name: str = named("The client's name, masked.")
    reason: str = named("expiring, order, offer, hold, form or unclaimed.")
    reason_name: str = named("The same in the request's language.")
    valid_to: datetime = named("When it ends.")

    @classmethod
    def of(cls, row: TaskRow, locale: str) -> Self:
        return cls(
            id=text_id(TASK, row.id),
            right=text_id(RIGHT, row.entitlement),
            title=said(row.title, locale),
            client=text_id(CLIENT, row.client),
            client_name=row.client_name,
            reason=row.reason,
            reason_name=text(f"rights.drop_out.{row.reason}", locale),
            valid_to=row.valid_to,
        )


@strawberry.type(name="AdviserTaskStanding", description="A task as it stands now.")
class AdviserTaskStanding:
    """How it stands."""

    id: str = named("Id, tsk_….")
    state: str = named("open or done.")

    @classmethod
    def of(cls, standing: TaskStanding) -> Self:
        return cls(id=text_id(TASK, standing.task), state=standing.state)


@strawberry.type
class TaskQuery:
    """An adviser's tasks."""

    @strawberry.field(
        description="My clients' rights that end soon, or that I took up, and wait for me, at most 100."
    )
    async def adviser_tasks(self, info: Info) -> list[AdviserTask]:
        """List one's own tasks."""
        actor = info.context.who()
        actor.must("rights.own_tasks")
        async with info.context.work.read() as read:
            rows = await tasks_of(read, actor.id)
        return [AdviserTask.of(row, info.context.locale) for row in rows]


@strawberry.type
class TaskMutation:
    """What an adviser does with tasks."""

    finish_task = mutation(finish_task, "Note that a task of mine is done.", shows=AdviserTaskStanding.of)
    take_up_drop_out = mutation(
        take_up_drop_out,
        "Make a task of mine of what a client left half-way.",
        shows=AdviserTaskStanding.of,
    )
    snooze_task = mutation(snooze_task, "Put a task of mine off.", shows=AdviserTaskStanding.of)
