"""What the room does by events and by the clock: tell of switches, look for plugins, ask how they are."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.plugging.calls.invoke import INVOKER, Call, Reply
from largesse.plugging.calls.problems import raise_problem
from largesse.plugging.calls.receive import forget_refused
from largesse.plugging.packages.scan import scan
from largesse.store.outbox import Event, Handlers, Tick, TwoStep
from largesse.store.work import Tx, Work

HEALTH_MAX = 100


@dataclass(frozen=True)
class _Switch:
    """Which hook to call on which installation."""

    installation: UUID
    hook: str
    state: str


def _told(state: str, hook: str) -> TwoStep:
    """Tell a plugin that it was switched, unless it was switched back meanwhile."""

    async def prepare(event: Event, tx: Tx[Any]) -> _Switch | None:
        installation = UUID(event.payload["installation"])
        now = await tx.value("select state from plugging_installation where id = $1", installation)
        return _Switch(installation, hook, state) if now == state else None

    async def call(ask: _Switch, request_id: str, work: Work) -> Reply:
        reply = await _care(work, ask.installation, ask.hook, request_id)
        if ask.state == "disabled":
            await work.house.needed(INVOKER).children.stop(ask.installation)
        return reply

    async def finish(_ask: _Switch, _reply: Reply, _tx: Tx[Any]) -> None:
        """Leave nothing: a plugin that fails here is written down as a problem by the invoker."""

    return TwoStep(f"plugging.tell_{state}", prepare, call, finish)


async def ask_health(work: Work) -> None:
    """Ask every enabled installation how it is and write down who is not well."""
    async with work.read() as read:
        rows = await read.rows(
            "select id from plugging_installation where state = 'enabled' order by id limit $1", HEALTH_MAX
        )
    for row in rows:
        reply = await _care(work, row["id"], "health", "health")
        if reply.outcome == "succeeded" and reply.data.get("ok") is False:
            await raise_problem(work, row["id"], "plugging.unwell", str(reply.data.get("note", "")))


async def stop_idle(work: Work) -> None:
    """Stop the children of this process that were not called for ten minutes."""
    await work.house.needed(INVOKER).children.stop_idle()


async def _care(work: Work, installation: UUID, method: str, request_id: str) -> Reply:
    return await work.house.needed(INVOKER).call(
        Call(installation=installation, capability="lifecycle.v1", method=method, request_id=request_id)
    )


HANDLERS: Handlers = {
    "plugging.plugin_enabled.v1": [_told("enabled", "on_enable")],
    "plugging.plugin_disabled.v1": [_told("disabled", "on_disable")],
}
TICKS = [
    Tick("plugging.scan", 60.0, scan),
    Tick("plugging.forget_refused", 60.0, forget_refused),
    Tick("plugging.stop_idle", 60.0, stop_idle),
    Tick("plugging.ask_health", 300.0, ask_health),
]
