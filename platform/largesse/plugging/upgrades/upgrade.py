"""Upgrade an installation: the new version is tried with the configuration that it gets, then switched to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Contended
from largesse.plugging.calls.trial import Trial
from largesse.plugging.installations.installation import (
    MASK,
    Findings,
    State,
    asks_of,
    check_consent,
    expect,
    split_config,
    stands_tested,
)
from largesse.plugging.installations.lock import lock_installation
from largesse.plugging.installations.probe import probe
from largesse.plugging.installations.records import Config, Installation
from largesse.plugging.packages.records import Plugin
from largesse.plugging.processes.installed import Installed
from largesse.plugging.processes.sealed_secrets import open_secrets, seal_secrets
from largesse.plugging.upgrades.offer import Candidate, NothingNewer, carried
from largesse.plugging.upgrades.reads import candidate, offered
from largesse.store.work import Read, Tx, Work
from largesse_sdk.wire import plain

UPGRADED = "plugging.plugin_upgraded.v1"
_USE = "plugging.upgrade"


@dataclass(frozen=True, kw_only=True, repr=False)  # no log line shows its secrets
class UpgradePlugin(Ask):
    """The installation, and the version that it is to run."""

    installation: UUID = asked("Id of the installation.", id="ins")
    version: UUID = asked("The version that is offered, plv_….", id="plv")
    consents: list[str] = asked("Everything that is agreed to, of what the new version asks for.")
    config: dict[str, Any] | None = asked(
        "The configuration for the new version; absent: as it is, without fields that it does not know.",
        default=None,
    )


@dataclass(frozen=True)
class UpgradeTried:
    """How it went; where the test failed nothing was changed."""

    installation: UUID
    ok: bool
    version: str
    findings: Findings


@dataclass(frozen=True)
class _Plan:
    """What would run: ``before`` is the installation as it was when this was planned."""

    before: Installation
    new: Candidate
    installed: Installed


async def upgrade_plugin(ask: UpgradePlugin, *, actor: Actor, work: Work) -> UpgradeTried:
    """Try the new version beside the old one and switch to it in one commit; a failed test changes nothing.

    Raises:
        InstallationMissing, OfTheInstitution, WrongState.
        NothingNewer: ``plugging.nothing_newer``: it is not the one that is offered now.
        ConsentIncomplete: ``plugging.consent_incomplete``: the new version asks for more.
        ConfigUnfit, SchemaUnfit: the configuration does not fit the new version.
        Contended: somebody changed the installation meanwhile.
    """
    actor.must("plugging.upgrade")
    earlier = await work.earlier(ask, actor, use=_USE, answer=UpgradeTried)
    if earlier:
        return earlier
    async with work.job(actor) as first:
        plan = await _plan(first, ask, actor)
    async with _trial(work, plan.installed) as trial:
        ok, findings = await probe(trial.call, ask.installation, f"upgrade:{ask.key}", plan.installed.config)
        level = await trial.level(ask.installation)
    async with work.begin(ask, actor, use=_USE, answer=UpgradeTried) as tx:
        if tx.earlier:
            return tx.earlier
        installation = await lock_installation(tx, ask.installation, actor)
        if (installation.version, installation.config) != (plan.before.version, plan.before.config):
            raise Contended
        expect(State(installation.state), "upgrade")
        facts = {
            "from": str(plan.before.version),
            "to": str(plan.new.id),
            "version": plan.new.version,
            "ok": ok,
        }
        tx.audit("plugging.upgrade", str(installation.id), facts, org_unit=installation.org_unit)
        if ok:
            await _switch(tx, installation, plan, findings, level)
        return await tx.done(UpgradeTried(installation.id, ok, plan.new.version, findings))


async def switched(
    tx: Tx[Any], installation: Installation, config: Config, version: UUID, changes: dict[str, Any]
) -> None:
    """Write the configuration that the other version gets, point to that version, and tell the house."""
    await config.save(using_db=tx.conn, force_create=True)
    tested = {"version": version, "config": config.n, "tested_config": config.n, "tested_ok": True}
    await Installation.filter(id=installation.id).using_db(tx.conn).update(**tested, **changes)
    plugin = await Plugin.get(id=installation.plugin, using_db=tx.conn)
    payload = {
        "installation": str(installation.id),
        "plugin": plugin.name,
        "version": str(version),
    }
    tx.emit(UPGRADED, str(installation.id), payload)


async def _plan(tx: Tx[Any], ask: UpgradePlugin, actor: Actor) -> _Plan:
    """Find the version and fit the configuration to it; nothing is written."""
    installation = await lock_installation(tx, ask.installation, actor)
    expect(State(installation.state), "upgrade")
    new = await _offered(tx, installation, ask.version)
    check_consent(new.manifest, ask.consents)
    config, secrets = await _config(tx, installation, new, ask.config)
    found = Installed(
        id=installation.id,
        state=State.CONFIGURED,
        user_number=installation.user_number,
        environment=installation.environment,
        digest=new.digest,
        entry=new.entry,
        manifest=new.manifest,
        config_n=installation.config + 1,
        config=config,
        sealed=seal_secrets(installation.id, secrets),
    )
    return _Plan(installation, new, found)


async def _offered(read: Read, installation: Installation, wanted: UUID) -> Candidate:
    running = await candidate(read, installation.version)
    new = await offered(read, running) if running else None
    if new is None or new.id != wanted:
        raise NothingNewer(str(wanted))
    return new


async def _config(
    read: Read, installation: Installation, new: Candidate, given: dict[str, Any] | None
) -> tuple[dict[str, Any], dict[str, str]]:
    """Carry the configuration over, or take the given one, whose masked secrets are carried over."""
    last = await Config.get(installation=installation.id, n=installation.config, using_db=read.conn)
    kept, secrets = carried(new.config_schema, last.data, open_secrets(installation.id, last.secrets))
    whole = given if given is not None else kept | dict.fromkeys(secrets, MASK)
    return split_config(new.config_schema, whole, secrets)


@asynccontextmanager
async def _trial(work: Work, found: Installed) -> AsyncIterator[Trial]:
    trial = Trial(work, found)
    try:
        yield trial
    finally:
        await trial.close()


async def _switch(tx: Tx[Any], before: Installation, plan: _Plan, findings: Findings, level: str) -> None:
    """Switch ``before``, as it stands now: whoever disabled it during the trial finds it disabled."""
    found = plan.installed
    worked = stands_tested(before.tested_config, before.config, ok=before.tested_ok)
    state = before.state if worked else State.TESTED
    config = Config(
        installation=before.id,
        n=found.config_n,
        data=found.config,
        secrets=found.sealed,
        made_by=tx.actor.id,
        made_at=tx.now,
    )
    changes = {
        "previous": before.version if worked else None,
        "previous_config": before.config if worked else None,
        "consents": asks_of(plan.new.manifest),
        "state": state,
        "tested_at": tx.now,
        "test_facts": plain(findings),
        "isolation": level,
    }
    await switched(tx, before, config, plan.new.id, changes)
