"""Our end of the connection to a child: many calls at once, its own questions answered, closed on garbage.

Invariant   every waiting call ends: by its answer, its deadline, or the child's death; a child that asks
            faster than it reads is disconnected, so what waits for it here is bounded
"""

import asyncio
import contextlib
import itertools
import socket
import time
from collections.abc import Awaitable, Callable
from typing import Any

from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.processes.rate_limit import RateLimit
from largesse_sdk.errors import PluginError
from largesse_sdk.process import protocol
from largesse_sdk.process.protocol import Ready
from largesse_sdk.wire import decode, typed

ASKED_MAX = 64
ASKED_PER_S = 500.0
ASKED_BURST = 2_000.0
Serve = Callable[[str, Any], Awaitable[Any]]


class PluginFault(Exception):  # noqa: N818 - a state of the connection, not an "Error"
    """The plugin failed in a way that it did not mean."""


class Connection:
    """One child's connection."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._numbers = itertools.count(1)
        self._rate = RateLimit(ASKED_PER_S, ASKED_BURST)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._serving: set[asyncio.Task[None]] = set()
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None
        self.gone = asyncio.Event()

    async def open(self, wire: socket.socket, digest: str) -> Ready:
        """Read the handshake and what the plugin offers.

        Raises:
            ChildGone: the first lines are not those of this protocol, or the plugin does not load.
        """
        reader, self._writer = await asyncio.open_connection(sock=wire, limit=protocol.LINE_MAX)
        try:
            protocol.read_handshake(await reader.readline(), digest)
            hello = decode(await reader.readline())
        except (ValueError, OSError) as error:
            raise ChildGone(str(error) or "hung up at the start") from error
        if not isinstance(hello, dict) or hello.get("method") != protocol.READY:
            reason = hello.get("params", {}).get("reason", "") if isinstance(hello, dict) else ""
            raise ChildGone(f"the plugin does not load: {reason}")
        try:
            ready: Ready = typed(hello.get("params"), Ready)
        except ValueError as error:
            raise ChildGone("what it says of itself has not the shape") from error
        self._reading = asyncio.create_task(self._read(reader))
        return ready

    async def ask(self, method: str, params: Any) -> Any:
        """Send a request and await its answer; cancelled, it tells the child so.

        Raises:
            PluginError: the no that the plugin meant.
            PluginFault: the plugin failed.
            ChildGone: the child died meanwhile.
        """
        if self._writer is None or self.gone.is_set():
            raise ChildGone("not running")
        number = next(self._numbers)
        line = protocol.request(number, method, params)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        try:
            self._writer.write(line)
            return await future
        except asyncio.CancelledError:
            self._tell(protocol.notice(protocol.CANCEL, {"id": number}))
            raise
        finally:
            self._waiting.pop(number, None)

    async def close(self) -> None:
        """Hang up and end every waiting call."""
        self._end("closed")
        if self._writer is not None:
            self._writer.transport.abort()  # what a child never read keeps nobody waiting
            with contextlib.suppress(OSError):
                await self._writer.wait_closed()
        tasks = [task for task in (self._reading, *self._serving) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        try:
            while (line := await reader.readline()).endswith(b"\n"):
                self._take(decode(line))
        except (ValueError, OSError, KeyError, TypeError) as error:
            self._end(f"broke the protocol: {type(error).__name__}")
        else:
            self._end("hung up")

    def _take(self, message: Any) -> None:
        if not isinstance(message, dict):
            raise TypeError("a message is an object")
        if "method" in message:
            self._unasked()
            if len(self._serving) >= ASKED_MAX:
                raise ValueError("too many questions at once")
            task = asyncio.create_task(self._answer(message))
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)
            return
        future = self._waiting.get(message["id"])
        if future is None or future.done():
            self._unasked()
            return
        if "result" in message:
            future.set_result(message["result"])
            return
        error = protocol.read_refusal(message.get("error"))
        future.set_exception(error or PluginFault(str(message.get("error"))[:300]))

    def _unasked(self) -> None:
        """Count a message that answers no question of ours."""
        if not self._rate.allows(self, time.monotonic()):
            raise ValueError("too many messages")

    async def _answer(self, message: dict[str, Any]) -> None:
        number = message.get("id")
        try:
            line = protocol.result(number, await self._serve(str(message["method"]), message.get("params")))
        except PluginError as error:
            line = protocol.refusal(number, error)
        except (ValueError, KeyError, TypeError, protocol.TooLong) as error:
            line = protocol.fault(number, protocol.INTERNAL, type(error).__name__)
        self._tell(line)
        if self._writer is not None:
            with contextlib.suppress(ConnectionError):
                await self._writer.drain()

    def _tell(self, line: bytes) -> None:
        if self._writer is not None and not self.gone.is_set():
            self._writer.write(line)

    def _end(self, why: str) -> None:
        self.gone.set()
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(ChildGone(why))
