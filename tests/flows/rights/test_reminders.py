"""A right that ends soon is told of once a step, and its holder's adviser has one task for it."""

import asyncio

import pytest
from tests.flows.rights.test_transfers import accept, couple, offer, use

from largesse.kernel.errors import Malformed, NotAllowed
from largesse.rights.reminders.remind import remind_due
from largesse.rights.reminders.tasks import (
    FinishTask,
    SnoozeTask,
    TaskDone,
    TaskMissing,
    finish_task,
    snooze_task,
    tasks_of,
)


async def ends_in(shop, right, days):
    await shop.house.run(
        "update rights_entitlement set valid_to = now() + make_interval(days => $2) where id = $1",
        right,
        days,
    )


async def told(shop, right):
    rows = await shop.house.rows(
        "select step_days from rights_reminder where entitlement = $1 order by at, step_days desc", right
    )
    return [one["step_days"] for one in rows]


async def with_adviser(shop, client):
    await shop.house.run(
        "update audience_customer set adviser = $2 where id = $1", client.id, shop.who("adviser_pudong").id
    )
    return client


async def tasks(shop):
    async with shop.house.work.read() as read:
        return await tasks_of(read, shop.who("adviser_pudong").id)


async def test_a_holder_is_told_once_a_step_and_of_the_nearest_step_only(shop):
    right = await shop.claimed(await shop.client())
    await ends_in(shop, right, 40)
    await remind_due(shop.house.work)
    assert await told(shop, right) == []
    hours = ((29 * 24, [30]), (28 * 24, [30]), (6 * 24, [30, 7]), (20, [30, 7, 1]), (9, [30, 7, 1]))
    for left, steps in hours:
        await shop.house.run(
            "update rights_entitlement set valid_to = now() + make_interval(hours => $2) where id = $1",
            right,
            left,
        )
        await asyncio.gather(remind_due(shop.house.work), remind_due(shop.house.work))
        assert await told(shop, right) == steps
    topics = [one for one in await shop.house.topics() if one == "rights.right_expiring.v1"]
    assert len(topics) == 3


async def test_a_short_right_is_told_of_once(shop):
    right = await shop.claimed(await shop.client())
    await ends_in(shop, right, 5)
    await remind_due(shop.house.work)
    await remind_due(shop.house.work)
    assert await told(shop, right) == [7]


async def test_what_is_used_or_over_is_not_told_of_and_a_new_holder_is(shop):
    giver, wife = await couple(shop)
    used, given = await shop.claimed(giver), await shop.claimed(giver)
    await use(shop, shop.token(used))
    for one in (used, given):
        await ends_in(shop, one, 5)
    await remind_due(shop.house.work)
    await accept(shop, wife, await offer(shop, giver, given, wife))
    await remind_due(shop.house.work)
    assert (await told(shop, used), await told(shop, given)) == ([], [7, 7])


async def test_an_adviser_has_one_task_for_a_right_until_it_is_done_put_off_or_needless(shop):
    client = await with_adviser(shop, await shop.client())
    right, other = await shop.claimed(client), await shop.claimed(client)
    for days in (7, 1):
        for one in (right, other):
            await ends_in(shop, one, days)
        await remind_due(shop.house.work)
    first, second = await tasks(shop)
    assert {first.entitlement, second.entitlement} == {right, other}
    assert first.client_name == "王*"
    adviser, work = shop.who("adviser_pudong"), shop.house.work
    adviser = shop.house.staff("rights.own_tasks", staff=adviser.id)
    await snooze_task(SnoozeTask(key="s", task=first.id, days=3), actor=adviser, work=work)
    assert [one.id for one in await tasks(shop)] == [second.id]
    await finish_task(FinishTask(key="f", task=second.id), actor=adviser, work=work)
    assert await tasks(shop) == []
    with pytest.raises(TaskDone):
        await finish_task(FinishTask(key="f2", task=second.id), actor=adviser, work=work)
    await shop.house.run("update rights_task set snoozed_until = now()")
    assert [one.id for one in await tasks(shop)] == [first.id]
    await use(shop, shop.token(first.entitlement))
    assert await tasks(shop) == []


async def test_a_task_is_its_advisers_alone(shop):
    client = await with_adviser(shop, await shop.client())
    await ends_in(shop, await shop.claimed(client), 3)
    await remind_due(shop.house.work)
    (task,) = await tasks(shop)
    stranger = shop.house.staff("rights.own_tasks")
    with pytest.raises(TaskMissing):
        await finish_task(FinishTask(key="f", task=task.id), actor=stranger, work=shop.house.work)
    with pytest.raises(Malformed):
        await snooze_task(SnoozeTask(key="s", task=task.id, days=31), actor=stranger, work=shop.house.work)
    with pytest.raises(NotAllowed):
        await finish_task(FinishTask(key="f", task=task.id), actor=shop.who("finance"), work=shop.house.work)
