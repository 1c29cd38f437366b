"""The running children of this process: one per installation and version, started lazily, stopped when idle.

Invariant   another digest gets a new child; the old one ends when its calls are over
"""

import asyncio
import time
from uuid import UUID

from largesse.plugging.processes.child import Child, Tell
from largesse.plugging.processes.host_services import HostServices
from largesse.plugging.processes.installed import Installed

IDLE_S = 600.0


class Children:
    """Belongs to one process and one event loop."""

    def __init__(self, tell: Tell) -> None:
        """Nothing runs yet.

        Args:
            tell: hears of a child that was ended for what it took while no call waited for it.
        """
        self.services = HostServices()
        self._tell = tell
        self._children: dict[UUID, Child] = {}
        self._starting: dict[UUID, asyncio.Lock] = {}
        self._retiring: dict[asyncio.Task[None], Child] = {}

    async def of(self, installed: Installed) -> Child:
        """Give the running child of an installation, starting it if need be.

        Raises:
            CodeChanged, ChildGone: it does not start.
        """
        async with self._starting.setdefault(installed.id, asyncio.Lock()):
            child = self._children.get(installed.id)
            if child is not None and not child.gone and child.installed.digest == installed.digest:
                return child
            if child is not None:
                del self._children[installed.id]
                self._retire(child)
            child = Child(installed, self.services, self._tell)
            try:
                await child.start()
            except BaseException:
                await child.close()
                raise
            self._children[installed.id] = child
            return child

    def running(self, installation: UUID) -> Child | None:
        """Give the child of an installation if it runs in this process."""
        return self._children.get(installation)

    async def stop_idle(self, idle_s: float = IDLE_S) -> int:
        """Stop the children that nobody called for a while and count them."""
        before = time.monotonic() - idle_s
        idle = [one for one in self._children.values() if one.gone or one.used_at < before]
        for child in idle:
            self._children.pop(child.installed.id, None)
            await child.close()
        return len(idle)

    async def stop(self, installation: UUID) -> None:
        """Stop the child of one installation."""
        child = self._children.pop(installation, None)
        if child is not None:
            await child.close()

    async def close(self) -> None:
        """Stop every child and the connections to providers."""
        for installation in list(self._children):
            await self.stop(installation)
        # Closed, not cancelled: cancelled on its way out, a child would leave its connection open.
        for child in list(self._retiring.values()):
            await child.close()
        await asyncio.gather(*self._retiring, return_exceptions=True)
        await self.services.close()

    def _retire(self, child: Child) -> None:
        """Let a child that nothing new is asked of finish what it was asked, then end it."""
        task = asyncio.create_task(child.finish())
        self._retiring[task] = child
        task.add_done_callback(self._retiring.pop)
