"""The way to a new child: started here, or by the launcher where this process may not do what it takes.

Words       a *leash* is what holds a child: let go of it, and the child ends with all that it started
Invariant   both ways run the same code (kept.py); which one it is, only the walls tell
"""

import asyncio
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from largesse.kernel.settings import settings
from largesse.plugging.processes.ask import LINE_MAX, Ask, peer
from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.processes.kept import END_S, Kept
from largesse.plugging.processes.runtime import place
from largesse.plugging.walls.share import Exceeded

Tell = Callable[[Exceeded], None]
DOOR = "run/launcher.sock"
_ENDED_S = 3 * END_S


class Leash(Protocol):
    """A child that was started.

    ``pid`` runs the plugin, ``walls`` stand around it; ``connection`` and ``printed`` are our ends, not
    blocking.
    """

    pid: int
    walls: str
    connection: socket.socket
    printed: socket.socket

    async def end(self) -> None:
        """End it and all that it started; what it took too much was told before. Safe to call twice."""


async def launch(ask: Ask, tell: Tell) -> Leash:
    """Start a child.

    Args:
        ask: which.
        tell: hears once that it took more than its share, before it is ended for that.

    Raises:
        ChildGone: it does not start.
    """
    door = settings().home / DOOR
    if os.geteuid() != 0 and door.is_socket():
        return await _asked(door, ask, tell)
    found = await asyncio.to_thread(place)
    return _Near(await Kept.begun(ask, found), tell)


class _Near:
    """A child of this very process."""

    def __init__(self, kept: Kept, tell: Tell) -> None:
        self.pid, self.walls = kept.pid, kept.walls
        self.connection, self.printed = kept.connection, kept.printed
        self._kept, self._tell = kept, tell
        self._watching = asyncio.create_task(self._watch())

    async def end(self) -> None:
        self._hear(self._kept.told_by_kernel())
        await self._kept.end()
        if self._watching is not asyncio.current_task():
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)

    async def _watch(self) -> None:
        found = await self._kept.exceeded()
        self._hear(found)
        if found is not None:
            await self._kept.end()

    def _hear(self, found: Exceeded | None) -> None:
        if found is not None:
            self._tell(found)


class _Far:
    """A child of the launcher, on the other end of ``wire``."""

    def __init__(self, wire: socket.socket, told: dict[str, object], ends: list[int], tell: Tell) -> None:
        self.pid, self.walls = int(str(told["pid"])), str(told["walls"])
        self.connection, self.printed = (socket.socket(fileno=one) for one in ends)
        for one in (self.connection, self.printed):
            one.settimeout(0)
        self._wire, self._tell = wire, tell
        self._reading = asyncio.create_task(self._read())

    async def end(self) -> None:
        if self._reading.done():
            return
        try:
            self._wire.shutdown(socket.SHUT_WR)
            async with asyncio.timeout(_ENDED_S):
                await asyncio.shield(self._reading)
        except (OSError, TimeoutError):
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read(self) -> None:
        """Hear what the launcher tells until it hangs up: then the child has ended."""
        loop, said = asyncio.get_running_loop(), b""
        with self._wire:
            while len(said) < LINE_MAX:
                try:
                    piece = await loop.sock_recv(self._wire, LINE_MAX)
                except OSError:
                    return
                if not piece:
                    return
                said += piece
                if said.endswith(b"\n"):
                    self._tell(Exceeded(**json.loads(said)))
                    said = b""


async def _asked(door: Path, ask: Ask, tell: Tell) -> Leash:
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        wire.settimeout(0)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(wire, str(door))
        _must_be_roots(wire)
        await loop.sock_sendall(wire, ask.line())
        await _readable(wire)
        return _Far(wire, *_answer(wire), tell)
    except OSError as error:
        wire.close()
        raise ChildGone(f"the launcher does not answer: {error}") from error
    except BaseException:
        wire.close()
        raise


def _must_be_roots(wire: socket.socket) -> None:
    """Ask nobody else: the folder of the socket belongs to the servers' account."""
    if peer(wire) != 0:
        raise ChildGone("somebody else listens in the launcher's place")


def _answer(wire: socket.socket) -> tuple[dict[str, object], list[int]]:
    line, ends, _, _ = socket.recv_fds(wire, LINE_MAX, 2, socket.MSG_CMSG_CLOEXEC)
    told = json.loads(line) if line else {"gone": "the launcher hung up"}
    if "gone" in told:
        raise ChildGone(str(told.get("gone")))
    return told, ends


async def _readable(wire: socket.socket) -> None:
    """Wait until something can be read, without reading it: descriptors come with the first byte."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(wire.fileno(), ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(wire.fileno())
