"""One running child of one installation: started, called, and killed when it does not answer.

Invariant   a call that got no answer by its deadline is cancelled; a child that does not even answer the
            cancelling within the grace is killed; one that says too much waits until it is read; one that
            takes more than its share ends, with all that it started
"""

import asyncio
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog

from largesse.plugging.packages.stored_code import verified
from largesse.plugging.processes.ask import Ask
from largesse.plugging.processes.connection import Connection
from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.processes.host_services import HostServices, LiveCall, redacted
from largesse.plugging.processes.installed import Installed
from largesse.plugging.processes.leash import Leash, launch
from largesse.plugging.processes.rate_limit import RateLimit
from largesse.plugging.walls.share import Exceeded
from largesse_sdk.errors import NotSupported
from largesse_sdk.process import protocol

START_S = 10.0
GRACE_S = 2.0
PRINT_MAX = 2000
WORDS_PER_S = 20.0
WORDS_BURST = 100.0
Tell = Callable[[Installed, Exceeded], None]
_log = structlog.get_logger("largesse.plugging")


class Child:
    """A plugin's process. ``level`` names the walls that stand around it, ``methods`` what it offers.

    ``pid`` is the process that runs the plugin, 0 before the start; ``exceeded`` why it was ended, if it was.
    """

    def __init__(self, installed: Installed, services: HostServices, tell: Tell) -> None:
        """Nothing runs yet.

        Args:
            installed: what it runs.
            services: what it may ask of us.
            tell: hears that it was ended for what it took while no call waited for it.
        """
        self.installed = installed
        self.level = ""
        self.pid = 0
        self.exceeded: Exceeded | None = None
        self.methods: frozenset[str] = frozenset()
        self.used_at = time.monotonic()
        self._services, self._tell = services, tell
        self._calls: dict[str, LiveCall] = {}
        self._over = asyncio.Event()
        self._connection = Connection(self._serve)
        self._leash: Leash | None = None
        self._words = RateLimit(WORDS_PER_S, WORDS_BURST)
        self._late: set[asyncio.Task[None]] = set()
        self._printing: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None

    @property
    def gone(self) -> bool:
        """Whether the child can no longer be called."""
        return self._connection.gone.is_set()

    @property
    def busy(self) -> bool:
        """Whether a call waits for its answer."""
        return bool(self._calls)

    async def start(self) -> None:
        """Check the code, start the process and wait until its plugin is loaded.

        Raises:
            CodeChanged: the stored code is not what was installed.
            ChildGone: the process or the plugin does not start in time.
        """
        await asyncio.to_thread(verified, self.installed.digest)
        try:
            async with asyncio.timeout(START_S):
                self._leash = await launch(_ask(self.installed), self._exceeds)
                self.pid, self.level = self._leash.pid, self._leash.walls
                self._printing = asyncio.create_task(self._print(self._leash))
                ready = await self._connection.open(self._leash.connection, self.installed.digest)
        except (TimeoutError, ChildGone) as error:
            await self._connection.close()
            await self._end()
            if isinstance(error, TimeoutError):
                raise ChildGone("did not start in time") from error
            raise ChildGone(self.exceeded.note if self.exceeded else str(error)) from error
        self._watching = asyncio.create_task(self._watch())
        self.methods = frozenset(ready.methods)

    async def call(self, full: str, params: dict[str, Any], live: LiveCall) -> Any:
        """Call a method until the deadline of ``live``.

        Raises:
            PluginError, PluginFault, ChildGone: see Connection.ask.
            TimeoutError: no answer in time.
        """
        if full not in self.methods and full.partition(".v")[0] != "lifecycle":
            raise NotSupported(full)
        token = uuid.uuid4().hex
        self._calls[token] = live
        self._over.clear()
        self.used_at = time.monotonic()
        asked = asyncio.create_task(self._connection.ask(full, {**params, "call": token}))
        try:
            done, _ = await asyncio.wait({asked}, timeout=max(0.0, live.left_s))
            if done:
                return asked.result()
            raise TimeoutError
        except ChildGone:
            await self._end()  # then it is known whether it took more than its share
            raise
        finally:
            if asked.done():
                self._forget(token)
            else:
                self._keep(asyncio.create_task(self._overdue(asked, token)))

    async def finish(self) -> None:
        """Wait until every call is over, each within its own deadline, and close."""
        try:
            if self._calls:
                await self._over.wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Kill the process, if it lives, and end every call."""
        await self._end()
        await self._connection.close()
        tasks = [one for one in (self._printing, self._watching, *self._late) if one is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, token: str) -> None:
        self._calls.pop(token, None)
        if not self._calls:
            self._over.set()

    async def _overdue(self, asked: asyncio.Task[Any], token: str) -> None:
        """Cancel a late call; kill the child if it takes no notice."""
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        self._forget(token)
        try:
            async with asyncio.timeout(GRACE_S):
                await self._connection.ask(protocol.PING, {})
        except TimeoutError:
            _log.warning("child killed", installation=str(self.installed.id), why="it does not answer")
            await self._end()
        except ChildGone:
            return

    async def _watch(self) -> None:
        """Kill the process as soon as its connection is gone: it broke the protocol or closed it."""
        await self._connection.gone.wait()
        await self._end()

    async def _end(self) -> None:
        """End it and all that it started."""
        if self._leash is not None:
            await self._leash.end()

    def _exceeds(self, found: Exceeded) -> None:
        """Take notice that it is ended for what it took; a call that waits tells of it itself."""
        self.exceeded = found
        _log.warning("child killed", installation=str(self.installed.id), why=found.note)
        if not self.busy:
            self._tell(self.installed, found)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _serve(self, method: str, params: Any) -> Any:
        live = self._calls.get(str(params["call"]))
        if live is None:
            raise NotSupported("no such call is running")
        if method == protocol.LOG:
            await self._in_turn()
        return await self._services.serve(method, params, live)

    async def _print(self, leash: Leash) -> None:
        """Log what the child prints, a bounded piece at a time."""
        loop = asyncio.get_running_loop()
        try:
            while piece := await loop.sock_recv(leash.printed, PRINT_MAX):
                await self._in_turn()
                text = redacted(piece.decode("utf-8", "replace").strip(), self.installed)
                _log.info("plugin printed", installation=str(self.installed.id), said=text)
        except OSError:
            return
        finally:
            leash.printed.close()

    async def _in_turn(self) -> None:
        """Wait until the child may say something again."""
        while not self._words.allows(self, time.monotonic()):  # noqa: ASYNC110 - time alone makes room
            await asyncio.sleep(1 / WORDS_PER_S)


def _ask(installed: Installed) -> Ask:
    return Ask(
        installed.digest, installed.entry, installed.user_number, installed.manifest.resources.memory_mb
    )
