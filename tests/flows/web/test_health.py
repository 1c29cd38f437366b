"""Alive, ready, measured."""

import asyncpg
import httpx
import pytest
from tests.kit.site import site
from tests.kit.waiting import READY_S, eventually_here

pytestmark = pytest.mark.slow


async def ready(client):
    answer = (await client.get("/readyz")).json()
    return answer["ok"], answer["checks"]


async def test_a_house_with_its_worker_is_ready_and_says_what_is_missing_without(house):
    with site(house) as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            well, checks = await ready(client)
            assert not well
            assert checks == {
                "database": "ok",
                "valkey": "ok",
                "migrations": "ok",
                "relay": "no worker has started yet",
            }
    with site(house, worker=True) as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:

            async def well():
                return (await ready(client))[0]

            await eventually_here(well, within_s=READY_S)


async def test_a_migration_that_is_missing_makes_it_not_ready(house):
    owner = await asyncpg.connect(house.dsn)
    await owner.execute(
        "delete from tortoise_migrations where id = (select max(id) from tortoise_migrations)"
    )
    await owner.close()
    with site(house) as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            _, checks = await ready(client)
            assert checks["migrations"] == "1 to apply: largesse migrate"


async def test_metrics_and_headers_are_closed(ground):
    with site(ground, LARGESSE_METRICS_TOKEN="sesame") as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            assert (await client.get("/metrics")).status_code == 403
            given = await client.get("/metrics", headers={"authorization": "Bearer sesame"})
            for line in (
                "largesse_outbox_waiting 0.0",
                'largesse_deliveries{state="dead"} 0.0',
                "largesse_delivery_late_seconds 0.0",
                "largesse_audit_tail 0.0",
            ):
                assert line in given.text
            trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            given = await client.get("/healthz", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
            assert given.headers["x-trace-id"] == trace
            assert given.headers["x-content-type-options"] == "nosniff"
            assert len((await client.get("/healthz")).headers["x-trace-id"]) == 32
