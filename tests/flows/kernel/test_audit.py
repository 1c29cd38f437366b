"""The audit chain: anyone can verify it, and it names the first row that was touched."""

import json
import os
import subprocess
import sys

import asyncpg

from largesse.kernel import audit


async def note(house, count):
    for number in range(count):
        async with house.work.job() as tx:
            tx.audit("tests.note", f"row {number}", {"n": number})


async def verdict(house):
    async with house.work.read() as read:
        return await audit.verify(read)


async def test_an_untouched_chain_verifies_and_reports_the_tail(house):
    await note(house, 5)
    await audit.chain(house.work)
    await note(house, 2)
    found = await verdict(house)
    assert (found.chained_rows, found.broken_at, found.tail_rows) == (5, None, 2)


async def test_a_row_that_was_changed_behind_the_application_is_named(house):
    await note(house, 5)
    await audit.chain(house.work)
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    third = await owner.fetchval("select id from kernel_audit order by id offset 2 limit 1")
    await owner.execute("update kernel_audit set actor_name = 'somebody else' where id = $1", third)
    await owner.close()
    assert (await verdict(house)).broken_at == third


async def test_a_row_that_was_removed_is_named(house):
    await note(house, 4)
    await audit.chain(house.work)
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    second = await owner.fetchval("select id from kernel_audit order by id offset 1 limit 1")
    await owner.execute("delete from kernel_audit where id = $1", second)
    await owner.close()
    assert (await verdict(house)).broken_at == second


async def test_a_row_of_a_running_transaction_is_never_overtaken(house):
    slow = await asyncpg.connect(house.dsn)
    running = slow.transaction()
    await running.start()
    await slow.execute(
        "insert into kernel_audit (at, actor_kind, actor_id, actor_name, action, subject, facts)"
        " values (now(), 'system', gen_random_uuid(), 'slow', 'tests.note', 'slow', '{}')"
    )
    await note(house, 3)
    assert await audit.chain(house.work) == 0
    await running.commit()
    await slow.close()
    assert await audit.chain(house.work) == 4
    assert (await verdict(house)).broken_at is None


def largesse(house, *words):
    """Run the command line over this house."""
    env = {**os.environ, "LARGESSE_DATABASE_URL": house.dsn, "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"}
    argv = [sys.executable, "-m", "largesse.cli", *words]
    return subprocess.run(argv, env=env, capture_output=True, text=True, check=False)


async def test_the_command_line_names_the_first_broken_row_and_exits_with_1(house):
    await note(house, 4)
    await audit.chain(house.work)
    fine = largesse(house, "audit", "verify")
    assert (fine.returncode, fine.stdout) == (0, "The chain holds: 4 rows, 0 not chained yet.\n")
    owner = await asyncpg.connect(house.dsn)
    await owner.execute("set session_replication_role = replica")
    second = await owner.fetchval("select id from kernel_audit order by id offset 1 limit 1")
    await owner.execute("update kernel_audit set facts = '{}' where id = $1", second)
    await owner.close()
    broken = largesse(house, "audit", "verify", "--json")
    assert broken.returncode == 1
    assert json.loads(broken.stdout) == {"chained_rows": 1, "broken_at": second, "tail_rows": 0}
