"""Who gives and who receives, as the audience knows them."""

from typing import Any
from uuid import UUID

from largesse.audience.clients.records import Customer
from largesse.rights.transfers.transfer import Person
from largesse.store.work import Tx


async def person(tx: Tx[Any], client: UUID) -> Person | None:
    """Read what decides over a client."""
    found = await Customer.get_or_none(id=client, using_db=tx.conn)
    return _person(found) if found else None


async def locked_person(tx: Tx[Any], client: UUID) -> Person | None:
    """Lock a client and read what decides: before any right, as the order of locks says."""
    found = await Customer.filter(id=client).using_db(tx.conn).select_for_update(no_key=True).first()
    return _person(found) if found else None


def _person(found: Customer) -> Person:
    return Person(found.id, found.household, blocked=found.blocked, is_staff=found.is_staff)
