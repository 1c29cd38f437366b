"""A worker process whose handlers write a row per event, or kill it: killed and restarted by the tests."""

import asyncio
import os
import signal

from largesse.store.house import House
from largesse.store.outbox import Handler, Tick, TwoStep
from largesse.store.work import Work
from largesse.worker import run_worker

WORK_S = 0.03  # what a handler takes, so that a worker is met in the middle of one


async def note(event, tx):
    await asyncio.sleep(WORK_S)
    await tx.run("insert into rig_effect (event, pid) values ($1, $2)", event.id, os.getpid())


async def prepare(event, _tx):
    return str(event.id)


async def call(ask, request_id, _work):
    await asyncio.sleep(WORK_S)
    return f"{ask} {request_id}"


async def finish(ask, outcome, tx):
    await tx.run("insert into rig_called (event, request) values ($1::uuid, $2)", ask, outcome.split()[1])


async def kill(_event, _tx):
    os.kill(os.getpid(), signal.SIGKILL)


async def linger(event, tx):
    await tx.run("insert into rig_effect (event, pid) values ($1, $2)", event.id, os.getpid())
    await asyncio.Event().wait()


async def mark(work):
    async with work.job() as tx:
        await tx.run("insert into rig_called (event, request) values (gen_random_uuid(), 'by the clock')")


# A look that fails each time: this worker is blind.
BLIND = Tick("rig.mark", 1.0, mark, "select from a_table_that_is_not_there")


if __name__ == "__main__":
    run_worker(
        Work(House(("store",))),
        {
            "rig.made.v1": [Handler("rig.note", note), TwoStep("rig.call", prepare, call, finish)],
            "rig.poisoned.v1": [Handler("rig.kill", kill)],
            "rig.long.v1": [Handler("rig.linger", linger)],
        },
        [BLIND] if "RIG_BLIND" in os.environ else [],
        lambda: None,
    )
