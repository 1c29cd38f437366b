"""Run relay, ticker and arq side by side until told to stop.

Invariant   losing Valkey loses nothing: a drain that cannot be queued runs here
"""

import asyncio
import math
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import orjson
import structlog
import uvloop
from arq import Worker, func
from arq.connections import ArqRedis, RedisSettings, create_pool

from largesse.kernel.settings import settings
from largesse.store import database
from largesse.store.delivery import drain, relay_all, waiting
from largesse.store.outbox import CLASSES, LIMIT_S, Class, Handlers, Tick
from largesse.store.ticking import run_due
from largesse.store.watching import watching
from largesse.store.work import Work

log = structlog.get_logger(__name__)
POLL_S = 0.5
HEARTBEAT_S = 2.0
_BLIND_S = 5.0
_ROUNDS_S = 20.0
_SPARE_S = 15.0
_QUEUE = "largesse:queue"
_QUEUE_S = 2.0
_BACKOFF_S = (0.2, 0.5, 1.0, 2.0, 5.0)


class Wakes:
    """One worker process. ``handlers`` and ``ticks`` come from the composition root."""

    def __init__(self, work: Work, handlers: Handlers, ticks: list[Tick]) -> None:
        self.handlers = handlers
        self.ticks = ticks
        self.work = work
        self.stop = asyncio.Event()
        self.woken = asyncio.Event()
        self.due = asyncio.Event()
        self.seen = frozenset[str]()
        self.looked = -math.inf
        self.queued = asyncio.Event()
        self.draining: set[asyncio.Task[Any]] = set()

    async def run(self) -> None:
        """Run until ``stop`` is set."""
        async with database.connected(self.work.house.rooms):
            loops = [
                asyncio.create_task(_again(one, self.stop))
                for one in (self.watching, self.relaying, self.ticking, self.queueing)
            ]
            await self.stop.wait()
            for one in loops:
                one.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            await asyncio.gather(*self.draining, return_exceptions=True)  # they hand their leases back

    async def watching(self) -> None:
        """Look twice a second what waits, and wake who does it; a notice only wakes the relay earlier."""
        async with watching(self.woken.set, self.ticks) as watch:
            while True:
                seen = await watch.look()
                self.looked = asyncio.get_running_loop().time()
                if seen.events:
                    self.woken.set()
                if seen.ticks:
                    self.seen = seen.ticks
                    self.due.set()
                await asyncio.sleep(POLL_S)

    def _blind(self) -> bool:
        """Tell whether nobody could look for long: then all may wait."""
        return asyncio.get_running_loop().time() - self.looked >= _BLIND_S

    async def relaying(self) -> None:
        """Relay what was seen to wait, or all while nobody can look; note that the relay lives."""
        redis: ArqRedis | None = None
        beat = -math.inf
        seen = True
        while True:
            if seen or self._blind():
                redis = await self._relay(redis)
            clock = asyncio.get_running_loop().time()
            if clock - beat >= HEARTBEAT_S:
                beat = clock
                await self._beat()
            seen = await _woken(self.woken, HEARTBEAT_S)

    async def _relay(self, redis: ArqRedis | None) -> ArqRedis | None:
        """Relay, and wake the drains of what is due."""
        await relay_all(self.work, self.handlers)
        due = await waiting(self.work)
        return await self._wake(redis, [klass for klass in CLASSES if klass in due]) if due else redis

    async def _wake(self, redis: ArqRedis | None, classes: list[Class]) -> ArqRedis | None:
        try:
            pool = redis if redis is not None else await _pool()
            for klass in classes:
                # one wake per class and half second: a job lost with its worker blocks nothing for longer
                mark = f"drain:{klass}:{int(time.time() * 2)}"
                wake = pool.enqueue_job(f"drain_{klass}", _job_id=mark, _queue_name=_QUEUE)
                async with asyncio.timeout(_QUEUE_S):
                    await wake
            self.queued.set()
        except Exception as error:  # noqa: BLE001 - any fault of the queue means: do it here
            log.warning("queue_unreachable", why=repr(error))
            for klass in classes:
                await drain(self.work, self.handlers, klass, rounds_max=4)
            return None
        return pool

    async def _beat(self) -> None:
        async with self.work.job() as tx:
            await tx.run(
                "insert into store_tick (name, due_at, ran_at) values ('relay', 'infinity', $1)"
                " on conflict (name) do update set ran_at = excluded.ran_at",
                tx.now,
            )

    async def ticking(self) -> None:
        """Run what was seen to be due by the clock, or all that is while nobody can look."""
        while True:
            if await _woken(self.due, _BLIND_S):
                await run_due(self.work, [one for one in self.ticks if one.name in self.seen])
            elif self._blind():
                await run_due(self.work, self.ticks)

    async def queueing(self) -> None:
        """Run arq; when Valkey goes away it ends, and is started again."""
        jobs = [
            func(
                self._job(klass),
                name=f"drain_{klass}",
                timeout=_ROUNDS_S + LIMIT_S[klass] + _SPARE_S,
                keep_result=0,
            )
            for klass in CLASSES
        ]
        worker = _Patient(
            self.queued,
            functions=jobs,
            redis_settings=redis_settings(),
            queue_name=_QUEUE,
            handle_signals=False,
            poll_delay=0,
            max_jobs=8,
            job_serializer=_pack,
            job_deserializer=orjson.loads,
        )
        try:
            await worker.async_run()
        finally:
            with suppress(Exception):
                await worker.close()

    def _job(self, klass: Class) -> Any:
        async def run(_ctx: dict[str, Any]) -> int:
            task = asyncio.current_task()
            assert task is not None  # a coroutine runs in a task
            self.draining.add(task)
            task.add_done_callback(self.draining.discard)
            return await drain(self.work, self.handlers, klass, begin_s=_ROUNDS_S)

        return run


class _Patient(Worker):
    """Looks into the queue twice a second, and at once after this process put something into it."""

    def __init__(self, queued: asyncio.Event, **chosen: Any) -> None:
        super().__init__(**chosen)
        self._queued = queued

    async def _poll_iteration(self) -> None:
        await _woken(self._queued, POLL_S)
        await super()._poll_iteration()


async def _woken(event: asyncio.Event, within_s: float) -> bool:
    """Wait until somebody wakes; False: the time was over before."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within_s):
            await event.wait()
    woken = event.is_set()
    event.clear()
    return woken


async def _again(loop: Any, stop: asyncio.Event) -> None:
    """Start a loop again with growing pauses whenever it fails."""
    fails = 0
    while not stop.is_set():
        began = asyncio.get_running_loop().time()
        try:
            await loop()
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the database or Valkey went away: come back
            log.warning("worker_loop_failed", loop=loop.__name__, why=repr(error))
        fails = 0 if asyncio.get_running_loop().time() - began > 30 else fails + 1
        await asyncio.sleep(_BACKOFF_S[min(fails, len(_BACKOFF_S) - 1)])


def _pack(value: Any) -> bytes:
    """Write JSON, never pickle: whoever can write to the queue must not run code here."""
    return orjson.dumps(value, default=repr)


async def _pool() -> ArqRedis:
    return await create_pool(redis_settings(), job_serializer=_pack, job_deserializer=orjson.loads)


def redis_settings() -> RedisSettings:
    """Read where Valkey is from the settings."""
    chosen = RedisSettings.from_dsn(settings().redis_url)
    chosen.conn_retries, chosen.conn_timeout = 0, 2
    return chosen


def run_worker(work: Work, handlers: Handlers, ticks: list[Tick], beat: Callable[[], None]) -> None:
    """Run one worker process until SIGTERM or SIGINT, and ``beat`` once a second; blocks."""

    async def beating() -> None:
        while True:
            beat()
            await asyncio.sleep(1)

    async def main() -> None:
        wakes = Wakes(work, handlers, ticks)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, wakes.stop.set)
        hearts = asyncio.create_task(beating())
        await wakes.run()
        hearts.cancel()

    uvloop.run(main())
