"""The audit chain: anyone can verify it, and it names the first row that was touched."""

import asyncio
import json
import os

import asyncpg
import pytest
from tests.kit import ready
from tests.kit.waiting import eventually_here

from largesse.store import audit


async def note(house, count):
    for number in range(count):
        async with house.work.job() as tx:
            tx.audit("tests.note", f"row {number}", {"n": number})


async def nothing_older_runs(house):
    """Wait until no transaction runs that began before the rows: an analyze of another database may."""
    over = (
        "select pg_snapshot_xmin(pg_current_snapshot()) > coalesce(max(xid), '0'::xid8) from store_audit"
        " where xid < pg_snapshot_xmax(pg_current_snapshot())"
    )
    await eventually_here(lambda: house.value(over))


async def chain(house):
    """Chain what is there; gives how many rows."""
    await nothing_older_runs(house)
    return await audit.chain(house.work)


async def verdict(house):
    async with house.work.read() as read:
        return await audit.verify(read)


async def test_an_untouched_chain_verifies_and_reports_the_tail(house):
    await note(house, 5)
    await chain(house)
    await note(house, 2)
    found = await verdict(house)
    assert (found.chained_rows, found.broken_at, found.tail_rows) == (5, None, 2)


async def test_a_row_that_was_changed_behind_the_application_is_named(house):
    await note(house, 5)
    await chain(house)
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    third = await owner.fetchval("select id from store_audit order by id offset 2 limit 1")
    await owner.execute("update store_audit set actor_name = 'somebody else' where id = $1", third)
    await owner.close()
    assert (await verdict(house)).broken_at == third


async def test_a_row_that_was_removed_is_named(house):
    await note(house, 4)
    await chain(house)
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    second = await owner.fetchval("select id from store_audit order by id offset 1 limit 1")
    await owner.execute("delete from store_audit where id = $1", second)
    await owner.close()
    assert (await verdict(house)).broken_at == second


async def test_a_row_of_a_running_transaction_is_never_overtaken(house):
    slow = await asyncpg.connect(house.dsn)
    running = slow.transaction()
    await running.start()
    await slow.execute(
        "insert into store_audit (at, actor_kind, actor_id, actor_name, action, subject, facts)"
        " values (now(), 'system', gen_random_uuid(), 'slow', 'tests.note', 'slow', '{}')"
    )
    await note(house, 3)
    assert await audit.chain(house.work) == 0
    await running.commit()
    await slow.close()
    assert await chain(house) == 4
    assert (await verdict(house)).broken_at is None


async def chained(house):
    return [row["audit"] for row in await house.rows("select audit from store_audit_chain order by seq")]


async def test_a_row_that_commits_late_stands_behind_those_that_were_chained_before_it(house):
    """Ids are taken in one order, transactions begin in another."""
    slow = await asyncpg.connect(house.dsn)
    early = await slow.fetchval("select nextval(pg_get_serial_sequence('store_audit', 'id'))")
    await note(house, 2)
    await chain(house)
    await slow.execute(
        "insert into store_audit (id, at, actor_kind, actor_id, actor_name, action, subject, facts)"
        " overriding system value"
        " values ($1, now(), 'system', gen_random_uuid(), 'slow', 'tests.note', 'slow', '{}')",
        early,
    )
    await slow.close()
    await note(house, 1)
    await chain(house)
    assert await chained(house) == [early + 1, early + 2, early, early + 3]
    assert (await verdict(house)).tail_rows == 0


async def test_two_jobs_at_once_chain_every_row_once(house, monkeypatch):
    monkeypatch.setattr(audit, "BATCH", 3)
    await note(house, 20)
    await nothing_older_runs(house)
    assert sum(await asyncio.gather(*(audit.chain(house.work) for _ in range(4)))) == 20
    assert await chained(house) == list(range(1, 21))
    assert (await verdict(house)).broken_at is None


async def end_who_waits(owner):
    """End the connection that waits for the chain's table, as soon as one does."""
    ending = (
        "select pg_terminate_backend(pid) from pg_locks"
        " where relation = 'store_audit_chain'::regclass and not granted"
    )
    await eventually_here(lambda: owner.fetchval(ending))


async def test_a_job_that_is_killed_between_reading_and_writing_leaves_nothing_half_done(house):
    await note(house, 5)
    owner = await asyncpg.connect(house.dsn)
    gate = owner.transaction()
    await gate.start()
    await owner.execute("lock table store_audit_chain in exclusive mode")
    job = asyncio.create_task(audit.chain(house.work))
    await end_who_waits(owner)
    await asyncio.wait([job])
    assert job.exception()
    await gate.rollback()
    await owner.close()
    assert await chained(house) == []
    assert await chain(house) == 5
    assert (await verdict(house)).broken_at is None


@pytest.mark.parametrize("plan", ["force_custom_plan", "force_generic_plan"])
async def test_a_round_reads_what_is_new_however_long_the_log_is(house, plan):
    owner = await asyncpg.connect(house.dsn)
    await owner.execute(
        "insert into store_audit (at, actor_kind, actor_id, actor_name, action, subject, facts)"
        " select now(), 'system', gen_random_uuid(), '', 'tests.note', n::text, '{}'"
        " from generate_series(1, 5000) n"
    )
    await chain(house)
    await note(house, 3)
    await owner.execute("vacuum analyze store_audit, store_audit_chain")
    head = await owner.fetchrow("select xid, id from store_audit order by xid desc, id desc offset 3 limit 1")
    await owner.execute(f"set plan_cache_mode = {plan}")
    told = await owner.fetchval(f"explain (analyze, format json) {audit.BEHIND_THE_HEAD}", *head, audit.BATCH)
    await owner.close()
    assert rows_read(json.loads(told)[0]["Plan"]) == {"store_audit": 3, "store_audit_chain": 0}


def rows_read(plan) -> dict[str, int]:
    """Add up by table what a plan's scans read, kept or not."""
    found: dict[str, int] = {}
    for below in plan.get("Plans", ()):
        found |= rows_read(below)
    if "Relation Name" in plan:
        read = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
        found[plan["Relation Name"]] = found.get(plan["Relation Name"], 0) + read
    return found


async def test_a_log_brought_from_another_server_is_continued(house):
    """A dump keeps the other server's transaction numbers, which may all be ahead of this one's."""
    await note(house, 4)
    await chain(house)
    await note(house, 2)
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    await owner.execute("update store_audit set xid = (1000000000 + id)::text::xid8")
    await owner.close()
    await note(house, 3)
    assert await chain(house) == 5
    await note(house, 2)
    assert await chain(house) == 2
    assert await verdict(house) == audit.Verdict(chained_rows=11, broken_at=None, tail_rows=0)


async def test_a_chain_whose_newest_row_was_removed_goes_on_and_names_it(house):
    await note(house, 3)
    await chain(house)
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    await owner.execute("delete from store_audit where id = 3")
    await owner.close()
    await note(house, 2)
    assert await chain(house) == 2
    assert await verdict(house) == audit.Verdict(chained_rows=2, broken_at=3, tail_rows=0)


def largesse(house, *words):
    """Run the command line over this house."""
    env = {**os.environ, "LARGESSE_DATABASE_URL": house.dsn, "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"}
    return ready.run(*words, env=env)


async def test_the_command_line_names_the_first_broken_row_and_exits_with_1(house):
    await note(house, 4)
    await chain(house)
    fine = largesse(house, "audit", "verify")
    assert (fine.returncode, fine.stdout) == (0, "The chain holds: 4 rows, 0 not chained yet.\n")
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    second = await owner.fetchval("select id from store_audit order by id offset 1 limit 1")
    await owner.execute("update store_audit set facts = '{}' where id = $1", second)
    await owner.close()
    broken = largesse(house, "audit", "verify", "--json")
    assert broken.returncode == 1
    assert json.loads(broken.stdout) == {"chained_rows": 1, "broken_at": second, "tail_rows": 0}
