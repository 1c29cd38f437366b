"""Rows read together: what many nodes of one answer ask for is one query.

Invariant   a key is read once in an answer, however many fields ask for it
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from strawberry.dataloader import DataLoader

from largesse.faces.context import Info
from largesse.store.work import Read

BATCH_MAX = 100
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


async def together(
    info: Info, key: K, read_all: Callable[[Read, list[K]], Awaitable[Mapping[K, V]]]
) -> V | None:
    """Read one key's value along with those that other nodes ask of ``read_all``; None where it gives none.

    ``read_all`` is a function of a module, at most ``BATCH_MAX`` keys at once; it names the batch.
    """
    name = f"{read_all.__module__}.{read_all.__qualname__}"
    loader: DataLoader[K, V | None] | None = info.context.loaders.get(name)
    if loader is None:

        async def load(keys: list[K]) -> list[V | None]:
            async with info.context.work.read() as read:
                found = await read_all(read, keys)
            return [found.get(one) for one in keys]

        loader = info.context.loaders[name] = DataLoader(load_fn=load, max_batch_size=BATCH_MAX)
    return await loader.load(key)


def grouped(rows: Sequence[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    """Give rows by their key, each key's in their order."""
    found: dict[K, list[V]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
