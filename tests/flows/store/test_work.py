"""One ask, one effect: receipts, events and audit rows commit together."""

import asyncio
import threading
import time
from dataclasses import dataclass

import asyncpg
import pytest

from largesse.kernel.actor import SYSTEM
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Contended, DatabaseAway, KeyReused, Malformed, NumberTooLarge, Refusal

POOL_MAX = 20  # each of a pool's connections may have been ended


@dataclass(frozen=True, kw_only=True)
class Give(Ask):
    units: int


@dataclass(frozen=True)
class Given:
    units: int


@dataclass(frozen=True)
class NoMore(Refusal):
    code = "tests.no_more"


async def give(house, key="k", units=2, fail=False):
    async with house.work.begin(Give(key=key, units=units), SYSTEM, use="tests.give", answer=Given) as tx:
        if tx.earlier:
            return tx.earlier
        tx.emit("tests.given.v1", "gift", {"units": units})
        tx.audit("tests.give", "gift", {"units": units})
        if fail:
            raise NoMore
        return await tx.done(Given(units))


async def counts(house):
    return [
        await house.value(f"select count(*) from {table}")
        for table in ("store_receipt", "store_outbox", "store_audit")
    ]


async def test_the_same_ask_twice_acts_once_and_answers_the_same(house):
    assert await give(house) == await give(house) == Given(2)
    assert await counts(house) == [1, 1, 1]


async def test_a_refusal_leaves_no_receipt_no_event_and_no_audit_row(house):
    with pytest.raises(NoMore):
        await give(house, fail=True)
    assert await counts(house) == [0, 0, 0]
    assert await give(house) == Given(2)


async def test_the_same_key_with_another_ask_is_refused(house):
    await give(house)
    with pytest.raises(KeyReused):
        await give(house, units=3)
    assert await counts(house) == [1, 1, 1]


async def test_twenty_racing_asks_with_one_key_act_once(house):
    answers = await asyncio.gather(*(give(house) for _ in range(20)), return_exceptions=True)
    assert {a for a in answers if not isinstance(a, Contended)} == {Given(2)}
    assert await counts(house) == [1, 1, 1]


async def test_an_ask_without_a_key_is_sent_back(house):
    with pytest.raises(Malformed):
        await give(house, key="")


async def test_what_the_application_did_it_cannot_undo_in_the_audit(house):
    await give(house)
    for sql in ("delete from store_audit", "update store_audit set actor_name = 'x'"):
        with pytest.raises(Exception, match="permission denied"):
            await house.run(sql)


async def test_a_commit_costs_the_same_however_many_receipts_there_are(house):
    """A year of plays leaves millions of receipts: the statements of an ask must find their own by key."""
    plans = []
    async with house.work.begin(Give(key="k", units=2), SYSTEM, use="tests.give", answer=Given) as tx:
        await tx.conn.execute_script("set local enable_seqscan = off")
        run = tx.run

        async def planned(sql, *args):
            plans.extend(await tx.conn.execute_query_dict(f"explain {sql}", list(args)))
            return await run(sql, *args)

        tx.run = planned
        tx.emit("tests.given.v1", "gift", {"units": 2})
        tx.audit("tests.give", "gift", {"units": 2})
        await tx.done(Given(2))
    assert "store_receipt" in str(plans)
    assert "Seq Scan" not in str(plans)


async def test_many_events_and_audit_rows_are_written_in_order_by_one_statement_each(house):
    statements = []
    async with house.work.begin(Give(key="k", units=2), SYSTEM, use="tests.give", answer=Given) as tx:
        run = tx.run

        async def counted(sql, *args):
            statements.append(sql)
            return await run(sql, *args)

        tx.run = counted
        for number in range(300):
            tx.emit("tests.given.v1", str(number), {"number": number})
            tx.audit("tests.give", str(number), {"number": number})
        await tx.done(Given(2))
    assert len(statements) == 3
    told = await house.rows("select key, payload from store_outbox order by id")
    noted = await house.rows("select subject, facts from store_audit order by id")
    assert [row["key"] for row in told] == [row["subject"] for row in noted] == [str(n) for n in range(300)]
    assert told[7]["payload"] == noted[7]["facts"] == {"number": 7}


async def test_a_task_cancelled_at_any_moment_keeps_no_connection_and_can_work_again(house):
    async def act():
        try:
            async with house.work.job() as tx:
                await tx.value("select 1")
        except asyncio.CancelledError:
            async with house.work.job() as tx:
                return await tx.value("select 'again'")

    cancelled = 0
    for moment in range(150):
        task = asyncio.create_task(act())
        until = time.perf_counter() + moment * 0.00002
        while time.perf_counter() < until:  # noqa: ASYNC110 - the moment is the point
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():  # it was, before its first step
            assert task.result() in {None, "again"}
            cancelled += task.result() == "again"
    assert cancelled
    async with asyncio.timeout(10):
        await asyncio.gather(*(house.value("select pg_sleep(0.05)") for _ in range(16)))


async def test_a_database_that_goes_away_asks_to_try_again_and_the_next_works(house):
    link = await asyncpg.connect(house.dsn)

    async def works_while_it_goes(opened):
        async with opened() as read:
            ours = await read.value("select pg_backend_pid()")
            await link.execute("select pg_terminate_backend($1)", ours)
            await read.value("select 1")

    for opened in (house.work.read, house.work.job):
        with pytest.raises(DatabaseAway):
            await works_while_it_goes(opened)
        async with opened() as read:
            assert await read.value("select 1") == 1
    await link.close()


def ends_every_connection(dsn):
    """End them from another thread; whoever waits for it keeps his loop from hearing of it."""

    async def ends():
        link = await asyncpg.connect(dsn)
        others = "from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()"
        await link.execute(f"select pg_terminate_backend(pid, 5000) {others}")
        await link.close()

    thread = threading.Thread(target=asyncio.run, args=(ends(),))
    thread.start()
    thread.join()


@pytest.mark.parametrize("steps", range(6))
async def test_a_connection_whose_end_is_heard_in_part_asks_to_try_again(house, steps):
    """The server's last word is read in one step of the loop, and that nothing follows in another."""
    await give(house, "a")
    ends_every_connection(house.dsn)
    for _ in range(steps):
        await asyncio.sleep(0)
    for _ in range(POOL_MAX):
        try:
            given = await give(house, "b")
            break
        except DatabaseAway:
            continue
    assert given == Given(2)
    assert (await counts(house))[0] == 2


async def test_connections_to_a_database_that_was_demoted_are_let_go_and_the_next_write_works(house):
    """It goes on answering reads, as a standby does; a new connection comes to whoever leads now."""
    name = await house.value("select current_database()")
    link = await asyncpg.connect(house.dsn)
    await link.execute(f'alter database "{name}" set default_transaction_read_only = on')
    await link.execute("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()")
    for key in ("a", "b", "c"):
        with pytest.raises(DatabaseAway):
            await give(house, key)
    await link.execute("set session characteristics as transaction read write")
    await link.execute(f'alter database "{name}" reset default_transaction_read_only')
    await link.close()
    assert await give(house, "a") == Given(2)
    assert (await counts(house))[0] == 1


@pytest.mark.parametrize(
    ("sql", "number"),
    [
        ("select $1::int", 2**31),
        ("select $1::bigint", 2**63),
        ("select $1::bigint * 4", 2**62),
        ("select sum(n)::bigint from (values ($1::bigint), ($1::bigint)) as of(n)", 2**62),
    ],
)
async def test_a_number_that_no_row_holds_is_a_refusal_and_the_next_is_kept(house, sql, number):
    with pytest.raises(NumberTooLarge):
        async with house.work.job() as tx:
            await tx.value(sql, number)
    async with house.work.job() as tx:
        assert await tx.value("select $1::int", 7) == 7
