"""Come in: a session for a client of whom somebody has made sure who it is; in the demo, by picking one.

Invariant   a blocked client never enters
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import ClientId, Customer
from largesse.identity.sessions.sessions import Opening, close_session, open_session
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Refusal
from largesse.kernel.settings import settings
from largesse.store.work import Tx, Work


@dataclass(frozen=True)
class ContactAdviser(Refusal):
    """Nobody is let in here under this name or number; the adviser helps."""

    code = "audience.contact_adviser"


@dataclass(frozen=True)
class DemoOnly(Refusal):
    """Clients come in this way in the demo only."""

    code = "audience.demo_only"


@dataclass(frozen=True)
class EnterAsDemoClient(AskWithoutReceipt):
    """As whom one enters."""

    client: ClientId = asked("Client, cli_….", id="cli")


async def let_in(tx: Tx[Any], client: UUID, via: str, address: str = "") -> str:
    """Open a client's session; the caller has made sure who it is.

    Raises:
        ContactAdviser: ``audience.contact_adviser``: blocked, be it in this very moment.
    """
    # Whoever blocks a client takes the whole row and is waited for; an import that is being written is not.
    if await tx.value("select blocked from audience_customer where id = $1 for key share", client):
        raise ContactAdviser
    tx.audit("audience.client_entered", str(client), {"via": via})
    return await open_session(tx, Opening("client", client, via, address))


async def enter_as_demo_client(ask: EnterAsDemoClient, *, work: Work) -> str:
    """Enter as any client, in demo mode only.

    Raises:
        DemoOnly: ``audience.demo_only``.
        ContactAdviser: ``audience.contact_adviser``.
    """
    if not settings().demo:
        raise DemoOnly
    async with work.job() as tx:
        client = await Customer.get_or_none(id=ask.client, using_db=tx.conn)
        if client is None or client.blocked:
            raise ContactAdviser
        return await let_in(tx, ask.client, "demo")


async def leave(token: str, *, work: Work) -> None:
    """End a client's session; a token that is not live is no error."""
    async with work.job() as tx:
        await close_session(tx, token)
