"""What closes connections, a stop or a clock, loses no request that came while they were open."""

import asyncio
import signal
import time
from pathlib import Path

import pytest
from tests.kit.site import serving
from tests.kit.waiting import eventually

from largesse.web.protocol import LEAVE_S

pytestmark = pytest.mark.slow
CONNECTIONS = 20
ASK = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
TRIES = 5
IDLE_S = 1


def listens(pid, port):
    """Whether a process still holds the listening socket of a port."""
    held = {str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir() if one.is_symlink()}
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    listening = [one[9] for one in sockets if one[1].endswith(f":{port:04X}") and one[3] == "0A"]
    return any(f"socket:[{one}]" in held for one in listening)


async def answered(reader):
    """Give the head of an answer; empty when there is none."""
    try:
        async with asyncio.timeout(30):
            head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(len(b'{"ok":true}'))
    except (asyncio.IncompleteReadError, ConnectionResetError):
        return b""
    return head


async def test_requests_that_come_just_after_the_stop_are_answered_and_the_connection_closed(ground):
    """Also when the process is kept from looking until it wants to leave: what came in time lies there."""
    for _ in range(TRIES):
        with serving(ground) as (address, web):
            port = int(address.rpartition(":")[2])
            open_ones = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
            for reader, writer in open_ones:
                writer.write(ASK)
                assert (await answered(reader)).startswith(b"HTTP/1.1 200 ")
            began = time.monotonic()
            web.terminate()
            eventually(lambda pid=web.pid, port=port: not listens(pid, port))
            web.send_signal(signal.SIGSTOP)
            for _, writer in open_ones:
                writer.write(ASK)
            sent_after_s = time.monotonic() - began
            eventually(lambda began=began: time.monotonic() > began + 2 * LEAVE_S)
            web.send_signal(signal.SIGCONT)
            heads = [await answered(reader) for reader, _ in open_ones]
            for _, writer in open_ones:
                writer.close()
        if sent_after_s < LEAVE_S:  # else this machine was too slow to ask in time
            assert all(head.startswith(b"HTTP/1.1 200 ") for head in heads)
            assert all(b"connection: close" in head.lower() for head in heads)
            return
    pytest.fail(f"{TRIES} times no request could be sent within {LEAVE_S} s")


async def test_connections_that_nobody_had_accepted_when_the_stop_came_are_answered(ground):
    """They stand in the kernel's queue, their requests with them, when it looks again."""
    with serving(ground) as (address, web):
        port = int(address.rpartition(":")[2])
        web.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        waiting = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
        for _, writer in waiting:
            writer.write(ASK)
            await writer.drain()
        web.terminate()
        eventually(lambda: time.monotonic() > began + LEAVE_S)
        web.send_signal(signal.SIGCONT)
        heads = [await answered(reader) for reader, _ in waiting]
        for _, writer in waiting:
            writer.close()
    assert all(head.startswith(b"HTTP/1.1 200 ") for head in heads)


async def test_who_asks_again_before_an_idle_connection_is_closed_is_answered(ground):
    """The process is late to look: the time to close it and the request are there at once."""
    with serving(ground, LARGESSE_IDLE_S=str(IDLE_S)) as (address, web):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        writer.write(ASK)
        assert (await answered(reader)).startswith(b"HTTP/1.1 200 ")
        began = time.monotonic()
        web.send_signal(signal.SIGSTOP)
        writer.write(ASK)
        eventually(lambda: time.monotonic() > began + IDLE_S + 0.1)
        web.send_signal(signal.SIGCONT)
        head = await answered(reader)
        writer.close()
    assert head.startswith(b"HTTP/1.1 200 ")
