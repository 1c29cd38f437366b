"""Connect a provider to the plugin that fulfils its rights, and part them again.

Invariant   one installation fulfils for one provider, so that every statement and callback has one party;
            orders that were placed stay with the installation that was asked
"""

from dataclasses import dataclass
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Missing, Refusal
from largesse.plugging.installations.records import Installation, InstallationId
from largesse.plugging.packages.records import Version
from largesse.rights.catalogue.providers import lock_provider
from largesse.rights.catalogue.records import Provider, ProviderId
from largesse.rights.catalogue.supply import Made
from largesse.rights.forms.agreed import expect_takes_all
from largesse.rights.orders.fulfil import CAPABILITY
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class PluginMissing(Missing):
    """No such installation within reach."""

    code = "rights.plugin_missing"
    installation: UUID


@dataclass(frozen=True)
class PluginOff(Refusal):
    """The plugin is not enabled."""

    code = "rights.plugin_off"
    path: str | None = "installation"


@dataclass(frozen=True)
class PluginUnable(Refusal):
    """The plugin fulfils no rights."""

    code = "rights.plugin_unable"
    path: str | None = "installation"


@dataclass(frozen=True)
class PluginTaken(Refusal):
    """The plugin fulfils for another provider."""

    code = "rights.plugin_taken"
    provider: str
    path: str | None = "installation"


@dataclass(frozen=True, kw_only=True)
class ConnectProvider(Ask):
    """The provider, and the plugin's installation that speaks for it."""

    provider: ProviderId = asked("The provider, prv_….", id="prv")
    installation: InstallationId = asked(
        "The plugin's installation, ins_…; enabled and able to fulfil.", id="ins"
    )


@dataclass(frozen=True)
class NotConnected(Refusal):
    """No plugin fulfils for the provider."""

    code = "rights.not_connected"


@dataclass(frozen=True, kw_only=True)
class DisconnectProvider(Ask):
    """The provider that no plugin speaks for from now on."""

    provider: ProviderId = asked("The provider, prv_….", id="prv")


async def connect_provider(ask: ConnectProvider, *, actor: Actor, work: Work) -> Made:
    """Let an enabled plugin fulfil a provider's rights from now on.

    Raises:
        ProviderMissing: ``rights.provider_missing``.
        PluginMissing: ``rights.plugin_missing``.
        PluginOff, PluginUnable, PluginTaken: the plugin cannot speak for it.
        FormNotAgreed: ``rights.form_not_agreed``: a SKU asks its clients what the plugin is not to be told.
    """
    actor.must("rights.supply")
    async with work.begin(ask, actor, use="rights.connect_provider", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        await tx.value("select pg_advisory_xact_lock(hashtextextended($1, 7))", str(ask.installation))
        provider = await lock_provider(tx, ask.provider, actor)
        await _expect_fit(tx, ask, actor)
        before, provider.installation = provider.installation, ask.installation
        await provider.save(using_db=tx.conn, update_fields=["installation"])
        facts = {"slug": provider.slug, "from": before, "to": ask.installation}
        tx.audit("rights.provider_connected", str(ask.provider), facts, org_unit=provider.org_unit)
        return await tx.done(Made(ask.provider))


async def disconnect_provider(ask: DisconnectProvider, *, actor: Actor, work: Work) -> Made:
    """Let no plugin fulfil a provider's rights any more; orders that were placed are still asked after.

    Raises:
        ProviderMissing: ``rights.provider_missing``.
        NotConnected: ``rights.not_connected``.
    """
    actor.must("rights.supply")
    async with work.begin(ask, actor, use="rights.disconnect_provider", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        provider = await lock_provider(tx, ask.provider, actor)
        if provider.installation is None:
            raise NotConnected
        before, provider.installation = provider.installation, None
        await provider.save(using_db=tx.conn, update_fields=["installation"])
        facts = {"slug": provider.slug, "from": before}
        tx.audit("rights.provider_disconnected", str(ask.provider), facts, org_unit=provider.org_unit)
        return await tx.done(Made(ask.provider))


async def _expect_fit(tx: Tx[Made], ask: ConnectProvider, actor: Actor) -> None:
    """Refuse a plugin that is out of reach, off, unable or another's; the institution's is for all."""
    rows = Installation.filter(id=ask.installation).using_db(tx.conn).select_for_update(no_key=True)
    installation = await rows.first()  # held: it is not uninstalled meanwhile
    if installation is None:
        raise PluginMissing(ask.installation)
    spoken_for = Provider.filter(installation=ask.installation).exclude(id=ask.provider)
    other = await spoken_for.using_db(tx.conn).first()
    units = [installation.org_unit, other.org_unit if other else None]
    if not all(unit is None or actor.reaches(unit) for unit in units):
        raise PluginMissing(ask.installation)
    if installation.state != "enabled":
        raise PluginOff
    version = await Version.get(id=installation.version, using_db=tx.conn)
    if CAPABILITY not in version.manifest["capabilities"]:
        raise PluginUnable
    if other is not None:
        raise PluginTaken(other.slug)
    await expect_takes_all(tx, ask.installation, ask.provider)
