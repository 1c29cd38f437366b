"""Points: earned once, spent by end, expired by day, given back, taken back, transferred; races."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from tests.flows.rights.purse import purse_of
from tests.kit.faces import Asker
from tortoise.exceptions import BaseORMException

from largesse.audience.clients.clients import ClientKeptOut, ClientMissing
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended, Malformed, NotAllowed
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.rights.points.award import Wanted, award, award_many
from largesse.rights.points.by_hand import (
    AwardPointsByFile,
    TakePointsBack,
    award_points_by_file,
    take_points_back,
)
from largesse.rights.points.expire import expire_points_due, expire_round, tell_points_due
from largesse.rights.points.kind import KindStopped
from largesse.rights.points.kinds import KindStep, SteerPointsKind, steer_points_kind
from largesse.rights.points.ledger import AwardTaken, PointsNotEnough
from largesse.rights.points.locking import lock_account
from largesse.rights.points.requests import (
    DecidePoints,
    RequestMissing,
    WithdrawPoints,
    approve_points,
    return_points,
    withdraw_points,
)
from largesse.rights.points.spend import give_back, spend
from largesse.rights.points.transfer import (
    NotHousehold,
    NotTransferable,
    TransferPoints,
    transfer_points,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI).astimezone(UTC)


async def home(shop, *clients):
    """Let clients live together."""
    house = new_id()
    await shop.house.run(
        "insert into audience_household (id, code, created_at) values ($1, $2, $3)", house, str(house), now()
    )
    await shop.house.run(
        "update audience_customer set household = $1 where id = any($2::uuid[])",
        house,
        [one.id for one in clients],
    )


async def test_what_ends_first_is_spent_first_and_balances_are_folds(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 70, local(2026, 12, 20, 9))
    await purse.earn(client, 50, local(2026, 12, 1, 9))
    await purse.spend(client, 60, local(2026, 12, 21, 9))
    assert await purse.unused(client) == [(60, "2027-01-20")]
    assert await purse.balance(client) == (60, 0)
    assert await purse.adds_up()


async def test_one_source_awards_once_also_where_two_ask_at_a_time(shop):
    purse, client = await purse_of(shop), await shop.client()

    async def earn():
        try:
            return await purse.earn(client, 100, ref="draw-1")
        except Contended:
            return None

    made = {one for one in await asyncio.gather(*(earn() for _ in range(6))) if one}
    assert len(made) == 1
    assert await purse.balance(client) == (100, 0)


@pytest.mark.parametrize(
    ("earned", "last"), [((2027, 1, 25, 18), (2027, 2, 25)), ((2027, 1, 31, 0, 1), (2027, 2, 28))]
)
async def test_points_work_to_the_last_second_of_their_day_and_not_one_longer(shop, earned, last):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 10, local(*earned))
    assert await purse.unused(client) == [(10, "{}-{:02}-{:02}".format(*last))]
    await purse.spend(client, 4, local(*last, 23, 59, 59))
    with pytest.raises(PointsNotEnough) as no:
        await purse.spend(client, 4, local(*last, 23, 59, 59) + timedelta(seconds=1))
    assert (no.value.usable, no.value.gap) == (0, 4)


async def test_expiry_takes_what_is_left_once_and_tells(shop):
    purse, client, other = await purse_of(shop), await shop.client(), await shop.client("13900000002")
    await purse.earn(client, 10, now() - timedelta(days=40))
    await purse.earn(client, 7)
    await purse.earn(other, 5, now() - timedelta(days=40))
    await expire_points_due(shop.work)
    await expire_points_due(shop.work)
    assert await purse.balance(client) == (7, 0)
    assert await purse.balance(other) == (0, 0)
    moved = await shop.house.rows(
        "select payload from store_outbox where topic = 'rights.points_moved.v1'"
        " and payload->>'act' = 'expire'"
    )
    assert sorted(one["payload"]["points"] for one in moved) == [5, 10]
    assert await purse.adds_up()


async def test_a_night_with_many_awards_takes_few_statements_and_leaves_no_account_out(shop):
    purse, clients = await purse_of(shop), [await shop.client(f"1370000{n:04d}") for n in range(12)]
    for client in clients:
        async with purse.at(now() - timedelta(days=40)) as tx:
            wanted = [Wanted(client.id, 1 + n, f"{client.id}:{n}") for n in range(20)]
            await award_many(tx, purse.kind, "play", wanted)
    await expire_points_due(shop.work)
    assert {await purse.balance(client) for client in clients} == {(0, 0)}
    moves = await shop.house.value("select count(*) from rights_points_move where act = 'expire'")
    assert moves == len(clients)
    assert await purse.adds_up()


async def test_what_came_from_another_expires_in_its_new_hands_on_its_old_day(shop):
    purse, giver, getter = await purse_of(shop), await shop.client(), await shop.client("13900000002")
    await home(shop, giver, getter)
    await purse.earn(giver, 30)
    ask = TransferPoints(key=shop.key(), kind=purse.kind, to=getter.id, points=Long(30))
    await transfer_points(ask, actor=giver, work=shop.work)
    async with purse.at(now() + timedelta(days=40)) as tx:
        assert await expire_round(tx) == 1
    assert await purse.balance(getter) == (0, 0)
    assert await purse.adds_up()


async def test_clients_are_told_a_month_and_a_week_before_once_each(shop):
    purse, client = await purse_of(shop, lasts_for=2), await shop.client()
    await purse.earn(client, 10, now() - timedelta(days=40))
    for _ in range(2):
        await tell_points_due(shop.work)
    await shop.house.run("update rights_points_award set ends_at = $1", now() + timedelta(days=5))
    for _ in range(2):
        await tell_points_due(shop.work)
    told = await shop.house.rows(
        "select payload from store_outbox where topic = 'rights.points_expiring.v1' order by id"
    )
    assert [(one["payload"]["days"], one["payload"]["points"]) for one in told] == [(30, 10), (7, 10)]


async def test_twenty_spend_a_balance_for_ten_and_exactly_ten_do(shop):
    purse, client = await purse_of(shop), await shop.client()
    for _ in range(5):
        await purse.earn(client, 20)

    async def spend():
        try:
            return await purse.spend(client, 10)
        except PointsNotEnough:
            return None

    done = await asyncio.gather(*(spend() for _ in range(20)))
    assert len([one for one in done if one]) == 10
    assert await purse.balance(client) == (0, 0)
    assert await purse.adds_up()


async def test_expiry_waits_for_no_spend_and_takes_nothing_that_one_took(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 100, now() - timedelta(days=40))
    holds, goes_on = asyncio.Event(), asyncio.Event()

    async def slow_spend():
        async with purse.at(now() - timedelta(days=20)) as tx:
            account = await lock_account(tx, purse.kind, client.id)
            holds.set()
            await goes_on.wait()
            await spend(tx, account, 30, "test", "slow")

    spending = asyncio.create_task(slow_spend())
    await holds.wait()
    async with shop.work.job() as job:
        assert await expire_round(job) == 0
    goes_on.set()
    await spending
    await asyncio.gather(*(expire_points_due(shop.work) for _ in range(3)))
    acts = await shop.house.rows("select act, points from rights_points_move order by points")
    assert [(one["act"], one["points"]) for one in acts] == [("spend", 30), ("expire", 70), ("award", 100)]
    assert await purse.adds_up()


async def test_spends_and_expiry_at_the_same_second_share_what_there_is(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 100, now() - timedelta(days=40))
    before = now() - timedelta(days=20)
    calls = [purse.spend(client, 10, before) for _ in range(10)]
    calls += [expire_points_due(shop.work) for _ in range(3)]
    await asyncio.gather(*calls, return_exceptions=True)
    await expire_points_due(shop.work)
    assert await purse.balance(client) == (0, 0)
    sums = await shop.house.value("select sum(points) from rights_points_move where act <> 'award'")
    assert sums == 100
    assert await purse.adds_up()


async def test_a_reversed_spend_goes_back_to_the_awards_it_came_from_once(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 30, local(2026, 12, 1, 9))
    await purse.earn(client, 30, local(2026, 12, 9, 9))
    move = await purse.spend(client, 40, local(2026, 12, 10, 9))
    async with purse.at(local(2026, 12, 11, 9)) as tx:
        assert await give_back(tx, move, "provider")
        assert await give_back(tx, move, "provider") is None
    assert await purse.unused(client) == [(30, "2027-01-01"), (30, "2027-01-09")]
    assert await purse.adds_up()


@pytest.mark.parametrize(("grace", "left"), [(0, []), (5, [(30, "2027-01-25")])])
async def test_what_comes_back_after_its_end_has_its_days_of_grace_or_expires_at_once(shop, grace, left):
    purse, client = await purse_of(shop, grace_days=grace), await shop.client()
    await purse.earn(client, 30, local(2026, 12, 1, 9))
    move = await purse.spend(client, 30, local(2026, 12, 10, 9))
    async with purse.at(local(2027, 1, 20, 9)) as tx:
        await give_back(tx, move, "revoked")
    assert await purse.unused(client) == left
    assert await purse.adds_up()


async def test_what_was_spent_of_an_award_taken_back_is_owed_and_settled_by_the_next(shop):
    purse, client = await purse_of(shop), await shop.client()
    award_id = await purse.by_hand(client, 100)
    await purse.spend(client, 60)
    ask = TakePointsBack(key=shop.key(), award=award_id, reason="发错了")
    taken = await take_points_back(ask, actor=shop.who("operator"), work=shop.work)
    assert (taken.points, taken.owed) == (100, 60)
    assert await purse.balance(client) == (0, 60)
    await purse.earn(client, 80)
    assert await purse.balance(client) == (20, 0)
    again = TakePointsBack(key=shop.key(), award=award_id, reason="再收一次")
    with pytest.raises(AwardTaken):
        await take_points_back(again, actor=shop.who("operator"), work=shop.work)
    assert await purse.adds_up()


async def test_taking_back_takes_other_points_before_anything_is_owed(shop):
    purse, client = await purse_of(shop), await shop.client()
    wrong = await purse.by_hand(client, 100)
    await purse.spend(client, 100)
    await purse.earn(client, 70)
    ask = TakePointsBack(key=shop.key(), award=wrong, reason="发错了")
    taken = await take_points_back(ask, actor=shop.who("operator"), work=shop.work)
    assert taken.owed == 30
    assert await purse.balance(client) == (0, 30)
    assert await purse.adds_up()


async def test_points_go_to_the_household_only_and_keep_their_last_day(shop):
    purse, giver, getter = await purse_of(shop), await shop.client(), await shop.client("13900000002")
    await purse.earn(giver, 50, local(2026, 12, 1, 9))
    last = await purse.unused(giver)
    ask = TransferPoints(key=shop.key(), kind=purse.kind, to=getter.id, points=Long(20))
    with pytest.raises(NotHousehold):
        await transfer_points(ask, actor=giver, work=shop.work)
    await home(shop, giver, getter)
    await transfer_points(ask, actor=giver, work=shop.work)
    await transfer_points(ask, actor=giver, work=shop.work)
    assert await purse.unused(getter) == [(20, last[0][1])]
    assert await purse.unused(giver) == [(30, last[0][1])]
    more = TransferPoints(key=shop.key(), kind=purse.kind, to=getter.id, points=Long(31))
    with pytest.raises(PointsNotEnough):
        await transfer_points(more, actor=giver, work=shop.work)
    await shop.house.run("update audience_customer set blocked = true where id = $1", getter.id)
    blocked = TransferPoints(key=shop.key(), kind=purse.kind, to=getter.id, points=Long(1))
    with pytest.raises(ClientKeptOut):
        await transfer_points(blocked, actor=giver, work=shop.work)
    fixed = await purse_of(shop, transferable=False)
    await shop.house.run("update audience_customer set blocked = false where id = $1", getter.id)
    other = TransferPoints(key=shop.key(), kind=fixed.kind, to=getter.id, points=Long(1))
    with pytest.raises(NotTransferable):
        await transfer_points(other, actor=giver, work=shop.work)
    assert await purse.adds_up()


async def test_two_who_give_to_each_other_at_once_both_get_it(shop):
    purse, one, other = await purse_of(shop), await shop.client(), await shop.client("13900000002")
    await home(shop, one, other)
    for client in (one, other):
        await purse.earn(client, 100)

    def give(giver, getter):
        ask = TransferPoints(key=shop.key(), kind=purse.kind, to=getter.id, points=Long(10))
        return transfer_points(ask, actor=giver, work=shop.work)

    await asyncio.gather(*(give(*pair) for pair in [(one, other), (other, one)] * 4))
    assert await purse.balance(one) == await purse.balance(other) == (100, 0)
    assert await purse.adds_up()


async def sign(shop, request, act=approve_points, by="branch"):
    shown = await shop.house.value("select content_hash from identity_approval where subject = $1", request)
    ask = DecidePoints(key=shop.key(), request=request, content_hash=shown, opinion="属实")
    return await act(ask, actor=shop.who(by), work=shop.work)


async def test_by_hand_one_person_stays_within_the_days_limit_and_above_it_a_second_one_signs(shop):
    purse, client = await purse_of(shop, hand_day_max=Long(100)), await shop.client()
    number = await shop.house.value("select ext_id from audience_customer where id = $1", client.id)
    await asyncio.gather(*(purse.by_hand(client, 30) for _ in range(5)))
    waiting = await shop.house.rows("select id, state from rights_points_request")
    assert (await purse.balance(client), [one["state"] for one in waiting]) == ((90, 0), ["pending"] * 2)
    ask = AwardPointsByFile(
        key=shop.key(), kind=purse.kind, file="十二月", lines=f"{number},11", reason="活动补发"
    )
    told = await award_points_by_file(ask, actor=shop.who("operator"), work=shop.work)
    assert (told.awarded, told.points, told.request is not None) == (0, 11, True)
    read = "select difference #>> '{after,first,0,client}' from identity_approval where subject = $1"
    assert (await shop.house.value(read, told.request)).startswith(f"{number} · ")
    with pytest.raises(NotAllowed):
        await sign(shop, told.request, by="operator")
    assert (await sign(shop, told.request)).state == "given"
    assert await purse.balance(client) == (101, 0)
    assert (await sign(shop, waiting[0]["id"], return_points)).state == "returned"
    back = WithdrawPoints(key=shop.key(), request=waiting[1]["id"])
    assert (await withdraw_points(back, actor=shop.who("operator"), work=shop.work)).state == "withdrawn"
    assert await purse.by_hand(client, 10)  # what was signed for does not count against the day
    assert await purse.balance(client) == (111, 0)
    makers = await shop.house.rows("select distinct made_by from rights_points_move")
    assert [one["made_by"] for one in makers] == [shop.who("operator").id]
    assert await purse.adds_up()


async def test_a_line_of_a_file_is_awarded_once_though_it_waited_twice_and_a_blocked_client_gets_nothing(
    shop,
):
    purse, client = await purse_of(shop, hand_day_max=Long(10)), await shop.client()
    number = await shop.house.value("select ext_id from audience_customer where id = $1", client.id)

    async def send():
        ask = AwardPointsByFile(
            key=shop.key(), kind=purse.kind, file="十二月", lines=f"{number},50", reason="活动补发"
        )
        return (await award_points_by_file(ask, actor=shop.who("operator"), work=shop.work)).request

    first, second, third = await send(), await send(), await send()
    for one in (first, second):
        assert (await sign(shop, one)).state == "given"
    assert await purse.balance(client) == (50, 0)
    await shop.house.run("update audience_customer set blocked = true where id = $1", client.id)
    with pytest.raises(ClientKeptOut):
        await sign(shop, third)
    far = shop.house.staff("rights.adjust_points", units={shop.known["unit.beijing"]})
    with pytest.raises(RequestMissing):
        await withdraw_points(WithdrawPoints(key="k", request=third), actor=far, work=shop.work)


async def test_a_file_awards_each_line_once_however_often_it_comes(shop):
    purse, one, other = await purse_of(shop), await shop.client(), await shop.client("13900000002")
    numbers = [
        await shop.house.value("select ext_id from audience_customer where id = $1", who.id)
        for who in (one, other)
    ]
    lines = f"客户号,积分\n{numbers[0]},50\n{numbers[1]},20\n{numbers[1]}, 30 ,二次\n"

    async def send(text, file="十二月"):
        ask = AwardPointsByFile(key=shop.key(), kind=purse.kind, file=file, lines=text, reason="活动补发")
        return await award_points_by_file(ask, actor=shop.who("operator"), work=shop.work)

    first, again = await send(lines), await send(lines)
    assert (first.awarded, first.points, again.awarded, again.earlier) == (3, 100, 0, 3)
    assert [await purse.balance(who) for who in (one, other)] == [(50, 0), (50, 0)]
    for wrong in ("C-NOBODY,5", f"{numbers[0]},-5", f"{numbers[0]},5\n{numbers[0]},5", "", "x,1.5"):
        with pytest.raises(Malformed):
            await send(wrong, "另一份")
    assert await purse.adds_up()


async def test_a_stopped_kind_awards_nothing_more_and_can_be_spent(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 10)
    stop = SteerPointsKind(key=shop.key(), kind=purse.kind, step=KindStep.STOP, reason="换新积分")
    await steer_points_kind(stop, actor=shop.who("designer"), work=shop.work)
    with pytest.raises(KindStopped):
        await purse.earn(client, 10)
    await purse.spend(client, 10)


async def test_nobody_out_of_reach_and_nobody_blocked_is_awarded(shop):
    purse, client = await purse_of(shop), await shop.client()
    await shop.house.run(
        "update audience_customer set org_unit = $1 where id = $2", shop.unit("beijing"), client.id
    )
    with pytest.raises(ClientMissing):
        await purse.by_hand(client, 10)
    await shop.house.run(
        "update audience_customer set org_unit = $1, blocked = true where id = $2",
        shop.unit("shanghai"),
        client.id,
    )
    with pytest.raises(ClientKeptOut):
        await purse.by_hand(client, 10)


async def test_the_database_refuses_what_does_not_sum_and_any_change_of_an_entry(shop):
    purse, client = await purse_of(shop), await shop.client()
    await purse.earn(client, 10)
    for sql in (
        (
            "insert into rights_points_entry (id, move, account, points)"
            " select gen_random_uuid(), move, account, 1 from rights_points_entry limit 1"
        ),
        "update rights_points_entry set points = 11",
        "update rights_points_account set balance = -1 where role = 'client'",
        "update rights_points_award set unused = unused + 1",
    ):
        with pytest.raises((asyncpg.PostgresError, BaseORMException)):
            await shop.house.run(sql)


async def test_what_another_room_awards_rolls_back_with_it(shop):
    purse, client = await purse_of(shop), await shop.client()

    async def play():
        async with purse.at() as tx:
            await award(tx, purse.kind, "play", Wanted(client.id, 10, "draw-9"))
            raise RuntimeError("the play failed")

    with pytest.raises(RuntimeError, match="the play failed"):
        await play()
    assert await purse.balance(client) == (0, 0)


async def test_a_client_sees_each_day_on_which_some_of_his_points_end_and_how_many(shop):
    purse, client = await purse_of(shop), await shop.client()
    today = now()
    for days, points in ((0, 30), (3, 20), (9, 50)):
        await purse.earn(client, points, today - timedelta(days=days))
    await purse.spend(client, 60)
    phone = Asker(shop.work, client, "client", "zh-CN")
    (mine,) = (await phone.asks("{ myPoints { usable endings { points lastDay } } }"))["myPoints"]
    assert (mine["usable"], [one["points"] for one in mine["endings"]]) == (40, [10, 30])
    assert mine["endings"][0]["lastDay"] < mine["endings"][1]["lastDay"]
