"""What many nodes of one answer ask for is one query."""

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace

from largesse.faces.together import BATCH_MAX, together

asked: list[list[int]] = []


@dataclass(frozen=True)
class Doubled:
    n: int
    twice: int


async def doubled(read, numbers: list[int]) -> dict[int, int]:
    asked.append(numbers)
    sql = "select n, n * 2 as twice from unnest($1::int[]) n where n < 1000"
    return {one.n: one.twice for one in await read.all(Doubled, sql, numbers)}


def info(house) -> SimpleNamespace:
    asked.clear()
    return SimpleNamespace(context=SimpleNamespace(work=house.work, loaders={}))


async def test_many_nodes_are_one_query_and_each_gets_its_own(house):
    here = info(house)
    found = await asyncio.gather(*(together(here, n, doubled) for n in (3, 1, 2)))
    assert found == [6, 2, 4]
    assert asked == [[3, 1, 2]]


async def test_a_key_is_read_once_in_an_answer_however_many_fields_ask(house):
    here = info(house)
    assert await asyncio.gather(together(here, 7, doubled), together(here, 7, doubled)) == [14, 14]
    assert await together(here, 7, doubled) == 14
    assert asked == [[7]]


async def test_what_is_not_there_is_none(house):
    assert await together(info(house), 1000, doubled) is None


async def test_a_query_is_bounded_however_many_nodes_there_are(house):
    here = info(house)
    await asyncio.gather(*(together(here, n, doubled) for n in range(BATCH_MAX + 1)))
    assert [len(one) for one in asked] == [BATCH_MAX, 1]
