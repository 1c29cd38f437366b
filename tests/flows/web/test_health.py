"""Alive, ready, measured."""

import socket
import time
from datetime import UTC, datetime

import asyncpg
import httpx
import pytest
import time_machine
from redis.asyncio import Redis
from tests.kit.site import site
from tests.kit.waiting import eventually_here

from largesse.kernel.settings import settings
from largesse.web.readiness import Found, Readiness

pytestmark = pytest.mark.slow
FROZEN_IS_SEEN_S = 5


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
                "home": "ok",
                "valkey": "ok",
                "migrations": "ok",
                "relay": "no worker has started yet",
            }
    with site(house, worker=True) as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:

            async def well():
                return (await ready(client))[0]

            await eventually_here(well)


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


async def test_a_database_that_takes_no_write_and_a_disk_that_is_full_make_it_not_ready(house):
    owner = await asyncpg.connect(house.dsn)
    name = await owner.fetchval("select current_database()")
    await owner.execute(f"alter database {name} set default_transaction_read_only = on")
    await owner.close()
    with site(house, LARGESSE_DISK_MIN_MIB=str(10**9)) as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            answer = await client.get("/readyz")
            assert answer.status_code == 503
            assert answer.json()["checks"]["database"] == "ReadOnlySQLTransactionError"
            assert f"MiB free, {10**9} needed" in answer.json()["checks"]["home"]


async def test_a_home_that_takes_no_file_is_named(house, tmp_path, monkeypatch):
    (tmp_path / "blobs").write_text("a file where the folder should be")
    monkeypatch.setenv("LARGESSE_HOME", str(tmp_path))
    settings.cache_clear()
    try:
        async with Redis.from_url(house.redis_dsn) as redis:
            found = await Readiness(house.work, redis).look()
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert found.checks["home"].startswith("cannot be written: E")


async def test_a_valkey_that_is_frozen_is_seen_in_time_and_makes_the_house_no_more_than_degraded(house):
    """The kernel still takes connections for one that is frozen; it says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as frozen:
        redis, began = Redis(port=frozen.getsockname()[1]), time.monotonic()
        found = await Readiness(house.work, redis).look()
        assert time.monotonic() - began < FROZEN_IS_SEEN_S
        await redis.aclose()
    assert found.degraded == ["valkey"]
    others = {name: word for name, word in found.checks.items() if name not in {"valkey", "relay"}}
    assert set(others.values()) == {"ok"}  # no worker runs here
    assert Found({**others, "valkey": found.checks["valkey"]}, []).ready


async def test_rows_in_a_default_partition_are_a_warning_of_a_ready_house(house):
    with time_machine.travel(datetime(2031, 5, 20, tzinfo=UTC), tick=False):
        async with house.work.job() as tx:
            tx.emit("tests.made.v1", "1", {})
    with site(house) as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            assert (await client.get("/readyz")).json()["warnings"] == [
                "store_outbox: rows in its default partition"
            ]
            measured = (await client.get("/metrics")).text
            assert 'largesse_partition_rows_astray{table="store_outbox"} 1.0' in measured


async def test_metrics_and_headers_are_closed(ground):
    with site(ground, LARGESSE_METRICS_TOKEN="old-sesame, sesame") as address:
        async with httpx.AsyncClient(base_url=address, timeout=10) as client:
            assert (await client.get("/metrics")).status_code == 403
            whole = {"authorization": "Bearer old-sesame, sesame"}
            assert (await client.get("/metrics", headers=whole)).status_code == 403
            old = await client.get("/metrics", headers={"authorization": "Bearer old-sesame"})
            assert old.status_code == 200
            given = await client.get("/metrics", headers={"authorization": "Bearer sesame"})
            for line in (
                "largesse_outbox_waiting 0.0",
                'largesse_deliveries{state="dead"} 0.0',
                "largesse_delivery_late_seconds 0.0",
                "largesse_audit_tail 0.0",
                'largesse_partition_months_ahead{table="play_draw"} 3.0',
                'largesse_partition_rows_astray{table="store_outbox"} 0.0',
            ):
                assert line in given.text
            trace = "4bf92f3577b34da6a3ce929d0e0e4736"
            given = await client.get("/healthz", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
            assert given.headers["x-trace-id"] == trace
            assert given.headers["x-content-type-options"] == "nosniff"
            assert len((await client.get("/healthz")).headers["x-trace-id"]) == 32
