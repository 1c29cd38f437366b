"""Is it alive, is it ready, what does it count: ``/healthz``, ``/readyz``, ``/metrics``."""

import hmac
import time
from dataclasses import dataclass

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from redis.asyncio import Redis
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from largesse.kernel.clock import now
from largesse.kernel.errors import NotAllowed
from largesse.kernel.settings import settings
from largesse.store.partitions import Reach, reaches
from largesse.store.work import Work
from largesse.web.readiness import OK, Readiness

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
        self.readiness = Readiness(work, redis)
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
        """Say what is well and what is not: 503 when a part is missing without which nothing is done.

        ``degraded`` names parts that are missing without harm for a while, ``warnings`` what a person must
        look after although everything answers.
        """
        found = await self.readiness.look()
        body = {
            "ok": found.ready,
            "degraded": found.degraded,
            "checks": found.checks,
            "warnings": found.warnings,
        }
        status = 200 if found.ready else 503
        return Response(orjson.dumps(body), status_code=status, media_type="application/json")

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
        well = Gauge("largesse_check_ok", "1 when a check of /readyz is ok.", ["check"], registry=registry)
        for name, word in (await self.readiness.look()).checks.items():
            well.labels(name).set(word == OK)
        return Response(generate_latest(registry), headers={"content-type": CONTENT_TYPE_LATEST})


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


def _may_measure(request: Request) -> bool:
    tokens = [one.strip().encode() for one in settings().metrics_token.split(",") if one.strip()]
    if tokens:
        given = request.headers.get("authorization", "").removeprefix("Bearer ").encode()
        return any(hmac.compare_digest(given, token) for token in tokens)
    return request.client is not None and request.client.host in _LOOPBACK
