"""What a child may send: it is answered while it listens, and hung up on when it only talks."""

import asyncio
import socket

import pytest

from largesse.plugging.processes.connection import ASKED_BURST, Connection
from largesse_sdk.process import protocol

LONG = "x" * 100_000


@pytest.fixture
async def ends():
    """Our connection, opened, and the child's end of it; whatever is asked is answered at length."""

    async def serve(_method, _params):
        return LONG

    ours, theirs = socket.socketpair()
    for one in (ours, theirs):
        one.setblocking(False)
    connection = Connection(serve)
    reader, writer = await asyncio.open_connection(sock=theirs, limit=protocol.LINE_MAX)
    writer.write(protocol.handshake("d") + protocol.notice(protocol.READY, {}))
    await connection.open(ours, "d")
    yield connection, reader, writer
    await connection.close()
    writer.close()


async def test_a_child_that_asks_and_listens_is_answered(ends):
    connection, reader, writer = ends
    for number in range(100):
        writer.write(protocol.request(number, protocol.NOW, {}))
        assert (await reader.readline()).endswith(b"\n")
    assert not connection.gone.is_set()


async def test_a_child_that_asks_without_listening_is_hung_up_on_before_much_waits_for_it(ends):
    connection, _, writer = ends
    for number in range(1_000):
        writer.write(protocol.request(number, protocol.NOW, {}))
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await connection.gone.wait()


async def test_a_child_that_only_talks_is_hung_up_on(ends):
    connection, _, writer = ends
    for number in range(int(ASKED_BURST) + 100):
        writer.write(protocol.result(number + 1_000_000, None))
    async with asyncio.timeout(5):
        await connection.gone.wait()
