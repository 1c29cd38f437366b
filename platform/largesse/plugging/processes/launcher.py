"""The launcher: what is left of root where web and worker have dropped it. It starts children, nothing else.

Web and worker connect once for each child and send one line; a child's connection and what it prints go back
to them. That socket is the leash: when they close it, or are gone, the child ends with all that it started.

Invariant   the standard library and the walls alone: no database, no key, no byte of a plugin is read here
            only the house's account is heard; an ask names a digest and a number, never a path or a user
Source      unix(7): SO_PEERCRED, SCM_RIGHTS
"""

import asyncio
import json
import os
import signal
import socket
import sys
from contextlib import suppress
from typing import NamedTuple

from largesse.plugging.processes.ask import LINE_MAX, Ask, Place, heard, peer, read_ask
from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.processes.kept import Kept

AT_ONCE_MAX = 256
ASKED_S = 5.0
START_S = 10.0


class Charge(NamedTuple):
    """What the supervisor tells its launcher.

    Args:
        listener: the inherited socket on which it is asked.
        beat: the inherited pipe for heartbeats.
        uid: of the house's account.
        place: what children are made of.
    """

    listener: int
    beat: int
    uid: int
    place: Place

    def text(self) -> str:
        """Give it as one argument of a command line."""
        return json.dumps({**self._asdict(), "place": self.place._asdict()})


def main() -> None:
    """Serve until somebody says stop; then end every child."""
    told = json.loads(sys.argv[1])
    charge = Charge(**{**told, "place": Place(**told["place"])})
    asyncio.run(_serve(charge, socket.socket(fileno=charge.listener)))


async def _serve(charge: Charge, listener: socket.socket) -> None:
    listener.settimeout(0)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    parts = _accept(charge, listener), _beat(charge.beat), stop.wait()
    running = [asyncio.create_task(one) for one in parts]
    await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def _accept(charge: Charge, listener: socket.socket) -> None:
    """Take every wish while there is room; ended, end those that were taken."""
    loop = asyncio.get_running_loop()
    room = asyncio.Semaphore(AT_ONCE_MAX)
    taken: set[asyncio.Task[None]] = set()
    try:
        while True:
            await room.acquire()
            wire, _ = await loop.sock_accept(listener)
            task = asyncio.create_task(_take(charge, wire))
            taken.add(task)
            task.add_done_callback(taken.discard)
            task.add_done_callback(lambda _: room.release())
    finally:
        for task in taken:
            task.cancel()
        await asyncio.gather(*taken, return_exceptions=True)


async def _take(charge: Charge, wire: socket.socket) -> None:
    """Start one child for one connection and keep it until either side ends."""
    with wire, suppress(OSError):
        wire.settimeout(0)
        if peer(wire) != charge.uid:
            return
        try:
            async with asyncio.timeout(ASKED_S):
                ask = _possible(read_ask(await heard(wire, LINE_MAX)), charge.place)
            async with asyncio.timeout(START_S):
                kept = await Kept.begun(ask, charge.place)
        except (ValueError, TimeoutError, ChildGone) as error:
            wire.send(_answer(gone=str(error)[:300] or "did not start in time"))
            return
        try:
            ends = [kept.connection.fileno(), kept.printed.fileno()]
            socket.send_fds(wire, [_answer(pid=kept.pid, walls=kept.walls)], ends)
            kept.let_go()
            await _watch(wire, kept)
        finally:
            kept.let_go()
            await kept.end()


async def _watch(wire: socket.socket, kept: Kept) -> None:
    """Wait until the leash is let go, or the child ends or takes more than its share, which is told."""
    let_go = asyncio.create_task(asyncio.get_running_loop().sock_recv(wire, 1))
    exceeded = asyncio.create_task(kept.exceeded())
    try:
        await asyncio.wait({let_go, exceeded}, return_when=asyncio.FIRST_COMPLETED)
        found = exceeded.result() if exceeded.done() else kept.told_by_kernel()
        if found:
            wire.send(_answer(code=found.code, note=found.note))
    finally:
        for task in (let_go, exceeded):
            task.cancel()
        await asyncio.gather(let_go, exceeded, return_exceptions=True)


def _possible(ask: Ask, place: Place) -> Ask:
    """Let only code that lies where installed code lies be started."""
    folder = place.code_of(ask)
    if folder.is_symlink() or not folder.is_dir():
        raise ValueError("no such code")
    return ask


def _answer(**facts: object) -> bytes:
    return json.dumps(facts).encode() + b"\n"


async def _beat(pipe: int) -> None:
    while True:
        with suppress(OSError):
            os.write(pipe, b".")
        await asyncio.sleep(1)
