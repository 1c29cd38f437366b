"""A client agrees or withdraws, in one step each.

Invariant   the choice, its receipt and what rules and senders read of it change in one commit
"""

from dataclasses import dataclass

from largesse.audience.clients.clients import locked_client
from largesse.audience.clients.records import ClientId
from largesse.audience.privacy.privacy import COLUMN, purpose_of
from largesse.audience.privacy.records import Choice
from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.copy import text
from largesse.kernel.ids import new_id
from largesse.store.work import Work


@dataclass(frozen=True, kw_only=True)
class Choose(Ask):
    """Yes or no to a purpose; ``locale`` is the language in which its words were shown."""

    purpose: str = asked("personalisation or messages.")
    agreed: bool = asked("True agrees, false withdraws.")
    locale: str = "zh-CN"


@dataclass(frozen=True)
class Chosen:
    """How the purpose stands now."""

    purpose: str
    agreed: bool


async def choose(ask: Choose, *, actor: Actor, work: Work) -> Chosen:
    """Keep a client's choice.

    Raises:
        Malformed: ``kernel.malformed`` at ``purpose``.
    """
    actor.must("audience.choose")
    purpose = purpose_of(ask.purpose)
    async with work.begin(ask, actor, use="audience.choose", answer=Chosen) as tx:
        if tx.earlier:
            return tx.earlier
        client = await locked_client(tx, ClientId(actor.id), actor)
        setattr(client, COLUMN[purpose], ask.agreed)
        await client.save(using_db=tx.conn, update_fields=(COLUMN[purpose],))
        await Choice.create(
            id=new_id(),
            customer=actor.id,
            purpose=purpose,
            agreed=ask.agreed,
            words=text(f"audience.purpose.{purpose}.words", ask.locale),
            locale=ask.locale,
            at=tx.now,
            using_db=tx.conn,
        )
        return await tx.done(Chosen(purpose, ask.agreed))
