"""Say in which city a client lives, where no file said it or a file was wrong.

Invariant   what the city is stands in no audit row: it goes with the client who is erased
"""

from dataclasses import dataclass

from largesse.audience.clients.city import city_given
from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.records import ClientId
from largesse.audience.reason import reason_of
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class SetClientCity(Ask):
    """The city where a client lives, with the reason."""

    client: ClientId = asked("Client, cli_….", id="cli")
    city: str = asked("The city's name, as 上海 or Shanghai; empty: it is not known.")
    reason: str = asked("Why, at least four characters.")


@dataclass(frozen=True)
class ClientCitySet:
    """The client whose city was said."""

    client: ClientId


async def set_client_city(ask: SetClientCity, *, actor: Actor, work: Work) -> ClientCitySet:
    """Say in which city a client lives; orders from now on are routed by it.

    Raises:
        ClientMissing: ``audience.client_missing``.
        Malformed: ``kernel.malformed`` at ``city`` or ``reason``.
    """
    actor.must("audience.set_city")
    city, reason = city_given(ask.city), reason_of(ask.reason)
    async with work.begin(ask, actor, use="audience.set_client_city", answer=ClientCitySet) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ask.client, actor)
        client.city, client.updated_at = city, tx.now
        await client.save(using_db=tx.conn, update_fields=("city", "updated_at"))
        facts = {"known": bool(city), "reason": reason}
        tx.audit("audience.client_city_set", str(ask.client), facts, org_unit=client.org_unit)
        return await tx.done(ClientCitySet(ask.client))
