"""Note what was written to clients' tiers: standing, history, event; and set one client's tier by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.records import ClientId, Tier
from largesse.audience.reason import reason_of
from largesse.audience.tiers.tier import STOPPED, TierMissing, TierStopped
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.settings import settings
from largesse.store.work import Tx, Work

TIER_CHANGED = "audience.tier_changed.v1"
Cause = Literal["import", "hand", "policy"]
_FOLLOW = "select audience_follow_tiers($1, $2, $3, $4, $5, $6, $7)"


@dataclass(frozen=True)
class Told:
    """Why tiers were written, and by whom."""

    cause: Cause
    by_kind: str
    by: UUID
    reason: str = ""


async def follow_tiers(tx: Tx[Any], clients: Sequence[UUID] | None, told: Told) -> int:
    """Note every tier that is not where its client stood, of these clients or of all; gives how many."""
    args = (told.cause, told.reason, told.by_kind, told.by, settings().zone)
    return int(await tx.value(_FOLLOW, tx.now, None if clients is None else list(clients), *args))


@dataclass(frozen=True, kw_only=True)
class SetClientTier(Ask):
    """A client's tier by hand, with the reason; its term begins anew."""

    client: ClientId = asked("Client, cli_….", id="cli")
    tier: str = asked("Code of the tier.")
    reason: str = asked("Why, at least four characters.")


@dataclass(frozen=True)
class ClientTierSet:
    """The client and his tier now."""

    client: ClientId
    tier: str


async def set_client_tier(ask: SetClientTier, *, actor: Actor, work: Work) -> ClientTierSet:
    """Set a client's tier by hand.

    Raises:
        ClientMissing: ``audience.client_missing``.
        TierMissing: ``audience.tier_missing``.
        TierStopped: ``audience.tier_stopped``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("audience.set_tier")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="audience.set_client_tier", answer=ClientTierSet) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ask.client, actor)
        tier = await Tier.get_or_none(code=ask.tier, using_db=tx.conn)
        if tier is None:
            raise TierMissing(ask.tier)
        if tier.state == STOPPED and client.tier != tier.code:
            raise TierStopped
        facts = {"from": client.tier, "to": tier.code, "reason": reason}
        client.tier, client.updated_at = tier.code, tx.now
        await client.save(using_db=tx.conn, update_fields=("tier", "updated_at"))
        await follow_tiers(tx, [ask.client], Told("hand", actor.kind, actor.id, reason))
        tx.audit("audience.client_tier_set", str(ask.client), facts, org_unit=client.org_unit)
        return await tx.done(ClientTierSet(ask.client, tier.code))
