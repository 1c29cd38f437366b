"""What the room does by events and by the clock: tell of switches, look for plugins, ask how they are."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.plugging.callbacks.receive import forget_refused
from largesse.plugging.calls.invoke import INVOKER
from largesse.plugging.calls.reply import Call, Reply
from largesse.plugging.installations.installation import State
from largesse.plugging.installations.records import Installation
from largesse.plugging.installations.uninstall import UNINSTALLED, installation_of
from largesse.plugging.packages.discover import discover, plugin_path
from largesse.plugging.packages.forget_code import mark_removed, remove_code
from largesse.plugging.packages.scan import scan
from largesse.plugging.problems.raise_problem import raise_problem
from largesse.store.outbox import Event, Handler, Handlers, Tick, TwoStep
from largesse.store.work import Tx, Work

HEALTH_MAX = 100


@dataclass(frozen=True)
class _Switch:
    """Which hook to call on which installation."""

    installation: UUID
    hook: str
    state: State


def _tell_plugin(state: State, hook: str) -> TwoStep:
    """Tell a plugin that it was switched, unless it was switched back meanwhile."""

    async def prepare(event: Event, tx: Tx[Any]) -> _Switch | None:
        installation = installation_of(event)
        found = await Installation.get(id=installation, using_db=tx.conn)
        return _Switch(installation, hook, state) if found.state == state else None

    async def call(ask: _Switch, request_id: str, work: Work) -> Reply:
        reply = await _call_lifecycle(work, ask.installation, ask.hook, request_id)
        if ask.state is State.DISABLED:
            await work.house.needed(INVOKER).children.stop(ask.installation)
        return reply

    async def finish(_ask: _Switch, _reply: Reply, _tx: Tx[Any]) -> None:
        """Leave nothing: a plugin that fails here is written down as a problem by the invoker."""

    return TwoStep(f"plugging.tell_{state}", prepare, call, finish)


async def ask_health(work: Work) -> None:
    """Ask every enabled installation how it is and write down who is not well."""
    async with work.read() as read:
        enabled = (
            Installation.filter(state=State.ENABLED).using_db(read.conn).order_by("id").limit(HEALTH_MAX)
        )
        installations = [one.id for one in await enabled]
    for installation in installations:
        reply = await _call_lifecycle(work, installation, "health", "health")
        if reply.outcome == "succeeded" and reply.data.get("ok") is False:
            await raise_problem(work, installation, "plugging.unwell", str(reply.data.get("note", "")))


async def stop_idle(work: Work) -> None:
    """Stop the children of this process that were not called for ten minutes."""
    await work.house.needed(INVOKER).children.stop_idle()


async def _call_lifecycle(work: Work, installation: UUID, method: str, request_id: str) -> Reply:
    return await work.house.needed(INVOKER).call(
        Call(installation=installation, capability="lifecycle.v1", method=method, request_id=request_id)
    )


async def _forgotten(event: Event, tx: Tx[Any]) -> list[str]:
    found, _ = discover(plugin_path())
    on_path = {one.tree.digest for one in found}
    return await mark_removed(tx, installation_of(event), on_path)


async def _forget(digests: list[str], _request_id: str, _work: Work) -> None:
    await remove_code(digests)


async def _left(_digests: list[str], _reply: None, _tx: Tx[Any]) -> None:
    """Leave nothing: that the code is gone was written before it went."""


async def _end_child(event: Event, tx: Tx[Any]) -> None:
    await tx.house.needed(INVOKER).children.stop(installation_of(event))


HANDLERS: Handlers = {
    "plugging.plugin_enabled.v1": [_tell_plugin(State.ENABLED, "on_enable")],
    UNINSTALLED: [
        Handler("plugging.end_child", _end_child),
        TwoStep("plugging.forget_code", _forgotten, _forget, _left),
    ],
    "plugging.plugin_disabled.v1": [_tell_plugin(State.DISABLED, "on_disable")],
}
TICKS = [
    Tick("plugging.scan", 60.0, scan),
    Tick("plugging.forget_refused", 60.0, forget_refused),
    Tick("plugging.stop_idle", 60.0, stop_idle),
    Tick("plugging.ask_health", 300.0, ask_health),
]
