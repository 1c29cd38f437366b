"""What of a play's pools all clients have used."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from tortoise.expressions import Q

from largesse.play.plans.choice import STOCKS
from largesse.play.pools.records import Pool
from largesse.store.work import Read


async def used_of(read: Read, activity: UUID) -> Mapping[str, Mapping[str, int]]:
    """Read the units used of each play's stocks and places, by play, then by outcome or place."""
    wanted = Q(*(Q(key__startswith=one) for one in STOCKS), join_type=Q.OR)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for pool in await Pool.filter(wanted, activity=activity).using_db(read.conn):
        _, play, name = pool.key.split("/", 2)
        found[play][name] = pool.used
    return found
