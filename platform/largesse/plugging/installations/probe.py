"""Test an installation live: the plugin tries its configuration against the provider."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.plugging.calls.invoke import Invoker
from largesse.plugging.calls.reply import Call, Reply
from largesse.plugging.installations.install import locked
from largesse.plugging.installations.installation import NotConfigured, after_test
from largesse.plugging.processes.live import installed
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class TestPlugin(Ask):
    """Test the configuration as it stands."""

    __test__ = False  # a name that pytest would take for a test
    installation: UUID


@dataclass(frozen=True)
class Tested:
    """How the live test went. ``problems``: field, code and words, as the plugin gave them."""

    installation: UUID
    ok: bool
    state: str
    code: str | None
    latency_ms: int
    isolation: str
    problems: list[dict[str, Any]]


async def probe(ask: TestPlugin, *, actor: Actor, work: Work, invoker: Invoker) -> Tested:
    """Call the provider between two transactions and keep the result with the configuration it was of.

    Raises:
        InstallationMissing, NotConfigured, OfTheInstitution.
    """
    actor.must("plugging.test")
    async with work.job(actor) as first:
        row = await locked(first, ask.installation, actor)
    if not row["config"]:
        raise NotConfigured
    reply = await _tried(ask, invoker, work)
    level = await invoker.level(ask.installation)
    async with work.begin(ask, actor, use="plugging.test", answer=Tested) as tx:
        if tx.earlier:
            return tx.earlier
        fresh = await locked(tx, ask.installation, actor)
        tested = _read(ask.installation, reply, fresh["state"], level)
        if fresh["config"] == row["config"]:
            await tx.run(
                "update plugging_installation set state = $2, tested_config = $3, tested_ok = $4,"
                " tested_at = $5, test_facts = $6, isolation = $7 where id = $1",
                ask.installation,
                tested.state,
                row["config"],
                tested.ok,
                tx.now,
                {"code": tested.code, "problems": tested.problems, "latency_ms": tested.latency_ms},
                level,
            )
        tx.audit("plugging.test", str(ask.installation), {"ok": tested.ok}, org_unit=fresh["org_unit"])
        return await tx.done(tested)


async def _tried(ask: TestPlugin, invoker: Invoker, work: Work) -> Reply:
    """Let the plugin look at the configuration first, then try it against the provider."""
    async with work.read() as read:
        found = await installed(read, ask.installation)
    steps = [("validate_config", found.config if found else {}), ("test_connection", {})]
    reply = Reply(outcome="failed")
    for method, args in steps:
        reply = await invoker.call(
            Call(
                installation=ask.installation,
                capability="lifecycle.v1",
                method=method,
                args=args,
                request_id=f"test:{ask.key}",
                deadline_s=15.0,
            )
        )
        if reply.outcome != "succeeded":
            return reply
        if reply.data.get("items"):
            return Reply(outcome="succeeded", data={"ok": False, "problems": reply.data["items"]})
    return reply


def _read(installation: UUID, reply: Reply, state: Any, level: str) -> Tested:
    ok = reply.outcome == "succeeded" and reply.data.get("ok") is True
    return Tested(
        installation=installation,
        ok=ok,
        state=after_test(state, ok=ok),
        code=reply.code,
        latency_ms=int(reply.data.get("latency_ms", 0)),
        isolation=level,
        problems=list(reply.data.get("problems", [])),
    )
