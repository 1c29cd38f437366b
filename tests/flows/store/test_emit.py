"""Events go into the outbox through one function, with one wake however many they are."""

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest

from largesse.kernel.ids import new_id

AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
EMIT = "select store_emit($1, $2, $3, $4, $5)"


async def test_many_events_are_written_as_they_were_told_and_wake_once(house):
    woken: list[str] = []
    listener = await asyncpg.connect(house.dsn)
    await listener.add_listener("largesse_outbox", lambda *told: woken.append(told[-1]))
    ids = [new_id(), new_id()]
    async with house.work.job() as tx:
        payloads = [{"n": 1}, {"字": [None, "x"]}]
        assert await tx.value(EMIT, AT, ids, ["tests.a.v1", "tests.b.v1"], ["k", "k"], payloads) == 2
        assert await tx.value(EMIT, AT, [], [], [], []) == 0
    rows = await house.rows("select id, at, topic, key, payload, relayed_at from store_outbox order by topic")
    assert [tuple(row.values()) for row in rows] == [
        (ids[0], AT, "tests.a.v1", "k", {"n": 1}, None),
        (ids[1], AT, "tests.b.v1", "k", {"字": [None, "x"]}, None),
    ]
    async with asyncio.timeout(5):
        while not woken:
            await listener.fetchval("select 1")
    assert woken == [""]
    await listener.close()


async def test_what_is_undone_was_never_told(house):
    async def undone() -> None:
        async with house.work.job() as tx:
            await tx.value(EMIT, AT, [new_id()], ["tests.a.v1"], ["k"], [{}])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await undone()
    assert await house.topics() == []
