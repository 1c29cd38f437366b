"""Pools: what all clients share beside the batch: item stock, limits and budget of an activity.

Invariant   used <= cap, by the guard in the write and by a CHECK behind it; a cap only grows
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from largesse.store.work import Tx

_PREPARE = """
insert into play_pool as p (id, activity, key, cap)
select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[])
on conflict (id) do update set cap = excluded.cap where p.cap < excluded.cap
"""
_LOCK = """
select id, cap - used as units from play_pool where id = any($1::uuid[]) order by id for no key update
"""


class _Left(NamedTuple):
    """A pool and what is left of it."""

    id: UUID
    units: int


@lru_cache(maxsize=4096)
def pool_id(activity: UUID, key: str) -> UUID:
    """Name a pool; the same in every process without asking the database."""
    return uuid5(activity, f"pool:{key}")


@dataclass(frozen=True, slots=True)
class Cap:
    """How much a pool holds."""

    activity: UUID
    key: str
    cap: int


async def prepare(tx: Tx[Any], caps: Sequence[Cap]) -> None:
    """Make pools, or let those that are there grow; the larger of two sizes of one pool holds."""
    by_id: dict[UUID, Cap] = {}
    for one in sorted(caps, key=lambda one: one.cap):
        by_id[pool_id(one.activity, one.key)] = one
    if by_id:
        ids = sorted(by_id)
        pools = [by_id[id_] for id_ in ids]
        await tx.run(
            _PREPARE,
            ids,
            [one.activity for one in pools],
            [one.key for one in pools],
            [one.cap for one in pools],
        )


async def lock(tx: Tx[Any], pools: Iterable[UUID]) -> dict[UUID, int]:
    """Lock pools in id order and give what is left of each."""
    rows = await tx.tuples(_Left, _LOCK, sorted(pools))
    return {row.id: row.units for row in rows}
