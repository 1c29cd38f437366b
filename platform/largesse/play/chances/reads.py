"""What a client has done in an activity, for its page."""

from uuid import UUID

from largesse.play.chances.chances import Standing, tallies_of
from largesse.play.chances.records import Chance
from largesse.store.work import Read


async def standing_of(read: Read, client: UUID, activity: UUID) -> Standing:
    """Read what a client has done in an activity, in all of its plays."""
    found = await Chance.get_or_none(client=client, activity=activity, using_db=read.conn)
    if found is None:
        return Standing(client)
    return Standing(client, found.nonce, found.used, tallies_of(found.tallies), found.states)
