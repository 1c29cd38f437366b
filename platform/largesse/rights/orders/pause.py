"""Pause a provider, and let it go on: nothing is asked of it meanwhile, what it tells is booked.

Invariant   what was sent is still asked after, what was not sent waits or goes to another offer; clocks stop;
            rights wait with their holders; notices of use, statements and settlement go on
Source      docs/explanation/fulfilment.md
"""

from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.rights.catalogue.providers import lock_provider
from largesse.rights.catalogue.records import Provider, ProviderId
from largesse.rights.catalogue.supply import Made
from largesse.rights.order_clocks.keep import pause_of_provider, resume_of_provider
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work

PAUSED, RESUMED = "rights.provider_paused.v1", "rights.provider_resumed.v1"


@dataclass(frozen=True)
class ProviderWrongState(Refusal):
    """The provider is paused already, or it is not."""

    code = "rights.provider_wrong_state"
    state: str


@dataclass(frozen=True, kw_only=True)
class PauseProvider(Ask):
    """Ask nothing of a provider for a while."""

    provider: ProviderId = asked("The provider, prv_….", id="prv")
    reason: str = asked("Why, 1 to 500 characters; staff see it.")


@dataclass(frozen=True, kw_only=True)
class ResumeProvider(Ask):
    """Let a paused provider go on."""

    provider: ProviderId = asked("The provider, prv_….", id="prv")
    reason: str = asked("Why, 1 to 500 characters; kept in the audit.")


async def pause_provider(ask: PauseProvider, *, actor: Actor, work: Work) -> Made:
    """Pause a provider: no order goes out, no right of it is claimed, its counter redeems nothing.

    Raises:
        ProviderMissing: ``rights.provider_missing``.
        ProviderWrongState: ``rights.provider_wrong_state``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("rights.pause_provider")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.pause_provider", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        provider = await lock_provider(tx, ask.provider, actor)
        if provider.state != "active":
            raise ProviderWrongState(provider.state)
        provider.state, provider.paused_at, provider.paused_reason = "paused", tx.now, reason
        await pause_of_provider(tx, provider.id)
        return await tx.done(await _moved(tx, provider, PAUSED, reason))


async def resume_provider(ask: ResumeProvider, *, actor: Actor, work: Work) -> Made:
    """Let a provider go on; orders that waited are due at once.

    Raises:
        ProviderMissing: ``rights.provider_missing``.
        ProviderWrongState: ``rights.provider_wrong_state``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("rights.pause_provider")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.resume_provider", answer=Made) as tx:
        if tx.earlier:
            return tx.earlier
        provider = await lock_provider(tx, ask.provider, actor)
        if provider.state != "paused":
            raise ProviderWrongState(provider.state)
        provider.state, provider.paused_at, provider.paused_reason = "active", None, None
        sql = "update rights_order set due_at = $2 where provider = $1 and state = 'created' and due_at > $2"
        await tx.run(sql, provider.id, tx.now)
        await resume_of_provider(tx, provider.id)
        return await tx.done(await _moved(tx, provider, RESUMED, reason))


async def _moved(tx: Tx[Any], provider: Provider, topic: str, reason: str) -> Made:
    """Keep the provider as it stands now, and tell."""
    await provider.save(using_db=tx.conn, update_fields=["state", "paused_at", "paused_reason"])
    facts = {"provider": str(provider.id), "slug": provider.slug, "at": tx.now.isoformat()}
    tx.emit(topic, str(provider.id), facts)
    noted = {"slug": provider.slug, "reason": reason}
    tx.audit(topic.rpartition(".v")[0], str(provider.id), noted, org_unit=provider.org_unit)
    return Made(provider.id)
