"""Who may book for whom: the holder of a right, or staff for a client; for him or his household.

An agent is let in at one place: ``expect_may_book``.
"""

from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import ClientKeptOut
from largesse.audience.clients.records import Customer
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.rights.bookings.booking import Stranger
from largesse.store.work import Read, Tx

_PERSON = """
insert into rights_person (id) values ($1) on conflict (id) do nothing
"""


async def expect_may_book(read: Read, holder: UUID, actor: Actor, missing: Missing) -> None:
    """Let the holder in, and staff who reach him: his adviser, or who sees the unit he belongs to.

    Raises:
        Missing: ``missing``, for everybody else.
        ClientKeptOut: ``audience.client_kept_out``: he is blocked.
    """
    if actor.kind == "client" and actor.id != holder:
        raise missing
    client = await Customer.get_or_none(id=holder, using_db=read.conn)
    if client is None:
        raise missing
    if actor.kind != "client" and client.adviser != actor.id:
        actor.reach(client.org_unit, missing)
    if client.blocked:
        raise ClientKeptOut


async def expect_of_household(read: Read, holder: UUID, person: UUID) -> None:
    """Refuse one for whom the holder may not book.

    Raises:
        Stranger: ``rights.beneficiary_stranger``.
    """
    if person == holder:
        return
    rows = (
        await Customer.filter(id__in=[holder, person]).using_db(read.conn).values_list("household", flat=True)
    )
    if len(rows) != 2 or rows[0] is None or rows[0] != rows[1]:
        raise Stranger


async def lock_person(tx: Tx[Any], person: UUID) -> int:
    """Lock the row of one for whom bookings are made, and give his number; made when it is needed first."""
    await tx.run(_PERSON, person)
    return int(await tx.value("select nr from rights_person where id = $1 for no key update", person))
