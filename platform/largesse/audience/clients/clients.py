"""A client found and locked within reach, before anything is done for one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.audience.clients.records import ClientId, Customer
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing, Refusal
from largesse.store.work import Tx


@dataclass(frozen=True)
class ClientMissing(Missing):
    """No such client within reach."""

    code = "audience.client_missing"
    client: UUID


@dataclass(frozen=True)
class ClientKeptOut(Refusal):
    """The client is blocked; nothing is given until the block is lifted."""

    code = "audience.client_kept_out"


async def locked_self(tx: Tx[Any], client: UUID) -> Customer:
    """Lock a client who gets something for himself; one who is blocked gets nothing.

    Raises:
        ClientMissing: ``audience.client_missing``.
        ClientKeptOut: ``audience.client_kept_out``.
    """
    found = await Customer.filter(id=client).using_db(tx.conn).select_for_update().first()
    if found is None:
        raise ClientMissing(client)
    if found.blocked:
        raise ClientKeptOut
    return found


async def locked_client(tx: Tx[Any], client: ClientId, actor: Actor) -> Customer:
    """Lock a client within reach.

    Raises:
        ClientMissing: ``audience.client_missing``.
    """
    found = await Customer.filter(id=client).using_db(tx.conn).select_for_update().first()
    if found is None:
        raise ClientMissing(client)
    actor.reach(found.org_unit, ClientMissing(client))
    return found
