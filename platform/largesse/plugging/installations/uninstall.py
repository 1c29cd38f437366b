"""Uninstall a plugin: nothing may stand on it; its records stay, its secrets and its code go.

Words       what *stands* on an installation is told by the rooms above: who is served, what is still owed
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.plugging.installations.installation import Standing, State, expect
from largesse.plugging.installations.lock import lock_installation
from largesse.plugging.packages.records import Plugin
from largesse.store.house import Port
from largesse.store.outbox import Event
from largesse.store.work import Read, Work

UNINSTALLED = "plugging.plugin_uninstalled.v1"
REASON_MAX = 500


@dataclass(frozen=True, kw_only=True)
class Stands:
    """What stands on an installation: names of providers, orders without an outcome, rights not used yet."""

    providers: list[str] = field(default_factory=list)
    orders: int = 0
    rights: int = 0


StandsOn = Callable[[Read, UUID], Awaitable[Stands]]
STANDS_ON: Port[StandsOn] = Port("plugging.stands_on")


@dataclass(frozen=True)
class StillUsed(Refusal):
    """Providers, orders or rights stand on the plugin."""

    code = "plugging.still_used"
    providers: str
    orders: int
    rights: int


@dataclass(frozen=True, kw_only=True)
class UninstallPlugin(Ask):
    """The installation that goes."""

    installation: UUID = asked("Id of the installation.", id="ins")
    reason: str = asked("Why, for the audit.", default="")


def installation_of(event: Event) -> UUID:
    """Give the installation that an event of this room is about."""
    return UUID(event.payload["installation"])


async def uninstall_plugin(ask: UninstallPlugin, *, actor: Actor, work: Work) -> Standing:
    """Uninstall a plugin for good; it may be installed anew, and asks for its secrets again.

    Raises:
        InstallationMissing, OfTheInstitution, WrongState.
        StillUsed: ``plugging.still_used``.
    """
    actor.must("plugging.uninstall")
    async with work.begin(ask, actor, use="plugging.uninstall", answer=Standing) as tx:
        if tx.earlier:
            return tx.earlier
        installation = await lock_installation(tx, ask.installation, actor)
        expect(State(installation.state), "uninstall")
        for told in tx.house.all(STANDS_ON):
            stands = await told(tx, installation.id)
            if stands != Stands():
                raise StillUsed(", ".join(stands.providers) or "–", stands.orders, stands.rights)
        installation.state = State.UNINSTALLED
        installation.previous = installation.previous_config = None
        await installation.save(using_db=tx.conn, update_fields=["state", "previous", "previous_config"])
        await tx.run("update plugging_config set secrets = '{}' where installation = $1", installation.id)
        plugin = await Plugin.get(id=installation.plugin, using_db=tx.conn)
        payload = {"installation": str(installation.id), "plugin": plugin.name}
        tx.emit(UNINSTALLED, str(installation.id), payload)
        facts = {"reason": ask.reason[:REASON_MAX]}
        tx.audit("plugging.uninstall", str(installation.id), facts, org_unit=installation.org_unit)
        return await tx.done(Standing(installation.id, State.UNINSTALLED))
