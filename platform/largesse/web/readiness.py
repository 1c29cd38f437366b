"""Whether this process can do its work: what must be well, what may be missing for a while, what warns.

Words       *unready*: a part is missing without which nothing is done; *degraded*: all is done, but slower
Invariant   an answer takes at most _CHECK_S, whatever hangs; one that is younger than _FRESH_S is given again
Source      docs/how-to/keep-it-healthy.md
"""

import asyncio
import errno
import os
import shutil
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import structlog
from redis.asyncio import Redis
from tortoise.connection import get_connection

from largesse.kernel.clock import now
from largesse.kernel.settings import settings
from largesse.notices.channels.way import codes_missed
from largesse.store.database import edited, pending
from largesse.store.partitions import reaches
from largesse.store.ticking import relay_silent_s, write_probe
from largesse.store.work import Work

log = structlog.get_logger(__name__)
RELAY_SILENT_S = 15.0
OK = "ok"
_CHECK_S = 3.0
_FRESH_S = 1.0
_SILENT = f"no answer in {_CHECK_S:.0f} s"
_NO_CODES = "codes: no channel carries them, so that clients come in by the bank's app or not at all"
_DISK_LOW = 5  # times the least that must be free
_MAY_BE_MISSING = frozenset({"valkey"})


@dataclass(frozen=True)
class Found:
    """What was found, each part by name: ``ok`` or what is wrong with it."""

    checks: dict[str, str]
    warnings: list[str]

    @property
    def degraded(self) -> list[str]:
        """The parts that are missing without harm."""
        return [name for name, word in self.checks.items() if word != OK and name in _MAY_BE_MISSING]

    @property
    def ready(self) -> bool:
        """Whether all is well that must be."""
        return all(word == OK or name in _MAY_BE_MISSING for name, word in self.checks.items())


class Readiness:
    """The checks of one process; ``work`` and ``redis`` belong to it."""

    def __init__(self, work: Work, redis: Redis) -> None:
        self._work = work
        self._redis = redis
        self._one_at_a_time = asyncio.Lock()
        self._last: tuple[float, Found] | None = None
        self._looking: dict[str, asyncio.Task[str]] = {}

    async def look(self) -> Found:
        """Look at every part, all at once; who asks while another looks gets the same answer."""
        async with self._one_at_a_time:
            if self._last is None or time.monotonic() - self._last[0] > _FRESH_S:
                found = await self._look()
                self._last = time.monotonic(), found
            return self._last[1]

    async def _look(self) -> Found:
        checks: dict[str, Callable[[], Awaitable[str]]] = {
            "database": self._database,
            "home": self._home_writes,
            "valkey": self._valkey,
            "migrations": self._migrations,
            "relay": self._relay,
        }
        for name, check in checks.items():
            if (
                name not in self._looking or self._looking[name].done()
            ):  # one that hangs is joined by no other
                self._looking[name] = asyncio.create_task(_checked(name, check))
        await asyncio.wait(self._looking.values(), timeout=_CHECK_S)
        found = {name: one.result() if one.done() else _SILENT for name, one in self._looking.items()}
        answers = all(found[one] == OK for one in ("database", "migrations"))
        warnings = await self._warnings() if answers else []
        return Found(found, warnings)

    async def _database(self) -> str:
        async with self._work.job() as tx:
            await write_probe(tx)
        return OK

    async def _home_writes(self) -> str:
        return await asyncio.to_thread(_write)

    async def _valkey(self) -> str:
        await self._redis.ping()
        return OK

    async def _migrations(self) -> str:
        client, rooms = get_connection("default"), self._work.house.rooms
        changed = await edited(client, rooms)
        if changed:
            return f"edited after they were applied: {', '.join(changed)}"
        missing = await pending(client, rooms)
        return OK if not missing else f"{missing} to apply: largesse migrate"

    async def _relay(self) -> str:
        async with self._work.read() as read:
            silent_s = await relay_silent_s(read)
        if silent_s is None:
            return "no worker has started yet"
        return OK if silent_s < RELAY_SILENT_S else f"silent for {silent_s:.0f} s"

    async def _warnings(self) -> list[str]:
        async with self._work.read() as read:
            found = [one.wrong for one in await reaches(read, now()) if one.wrong]
            found += [_NO_CODES] if await codes_missed(read) else []
        free_mib, low_mib = _free_mib(settings().home), settings().disk_min_mib * _DISK_LOW
        return found if free_mib >= low_mib else [*found, f"home: only {free_mib} MiB free"]


def _write() -> str:
    """Write a small file to the disk, where blobs are written."""
    free_mib, least_mib = _free_mib(settings().home), settings().disk_min_mib
    if free_mib < least_mib:
        return f"{free_mib} MiB free, {least_mib} needed"
    probe = settings().home / "blobs" / f".readyz-{uuid4().hex}"
    try:
        probe.parent.mkdir(mode=0o700, exist_ok=True)
        with probe.open("xb") as file:
            file.write(b"?")
            file.flush()
            os.fsync(file.fileno())
    except OSError as no:
        return f"cannot be written: {errno.errorcode.get(no.errno or 0, 'unknown')}"
    finally:
        with suppress(OSError):
            probe.unlink()
    return OK


def _free_mib(home: Path) -> int:
    return shutil.disk_usage(home).free // 2**20


async def _checked(name: str, check: Callable[[], Awaitable[str]]) -> str:
    try:
        return await check()
    except Exception as error:  # noqa: BLE001 - whatever fails, the answer names it
        log.warning("not_ready", part=name, why=repr(error))
        return type(error.__cause__ or error).__name__  # the database's own word rather than Tortoise's
