"""Nothing is lost and nothing happens twice: workers are killed, Valkey restarted, the relay stopped."""

import asyncio
import os
import random
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError
from tests.kit import ready
from tests.kit.waiting import eventually_here

from largesse.identity.deliveries.deliveries import RetryDelivery, retry_delivery
from largesse.store import delivery
from largesse.store.outbox import ATTEMPTS_MAX, STOPS_MAX, Handler, Later
from largesse.worker.main import _woken

RIG = Path(__file__).with_name("rig.py")
EVENTS = 200

pytestmark = pytest.mark.slow


class Workers:
    """Worker processes over one house."""

    def __init__(self, house):
        self.env = {
            **os.environ,
            "LARGESSE_DATABASE_URL": house.dsn,
            "LARGESSE_REDIS_URL": house.redis_dsn,
            "LARGESSE_LEASE_S": "1",
        }
        self.running = []

    def start(self):
        with Path(os.devnull).open("wb") as nowhere:
            self.running.append(ready.start(RIG, env=self.env, said=(None, nowhere)))

    def kill(self):
        victim = self.running.pop(0)
        victim.send_signal(signal.SIGKILL)
        victim.wait(10)

    def revive(self):
        """Do as the supervisor does: start again who died."""
        for one in [one for one in self.running if one.poll() is not None]:
            self.running.remove(one)
            self.start()

    def stop(self):
        for one in self.running:
            one.terminate()
        for one in self.running:
            one.wait(60)
        self.running.clear()


@pytest.fixture
async def workers(house):
    owner = await asyncpg.connect(house.dsn)
    await owner.execute(
        "create table rig_effect (event uuid not null, pid int not null);"
        "create table rig_called (event uuid not null, request text not null);"
        "grant select, insert on rig_effect, rig_called to largesse_app"
    )
    await owner.close()
    crew = Workers(house)
    yield crew
    crew.stop()


async def make_events(house, count=EVENTS):
    for start in range(0, count, 50):
        async with house.work.job() as tx:
            for number in range(start, min(start + 50, count)):
                tx.emit("rig.made.v1", str(number), {"n": number})


async def settled(house, count=EVENTS):
    """Wait until every delivery is done."""

    async def all_done():
        return await done(house) == 2 * count

    await eventually_here(all_done)


async def done(house):
    """Count the deliveries that are done."""
    return await house.value("select count(*) from store_delivery where state = 'done'")


async def each_effect_once(house, count=EVENTS):
    rows = await house.rows("select event, count(*) as n from rig_effect group by event")
    assert len(rows) == count
    assert {row["n"] for row in rows} == {1}
    called = await house.rows("select event, count(*) as n from rig_called group by event")
    assert len(called) == count
    assert {row["n"] for row in called} == {1}


async def test_workers_killed_at_random_lose_nothing_and_repeat_nothing(house, workers):
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - a failure must be repeatable
    dice = random.Random(seed)
    await make_events(house)
    workers.start()
    for threshold in sorted(dice.sample(range(10, EVENTS), 3)):
        reached = await past(house, threshold)
        workers.kill()
        assert reached < 2 * EVENTS, "the worker finished before it could be killed"
        workers.start()
    await settled(house)
    await each_effect_once(house)


async def past(house, threshold):
    """Wait until so many deliveries are done; gives how many are."""

    async def there():
        count = await done(house)
        return count if count >= threshold else None

    return await eventually_here(there)


class OwnValkey:
    """A Valkey of the test's own, to be killed and started again."""

    def __init__(self, program, folder):
        self.socket = folder / "valkey.sock"
        self.argv = [
            program,
            "--dir",
            folder,
            "--port",
            "0",
            "--unixsocket",
            self.socket,
            "--appendonly",
            "yes",
        ]
        self.process = None

    @property
    def dsn(self):
        return f"unix://{self.socket}?db=0"

    def start(self):
        self.process = subprocess.Popen(self.argv, stdout=subprocess.DEVNULL)

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    async def answers(self):
        client = Redis.from_url(self.dsn)
        try:
            return await client.ping()
        except RedisError:
            return False
        finally:
            await client.aclose()

    async def wakes(self):
        """Count the jobs that were queued here since it was started; 0 while it does not answer."""
        client = Redis.from_url(self.dsn)
        try:
            told = await client.info("commandstats")
        except RedisError:
            return 0
        finally:
            await client.aclose()
        return told.get("cmdstat_zadd", {"calls": 0})["calls"]


@pytest.fixture
async def own_valkey(house):
    client = Redis.from_url(house.redis_dsn)
    program = (await client.info("server"))["executable"]
    await client.aclose()
    with tempfile.TemporaryDirectory() as folder:
        valkey = OwnValkey(program, Path(folder))
        valkey.start()
        yield valkey
        valkey.kill()


async def test_a_valkey_that_dies_and_comes_back_loses_nothing(house, workers, own_valkey):
    workers.env["LARGESSE_REDIS_URL"] = own_valkey.dsn
    workers.start()
    await make_events(house, EVENTS // 2)
    before = await past(house, 10)
    assert await own_valkey.wakes() > 0
    own_valkey.kill()
    assert before < EVENTS, "everything was done before Valkey could be killed"
    assert await past(house, before + 20)  # without Valkey it goes on
    own_valkey.start()
    await eventually_here(own_valkey.answers)  # else everything may be done without it
    await make_events(house, EVENTS // 2)
    await eventually_here(own_valkey.wakes)  # with it, through it again
    await settled(house)
    await each_effect_once(house)
    assert workers.running[0].poll() is None, "the worker did not live through it"


async def test_what_happened_while_no_relay_ran_is_delivered_afterwards(house, workers):
    await make_events(house, 1)
    workers.start()
    await settled(house, 1)
    workers.stop()
    await make_events(house)
    assert await house.value("select count(*) from store_delivery") == 2
    workers.start()
    await settled(house, EVENTS + 1)
    await each_effect_once(house, EVENTS + 1)
    by = await house.rows("select count(*) as n from rig_effect where pid = $1", workers.running[0].pid)
    assert by == [{"n": EVENTS}]


UNTOLD = (
    "insert into store_outbox (id, topic, key, payload, at)"
    " select gen_random_uuid(), 'rig.made.v1', n::text, '{}', now() from generate_series(1, 5) n"
)


async def test_an_event_of_which_no_notice_comes_is_found_by_looking(house, workers):
    workers.start()
    await make_events(house, 1)
    await settled(house, 1)  # it runs, and hears
    await house.run(UNTOLD)
    await settled(house, 6)
    await each_effect_once(house, 6)


async def test_a_worker_that_cannot_look_does_everything_all_the_same(house, workers):
    workers.env["RIG_BLIND"] = "1"
    workers.start()
    await house.run(UNTOLD)
    await settled(house, 5)
    by_the_clock = "select count(*) >= 2 from rig_called where request = 'by the clock'"
    await eventually_here(lambda: house.value(by_the_clock))


async def test_a_handler_that_asks_for_later_keeps_its_attempts(house):
    async with house.work.job() as tx:
        tx.emit("rig.made.v1", "1", {})

    async def later(_event, _tx):
        async with house.work.job():
            raise Later(0, "its use has not arrived yet")

    handlers = {"rig.made.v1": [Handler("rig.later", later)]}
    await delivery.relay_all(house.work, handlers)
    for _ in range(3):
        await delivery.drain(house.work, handlers, "fast", rounds_max=1)
    row = (await house.rows("select state, attempts, error from store_delivery"))[0]
    assert row == {"state": "due", "attempts": 0, "error": "its use has not arrived yet"}


async def test_a_delivery_that_always_fails_lies_dead_in_sight(house):
    async with house.work.job() as tx:
        tx.emit("rig.made.v1", "1", {})

    async def fail(_event, _tx):
        raise LookupError("the supplier's contract is gone")

    handlers = {"rig.made.v1": [Handler("rig.fail", fail)]}
    await delivery.relay_all(house.work, handlers)
    for _ in range(ATTEMPTS_MAX):
        await house.run("update store_delivery set due_at = now() where state = 'due'")
        await delivery.drain(house.work, handlers, "fast")
    row = (await house.rows("select state, attempts, error from store_delivery"))[0]
    assert (row["state"], row["attempts"]) == ("dead", ATTEMPTS_MAX)
    assert "contract is gone" in row["error"]


async def told(house, topic, count=1):
    async with house.work.job() as tx:
        for number in range(count):
            tx.emit(topic, f"{topic}-{number}", {"n": number})


async def when(house, crew, sql):
    """Revive workers until a statement is true."""

    async def true():
        crew.revive()
        return await house.value(sql)

    await eventually_here(true)


async def test_a_delivery_that_kills_its_worker_lies_dead_in_sight_and_the_others_arrive(house, workers):
    await told(house, "rig.poisoned.v1")
    await make_events(house, 60)
    workers.start()
    await when(house, workers, "select exists (select from store_delivery where state = 'dead')")
    await told(house, "rig.made.v1", 20)
    await when(
        house,
        workers,
        "select count(*) = 160 from store_delivery where state = 'done' and topic = 'rig.made.v1'",
    )
    await each_effect_once(house, 80)
    dead = await house.rows("select id, handler, stops, error from store_delivery where state = 'dead'")
    assert [(row["handler"], row["stops"]) for row in dead] == [("rig.kill", STOPS_MAX)]
    assert dead[0]["error"] == f"the worker stopped {STOPS_MAX} times while doing this"

    workers.stop()
    again = RetryDelivery(key="again", delivery=dead[0]["id"])
    await retry_delivery(again, actor=house.staff("identity.retry_delivery"), work=house.work)
    retried = (
        await house.rows("select state, attempts, stops from store_delivery where id = $1", again.delivery)
    )[0]
    assert retried == {"state": "due", "attempts": 0, "stops": 0}


async def test_a_worker_that_is_told_to_stop_hands_its_deliveries_back(house, workers):
    workers.env["LARGESSE_LEASE_S"] = "60"
    await told(house, "rig.long.v1", 3)
    workers.start()
    under_way = "select count(distinct pid) = 3 from pg_locks where relation = 'rig_effect'::regclass"
    await when(house, workers, under_way)
    workers.stop()
    rows = await house.rows("select state, attempts, stops from store_delivery")
    assert rows == [{"state": "due", "attempts": 0, "stops": 0}] * 3


async def test_a_drain_that_is_stopped_at_any_moment_hands_everything_back(house):
    """While it leases, before a handler began, in the middle of a statement, at the commit."""

    async def act(_event, tx):
        await tx.run("select pg_sleep(0.002)")

    handlers = {"rig.made.v1": [Handler("rig.act", act)]}
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - a failure must be repeatable
    dice = random.Random(seed)
    for number in range(60):
        await told(house, "rig.made.v1", 3)
        await delivery.relay_all(house.work, handlers)
        with suppress(TimeoutError):
            async with asyncio.timeout(dice.random() * 0.03):
                await delivery.drain(house.work, handlers, "fast")
        left = await house.rows("select state, attempts, stops from store_delivery where state <> 'done'")
        assert left == [{"state": "due", "attempts": 0, "stops": 0}] * len(left), f"round {number}"


async def test_a_handler_that_takes_too_long_is_ended_and_counted(house, monkeypatch):
    monkeypatch.setitem(delivery.LIMIT_S, "fast", 0.1)
    await told(house, "rig.made.v1")

    async def hang(_event, _tx):
        await asyncio.Event().wait()

    handlers = {"rig.made.v1": [Handler("rig.hang", hang)]}
    await delivery.relay_all(house.work, handlers)
    await delivery.drain(house.work, handlers, "fast", rounds_max=1)
    row = (await house.rows("select state, attempts, error from store_delivery"))[0]
    assert row == {"state": "due", "attempts": 1, "error": "TimeoutError: took longer than 0.1 s"}


async def test_suspects_are_taken_one_at_a_time(house):
    await told(house, "rig.made.v1", 4)
    under_way = []

    async def act(_event, tx):
        held = "select count(*) from store_delivery where state = 'leased' and leased_until >= now()"
        under_way.append(await tx.value(held))

    handlers = {"rig.made.v1": [Handler("rig.act", act)]}
    await delivery.relay_all(house.work, handlers)
    await house.run(
        "update store_delivery set state = 'leased', lease = id, leased_until = now() - interval '1 second'"
    )
    drains = [delivery.drain(house.work, handlers, "fast") for _ in range(3)]
    finished = sum(await asyncio.gather(*drains))
    finished += await delivery.drain(house.work, handlers, "fast")
    assert (finished, under_way) == (4, [1, 1, 1, 1])


async def test_a_loop_that_is_stopped_as_it_is_woken_stops():
    woken = asyncio.Event()
    waiting = asyncio.create_task(_woken(woken, 60))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    woken.set()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
