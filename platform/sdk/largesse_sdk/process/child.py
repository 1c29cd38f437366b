"""A plugin's own process: one socket, one plugin, many calls at once.

Invariant   whatever the plugin does, each request is answered once, or the process dies
"""

import asyncio
import contextlib
import importlib
import itertools
import os
import socket
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from largesse_sdk.context import Ctx, HttpRequest, HttpResponse
from largesse_sdk.contracts.capability import Capability
from largesse_sdk.contracts.registry import Registry
from largesse_sdk.emitting import Emit, Emitted
from largesse_sdk.errors import EmitRefused, OutcomeUnknown, PluginError
from largesse_sdk.process import protocol
from largesse_sdk.wire import decode, plain, typed


class Connection:
    """The child's end of the connection to its host."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}

    async def ask(self, method: str, params: Any) -> Any:
        """Ask the host for a service and await its answer."""
        number = next(self._numbers)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        try:
            self._writer.write(protocol.request(number, method, params))
            await self._writer.drain()
            return await future
        finally:
            self._waiting.pop(number, None)

    async def send(self, line: bytes) -> None:
        """Send one line."""
        self._writer.write(line)
        await self._writer.drain()

    async def read(self) -> dict[str, Any] | None:
        """Give the next request; answers to our own requests are handed to their callers; None at the end."""
        while True:
            line = await self._reader.readline()
            if not line.endswith(b"\n"):
                return None
            message = decode(line)
            if "method" in message:
                return dict(message)
            self._settle(message)

    def _settle(self, message: dict[str, Any]) -> None:
        future = self._waiting.get(message.get("id", 0))
        if future is None or future.done():
            return
        if "result" in message:
            future.set_result(message["result"])
        else:
            future.set_exception(
                protocol.read_refusal(message.get("error")) or OutcomeUnknown("the host failed")
            )


class RemoteHost:
    """The host's services, asked for over the connection."""

    def __init__(self, connection: Connection, call: str) -> None:
        self._connection = connection
        self._call = call

    async def http(self, ask: HttpRequest) -> HttpResponse:
        """Send a request through the host."""
        answer = await self._connection.ask(protocol.HTTP, {"call": self._call, "ask": plain(ask)})
        response: HttpResponse = typed(answer, HttpResponse)
        return response

    async def hmac_sha256(self, secret: str, message: bytes) -> bytes:
        """Sign with a secret that stays with the host."""
        params = {"call": self._call, "secret": secret, "message": plain(message)}
        signed: bytes = typed(await self._connection.ask(protocol.HMAC, params), bytes)
        return signed

    async def now(self) -> datetime:
        """Give the host's time."""
        instant: datetime = typed(await self._connection.ask(protocol.NOW, {"call": self._call}), datetime)
        return instant

    async def log(self, level: Literal["info", "warning", "error"], message: str) -> None:
        """Write to the installation's log."""
        await self._connection.ask(
            protocol.LOG, {"call": self._call, "level": level, "message": message[:2000]}
        )

    async def emit(self, events: Sequence[Emit]) -> list[Emitted]:
        """Tell events."""
        params = {"call": self._call, "events": plain(list(events))}
        try:
            answer = await self._connection.ask(protocol.EMIT, params)
        except protocol.TooLong as error:
            raise EmitRefused(f"the message is too long: {error}") from error
        found: list[Emitted] = typed(answer, list[Emitted])
        return found


class Child:
    """Runs the calls of one plugin."""

    def __init__(self, registry: Registry, connection: Connection) -> None:
        self._registry = registry
        self._connection = connection
        self._running: dict[Any, asyncio.Task[None]] = {}

    async def serve(self) -> None:
        """Answer until the host closes the connection."""
        while (message := await self._connection.read()) is not None:
            if message["method"] == protocol.CANCEL:
                task = self._running.get(message["params"]["id"])
                if task is not None:
                    task.cancel()
                continue
            number = message["id"]
            if message["method"] == protocol.PING:
                await self._connection.send(protocol.result(number, None))
                continue
            task = asyncio.create_task(self._answer(number, message["method"], message.get("params") or {}))
            self._running[number] = task
            task.add_done_callback(lambda _, n=number: self._running.pop(n, None))  # type: ignore[misc]  # bound per turn

    async def _answer(self, number: Any, full: str, params: dict[str, Any]) -> None:
        try:
            method = self._registry.find(full)
            ctx = Ctx(**params["ctx"], host=RemoteHost(self._connection, params["call"]))
            answer = protocol.result(number, plain(await method.run(ctx, params.get("args"))))
        except asyncio.CancelledError:
            answer = protocol.fault(number, protocol.INTERNAL, "cancelled")
        except PluginError as error:
            answer = protocol.refusal(number, error)
        except protocol.TooLong as error:
            answer = protocol.fault(number, protocol.INTERNAL, f"the answer is too long: {error}")
        except Exception as error:  # noqa: BLE001 - a plugin's bug is answered, never fatal
            sys.stderr.write(f"{full}: {type(error).__name__}: {error}\n")
            answer = protocol.fault(number, protocol.INTERNAL, type(error).__name__)
        await self._connection.send(answer)


def load(entry: str) -> Capability:
    """Import ``package.module:Class`` and make the plugin."""
    module, _, name = entry.partition(":")
    kind = getattr(importlib.import_module(module), name)
    plugin: Capability = kind()
    return plugin


async def _main(entry: str, digest: str) -> None:
    wire = socket.socket(fileno=protocol.FD)
    reader, writer = await asyncio.open_connection(sock=wire, limit=protocol.LINE_MAX)
    connection = Connection(reader, writer)
    await connection.send(protocol.handshake(digest))
    try:
        registry = Registry(load(entry))
    except Exception as error:  # noqa: BLE001 - the host is told why the plugin does not start
        await connection.send(
            protocol.notice(protocol.BROKEN, {"reason": f"{type(error).__name__}: {error}"[:500]})
        )
        return
    ready = protocol.Ready(
        capabilities=tuple(registry.capabilities),
        methods=tuple(registry.methods()),
        pid=os.getpid(),
        at=time.time(),
    )
    await connection.send(protocol.notice(protocol.READY, plain(ready)))
    with contextlib.suppress(ConnectionError):
        await Child(registry, connection).serve()


def run(entry: str, digest: str) -> None:
    """Serve calls until the host closes the connection."""
    asyncio.run(_main(entry, digest))
    os._exit(0)
