"""Call one method of one installed plugin, under a deadline, and say honestly what became of it.

Words       call -> reply; outcome is succeeded, pending, failed or unknown
Invariant   a provider's fault never raises here, and unknown is never turned into success or failure
Source      docs/explanation/plugins.md
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog

from largesse.kernel.settings import settings
from largesse.plugging.calls.breaker import Breaker
from largesse.plugging.calls.outcome import RETRY_S, answered, broken, refused, technical, unsent
from largesse.plugging.calls.policy import Policy, policy_of
from largesse.plugging.calls.reply import Call, Reply
from largesse.plugging.emitting.emit import emit
from largesse.plugging.packages.stored_code import CodeChanged
from largesse.plugging.problems.raise_problem import raise_problem
from largesse.plugging.processes.children import Children
from largesse.plugging.processes.connection import PluginFault
from largesse.plugging.processes.gone import ChildGone
from largesse.plugging.processes.host_services import LiveCall
from largesse.plugging.processes.installed import Installed, read_installed
from largesse.plugging.processes.rate_limit import RateLimit
from largesse.store.house import Port
from largesse.store.work import Work
from largesse_sdk.contracts.registry import CAPABILITIES
from largesse_sdk.emitting import Emitted
from largesse_sdk.errors import EmitRefused, PluginError, RateLimited

_LIFECYCLE_STATES = frozenset({"configured", "tested", "enabled", "suspended", "disabled"})
_log = structlog.get_logger("largesse.plugging")


@dataclass
class _Gate:
    """How many calls of one class of one installation's version run now, and how well they go."""

    slots: asyncio.Semaphore
    breaker: Breaker = field(default_factory=Breaker)


class Invoker:
    """The one way to a plugin; one per process."""

    def __init__(self, work: Work, callback_base: str = "") -> None:
        self._work = work
        self._base = callback_base
        self._gates: dict[tuple[UUID, str, str], _Gate] = {}
        self._notes: set[asyncio.Task[None]] = set()
        self.children = Children(lambda found, why: self._tell(found, why.code, why.note))
        self.callback_rate = RateLimit()
        self.refused_rate = RateLimit(per_s=1.0, burst=20.0)
        self.emit_rate = RateLimit()

    async def call(self, call: Call) -> Reply:
        """Make one call; every fault of the provider comes back as a reply."""
        policy = policy_of(call.capability, call.method)
        found = await self._find(call)
        if found is None or not _callable(found, call.capability):
            return unsent(call.method, "plugging.not_enabled", None)
        until = time.monotonic() + min(call.deadline_s, policy.deadline_max_s)
        if not _offered(found, call.capability, call.method):
            return Reply(outcome="failed", code="plugging.not_offered")
        gate = self._gate(found, policy)
        wait_s = gate.breaker.wait_s(time.monotonic())
        if wait_s:
            return unsent(call.method, "plugging.breaker_open", wait_s)
        try:
            async with asyncio.timeout_at(asyncio.get_running_loop().time() + until - time.monotonic()):
                await gate.slots.acquire()
        except TimeoutError:
            return unsent(call.method, "plugging.too_many_calls", RETRY_S)
        try:
            return await self._call_child(call, found, policy, until)
        finally:
            gate.slots.release()

    async def _find(self, call: Call) -> Installed | None:
        async with self._work.read() as read:
            return await read_installed(read, call.installation)

    async def level(self, installation: UUID) -> str:
        """Give the level of isolation that the installation's child reached in this process, if it runs."""
        child = self.children.running(installation)
        return child.level if child else ""

    async def close(self) -> None:
        """Stop every child of this process."""
        await self.children.close()
        await asyncio.gather(*self._notes, return_exceptions=True)

    async def _call_child(self, call: Call, found: Installed, policy: Policy, until: float) -> Reply:
        gate = self._gate(found, policy)
        try:
            child = await self.children.of(found)
        except (ChildGone, CodeChanged, OSError) as error:
            self._note(found, "not_started", str(error), failed=True, gate=gate)
            return unsent(call.method, "plugging.not_started", RETRY_S)
        if time.monotonic() >= until:
            return unsent(call.method, "plugging.not_started", RETRY_S)
        live = self._live(call, found, until)
        try:
            result = await child.call(
                f"{call.capability}.{call.method}", self._params(call, found, until), live
            )
        except PluginError as error:
            self._note(found, error.error_code, error.reason, failed=technical(error), gate=gate)
            return refused(call.method, error)
        except (TimeoutError, ChildGone, PluginFault) as error:
            ended = child.exceeded
            code, why = (ended.code, ended.note) if ended else (_CODES[type(error)], str(error))
            self._note(found, code, why, failed=True, gate=gate)
            return broken(policy, code)
        reply = answered(call.capability, call.method, result)
        self._note(found, reply.code or "", "", failed=reply.code is not None, gate=gate)
        return reply

    def _live(self, call: Call, found: Installed, until: float) -> LiveCall:
        def refused(url: str) -> None:
            self._tell(found, "egress_refused", url)

        return LiveCall(found, until, refused, call.at, lambda events: self._emit(found, events))

    async def _emit(self, found: Installed, events: Any) -> list[Emitted]:
        """Take what a child emits; a no stands among the installation's problems.

        Raises:
            EmitRefused, RateLimited, Unavailable: nothing was kept.
        """
        if not self.emit_rate.allows(found.id, time.monotonic()):
            raise RateLimited("too many messages", retry_after_s=1.0)
        try:
            return await emit(self._work, found, events)
        except EmitRefused as error:
            self._tell(found, "emit_refused", error.reason)
            raise

    def _params(self, call: Call, found: Installed, until: float) -> dict[str, Any]:
        base = (self._base or settings().base_url).rstrip("/")
        ctx = {
            "installation": str(found.id),
            "env": found.environment,
            "deadline_s": round(until - time.monotonic(), 3),
            "idem": call.request_id,
            "trace": "",
            "locale": "zh-CN",
            "callback_url": f"{base}/callbacks/{found.id}",
            "config": found.config,
        }
        return {"ctx": ctx, "args": call.args}

    def _gate(self, found: Installed, policy: Policy) -> _Gate:
        key = (found.id, found.digest, policy.name)
        if key not in self._gates:
            at_once = min(policy.at_once, found.manifest.resources.concurrency)
            self._gates[key] = _Gate(asyncio.Semaphore(at_once))
        return self._gates[key]

    def _note(self, found: Installed, code: str, why: str, *, failed: bool, gate: _Gate) -> None:
        opened = gate.breaker.note(time.monotonic(), failed=failed)
        if failed:
            _log.warning("call failed", installation=str(found.id), code=code, why=why[:300])
            self._tell(found, code, why)
        if opened:
            self._tell(found, "plugging.breaker_open", why, critical=True)

    def _tell(self, found: Installed, key: str, note: str, *, critical: bool = False) -> None:
        """Write a problem down beside the call, never in its way."""
        task = asyncio.create_task(raise_problem(self._work, found.id, key, note, critical=critical))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)


_CODES: dict[type[BaseException], str] = {
    TimeoutError: "plugging.timed_out",
    ChildGone: "plugging.child_gone",
    PluginFault: "plugging.plugin_broke",
}


def _callable(found: Installed, capability: str) -> bool:
    """Tell whether this state lets this capability be called: care is possible before enabling."""
    if capability == "lifecycle.v1":
        return found.state in _LIFECYCLE_STATES
    return found.state == "enabled" and capability in found.manifest.capabilities


def _offered(found: Installed, capability: str, method: str) -> bool:
    """Tell whether a method is a required one, or among those that the manifest offers."""
    return method not in CAPABILITIES[capability].declared or method in found.manifest.offers


INVOKER: Port[Invoker] = Port("plugging.invoker")
