"""Try an installation live: the plugin tests its configuration against the provider."""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.plugging.calls.invoke import Invoker
from largesse.plugging.installations.installation import (
    Findings,
    NotConfigured,
    State,
    after_test,
    keeps_test,
)
from largesse.plugging.installations.lock import lock_installation
from largesse.plugging.installations.probe import probe
from largesse.plugging.installations.records import Installation
from largesse.plugging.processes.installed import read_installed
from largesse.store.work import Work
from largesse_sdk.wire import plain


@dataclass(frozen=True, kw_only=True)
class TryConnection(Ask):
    """Test the configuration as it stands."""

    installation: UUID = asked("Id of the installation.", id="ins")


@dataclass(frozen=True)
class ConnectionTried:
    """How the live test went; ``findings`` as the plugin gave them."""

    installation: UUID
    ok: bool
    state: State
    isolation: str
    findings: Findings


async def try_connection(
    ask: TryConnection, *, actor: Actor, work: Work, invoker: Invoker
) -> ConnectionTried:
    """Call the provider between two transactions and keep the result with the configuration it was of.

    A test that fails is told and changes nothing of an enabled installation, which is still the one tested.

    Raises:
        InstallationMissing, NotConfigured, OfTheInstitution.
    """
    actor.must("plugging.test")
    async with work.job(actor) as first:
        before = await lock_installation(first, ask.installation, actor)
    if not before.config:
        raise NotConfigured
    ok, findings = await _tested(ask, invoker, work)
    level = await invoker.level(ask.installation)
    async with work.begin(ask, actor, use="plugging.test", answer=ConnectionTried) as tx:
        if tx.earlier:
            return tx.earlier
        installation = await lock_installation(tx, ask.installation, actor)
        state = after_test(State(installation.state), ok=ok)
        if installation.config == before.config and keeps_test(state, ok=ok):
            changes = {
                "state": state,
                "tested_config": before.config,
                "tested_ok": ok,
                "tested_at": tx.now,
                "test_facts": plain(findings),
                "isolation": level,
            }
            await Installation.filter(id=installation.id).using_db(tx.conn).update(**changes)
        tx.audit("plugging.test", str(installation.id), {"ok": ok}, org_unit=installation.org_unit)
        return await tx.done(ConnectionTried(installation.id, ok, state, level, findings))


async def _tested(ask: TryConnection, invoker: Invoker, work: Work) -> tuple[bool, Findings]:
    async with work.read() as read:
        found = await read_installed(read, ask.installation)
    config = found.config if found else {}
    return await probe(invoker.call, ask.installation, f"test:{ask.key}", config)
