"""What of an activity's prizes was won, as its pools count it."""

from uuid import UUID

from largesse.play.pools.records import Pool
from largesse.store.work import Read

ITEM = "item/"


async def won_of(read: Read, activity: UUID) -> dict[tuple[str, str], int]:
    """Read how often each prize with a stock of its own was won, by play and item."""
    pools = await Pool.filter(activity=activity, key__startswith=ITEM).using_db(read.conn)
    return {(play, item): pool.used for pool in pools for play, item in [_prize(pool.key)]}


def _prize(key: str) -> tuple[str, str]:
    _, play, item = key.split("/", 2)
    return play, item
