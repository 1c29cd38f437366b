"""Keep a client out, or let one in again.

Invariant   a blocked client's sessions end in the commit that blocks
"""

from dataclasses import dataclass

from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.records import ClientId
from largesse.audience.reason import reason_of
from largesse.identity.sessions.sessions import end_sessions
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class BlockClient(Ask):
    """Keep a client out, or let one in again, with the reason."""

    client: ClientId = asked("Client, cli_….", id="cli")
    blocked: bool = asked("True keeps out.")
    reason: str = asked("Why, at least four characters.")


@dataclass(frozen=True)
class ClientBlocked:
    """The client and how it stands now."""

    client: ClientId
    blocked: bool


async def block_client(ask: BlockClient, *, actor: Actor, work: Work) -> ClientBlocked:
    """Block a client or lift the block.

    Raises:
        ClientMissing: ``audience.client_missing``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("audience.block_client")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="audience.block_client", answer=ClientBlocked) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ask.client, actor)
        client.blocked, client.updated_at = ask.blocked, tx.now
        client.blocked_why = reason if ask.blocked else ""
        await client.save(using_db=tx.conn, update_fields=("blocked", "blocked_why", "updated_at"))
        if ask.blocked:
            await end_sessions(tx, "client", [ask.client], "blocked")
        facts = {"blocked": ask.blocked, "reason": reason}
        tx.audit("audience.client_blocked", str(ask.client), facts, org_unit=client.org_unit)
        return await tx.done(ClientBlocked(ask.client, ask.blocked))
