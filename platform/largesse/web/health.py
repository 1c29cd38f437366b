"""Is it alive, is it ready, what does it count: ``/healthz``, ``/readyz``, ``/metrics``."""

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from redis.asyncio import Redis
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tortoise.connection import get_connection

from largesse.kernel.clock import now
from largesse.kernel.errors import NotAllowed
from largesse.kernel.settings import settings
from largesse.store.database import edited, pending
from largesse.store.partitions import Reach, reaches
from largesse.store.work import Work

log = structlog.get_logger(__name__)
RELAY_SILENT_S = 15.0
_CHECK_S = 3.0
_LOOPBACK = {"127.0.0.1", "::1"}
_TAIL_BACK = 10_000  # rows before the newest chained one in which a late commit may still hide
# Each count has a partial index or is bounded: a scrape costs the same after years.
_COUNTS = f"""
select (select count(*) from store_delivery where state = 'due') as due,
  (select count(*) from store_delivery where state = 'leased') as leased,
  (select count(*) from store_delivery where state = 'dead') as dead,
  (select coalesce(greatest(extract(epoch from now() - min(due_at)), 0), 0)::float8
   from store_delivery where state = 'due') as late_s,
  (select count(*) from store_outbox where relayed_at is null) as waiting,
  (select count(*) from store_audit a
   where a.id > (select coalesce(max(audit), 0) from store_audit_chain) - {_TAIL_BACK}
     and not exists (select from store_audit_chain c where c.audit = a.id)) as tail
"""  # noqa: S608 - constants


@dataclass(frozen=True)
class _Counts:
    """What waits, in rows; ``late_s`` in seconds."""

    due: int = 0
    leased: int = 0
    dead: int = 0
    late_s: float = 0
    waiting: int = 0
    tail: int = 0


class Health:
    """The three routes; ``work`` and ``redis`` belong to this process."""

    def __init__(self, work: Work, redis: Redis) -> None:
        self.work = work
        self.redis = redis
        self.started = time.monotonic()

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/healthz", self.alive),
            Route("/readyz", self.ready),
            Route("/metrics", self.metrics),
        ]

    async def alive(self, _request: Request) -> Response:
        """Say that the process answers."""
        return Response(b'{"ok":true}', media_type="application/json")

    async def ready(self, _request: Request) -> Response:
        """Check database, Valkey, migrations and relay: 200 when all are well, else 503 and which is not.

        ``warnings`` tells what a person must look after although everything answers.
        """
        checks: dict[str, Callable[[], Awaitable[str]]] = {
            "database": self._database,
            "valkey": self._valkey,
            "migrations": self._migrations,
            "relay": self._relay,
        }
        found = await asyncio.gather(*(_checked(check) for check in checks.values()))
        words = dict(zip(checks, found, strict=True))
        well = all(one == "ok" for one in words.values())
        warnings = await self._warnings() if words["database"] == words["migrations"] == "ok" else []
        body = orjson.dumps({"ok": well, "checks": words, "warnings": warnings})
        return Response(body, status_code=200 if well else 503, media_type="application/json")

    async def metrics(self, request: Request) -> Response:
        """Prometheus text: for loopback, or with the bearer token of the settings."""
        if not _may_measure(request):
            raise NotAllowed("metrics")  # they are for loopback or the bearer of the token
        async with self.work.read() as read:
            counted = await read.one(_Counts, _COUNTS) or _Counts()
            tables = await reaches(read, now())
        registry = CollectorRegistry()
        up = Gauge("largesse_up_seconds", "Seconds since this process started.", registry=registry)
        up.set(time.monotonic() - self.started)
        deliveries = Gauge("largesse_deliveries", "Deliveries by state.", ["state"], registry=registry)
        for state, count in (("due", counted.due), ("leased", counted.leased), ("dead", counted.dead)):
            deliveries.labels(state).set(count)
        late = Gauge("largesse_delivery_late_seconds", "How late the oldest due one is.", registry=registry)
        late.set(counted.late_s)
        waiting = Gauge("largesse_outbox_waiting", "Events that wait for the relay.", registry=registry)
        waiting.set(counted.waiting)
        tail = Gauge("largesse_audit_tail", "Audit rows that are not chained yet.", registry=registry)
        tail.set(counted.tail)
        _measure(tables, registry)
        return Response(generate_latest(registry), headers={"content-type": CONTENT_TYPE_LATEST})

    async def _warnings(self) -> list[str]:
        async with self.work.read() as read:
            return [one.wrong for one in await reaches(read, now()) if one.wrong]

    async def _database(self) -> str:
        async with self.work.read() as read:
            return "ok" if await read.value("select 1") == 1 else "no answer"

    async def _valkey(self) -> str:
        await self.redis.ping()
        return "ok"

    async def _migrations(self) -> str:
        client, rooms = get_connection("default"), self.work.house.rooms
        changed = await edited(client, rooms)
        if changed:
            return f"edited after they were applied: {', '.join(changed)}"
        missing = await pending(client, rooms)
        return "ok" if not missing else f"{missing} to apply: largesse migrate"

    async def _relay(self) -> str:
        async with self.work.read() as read:
            silent_s: Any = await read.value(
                "select extract(epoch from now() - ran_at)::float8 from store_tick where name = 'relay'"
            )
        if silent_s is None:
            return "no worker has started yet"
        return "ok" if silent_s < RELAY_SILENT_S else f"silent for {silent_s:.0f} s"


def _measure(tables: list[Reach], registry: CollectorRegistry) -> None:
    months = Gauge(
        "largesse_partition_months_ahead",
        "Months in a row after this one that have a partition.",
        ["table"],
        registry=registry,
    )
    astray = Gauge(
        "largesse_partition_rows_astray",
        "Rows in the default partition, counted to 1,000.",
        ["table"],
        registry=registry,
    )
    for one in tables:
        months.labels(one.name).set(one.months_ahead)
        astray.labels(one.name).set(one.astray)


async def _checked(check: Callable[[], Awaitable[str]]) -> str:
    try:
        return await asyncio.wait_for(check(), _CHECK_S)
    except Exception as error:  # noqa: BLE001 - whatever fails, the answer names it
        log.warning("not_ready", why=repr(error))
        return f"{type(error).__name__}"


def _may_measure(request: Request) -> bool:
    token = settings().metrics_token
    if token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    return request.client is not None and request.client.host in _LOOPBACK
