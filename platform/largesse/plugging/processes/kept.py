"""A child in the hands of the process that started it: looked at, watched, ended.

Invariant   runs in the launcher too: this and what it imports is the standard library and the walls alone
            one that takes more than its share is told of before it is ended
"""

import asyncio
import logging
import subprocess

from largesse.plugging.processes.admit import admit
from largesse.plugging.processes.ask import Ask, Place
from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.processes.spawn import Started, start
from largesse.plugging.walls import groups, tree
from largesse.plugging.walls.share import LOOK_EVERY_S, Exceeded, exceeds

END_S = 2.0
_PRINTED_MAX = 2000
_log = logging.getLogger("largesse.plugging")


class Kept:
    """A child that may import its plugin. ``pid`` runs it, ``walls`` stand around it, joined by ``+``."""

    def __init__(self, started: Started, ask: Ask, group: groups.Group | None) -> None:
        self.pid, self.walls = 0, ""
        self.connection, self.printed = started.connection, started.printed
        self._process, self._memory_mb = started.process, ask.memory_mb
        self._group = group
        self._told = False

    @classmethod
    async def begun(cls, ask: Ask, place: Place) -> "Kept":
        """Start a child and let it go on.

        Raises:
            ChildGone: it does not start.
        """
        group = await _group(ask)
        try:
            started = start(ask, place)  # here, not in a thread: the child ends with the thread that forks it
        except OSError as error:
            if group is not None:
                group.ends()
            raise ChildGone(str(error)) from error
        kept = cls(started, ask, group)
        try:
            kept.pid, kept.walls = await admit(started.connection, started.process.pid, kept._group)
        except BaseException as error:
            await kept.end()
            said = kept._last_words()
            kept.let_go()
            if isinstance(error, ChildGone) and said:
                raise ChildGone(f"{error}: {said}") from error
            raise
        return kept

    async def exceeded(self) -> Exceeded | None:
        """Look until it took more than its share and give why; None once it has ended otherwise."""
        while True:
            runs = self._process.poll() is None
            found = self.told_by_kernel()
            if found is None and runs and not (self._group and self._group.stands):
                found = await asyncio.to_thread(exceeds, self._process.pid, self._memory_mb)
            if found is not None or not runs:
                self._told = True
                return found
            await asyncio.sleep(LOOK_EVERY_S)

    def told_by_kernel(self) -> Exceeded | None:
        """Give once what the kernel refused or ended in its group; ask before ``end`` removes that."""
        if self._told or self._group is None or not self._group.stands:
            return None
        found = self._group.exceeded()
        self._told = found is not None
        return found

    async def end(self) -> None:
        """Have the keeper end all that is below it and itself; do it for the keeper if it does not.

        A group ends at one stroke, the keeper too, even when it gets no turn among what the plugin started.
        """
        if self._group is not None and self._group.stands:
            await asyncio.to_thread(self._group.end)
        self._process.terminate()
        try:
            await asyncio.to_thread(self._process.wait, END_S)
        except subprocess.TimeoutExpired:
            tree.end(self._process.pid)
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
        if self._group is not None:
            await asyncio.to_thread(self._group.end)

    def let_go(self) -> None:
        """Close our ends of its connection and of what it prints: somebody else has them, or nobody."""
        self.connection.close()
        self.printed.close()

    def _last_words(self) -> str:
        try:
            return self.printed.recv(_PRINTED_MAX).decode("utf-8", "replace").strip()
        except OSError:
            return ""


async def _group(ask: Ask) -> groups.Group | None:
    """Make the group of a child, where there is room for groups; without one it is watched.

    Whoever waits may be called off meanwhile; what is made for nobody goes again.
    """
    making = asyncio.get_running_loop().run_in_executor(None, groups.make, str(ask.number), ask.memory_mb)
    try:
        return await asyncio.shield(making)
    except asyncio.CancelledError:
        making.add_done_callback(_unmade)
        raise
    except OSError as error:
        _log.warning("A child has no control group: %s", error)
        return None


def _unmade(making: asyncio.Future[groups.Group | None]) -> None:
    made = None if making.cancelled() or making.exception() else making.result()
    if made is not None:
        made.ends()
