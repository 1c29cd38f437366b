"""Pools: what all clients share beside the batch: item stock, limits and budget of an activity.

Invariant   used <= cap, by the guard in the write and by a CHECK behind it; a cap only grows
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from largesse.store.work import Tx


def pool_id(activity: UUID, key: str) -> UUID:
    """Name a pool; the same in every process without asking the database."""
    return uuid5(activity, f"pool:{key}")


async def prepare(tx: Tx[Any], activity: UUID, caps: Iterable[tuple[str, int]]) -> None:
    """Make the pools of a revision, or let those that are there grow."""
    for key, cap in sorted(caps, key=lambda one: pool_id(activity, one[0])):
        await tx.run(
            "insert into play_pool as p (id, activity, key, cap) values ($1, $2, $3, $4)"
            " on conflict (id) do update set cap = greatest(p.cap, excluded.cap)",
            pool_id(activity, key),
            activity,
            key,
            cap,
        )
