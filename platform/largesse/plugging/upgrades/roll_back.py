"""Go back to the version that an installation ran before, with the configuration that worked there."""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.plugging.installations.installation import Standing, State, asks_of, expect
from largesse.plugging.installations.lock import lock_installation
from largesse.plugging.installations.records import Config, Installation
from largesse.plugging.packages.stored_code import CodeChanged, verified
from largesse.plugging.upgrades.offer import Candidate, CodeGone, NoVersionBefore
from largesse.plugging.upgrades.reads import candidate
from largesse.plugging.upgrades.upgrade import switched
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class RollBackPlugin(Ask):
    """The installation that goes back to the version before."""

    installation: UUID = asked("Id of the installation.", id="ins")
    reason: str = asked("Why, for the audit.", default="")


async def roll_back_plugin(ask: RollBackPlugin, *, actor: Actor, work: Work) -> Standing:
    """Run the version before again, in one commit; whether it is enabled stays as it is.

    Raises:
        InstallationMissing, OfTheInstitution, WrongState.
        NoVersionBefore: ``plugging.no_version_before``.
        CodeGone: ``plugging.code_gone``.
    """
    actor.must("plugging.roll_back")
    async with work.begin(ask, actor, use="plugging.roll_back", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        installation = await lock_installation(tx, ask.installation, actor)
        state = State(installation.state)
        expect(state, "roll_back")
        old, config = await _before(tx, installation)
        left, after = installation.version, State.TESTED if state is State.CONFIGURED else state
        changes = {
            "previous": None,
            "previous_config": None,
            "consents": asks_of(old.manifest),
            "state": after,
            "tested_at": tx.now,
        }
        await switched(tx, installation, config, old.id, changes)
        facts = {"from": str(left), "to": str(old.id), "version": old.version, "reason": ask.reason[:500]}
        tx.audit("plugging.roll_back", str(installation.id), facts, org_unit=installation.org_unit)
        return await tx.done(Standing(installation.id, after))


async def _before(tx: Tx[Any], installation: Installation) -> tuple[Candidate, Config]:
    """Give the version before, whose code is there, and its configuration under the next number."""
    old = await candidate(tx, installation.previous) if installation.previous else None
    if old is None:
        raise NoVersionBefore
    try:
        await asyncio.to_thread(verified, old.digest)
    except CodeChanged as no:
        raise CodeGone(old.version) from no
    kept = await Config.get(installation=installation.id, n=installation.previous_config, using_db=tx.conn)
    config = Config(
        installation=installation.id,
        n=installation.config + 1,
        data=kept.data,
        secrets=kept.secrets,
        made_by=tx.actor.id,
        made_at=tx.now,
    )
    return old, config
