"""What a client has done in an activity, for its page and for what is given later."""

from typing import Any
from uuid import UUID

from largesse.play.chances.chances import Standing, tallies_of
from largesse.play.chances.records import Chance
from largesse.store.work import Read, Tx


async def standing_of(read: Read, client: UUID, activity: UUID) -> Standing:
    """Read what a client has done in an activity, in all of its plays."""
    return _standing(client, await Chance.get_or_none(client=client, activity=activity, using_db=read.conn))


async def locked_standing(tx: Tx[Any], client: UUID, activity: UUID) -> Standing:
    """Lock what a client has done in an activity, and read it."""
    held = Chance.filter(client=client, activity=activity).using_db(tx.conn).select_for_update()
    return _standing(client, await held.first())


def _standing(client: UUID, found: Chance | None) -> Standing:
    if found is None:
        return Standing(client)
    return Standing(client, found.nonce, found.used, tallies_of(found.tallies), found.states)
