"""Who may book for whom: the holder of a right, his agent, or staff for a client; for him or his household.

Invariant   an agent books only what he was named for, while that lasts; an agent who is ended books nothing
            from that commit on: a booking holds the agent's row while it is written
"""

from typing import Any
from uuid import UUID

from largesse.audience.clients.clients import ClientKeptOut
from largesse.audience.clients.records import Customer
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.rights.agents.mandates import held_to_book
from largesse.rights.bookings.booking import Stranger
from largesse.store.work import Read, Tx

_PERSON = """
insert into rights_person (id) values ($1) on conflict (id) do nothing
"""


async def expect_may_book(
    tx: Tx[Any], holder: UUID, actor: Actor, missing: Missing, right: UUID | None = None
) -> None:
    """Let the holder in, his agent for this right, his adviser, and staff who see the unit he belongs to.

    Args:
        tx: the transaction; an agent's row is kept as it is until it is over.
        holder: whose right it is.
        actor: who would book.
        missing: what is said to everybody else.
        right: which right it is; None: no agent is let in.

    Raises:
        Missing: ``missing``, for everybody else.
        ClientKeptOut: ``audience.client_kept_out``: he is blocked.
    """
    other = actor.kind == "client" and actor.id != holder
    if other and (right is None or not await held_to_book(tx, actor.id, holder, right)):
        raise missing
    client = await Customer.get_or_none(id=holder, using_db=tx.conn)
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
