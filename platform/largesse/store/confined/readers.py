"""Have files of others read: one fork server and a few places in this process.

Invariant   at most ``reading_at_once`` children run; neither the event loop nor other work's threads wait
"""

import asyncio
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import msgspec
import structlog

from largesse.kernel.interpreter import of_the_loader
from largesse.kernel.settings import settings
from largesse.store.confined import wire
from largesse.store.confined.child import Reader
from largesse.store.confined.forkserver import dumped
from largesse.store.confined.limits import (
    ANSWER_MAX,
    Limits,
    ReadingBroken,
    ReadingBusy,
    ReadingTooLarge,
    ReadingTooSlow,
)
from largesse.store.house import House, Port

WAITING_MAX = 16
CHUNK = 2**20
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from largesse.store.confined.forkserver import main; main(int(sys.argv[2]))"
)
_log = structlog.get_logger("largesse.store")
T = TypeVar("T")


class Readers:
    """The places of this process. ``peak_kb`` is the most that a child held, as far as children told."""

    def __init__(self, limits: Limits, places: int) -> None:
        self.peak_kb = 0
        self._limits = limits
        self._places = places
        self._threads = self._pool()
        self._waiting = 0
        self._starting = threading.Lock()
        self._control: socket.socket | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], Any] = _nothing

    async def read(self, kind: type[T], reader: Reader, data: bytes, *args: Any) -> list[T]:
        """Give what a reader yields for these bytes, each decoded as ``kind``.

        Args:
            kind: what one part is; msgspec checks it.
            reader: a function of a module: ``(data, *args)`` to parts, each well below 16 MiB.
            data: what somebody sent.
            args: plain values and functions of modules; they are trusted.

        Raises:
            ReadingTooSlow, ReadingTooLarge, ReadingBroken: ``store.reading_…``: it was stopped.
            ReadingBusy: ``store.reading_busy``.
        """
        if self._waiting >= self._places + WAITING_MAX:
            raise ReadingBusy
        decoder = msgspec.msgpack.Decoder(kind)
        job = dumped(reader, args, self._limits)
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._read, job, data, decoder)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the fork server, and with it every child; who reads again starts another."""
        with self._starting:
            self._end()
            self._server = None
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._threads = self._pool()

    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._places, thread_name_prefix="reading")

    def _read(self, job: bytes, data: bytes, decoder: msgspec.msgpack.Decoder[T]) -> list[T]:
        deadline = time.monotonic() + self._limits.time_s
        try:
            with self._child(job) as child:
                return list(self._parts(child, data, decoder, deadline))
        except TimeoutError as error:
            raise ReadingTooSlow(round(self._limits.time_s)) from error
        except (wire.Gone, OSError, msgspec.MsgspecError) as error:
            _log.warning("reading ended", why=f"{type(error).__name__}: {error}")
            raise ReadingBroken from error

    def _parts(
        self, child: socket.socket, data: bytes, decoder: msgspec.msgpack.Decoder[T], deadline: float
    ) -> Iterator[T]:
        with _killed_after(_await(child, deadline)):
            _send(child, data, deadline)
            left = ANSWER_MAX
            while True:
                child.settimeout(_left(deadline))
                kind, body = wire.receive(child)
                left -= len(body)
                if kind == wire.END:
                    self.peak_kb = max(self.peak_kb, *struct.unpack(">Q", body))
                    return
                if kind == wire.MEMORY or left < 0:
                    raise ReadingTooLarge(self._limits.memory_mb)
                if kind != wire.PART:
                    raise wire.Gone(body.decode("utf-8", "replace"))
                yield decoder.decode(body)

    @contextmanager
    def _child(self, job: bytes) -> Iterator[socket.socket]:
        """Have a child forked and give our end of the connection to it."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.settimeout(self._limits.time_s)
            self._hand_over(theirs)
            theirs.close()
            wire.send(ours, wire.PART, job)
            yield ours

    def _hand_over(self, job: socket.socket) -> None:
        with self._starting:
            if self._server is None or self._server.poll() is not None:
                self._start()
            try:
                self._send_job(job)
            except OSError:  # it is ending: its end of the connection closes before its end can be polled
                self._start()
                self._send_job(job)

    def _send_job(self, job: socket.socket) -> None:
        if self._control is not None:
            socket.send_fds(self._control, [b"j"], [job.fileno()])

    def _start(self) -> None:
        self._end()
        control, theirs = socket.socketpair()
        with theirs:
            server = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-I", "-c", _START, json.dumps(sys.path), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=of_the_loader(),
                cwd="/",
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._control, self._server = control, server
        self._end = weakref.finalize(self, _ended, control, server)


READERS: Port[Readers] = Port("store.readers")


def readers(house: House) -> Readers:
    """Give the readers of this process: those lent to the house, else its own."""
    return house.one(READERS) or house.single(_readers)


def _nothing() -> None:
    """End nothing: no fork server was started yet."""


def _ended(control: socket.socket, server: subprocess.Popen[bytes]) -> None:
    """End a fork server, and with it its children."""
    control.close()
    server.kill()
    server.wait()


def _readers(_house: House) -> Readers:
    chosen = settings()
    return Readers(Limits(chosen.reading_memory_mb, chosen.reading_timeout_s), chosen.reading_at_once)


def _await(child: socket.socket, deadline: float) -> int:
    """Read the child's first word, its process id, which stands while it waits for the file."""
    child.settimeout(_left(deadline))
    kind, body = wire.receive(child)
    if kind != wire.PID:
        raise wire.Gone(body.decode("utf-8", "replace"))
    return int(struct.unpack(">I", body)[0])


def _send(child: socket.socket, data: bytes, deadline: float) -> None:
    child.sendall(struct.pack(">Q", len(data)))
    view = memoryview(data)
    for start in range(0, len(view), CHUNK):
        child.settimeout(_left(deadline))
        child.sendall(view[start : start + CHUNK])


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def _killed_after(pid: int) -> Iterator[None]:
    """Kill the child when the block ends; on Linux by a descriptor, so never another of the same number."""
    if sys.platform != "linux":
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return
    held = os.pidfd_open(pid)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(held, signal.SIGKILL)
        os.close(held)
